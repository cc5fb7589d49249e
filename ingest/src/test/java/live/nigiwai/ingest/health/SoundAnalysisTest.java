package live.nigiwai.ingest.health;

import static live.nigiwai.ingest.health.Obs.codes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import live.nigiwai.ingest.health.Advice.Code;
import live.nigiwai.ingest.health.HealthReport.Heard;
import live.nigiwai.ingest.media.AacConfig;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Real AAC from the ffmpeg program, decoded and listened to. */
class SoundAnalysisTest {
  @TempDir static Path folder;

  private static final double FRAME_MILLIS = 1024 / 48.0;

  @Test
  void theLoudnessOfAToneIsItsLevel() throws Exception {
    Heard heard = listen("sine=frequency=1000:sample_rate=48000,volume=9.05dB", 8);
    // ffmpeg's sine has 1/8 of full scale, which is -18.06 dB.
    assertThat(heard.integrated()).isCloseTo(-9, within(0.3));
    assertThat(heard.shortTerm()).isCloseTo(-9, within(0.3));
    assertThat(heard.truePeak()).isCloseTo(-9, within(0.5));
    assertThat(heard.sameOnBothSides()).isTrue();
    assertThat(heard.silentMillis()).isZero();
  }

  @Test
  void silenceIsToldAfterTenSeconds() throws Exception {
    try (Obs obs = new Obs()) {
      HealthReport report = publish(obs, aac("anullsrc=cl=stereo:r=48000", 20), 20);
      assertThat(codes(report)).containsExactly(Code.SILENCE);
      assertThat(report.summary().ja()).contains("音声ミキサー");
    }
  }

  @Test
  void quietLoudAndOneSidedSoundIsTold() throws Exception {
    try (Obs obs = new Obs()) {
      String quiet = "sine=frequency=1000:sample_rate=48000,volume=-20dB,aformat=cl=stereo";
      assertThat(codes(publish(obs, aac(quiet, 12), 12))).containsExactly(Code.TOO_QUIET);
    }
    try (Obs obs = new Obs()) {
      String loud = "sine=frequency=1000:sample_rate=48000,volume=12dB,aformat=cl=stereo";
      assertThat(codes(publish(obs, aac(loud, 12), 12))).contains(Code.TOO_LOUD);
    }
    try (Obs obs = new Obs()) {
      String left = "sine=frequency=1000:sample_rate=48000,volume=2dB,pan=stereo|c0=c0|c1=0*c0";
      assertThat(codes(publish(obs, aac(left, 12), 12))).containsExactly(Code.ONE_SIDED);
    }
  }

  @Test
  void listeningToAPartOfTheSoundCostsNextToNothing() throws Exception {
    List<byte[]> minute = aac("anoisesrc=color=pink:r=48000:a=0.3,aformat=cl=stereo", 60);
    var cpu = ManagementFactory.getThreadMXBean();
    SoundAnalysis analysis = new SoundAnalysis(HealthConfig.defaults(), new SimpleMeterRegistry());
    Thread listening = thread("ingest-listen");
    try {
      long all = 0;
      for (int round = 0; round < 6; round++) {
        all = cost(analysis, minute, true, () -> cpu.getThreadCpuTime(listening.threadId()));
      }
      long part = cost(analysis, minute, false, () -> cpu.getThreadCpuTime(listening.threadId()));
      LoggerFactory.getLogger(getClass())
          .info(
              "listening: {} ms of CPU per minute of sound, {} ms in the duty cycle"
                  + " ({} % of a core)",
              all / 1e6, part / 1e6, part / 60e9 * 100);
      assertThat(part).isLessThan(all / 2);
      assertThat(part / 60e9).isLessThan(0.01);
    } finally {
      analysis.close();
    }
  }

  private long cost(
      SoundAnalysis analysis,
      List<byte[]> frames,
      boolean watched,
      java.util.function.LongSupplier cpu)
      throws Exception {
    long before = cpu.getAsLong();
    HealthConfig.Listening all = HealthConfig.defaults().listening();
    SoundTap tap =
        new SoundTap(
            new HealthConfig.Listening(
                all.heard(), all.every(), java.time.Duration.ofMillis(1), all.framesWaitingMax()),
            () -> watched,
            analysis);
    double millis = 0;
    for (byte[] frame : frames) {
      tap.frame(AacConfig.HOUSE, frame, (long) millis, (long) millis);
      millis += FRAME_MILLIS;
      if (analysis.framesWaiting() > 1_000) {
        Eventually.get(analysis::framesWaiting, waiting -> waiting == 0);
      }
    }
    Eventually.get(analysis::framesWaiting, waiting -> waiting == 0);
    tap.close();
    return cpu.getAsLong() - before;
  }

  private static Thread thread(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(one -> one.getName().equals(name))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private Heard listen(String source, int seconds) throws Exception {
    try (Obs obs = new Obs()) {
      HealthReport report = publish(obs, aac(source + ",pan=stereo|c0=c0|c1=c0", seconds), seconds);
      return Objects.requireNonNull(Obs.sound(report).heard());
    }
  }

  /** Publishes pictures with this sound, and waits until everything was listened to. */
  private HealthReport publish(Obs obs, List<byte[]> frames, int seconds) throws Exception {
    obs.frames = frames;
    obs.begin();
    for (int second = 0; second < seconds; second++) {
      obs.send(1);
      Eventually.get(obs.analysis::framesWaiting, waiting -> waiting == 0);
    }
    return obs.send(0.01);
  }

  /** The frames of an ADTS file. */
  private static List<byte[]> aac(String source, int seconds) throws Exception {
    Path file = Files.createTempFile(folder, "sound", ".aac");
    Process made =
        new ProcessBuilder(
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                "-y",
                "-f",
                "lavfi",
                "-i",
                source,
                "-t",
                String.valueOf(seconds),
                "-c:a",
                "aac",
                "-b:a",
                "128k",
                "-f",
                "adts",
                file.toString())
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    return frames(file);
  }

  private static List<byte[]> frames(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<byte[]> frames = new ArrayList<>();
    for (int at = 0; at + 7 < bytes.length; ) {
      int length =
          (bytes[at + 3] & 3) << 11 | (bytes[at + 4] & 0xff) << 3 | (bytes[at + 5] & 0xff) >> 5;
      frames.add(Arrays.copyOfRange(bytes, at + 7, at + length));
      at += length;
    }
    return frames;
  }
}
