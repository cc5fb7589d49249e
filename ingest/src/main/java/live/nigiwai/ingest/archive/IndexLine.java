package live.nigiwai.ingest.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import live.nigiwai.show.ShowId;

/**
 * One fact about a recording, and its spelling in the index: a checksum (CRC-32C, eight hexadecimal
 * digits), the words, a line feed. Pure.
 */
sealed interface IndexLine {
  /** The first line. */
  record Started(ShowId show, long millis) implements IndexLine {}

  record Init(RecordedInit init) implements IndexLine {}

  /**
   * A segment whose bytes are there.
   *
   * @param offset of its first byte in the chunk
   * @param headsOffset where copies of its {@code moof} boxes are in the rung's file of heads
   * @param crc CRC-32C of its bytes
   */
  record Kept(
      RecordedSegment segment, int chunk, long offset, long headsOffset, int headsLength, int crc)
      implements IndexLine {}

  /** A segment without bytes. */
  record Gap(RecordedSegment segment) implements IndexLine {}

  /** A small picture of what was on screen. */
  record Picture(long ticks, long offset, int length) implements IndexLine {}

  /** Nothing is added to this chunk any more. */
  record Closed(String rung, int chunk, long length) implements IndexLine {}

  /** A copy of the chunk is in the archive storage. */
  record Stored(String rung, int chunk) implements IndexLine {}

  record Ended(long millis) implements IndexLine {}

  /** Everything of an ended recording is in the archive storage. */
  record Archived() implements IndexLine {}

  String VERSION = "1";
  int CRC_DIGITS = 8;

  default byte[] encode() {
    byte[] words = String.join(" ", words()).getBytes(StandardCharsets.US_ASCII);
    byte[] line = new byte[CRC_DIGITS + 1 + words.length + 1];
    byte[] crc = HexFormat.of().toHexDigits(crc(words)).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(crc, 0, line, 0, CRC_DIGITS);
    line[CRC_DIGITS] = ' ';
    System.arraycopy(words, 0, line, CRC_DIGITS + 1, words.length);
    line[line.length - 1] = '\n';
    return line;
  }

  private List<String> words() {
    return switch (this) {
      case Started line -> List.of("started", VERSION, line.show.value(), "" + line.millis);
      case Init(RecordedInit init) ->
          List.of(
              "init",
              init.rung(),
              init.file(),
              init.codecs(),
              "" + init.width(),
              "" + init.height(),
              Base64.getEncoder().encodeToString(init.bytes()));
      case Kept line -> {
        List<String> words = segment("segment", line.segment);
        words.add("" + line.chunk);
        words.add("" + line.offset);
        words.add("" + line.headsOffset);
        words.add("" + line.headsLength);
        words.add(HexFormat.of().toHexDigits(line.crc));
        yield words;
      }
      case Gap line -> segment("gap", line.segment);
      case Picture line -> List.of("picture", "" + line.ticks, "" + line.offset, "" + line.length);
      case Closed line -> List.of("closed", line.rung, "" + line.chunk, "" + line.length);
      case Stored line -> List.of("stored", line.rung, "" + line.chunk);
      case Ended line -> List.of("ended", "" + line.millis);
      case Archived line -> List.of("archived");
    };
  }

  private static List<String> segment(String word, RecordedSegment segment) {
    return new ArrayList<>(
        List.of(
            word,
            segment.rung(),
            "" + segment.number(),
            "" + segment.discontinuity(),
            segment.file(),
            segment.init().isEmpty() ? "-" : segment.init(),
            "" + segment.startTicks(),
            "" + segment.durationTicks(),
            "" + segment.pictures(),
            segment.slate() ? "slate" : "live",
            "" + segment.length()));
  }

  /** The fact, or empty if these bytes (without the line feed) are not a line of an index. */
  static Optional<IndexLine> decode(byte[] bytes, int start, int end) {
    int wordsStart = start + CRC_DIGITS + 1;
    if (wordsStart >= end || bytes[wordsStart - 1] != ' ') {
      return Optional.empty();
    }
    String crc = new String(bytes, start, CRC_DIGITS, StandardCharsets.US_ASCII);
    CRC32C actual = new CRC32C();
    actual.update(bytes, wordsStart, end - wordsStart);
    if (!crc.equals(HexFormat.of().toHexDigits((int) actual.getValue()))) {
      return Optional.empty();
    }
    String text = new String(bytes, wordsStart, end - wordsStart, StandardCharsets.US_ASCII);
    try {
      return Optional.of(decode(text.split(" ", -1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
      return Optional.empty();
    }
  }

  private static IndexLine decode(String[] words) {
    return switch (words[0]) {
      case "started" -> {
        if (!words[1].equals(VERSION)) {
          throw new IllegalArgumentException("an index of version " + words[1]);
        }
        yield new Started(new ShowId(words[2]), number(words[3]));
      }
      case "init" ->
          new Init(
              new RecordedInit(
                  words[1],
                  words[2],
                  words[3],
                  (int) number(words[4]),
                  (int) number(words[5]),
                  Base64.getDecoder().decode(words[6])));
      case "segment" ->
          new Kept(
              segment(words, false),
              (int) number(words[11]),
              number(words[12]),
              number(words[13]),
              (int) number(words[14]),
              HexFormat.fromHexDigits(words[15]));
      case "gap" -> new Gap(segment(words, true));
      case "picture" -> new Picture(number(words[1]), number(words[2]), (int) number(words[3]));
      case "closed" -> new Closed(words[1], (int) number(words[2]), number(words[3]));
      case "stored" -> new Stored(words[1], (int) number(words[2]));
      case "ended" -> new Ended(number(words[1]));
      case "archived" -> new Archived();
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private static RecordedSegment segment(String[] words, boolean gap) {
    return new RecordedSegment(
        words[1].intern(),
        number(words[2]),
        number(words[3]),
        words[4],
        words[5].equals("-") ? "" : words[5].intern(),
        number(words[6]),
        number(words[7]),
        (int) number(words[8]),
        gap,
        words[9].equals("slate"),
        (int) number(words[10]));
  }

  private static long number(String word) {
    return Long.parseLong(word);
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
