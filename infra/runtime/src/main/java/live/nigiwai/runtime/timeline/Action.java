package live.nigiwai.runtime.timeline;

import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.Versioned;

/**
 * A control action in progress: the caller's own rows and the facts about them, one transaction.
 *
 * <p>Change your own rows first: the first {@link #append} or {@link #put} locks the show's rows,
 * and whatever follows holds everyone else up.
 */
public interface Action {
  Sql sql();

  /** Numbers the fact. What it returns holds once the transaction commits. */
  TimelineEntry append(Log log, Draft draft);

  /** New keyed state; its version is the log's offset after the facts appended so far. */
  void put(Log log, ShowState state);

  /** New keyed state under a version of its own row, where no fact goes with it. */
  void put(Log log, Versioned state);
}
