/**
 * Everything a viewer sees besides the picture, as one ordered log per show.
 *
 * <p>A show has two logs ({@link live.nigiwai.show.timeline.Log}): what viewers may see and what
 * only staff may. Each holds dense, ordered {@link live.nigiwai.show.timeline.TimelineEntry
 * entries} and, beside them, {@link live.nigiwai.show.timeline.ShowState keyed state} of which only
 * the newest value counts. Read {@link live.nigiwai.show.timeline.TimelineEvent} for what can
 * happen, {@link live.nigiwai.show.timeline.ShowTimeline} for how to take part.
 */
@NullMarked
package live.nigiwai.show.timeline;

import org.jspecify.annotations.NullMarked;
