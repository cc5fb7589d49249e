package live.nigiwai.ingest.hls;

import live.nigiwai.show.ShowClock;
import live.nigiwai.show.timeline.AppendOutcome;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.Versioned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the show's timeline when pictures start and break.
 *
 * <p><i>Threading</i>: the show's thread only; the timeline never blocks it.
 */
final class StreamFacts {
  private static final Logger log = LoggerFactory.getLogger(StreamFacts.class);
  private static final int REASON_LENGTH_MAX = 200;

  private final ShowTimeline timeline;
  private final ShowClock clock;
  private final IngestMeters meters;
  private final boolean told;
  private boolean live;
  private long version;

  /**
   * @param told whether viewers hear of it; of a rehearsal they do not
   */
  StreamFacts(ShowTimeline timeline, ShowClock clock, IngestMeters meters, boolean told) {
    this.told = told;
    this.timeline = timeline;
    this.clock = clock;
    this.meters = meters;
  }

  /** The first segment of a publish can be played. */
  void playable() {
    if (live) {
      return;
    }
    live = true;
    meters.live(1);
    append(new TimelineEvent.StreamStarted());
    announce(ShowState.StreamStatus.LIVE);
  }

  /** Pictures were there before this process; whoever waits is told that they are expected back. */
  void restored() {
    announce(ShowState.StreamStatus.BREAK);
  }

  /** The publisher is gone; said only where viewers had something to lose. */
  void broken(String reason) {
    if (!live) {
      return;
    }
    live = false;
    meters.live(-1);
    String said =
        reason.length() <= REASON_LENGTH_MAX ? reason : reason.substring(0, REASON_LENGTH_MAX);
    append(new TimelineEvent.StreamBroken(said));
    announce(ShowState.StreamStatus.BREAK);
  }

  /** Nothing follows; what was recorded is the replay. */
  void ended() {
    broken("ended");
    announce(ShowState.StreamStatus.ENDED);
  }

  /** The version grows with the clock, so that it also grows across a restart of the process. */
  private void announce(ShowState.StreamStatus status) {
    if (!told) {
      return;
    }
    version = Math.max(version + 1, clock.now().millis());
    timeline.announce(new Versioned(new ShowState.Stream(status), version));
  }

  private void append(TimelineEvent event) {
    if (!told) {
      return;
    }
    timeline
        .append(Draft.bySystem("ingest", event))
        .whenComplete(
            (outcome, failure) -> {
              if (failure != null || !(outcome instanceof AppendOutcome.Stored)) {
                log.warn("{} was not stored: {}", event, failure != null ? failure : outcome);
              }
            });
  }
}
