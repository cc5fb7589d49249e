package live.nigiwai.show.timeline;

import java.util.List;

/** The answer to "what came after this position?" Never a silent hole. */
public sealed interface History {
  /**
   * The entries that directly continue the asked position, oldest first.
   *
   * @param to the position after the last of them
   * @param more whether the log goes on past {@code to}
   */
  record Continued(List<TimelineEntry> entries, Position to, boolean more) implements History {
    public Continued {
      entries = List.copyOf(entries);
    }
  }

  /** The position cannot be continued: reload from a {@link Snapshot}. */
  record Gap(Reason reason) implements History {}

  enum Reason {
    /** The log was restored to an older state since. */
    EPOCH,
    /** The position lies beyond the end of the log. */
    AHEAD
  }
}
