package live.nigiwai.ingest.hls;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import live.nigiwai.ingest.transcode.Rung;
import live.nigiwai.ingest.transcode.TranscodeConfig;

/**
 * How pictures become HLS. What is promised to players (target duration, part target) is fixed here
 * before the first playlist.
 *
 * @param source the first rung: handed on untouched; its rate counts only where it must be encoded
 * @param encoded the other rungs, best first
 * @param soundKilobits of re-encoded sound
 */
public record MediaConfig(
    Segments segments,
    Rung source,
    List<Rung> encoded,
    int soundKilobits,
    Sound sound,
    Break breaks,
    Serving serving,
    Limits limits,
    TranscodeConfig transcode) {

  /** The rung that is sound alone. */
  static final String SOUND = "sound";

  private static final Set<String> RESERVED = Set.of("index", "audio", SOUND);

  /**
   * @param target a segment ends at the first possible picture after this
   * @param durationMax EXT-X-TARGETDURATION, and the longest key-frame interval handed on
   * @param part PART-TARGET: no part is longer
   * @param listedMin segments a playlist lists at least
   * @param listed time a playlist lists at least
   * @param kept how long a segment stays available after it left the playlist
   * @param pictureGapMax a longer hole in the pictures is a discontinuity
   */
  public record Segments(
      Duration target,
      Duration durationMax,
      Duration part,
      int listedMin,
      Duration listed,
      Duration kept,
      Duration pictureGapMax) {
    public Segments {
      between("segments.target", target, 500, 10_000);
      between("segments.durationMax", durationMax, target.toMillis(), 30_000);
      if (durationMax.toMillis() % 1000 != 0) {
        throw new IllegalArgumentException("segments.durationMax must be whole seconds");
      }
      between("segments.part", part, 100, target.toMillis());
      between("segments.listed", listed, 3 * durationMax.toMillis(), 600_000);
      between("segments.kept", kept, durationMax.toMillis(), 600_000);
      between("segments.pictureGapMax", pictureGapMax, 200, 10_000);
      between("segments.listedMin", listedMin, 3, 1_000);
    }
  }

  /**
   * @param patience silence takes the place of sound that is later than this behind the pictures
   * @param patienceMax patience grows up to this where a publisher's sound is always late
   * @param drift how far timestamps and counted samples may differ before they are brought together
   */
  public record Sound(Duration patience, Duration patienceMax, Duration drift) {
    public Sound {
      between("sound.patience", patience, 20, 5_000);
      between("sound.patienceMax", patienceMax, patience.toMillis(), 10_000);
      between("sound.drift", drift, 25, 500);
    }
  }

  /**
   * @param stall pictures that stay away for longer are a break, also where the publisher is there
   * @param slateAfter without pictures, when the publisher is gone
   * @param slateMax the show's pictures are over when nobody came back for so long
   */
  public record Break(Duration stall, Duration slateAfter, Duration slateMax) {
    public Break {
      between("breaks.stall", stall, 500, 30_000);
      between("breaks.slateAfter", slateAfter, 0, 60_000);
      between("breaks.slateMax", slateMax, 1_000, 86_400_000);
    }
  }

  /**
   * @param waitingMax requests of one show that may wait for its next part
   * @param waitMax how long each may wait
   * @param batch requests that are answered before an event loop does something else
   * @param requestsPerAddress each second, four times as many at once; 0 for no limit
   * @param waitingPerAddress requests of one address that may wait for a part; 0 for no limit
   */
  public record Serving(
      int waitingMax, Duration waitMax, int batch, int requestsPerAddress, int waitingPerAddress) {
    public Serving {
      between("serving.waitingMax", waitingMax, 16, 1_000_000);
      between("serving.waitMax", waitMax, 1_000, 8_000);
      between("serving.batch", batch, 1, 10_000);
      between("serving.requestsPerAddress", requestsPerAddress, 0, 1_000_000);
      between("serving.waitingPerAddress", waitingPerAddress, 0, 1_000_000);
    }
  }

  /**
   * @param pixelsMax of a picture
   * @param sideMax of a picture's longer side
   * @param framesPerSecondMax as the publisher states it
   * @param kilobitsMax over ten seconds
   * @param channelsMax of the publisher's sound
   * @param waitingBytesMax messages waiting for a show's thread; half of it stops the socket
   * @param waitingMessagesMax likewise
   * @param showsMax shows with pictures in memory
   */
  public record Limits(
      int pixelsMax,
      int sideMax,
      int framesPerSecondMax,
      int kilobitsMax,
      int channelsMax,
      int waitingBytesMax,
      int waitingMessagesMax,
      int showsMax) {
    public Limits {
      between("limits.pixelsMax", pixelsMax, 16 * 16, 4096 * 2304);
      between("limits.sideMax", sideMax, 160, 4096);
      between("limits.framesPerSecondMax", framesPerSecondMax, 10, 120);
      between("limits.kilobitsMax", kilobitsMax, 100, 100_000);
      between("limits.channelsMax", channelsMax, 1, 8);
      between("limits.waitingBytesMax", waitingBytesMax, 1 << 16, 1 << 28);
      between("limits.waitingMessagesMax", waitingMessagesMax, 16, 100_000);
      between("limits.showsMax", showsMax, 1, 1_000);
    }
  }

  public MediaConfig {
    encoded = List.copyOf(encoded);
    between("soundKilobits", soundKilobits, 32, 320);
    between("encoded rungs", encoded.size(), 0, 6);
    Set<String> names = new HashSet<>();
    names.addAll(RESERVED);
    for (Rung rung : ladder(source, encoded)) {
      if (!names.add(rung.name())) {
        throw new IllegalArgumentException("two rungs are called " + rung.name());
      }
    }
  }

  public static MediaConfig defaults() {
    return new MediaConfig(
        new Segments(
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofMillis(350),
            12,
            Duration.ofSeconds(30),
            Duration.ofSeconds(34),
            Duration.ofMillis(1_500)),
        new Rung("source", 0, 60, 3_500),
        List.of(new Rung("480p", 480, 30, 1_200), new Rung("240p", 240, 30, 300)),
        128,
        new Sound(Duration.ofMillis(150), Duration.ofSeconds(2), Duration.ofMillis(60)),
        new Break(Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofMinutes(30)),
        new Serving(20_000, Duration.ofSeconds(8), 64, 1_200, 600),
        new Limits(1920 * 1088, 1920, 60, 12_000, 8, 16 << 20, 4_000, 32),
        TranscodeConfig.defaults());
  }

  public MediaConfig withEncoded(List<Rung> rungs) {
    return new MediaConfig(
        segments, source, rungs, soundKilobits, sound, breaks, serving, limits, transcode);
  }

  public MediaConfig withBreaks(Break others) {
    return new MediaConfig(
        segments, source, encoded, soundKilobits, sound, others, serving, limits, transcode);
  }

  /** Every rung, the source first. */
  List<Rung> ladder() {
    return ladder(source, encoded);
  }

  private static List<Rung> ladder(Rung source, List<Rung> encoded) {
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(source), encoded.stream())
        .toList();
  }

  private static void between(String what, Duration value, long minMillis, long maxMillis) {
    if (value.toMillis() < minMillis || value.toMillis() > maxMillis) {
      throw new IllegalArgumentException(
          what + " must be " + minMillis + "-" + maxMillis + " ms, not " + value.toMillis());
    }
  }

  private static void between(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(what + " must be " + min + "-" + max + ", not " + value);
    }
  }
}
