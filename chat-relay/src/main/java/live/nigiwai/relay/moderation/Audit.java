package live.nigiwai.relay.moderation;

import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.show.Actor;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.TimelineEvent.StaffActed;

/** Writes down backstage who did what, in the transaction that does it. */
public final class Audit {
  private Audit() {}

  public static void note(Action action, Actor staff, String what, String subject) {
    backstage(action, staff, new StaffActed(what, subject));
  }

  public static void backstage(Action action, Actor actor, TimelineEvent event) {
    action.append(Log.BACKSTAGE, new Draft(null, actor, null, event));
  }

  public static void stage(Action action, Actor actor, TimelineEvent event) {
    action.append(Log.STAGE, new Draft(null, actor, null, event));
  }
}
