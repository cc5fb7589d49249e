package live.nigiwai.ingest.rtmp;

import java.util.concurrent.Executor;
import live.nigiwai.ingest.media.CloseReason;
import live.nigiwai.ingest.media.Publisher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's way from a stream key to a show, its time there, and its end.
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
    void admitted(String words);

    /** Says why, then leaves. */
    void hangUp(String limit, CloseReason reason);
  }

  private final RtmpHouse house;
  private final String household;
  private final Line line;
  private @Nullable Publication publication;
  private GrantWatch.@Nullable Watched watched;
  private boolean deciding;
  private boolean admitted;

  Airtime(RtmpHouse house, String household, Line line) {
    this.house = house;
    this.household = household;
    this.line = line;
  }

  /** Whether the key is being looked up or the show being taken over; nothing may be read then. */
  boolean deciding() {
    return deciding;
  }

  /** Whether its key was good, so that its media is welcome. */
  boolean admitted() {
    return admitted;
  }

  boolean overloaded() {
    return publication != null && publication.overloaded();
  }

  /** Hands on what {@link Publication#hear} takes. */
  boolean hear(RtmpMessage message) {
    return publication != null && publication.hear(message);
  }

  /** Time passes. */
  void look() {
    if (publication != null && admitted) {
      publication.look();
    }
  }

  /** Whether it has to be told often that time passes. */
  boolean standsBy() {
    return publication != null && publication.standsBy();
  }

  /** Ends in {@link Line#admitted} or {@link Line#hangUp}. */
  void begin(String key) {
    deciding = true;
    house
        .reception()
        .check(household, key)
        .thenAccept(verdict -> line.loop().execute(() -> decided(key, verdict)));
  }

  private void decided(String key, Reception.Verdict verdict) {
    if (line.leaving()) {
      return;
    }
    switch (verdict) {
      case Reception.Verdict.Valid(StreamGrant grant) -> claim(key, grant);
      case Reception.Verdict.Refused(String limit, CloseReason reason) ->
          line.hangUp(limit, reason);
    }
  }

  private void claim(String key, StreamGrant grant) {
    Publication mine = new Publication(grant, line, house, new Steps());
    publication = mine;
    switch (house.onAir().claim(grant.show(), grant.kind(), mine)) {
      case OnAir.Claim.Refused<Publication>(Publication holder) -> {
        String words = "Encoders displace each other; " + holder.remote() + " stays on air.";
        line.hangUp("takeoversPerMinuteMax", badName(words));
      }
      case OnAir.Claim.Granted<Publication>(var displaced, var turn) -> {
        watch(new Watch(key, grant));
        displaced.ifPresent(
            previous -> {
              house.meters().tookOver();
              // BadName: an encoder that is merely cut off reconnects and takes the show back.
              previous.giveWay(badName("Another encoder took this show over with the same key."));
            });
        turn.ifPresentOrElse(mine::await, mine::standBy);
      }
    }
  }

  private void watch(GrantWatch.Watched key) {
    watched = key;
    house.grants().add(key);
  }

  /** What becomes of the publish. */
  private final class Steps implements Publication.Listener {
    @Override
    public void onAir() {
      step("publishes", "You are on air.");
    }

    @Override
    public void standingBy() {
      step("stands by for", "Standing by: the other encoder is on air.");
    }

    private void step(String what, String words) {
      Publication mine = publication;
      if (mine == null) {
        return;
      }
      String encoder = line.encoder().isEmpty() ? "?" : line.encoder();
      log.info("{} {} {} with {}", line.remote(), what, mine.show(), encoder);
      if (deciding) {
        deciding = false;
        admitted = true;
        house.meters().published();
        line.admitted(words);
      }
    }
  }

  /** The key of the publish, while it lasts. */
  private final class Watch implements GrantWatch.Watched {
    private final String key;
    private final StreamGrant grant;

    Watch(String key, StreamGrant grant) {
      this.key = key;
      this.grant = grant;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public StreamGrant grant() {
      return grant;
    }

    @Override
    public void withdrawn(String rule, CloseReason reason) {
      line.loop()
          .execute(
              () -> {
                if (watched == this) { // and not already another publish of this connection
                  line.hangUp(rule, reason);
                }
              });
    }
  }

  /** Goes off air, if it was on; a later publish of the same connection may follow. */
  void end(String reason) {
    Publication ending = publication;
    publication = null;
    admitted = false;
    if (watched != null) {
      house.grants().remove(watched);
      watched = null;
    }
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
