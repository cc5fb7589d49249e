package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import live.nigiwai.ingest.media.Publish;
import live.nigiwai.ingest.rtmp.RecordingDoor.Event;
import live.nigiwai.show.ShowId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two encoders of one show: one on air, the other ready, and viewers never wait for long. */
class BackupEncoderTest {
  private static final ShowId DEMO = new ShowId("demo");
  private static final byte[] CONFIG = {0x17, 0, 0, 0, 0, 1};
  private static final byte[] SOUND_CONFIG = {(byte) 0xaf, 0, 0x11, (byte) 0x90};
  private static final byte[] KEY = {0x17, 1, 0, 0, 0, 9};
  private static final byte[] DELTA = {0x27, 1, 0, 0, 0, 7};
  private static final byte[] SOUND = {(byte) 0xaf, 1, 5};
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

  private final Map<String, StreamGrant> grants =
      new ConcurrentHashMap<>(
          Map.of("main", StreamGrant.main(DEMO), "backup", StreamGrant.main(DEMO).backup()));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RecordingDoor door = new RecordingDoor();
  private final RtmpServer server =
      RtmpServer.open(
          RtmpConfig.defaults().withAddress("127.0.0.1", 0),
          key -> Optional.ofNullable(grants.get(key)),
          door,
          meters);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void takesOverWithItsNewestPicturesWhenTheMainOneIsLost() {
    RtmpClient main = publishing("main");
    RecordingDoor.Recording before = door.next();
    try (RtmpClient backup = publishing("backup")) {
      send(main, 0, CONFIG, KEY);
      standBy(backup);

      long lost = System.nanoTime();
      main.close();
      RecordingDoor.Recording after = door.next();

      assertThat(Duration.ofNanos(System.nanoTime() - lost)).isLessThan(TWO_SECONDS);
      assertThat(before.end()).isEqualTo("the connection was lost");
      assertThat(after.publish).isEqualTo(new Publish(DEMO, true, false));
      assertStartsAtTheNewestKeyFrame(after);
      send(backup, 140, DELTA);
      assertThat(after.next()).isEqualTo(new Event.Media(true, 140, DELTA));
      assertThat(door.openMost.get()).isEqualTo(1);
      assertThat(count("failovers")).isEqualTo(1);
    }
  }

  @Test
  void takesOverWhenTheMainOneFallsSilentAndTheMainOneReturnsAtItsNextKeyFrame() {
    try (RtmpClient main = publishing("main");
        RtmpClient backup = publishing("backup")) {
      RecordingDoor.Recording before = door.next();
      send(main, 0, CONFIG, SOUND_CONFIG, KEY);
      long silent = System.nanoTime();
      standBy(backup);
      AtomicBoolean enough = new AtomicBoolean();
      Thread steady = keepSending(backup, enough);

      assertThat(before.end()).isEqualTo("the backup encoder took over");
      RecordingDoor.Recording standIn = door.next();
      assertThat(Duration.ofNanos(System.nanoTime() - silent)).isLessThan(TWO_SECONDS);
      assertThat(standIn.publish.backup()).isTrue();

      send(main, 4_000, DELTA, SOUND); // no key frame yet: the backup stays
      send(main, 4_040, KEY);
      send(main, 4_080, DELTA);
      RecordingDoor.Recording back = door.next();
      enough.set(true);
      assertThat(standIn.end()).isEqualTo("the main encoder is back");
      assertThat(back.publish).isEqualTo(Publish.live(DEMO));
      assertThat(List.of(back.next(), back.next(), back.next(), back.next()))
          .containsExactly(
              new Event.Media(true, 0, CONFIG),
              new Event.Media(false, 0, SOUND_CONFIG),
              new Event.Media(true, 4_040, KEY),
              new Event.Media(true, 4_080, DELTA));
      assertThat(door.openMost.get()).isEqualTo(1);
      assertThat(count("failovers")).isEqualTo(1);
      assertThat(count("returns")).isEqualTo(1);
      join(steady);
    }
  }

  @Test
  void backupThatIsThereFirstIsOnAirUntilTheMainOneHasAKeyFrame() {
    try (RtmpClient backup = publishing("backup")) {
      RecordingDoor.Recording first = door.next();
      send(backup, 0, CONFIG, KEY);
      try (RtmpClient main = publishing("main")) {
        assertThat(door.quiet()).isTrue();
        assertThat(meters.get("nigiwai.ingest.rtmp.standby").gauge().value()).isEqualTo(1);

        send(main, 0, CONFIG, KEY);

        assertThat(door.next().publish.backup()).isFalse();
        assertThat(first.end()).isEqualTo("the main encoder is back");
      }
      // The connection stays, and so the show is the backup's again when the main one leaves.
      assertThat(door.next().publish.backup()).isTrue();
    }
  }

