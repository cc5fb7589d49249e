package live.nigiwai.show.timeline;

/**
 * What became of a {@link Draft}. Only {@link Stored} and {@link Duplicate} mean it is in the log.
 */
public sealed interface AppendOutcome {
  record Stored(TimelineEntry entry) implements AppendOutcome {}

  /** Its key was there already; the entry is the one stored the first time. */
  record Duplicate(TimelineEntry entry) implements AppendOutcome {}

  /** The bounded backlog is full; nothing was stored and trying again later may work. */
  record Overloaded() implements AppendOutcome {}

  /** The node is stopping or the database refused it; nothing was stored. */
  record Failed(String reason) implements AppendOutcome {}
}
