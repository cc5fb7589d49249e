package live.nigiwai.show.timeline;

import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowTime;
import org.jspecify.annotations.Nullable;

/**
 * A fact on its way into a log.
 *
 * @param key the writer's own id for it, at most 64 characters; the same key by the same actor in
 *     the same log is stored once, however often it is sent. Null where a repeat cannot happen
 * @param mediaAt the picture the actor was looking at, as their player says; null where there is
 *     none
 */
public record Draft(
    @Nullable String key, Actor actor, @Nullable ShowTime mediaAt, TimelineEvent event) {
  public Draft {
    if (key != null && (key.isEmpty() || key.length() > 64)) {
      throw new IllegalArgumentException("key must have 1-64 characters");
    }
  }

  public static Draft bySystem(String part, TimelineEvent event) {
    return new Draft(null, Actor.system(part), null, event);
  }
}
