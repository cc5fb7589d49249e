package live.nigiwai.ingest.rtmp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.nigiwai.ingest.media.CloseReason;
import live.nigiwai.ingest.media.PublishDoor;
import live.nigiwai.ingest.media.PublishSink;
import live.nigiwai.ingest.media.Publisher;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/**
 * One publish of one show, from the claim to the end: it holds the show, and the sink once its
 * predecessor's is closed.
 *
 * <p><i>Threading</i>: its connection's event loop, except {@link #giveWay} and {@link #over},
 * which any thread may call.
 */
final class Publication {
  private final ShowId show;
  private final Publisher publisher;
  private final OnAir<Publication> onAir;
  private final CompletableFuture<@Nullable Void> sinkClosed = new CompletableFuture<>();
  private volatile CompletionStage<@Nullable Void> predecessorOver =
      CompletableFuture.completedStage(null);
  private @Nullable PublishSink sink;
  private boolean ended;

  Publication(ShowId show, Publisher publisher, OnAir<Publication> onAir) {
    this.show = show;
    this.publisher = publisher;
    this.onAir = onAir;
  }

  ShowId show() {
    return show;
  }

  String remote() {
    return publisher.remote();
  }

  /** Remembers whom this displaces; its sink must be closed before this one's may open. */
  CompletionStage<@Nullable Void> displace(Publication previous, CloseReason reason) {
    CompletionStage<@Nullable Void> way = previous.giveWay(reason);
    predecessorOver = way;
    return way;
  }

  private CompletionStage<@Nullable Void> giveWay(CloseReason reason) {
    publisher.close(reason);
    return over();
  }

  /** Completes when this sink is closed, and that of everybody displaced before. */
  private CompletionStage<@Nullable Void> over() {
    return sinkClosed.thenCombine(predecessorOver, (mine, theirs) -> null);
  }

  /** Opens the sink; false if the publish has ended, perhaps because the media side wished so. */
  boolean open(PublishDoor door) {
    if (ended) {
      return false;
    }
    PublishSink opened = door.open(show, publisher);
    if (ended) { // the door itself sent the publisher away
      opened.ended("refused");
      return false;
    }
    sink = opened;
    return true;
  }

  boolean isOpen() {
    return sink != null;
  }

  boolean overloaded() {
    return sink != null && sink.overloaded();
  }

  /**
   * Hands a picture, a sound or metadata on.
   *
   * @return whether it was a picture or a sound, and somebody took it
   */
  boolean hear(RtmpMessage message) {
    PublishSink open = sink;
    if (open == null) {
      return false;
    }
    switch (message) {
      case RtmpMessage.Audio(long timestamp, byte[] payload) -> open.audio(timestamp, payload);
      case RtmpMessage.Video(long timestamp, byte[] payload) -> open.video(timestamp, payload);
      case RtmpMessage.Data data -> {
        metadataIn(data).ifPresent(table -> open.metadata(AmfValue.plain(table)));
        return false;
      }
      default -> {
        return false;
      }
    }
    return true;
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

  /** Closes the sink, if it ever opened, and lets go of the show. Calling it twice is harmless. */
  void end(String reason) {
    if (ended) {
      return;
    }
    ended = true;
    PublishSink open = sink;
    sink = null;
    try {
      if (open != null) {
        open.ended(reason);
      }
    } finally {
      onAir.release(show, this);
      sinkClosed.complete(null);
    }
  }
}
