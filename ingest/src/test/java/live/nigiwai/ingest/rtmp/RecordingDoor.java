package live.nigiwai.ingest.rtmp;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import live.nigiwai.ingest.media.Publish;
import live.nigiwai.ingest.media.PublishDoor;
import live.nigiwai.ingest.media.PublishSink;
import live.nigiwai.ingest.media.Publisher;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/** Writes down what arrives at the door, and who was open at the same time. */
final class RecordingDoor implements PublishDoor {
  static final long SECONDS_MAX = 15;

  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger openMost = new AtomicInteger();
  private final BlockingQueue<Recording> opened = new LinkedBlockingQueue<>();

  @Override
  public PublishSink open(Publish publish, Publisher publisher) {
    openMost.accumulateAndGet(open.incrementAndGet(), Math::max);
    Recording recording = new Recording(publish, publisher);
    opened.add(recording);
    return recording;
  }

  Recording next() {
    return taken(opened);
  }

  boolean quiet() {
    return opened.isEmpty();
  }

  /** What happened to one publish, in order. */
  sealed interface Event {
    record Metadata(Map<String, Object> values) implements Event {}

    record Media(boolean video, long timestamp, List<Byte> payload) implements Event {
      Media(boolean video, long timestamp, byte[] payload) {
        this(video, timestamp, bytes(payload));
      }
    }

    record Ended(String reason) implements Event {}
  }

  final class Recording implements PublishSink {
    final ShowId show;
    final Publish publish;
    final Publisher publisher;
    final AtomicBoolean overloaded = new AtomicBoolean();
    final AtomicInteger received = new AtomicInteger();
    final AtomicInteger endings = new AtomicInteger();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    Recording(Publish publish, Publisher publisher) {
      this.show = publish.show();
      this.publish = publish;
      this.publisher = publisher;
    }

    @Override
    public void metadata(Map<String, Object> metadata) {
      events.add(new Event.Metadata(metadata));
    }

    @Override
    public void video(long timestampMillis, byte[] flvPayload) {
      received.incrementAndGet();
      events.add(new Event.Media(true, timestampMillis, flvPayload));
    }

    @Override
    public void audio(long timestampMillis, byte[] flvPayload) {
      received.incrementAndGet();
      events.add(new Event.Media(false, timestampMillis, flvPayload));
    }

    @Override
    public void ended(String reason) {
      open.decrementAndGet();
      endings.incrementAndGet();
      events.add(new Event.Ended(reason));
    }

    @Override
    public boolean overloaded() {
      return overloaded.get();
    }

    Event next() {
      return taken(events);
    }

    /** Everything until the end. */
    List<Event> all() {
      List<Event> all = new java.util.ArrayList<>();
      do {
        all.add(next());
      } while (!(all.getLast() instanceof Event.Ended));
      return all;
    }

    String end() {
      return ((Event.Ended) all().getLast()).reason();
    }
  }

  static List<Byte> bytes(byte[] payload) {
    List<Byte> bytes = new java.util.ArrayList<>(payload.length);
    for (byte one : payload) {
      bytes.add(one);
    }
    return bytes;
  }

  private static <T> T taken(BlockingQueue<T> queue) {
    try {
      @Nullable T next = queue.poll(SECONDS_MAX, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came within " + SECONDS_MAX + " s");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
