/**
 * What may be said, how often, and what is taken down again.
 *
 * <p>Read {@link live.nigiwai.relay.moderation.Moderation} first: it is the door. What decides is
 * pure: {@link live.nigiwai.relay.moderation.CommentRules} (the text), {@link
 * live.nigiwai.relay.moderation.Judge} (what becomes of a comment), {@link
 * live.nigiwai.relay.moderation.WordList} over {@link live.nigiwai.relay.moderation.Folded} (words,
 * however written), {@link live.nigiwai.relay.moderation.Contacts} (links and numbers). What it
 * goes by is kept in {@link live.nigiwai.relay.moderation.Pace}, {@link
 * live.nigiwai.relay.moderation.Recents}, {@link live.nigiwai.relay.moderation.Sanctions} and
 * {@link live.nigiwai.relay.moderation.ChatModes}. What is done to comments is in {@link
 * live.nigiwai.relay.moderation.HeldComments}, {@link live.nigiwai.relay.moderation.Removal} and
 * {@link live.nigiwai.relay.moderation.Reports}; the staff's door is {@link
 * live.nigiwai.relay.moderation.ModerationEndpoints}.
 */
@NullMarked
package live.nigiwai.relay.moderation;

import org.jspecify.annotations.NullMarked;
