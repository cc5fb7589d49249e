package live.nigiwai.show.timeline;

import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * A stored fact.
 *
 * @param offset dense, from 1
 * @param at the database's clock when it was stored; never goes back within a log
 * @param mediaAt what the actor said they were looking at
 * @param showAt when it is due on the viewer's picture, if {@link TimelineEvent#inStep in step}
 */
public record TimelineEntry(
    long offset,
    ShowTime at,
    @Nullable ShowTime mediaAt,
    ShowTime showAt,
    Actor actor,
    TimelineEvent event) {}
