package live.nigiwai.ingest.rtmp;

import java.util.concurrent.Executor;
import live.nigiwai.ingest.media.CloseReason;
import live.nigiwai.ingest.media.Publisher;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's way from a stream key to a show, its time on air, and its end.
 *
 * <p><i>Threading</i>: its connection's event loop; answers from elsewhere come back to it first.
 */
final class Airtime {
  private static final Logger log = LoggerFactory.getLogger(Airtime.class);

  /** What is asked of the connection, on its event loop. */
  interface Line extends Publisher {
    /** Where the answers to what takes time come back. */
    Executor loop();

    /** Whether it is leaving, so that no answer matters any more. */
    boolean leaving();

    /** The publish has begun; media may follow. */
    void admitted();

    /** Says why, then leaves. */
    void hangUp(String limit, CloseReason reason);
  }

  private final RtmpHouse house;
  private final String household;
  private final Line line;
  private @Nullable Publication publication;
  private boolean deciding;

  Airtime(RtmpHouse house, String household, Line line) {
    this.house = house;
    this.household = household;
    this.line = line;
  }

  /** Whether the key is being looked up or the show being taken over; nothing may be read then. */
  boolean deciding() {
    return deciding;
  }

  /** Whether media has somewhere to go. */
  boolean isOpen() {
    return publication != null && publication.isOpen();
  }

  boolean overloaded() {
    return publication != null && publication.overloaded();
  }

  /** Hands on what {@link Publication#hear} takes. */
  boolean hear(RtmpMessage message) {
    return publication != null && publication.hear(message);
  }

  /** Ends in {@link Line#admitted} or {@link Line#hangUp}. */
  void begin(String key) {
    deciding = true;
    house
        .reception()
        .check(household, key)
        .thenAccept(verdict -> line.loop().execute(() -> decided(verdict)));
  }

  private void decided(Reception.Verdict verdict) {
    if (line.leaving()) {
      return;
    }
    switch (verdict) {
      case Reception.Verdict.Valid(ShowId show) -> claim(show);
      case Reception.Verdict.Refused(String limit, CloseReason reason) ->
          line.hangUp(limit, reason);
    }
  }

  private void claim(ShowId show) {
    Publication mine = new Publication(show, line, house.onAir());
    publication = mine;
    switch (house.onAir().claim(show, mine)) {
      case OnAir.Claim.Refused<Publication>(Publication holder) -> {
        String words = "Encoders displace each other; " + holder.remote() + " stays on air.";
        line.hangUp("takeoversPerMinuteMax", badName(words));
      }
      case OnAir.Claim.Granted<Publication>(var previous) -> {
        if (previous.isEmpty()) {
          open(mine);
          return;
        }
        house.meters().tookOver();
        // BadName, since an encoder that is merely cut off reconnects and takes the show back.
        CloseReason reason = badName("Another encoder took this show over with the same key.");
        mine.displace(previous.get(), reason).thenRun(() -> line.loop().execute(() -> open(mine)));
      }
    }
  }

  private void open(Publication mine) {
    try {
      if (line.leaving() || !mine.open(house.door())) {
        return;
      }
    } catch (RuntimeException e) {
      log.error("The media side failed to open {}", mine.show(), e);
      line.hangUp("fault", CloseReason.failed("The server failed."));
      return;
    }
    String encoder = line.encoder().isEmpty() ? "?" : line.encoder();
    log.info("{} publishes {} with {}", line.remote(), mine.show(), encoder);
    house.meters().published();
    deciding = false;
    line.admitted();
  }

  /** Goes off air, if it was on; a later publish of the same connection may follow. */
  void end(String reason) {
    Publication ending = publication;
    publication = null;
    if (ending == null) {
      return;
    }
    if (ending.isOpen()) {
      log.info("{} no longer publishes {}: {}", line.remote(), ending.show(), reason);
    }
    try {
      ending.end(reason);
    } catch (RuntimeException e) {
      log.error("The media side failed to end {}", ending.show(), e);
    }
  }

  private static CloseReason badName(String words) {
    return new CloseReason("NetStream.Publish.BadName", words);
  }
}