  @Test
  void mainEncoderThatComesAgainDisplacesItsOldConnectionAndNotTheBackup() {
    RtmpClient old = publishing("main");
    RecordingDoor.Recording before = door.next();
    try (old;
        RtmpClient backup = publishing("backup");
        RtmpClient again = publishing("main")) {
      assertThat(old.expectStatus("NetStream.Publish.BadName")).contains("Another encoder");
      assertThat(before.end()).contains("Another encoder");
      assertThat(door.next().publish.backup()).isFalse();
      send(again, 0, CONFIG, KEY);
      backup.send(new RtmpMessage.UserControl(6, 1));
      assertThat(backup.read()).contains(new RtmpMessage.UserControl(7, 1));
      assertThat(count("failovers")).isZero();
    }
  }

  @Test
  void withdrawnKeyEndsItsPublishWithinASecondInWords() {
    try (RtmpClient main = publishing("main");
        RtmpClient backup = publishing("backup")) {
      RecordingDoor.Recording show = door.next();
      send(main, 0, CONFIG, KEY);
      standBy(backup);
      long withdrawn = System.nanoTime();
      grants.clear(); // rotated, on whichever node

      assertThat(main.expectStatus("NetStream.Publish.BadName")).contains("no longer valid");
      assertThat(Duration.ofNanos(System.nanoTime() - withdrawn)).isLessThan(Duration.ofSeconds(1));
      assertThat(backup.expectStatus("NetStream.Publish.BadName")).contains("no longer valid");
      assertThat(show.end()).contains("no longer valid");
      assertThat(main.closedByServer()).isTrue();
      assertThat(door.quiet()).as("the backup never was on air").isTrue();
      assertThat(refused("keyWithdrawn")).isEqualTo(2);
    }
  }

  @Test
  void rehearsalThatBeginsEndsThePublishAndTheNextOneIsMarked() {
    try (RtmpClient live = publishing("main")) {
      RecordingDoor.Recording show = door.next();
      assertThat(show.publish.rehearsal()).isFalse();
      grants.put("main", new StreamGrant(DEMO, 1, StreamGrant.Kind.MAIN, true));
      assertThat(live.expectStatus("NetStream.Publish.Failed")).contains("start streaming again");
      assertThat(show.end()).contains("rehearsal");
    }
    try (RtmpClient _ = publishing("main")) {
      assertThat(door.next().publish).isEqualTo(new Publish(DEMO, false, true));
      assertThat(refused("rehearsalChanged")).isEqualTo(1);
    }
  }

  private RtmpClient publishing(String key) {
    return RtmpClient.publishing(server.port(), key);
  }

  /** A group of pictures that is superseded, one that is newest, and proof that all was read. */
  private static void standBy(RtmpClient backup) {
    send(backup, 0, CONFIG, SOUND_CONFIG, KEY, DELTA);
    send(backup, 100, KEY);
    send(backup, 120, SOUND, DELTA);
    backup.send(new RtmpMessage.UserControl(6, 1));
    assertThat(backup.read()).contains(new RtmpMessage.UserControl(7, 1));
  }

  private static void assertStartsAtTheNewestKeyFrame(RecordingDoor.Recording show) {
    assertThat(List.of(show.next(), show.next(), show.next(), show.next(), show.next()))
        .containsExactly(
            new Event.Media(true, 0, CONFIG),
            new Event.Media(false, 0, SOUND_CONFIG),
            new Event.Media(true, 100, KEY),
            new Event.Media(false, 120, SOUND),
            new Event.Media(true, 120, DELTA));
  }

  private static void send(RtmpClient client, long at, byte[]... payloads) {
    for (byte[] payload : payloads) {
      boolean sound = (payload[0] & 0xff) >> 4 == 10;
      client.send(sound ? new RtmpMessage.Audio(at, payload) : new RtmpMessage.Video(at, payload));
    }
  }

  private static Thread keepSending(RtmpClient client, AtomicBoolean enough) {
    return Thread.ofVirtual()
        .start(
            () -> {
              for (int at = 200; !enough.get(); at += 40) {
                send(client, at, DELTA);
                LockSupport.parkNanos(40_000_000);
              }
            });
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private double count(String name) {
    return meters.counter("nigiwai.ingest.rtmp." + name).count();
  }

  private double refused(String limit) {
    return meters.get("nigiwai.ingest.rtmp.refused").tag("limit", limit).counter().count();
  }
}
