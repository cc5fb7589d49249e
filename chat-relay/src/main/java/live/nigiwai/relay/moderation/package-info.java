/**
 * What may be said, how often, and what is taken down again.
 *
 * <p>Read {@link live.nigiwai.relay.moderation.CommentRules} (the text), {@link
 * live.nigiwai.relay.moderation.Pace} (the rate), {@link live.nigiwai.relay.moderation.CommentId}
 * (the name of a comment), then {@link live.nigiwai.relay.moderation.Removal} (the REST door for
 * staff). The first three are pure.
 */
@NullMarked
package live.nigiwai.relay.moderation;

import org.jspecify.annotations.NullMarked;
