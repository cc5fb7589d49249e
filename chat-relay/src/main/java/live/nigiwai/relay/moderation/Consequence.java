package live.nigiwai.relay.moderation;

import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowId;

/** What else follows when a comment is taken down, in the transaction that does it. */
public interface Consequence {
  void of(Action action, ShowId show, String commentId, Actor by);
}
