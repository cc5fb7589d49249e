package live.nigiwai.ingest.rtmp;

import java.util.Map;
import java.util.Optional;
import live.nigiwai.ingest.media.CloseReason;
import live.nigiwai.ingest.media.Publish;
import live.nigiwai.ingest.media.PublishSink;
import live.nigiwai.ingest.rtmp.StreamGrant.Kind;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One publish of one show, from the claim to the end: on air with a sink of its own, or standing by
 * while the show's other encoder is.
 *
 * <p><i>Threading</i>: its connection's event loop, except {@link #giveWay}, {@link #standDown},
 * {@link #take} and {@link #silent}, which any thread may call.
 */
final class Publication {
  private static final Logger log = LoggerFactory.getLogger(Publication.class);

  /** Whom it tells, on its event loop. */
  interface Listener {
    void onAir();

    void standingBy();
  }

  private final StreamGrant grant;
  private final Airtime.Line line;
  private final RtmpHouse house;
  private final Listener listener;
  private final Standby standby;
  private volatile long heardAt;
  private volatile boolean busy;
  private @Nullable Turn turn;
  private @Nullable PublishSink sink;
  private boolean opening;
  private boolean ended;

  Publication(StreamGrant grant, Airtime.Line line, RtmpHouse house, Listener listener) {
    this.grant = grant;
    this.line = line;
    this.house = house;
    this.listener = listener;
    this.standby =
        new Standby(house.config().limits().standbyBytesMax(), house.meters()::standbyOverflowed);
    this.heardAt = house.nanoTime();
  }

  ShowId show() {
    return grant.show();
  }

  String remote() {
    return line.remote();
  }

  boolean isOpen() {
    return sink != null;
  }

  // ---- from air to standby and back

  /** Its encoder is sent away: another one with the same key has come. */
  void giveWay(CloseReason reason) {
    line.close(reason);
  }

  /** Goes on air as soon as whoever was before has left. */
  void await(Turn mine) {
    turn = mine;
    mine.come().thenRun(() -> line.loop().execute(() -> open(mine)));
  }

  void standBy() {
    standby.begin();
    listener.standingBy();
  }

  /** The air has been passed to it while it stood by. */
  void take(Turn given) {
    line.loop()
        .execute(
            () -> {
              // Passed on since, perhaps; or gone.
              if (ended || !house.onAir().isCurrent(show(), given)) {
                given.over();
              } else {
                await(given);
              }
            });
  }

  /** The air has been passed on; it stands by from now on. */
  void standDown(String reason) {
    line.loop()
        .execute(
            () -> {
              if (!ended) {
                leaveAir(reason);
                standBy();
              }
            });
  }

  private void open(Turn mine) {
    if (ended || turn != mine) {
      mine.over();
      return;
    }
    opening = true;
    PublishSink opened;
    try {
      boolean backup = grant.kind() == Kind.BACKUP;
      opened = house.door().open(new Publish(show(), backup, grant.rehearsal()), line);
    } catch (RuntimeException e) {
      log.error("The media side failed to open {}", show(), e);
      mine.over();
      line.hangUp("fault", CloseReason.failed("The server failed."));
      return;
    }
    opening = false;
    if (ended) { // the door itself sent the publisher away
      opened.ended("refused");
      mine.over();
      return;
    }
    sink = opened;
    heardAt = house.nanoTime();
    standby.replay(opened);
    listener.onAir();
  }

  private void leaveAir(String reason) {
    PublishSink open = sink;
    sink = null;
    try {
      if (open != null) {
        open.ended(reason);
      }
    } finally {
      if (turn != null && !opening) {
        turn.over();
      }
      turn = null;
    }
  }

  /** Whether it waits for its turn to take over. */
  boolean standsBy() {
    return grant.kind() == Kind.BACKUP && turn == null;
  }

  /** Takes over from a main encoder that broke; asked every few milliseconds. */
  void look() {
    if (grant.kind() != Kind.BACKUP || turn != null || silent() || !standby.ready()) {
      return;
    }
    house
        .onAir()
        .holderBut(show(), this)
        .filter(Publication::silent)
        .ifPresent(
            holder -> {
              if (takeOver(holder, "the backup encoder took over")) {
                house.meters().failedOver();
              }
            });
  }

  private boolean takeOver(Publication holder, String words) {
    var handover = house.onAir().pass(show(), holder, grant.kind(), this);
    handover.ifPresent(
        mine -> {
          holder.standDown(words);
          await(mine.turn());
        });
    return handover.isPresent();
  }

  /** Whether its encoder has sent nothing for so long that the other one should take over. */
  boolean silent() {
    long silence = house.config().timeouts().silence().toNanos();
    return !busy && house.nanoTime() - heardAt > silence;
  }

  // ---- media

  boolean overloaded() {
    boolean now = sink != null && sink.overloaded();
    if (busy && !now) {
      heardAt = house.nanoTime(); // it was we who did not listen
    }
    busy = now;
    return now;
  }

  /**
   * Hands a picture, a sound or metadata on.
   *
   * @return whether it was a picture or a sound
   */
  boolean hear(RtmpMessage message) {
    switch (message) {
      case RtmpMessage.Audio(long timestamp, byte[] payload) -> {
        boolean begins = heard(message);
        if (sink != null) {
          sink.audio(timestamp, payload);
        } else if (begins) {
          comeBack();
        }
        return true;
      }
      case RtmpMessage.Video(long timestamp, byte[] payload) -> {
        boolean begins = heard(message);
        if (sink != null) {
          sink.video(timestamp, payload);
        } else if (begins) {
          comeBack();
        }
        return true;
      }
      case RtmpMessage.Data data -> {
        metadataIn(data).map(AmfValue::plain).ifPresent(this::describe);
        return false;
      }
      default -> {
        return false;
      }
    }
  }

  private boolean heard(RtmpMessage message) {
    heardAt = house.nanoTime();
    return standby.hear(message);
  }

  private void describe(Map<String, Object> metadata) {
    standby.metadata(metadata);
    if (sink != null) {
      sink.metadata(metadata);
    }
  }

  /** The main encoder, once it broke, is on air again with its next key frame. */
  private void comeBack() {
    if (grant.kind() != Kind.MAIN || turn != null) {
      return;
    }
    house
        .onAir()
        .holderBut(show(), this)
        .ifPresent(
            holder -> {
              if (takeOver(holder, "the main encoder is back")) {
                house.meters().cameBack();
              } else {
                house.meters().returnPostponed();
              }
            });
  }

  /** The table behind the word onMetaData, with {@code @setDataFrame} before it or not. */
  static Optional<AmfValue.Table> metadataIn(RtmpMessage.Data data) {
    if (!data.values().contains(new AmfValue.Text("onMetaData"))) {
      return Optional.empty();
    }
    return data.values().stream()
        .filter(AmfValue.Table.class::isInstance)
        .map(AmfValue.Table.class::cast)
        .findFirst();
  }

  /** Closes the sink, if one is open, and lets go of the show. Calling it twice is harmless. */
  void end(String reason) {
    if (ended) {
      return;
    }
    ended = true;
    try {
      leaveAir(reason);
    } finally {
      house.onAir().release(show(), grant.kind(), this).ifPresent(this::inherit);
    }
  }

  private void inherit(OnAir.Handover<Publication> handover) {
    if (grant.kind() == Kind.MAIN) {
      house.meters().failedOver();
    } else {
      house.meters().cameBack();
    }
    handover.to().take(handover.turn());
  }
}
