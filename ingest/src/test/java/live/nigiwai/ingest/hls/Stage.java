package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import live.nigiwai.ingest.archive.Recordings;
import live.nigiwai.ingest.health.HealthBoard;
import live.nigiwai.ingest.health.HealthConfig;
import live.nigiwai.ingest.media.CloseReason;
import live.nigiwai.ingest.media.Publish;
import live.nigiwai.ingest.media.PublishSink;
import live.nigiwai.ingest.media.Publisher;
import live.nigiwai.ingest.transcode.Rung;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.AppendOutcome;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.History;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Position;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.Snapshot;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.Versioned;
import org.jspecify.annotations.Nullable;

/** A node with one show, a clock that stands still until moved, and a timeline that remembers. */
final class Stage implements AutoCloseable {
  static final ShowId SHOW = new ShowId("demo");
  static final long NOON = ShowTime.of(java.time.Instant.parse("2026-11-22T03:00:00Z")).millis();
  private static final int DEADLINE_SECONDS = 20;

  final AtomicLong clockMillis = new AtomicLong(NOON);
  final AtomicLong nanos = new AtomicLong();

  /** Makes every picture look as late as this when it reaches the encoders. */
  final AtomicLong nanosPerLook = new AtomicLong();

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final BlockingQueue<TimelineEvent> facts = new LinkedBlockingQueue<>();
  final List<Versioned> states = new ArrayList<>();
  final List<Consumer<TimelineBatch>> followers = new CopyOnWriteArrayList<>();
  final LiveShows shows;
  private final HealthBoard health;

  /** One encoded rung is enough to see, and nothing stands in for a publisher who is gone. */
  static final MediaConfig PLAIN =
      MediaConfig.defaults()
          .withEncoded(List.of(new Rung("360p", 360, 30, 600)))
          .withBreaks(
              new MediaConfig.Break(
                  Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofMinutes(30)));

  Stage() {
    this(PLAIN);
  }

  Stage(MediaConfig config) {
    this(config, null);
  }

  /**
   * @param recordings where shows are kept, or null
   */
  Stage(MediaConfig config, @Nullable Recordings recordings) {
    AtomicInteger sessions = new AtomicInteger();
    health = HealthBoard.open(HealthConfig.defaults(), meters, clockMillis::get);
    shows =
        new LiveShows(
            config,
            id -> new RememberingTimeline(id),
            () -> new ShowTime(clockMillis.get()),
            meters,
            () -> nanos.getAndAdd(nanosPerLook.get()),
            () -> "session" + sessions.incrementAndGet(),
            recordings,
            health);
  }

  PublishSink open(Publisher publisher) {
    return shows.open(Publish.live(SHOW), publisher);
  }

  /** Publishes from start to end and waits until everything is packaged. */
  void publish(List<SampleMedia.Tag> tags) {
    FakePublisher publisher = new FakePublisher();
    PublishSink sink = open(publisher);
    SampleMedia.play(tags, 0, sink);
    sink.ended("stopped");
    assertThat(next()).isEqualTo(new TimelineEvent.StreamStarted());
    assertThat(next()).isEqualTo(new TimelineEvent.StreamBroken("stopped"));
    assertThat(publisher.reasons).isEmpty();
  }

  TimelineEvent next() {
    try {
      TimelineEvent fact = facts.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (fact == null) {
        throw new AssertionError("no fact within " + DEADLINE_SECONDS + " s");
      }
      return fact;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  MediaList rung(String rung) {
    return MediaList.parse(playlist(rung).full().plain().toString());
  }

  MediaPlaylist playlist(String rung) {
    MediaPlaylist playlist = shows.presentation(SHOW).playlists().get(rung);
    if (playlist == null) {
      throw new AssertionError("no rung " + rung);
    }
    return playlist;
  }

  String multivariant() {
    Rendered index = shows.presentation(SHOW).index();
    return index == null ? "" : index.plain().toString();
  }

  byte[] file(String rung, String uri) {
    String name = uri.substring(uri.indexOf('/') + 1);
    Buffer bytes = playlist(rung).rendition().file(name);
    if (bytes == null) {
      throw new AssertionError("no file " + uri);
    }
    return bytes.getBytes();
  }

  /** Writes an initialisation segment and all segments that use it into one file. */
  Path concatenated(Path folder, String rung, int discontinuity) {
    MediaList list = rung(rung);
    List<MediaList.Entry> entries =
        list.entries().stream().filter(e -> e.discontinuity() == discontinuity).toList();
    return concatenated(folder, rung, entries);
  }

  Path concatenated(Path folder, String rung, List<MediaList.Entry> entries) {
    try {
      Path path = Files.createTempFile(folder, rung, ".mp4");
      try (var out = Files.newOutputStream(path)) {
        out.write(file(rung, entries.getFirst().map()));
        for (MediaList.Entry entry : entries) {
          out.write(file(rung, entry.uri()));
        }
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double counted(String meter) {
    return meters.find(meter).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  @Override
  public void close() {
    shows.close();
    health.close();
  }

  /** Remembers why it was sent away. */
  static final class FakePublisher implements Publisher {
    final BlockingQueue<CloseReason> reasons = new LinkedBlockingQueue<>();

    @Override
    public String remote() {
      return "192.0.2.1";
    }

    @Override
    public String encoder() {
      return "test";
    }

    @Override
    public void close(CloseReason reason) {
      reasons.add(reason);
    }

    CloseReason reason() {
      try {
        CloseReason reason = reasons.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (reason == null) {
          throw new AssertionError("not sent away within " + DEADLINE_SECONDS + " s");
        }
        return reason;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final class RememberingTimeline implements ShowTimeline {
    private final LogId id;

    RememberingTimeline(LogId id) {
      this.id = id;
    }

    @Override
    public LogId id() {
      return id;
    }

    @Override
    public CompletionStage<AppendOutcome> append(Draft draft) {
      facts.add(draft.event());
      return new CompletableFuture<>();
    }

    @Override
    public void announce(Versioned state) {
      synchronized (states) {
        states.add(state);
      }
    }

    @Override
    public Following follow(Consumer<TimelineBatch> follower) {
      followers.add(follower);
      return () -> followers.remove(follower);
    }

    @Override
    public History readAfter(Position position, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Snapshot snapshot(int recent) {
      return new Snapshot(new Position("e1", 0), List.of(), List.of());
    }
  }

  /** A media playlist as a player reads it. */
  record MediaList(long sequence, long discontinuitySequence, List<Entry> entries) {
    record Entry(
        long number,
        int discontinuity,
        String map,
        java.time.Instant date,
        double seconds,
        boolean gap,
        String uri) {}

    static MediaList parse(String text) {
      long sequence = 0;
      long discontinuities = 0;
      int discontinuity = 0;
      String map = "";
      java.time.@Nullable Instant date = null;
      double seconds = 0;
      boolean gap = false;
      List<Entry> entries = new ArrayList<>();
      for (String line : text.lines().toList()) {
        String value = line.substring(line.indexOf(':') + 1);
        if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:")) {
          sequence = Long.parseLong(value);
        } else if (line.startsWith("#EXT-X-DISCONTINUITY-SEQUENCE:")) {
          discontinuities = Long.parseLong(value);
        } else if (line.equals("#EXT-X-DISCONTINUITY")) {
          discontinuity++;
        } else if (line.startsWith("#EXT-X-MAP:")) {
          map = value.substring(5, value.length() - 1);
        } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
          date = java.time.Instant.parse(value);
        } else if (line.startsWith("#EXTINF:")) {
          seconds = Double.parseDouble(value.substring(0, value.length() - 1));
        } else if (line.equals("#EXT-X-GAP")) {
          gap = true;
        } else if (line.startsWith("#EXT-X-PRELOAD-HINT")) {
          date = null;
        } else if (!line.startsWith("#")) {
          if (date == null) {
            throw new AssertionError("no date in front of " + line);
          }
          long number = sequence + entries.size();
          entries.add(new Entry(number, discontinuity, map, date, seconds, gap, line));
          date = null;
          gap = false;
        }
      }
      // What was never there, in front of the first segment, is no segment of the show.
      while (!entries.isEmpty() && entries.getFirst().gap()) {
        entries.removeFirst();
        sequence++;
      }
      return new MediaList(sequence, discontinuities, entries);
    }
  }
}
