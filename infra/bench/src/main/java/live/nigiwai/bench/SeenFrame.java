package live.nigiwai.bench;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a frame of the server says, read once however many viewers get the same bytes: the load
 * shall cost as little as it can.
 *
 * <p>A comment of a run begins with {@code #number@micros } in its text: which it is, and when it
 * was meant to be sent, by {@link System#nanoTime}.
 */
final class SeenFrame {
  /** A prime: comments in another order make another number. */
  private static final long STEP = 1_000_003;

  final boolean batch;

  /** Offsets it leads from and to; 0 where the server counts none, or it has no entries. */
  final long from;

  final long to;
  final long skipped;
  final int comments;
  final long sum;

  /** When each comment was meant to be sent, in microseconds. */
  final long[] due;

  /** Offsets of the cards laid over the picture or taken off. */
  final long[] pins;

  private final long factor;
  private final long term;

  private SeenFrame(String text) {
    batch = text.startsWith("{\"f\":\"b\"");
    from = batch ? number(text, "\"from\":") : 0;
    to = batch ? number(text, "\"to\":") : 0;
    skipped = batch ? number(text, "\"skip\":") : 0;
    var found = new long[8];
    int count = 0;
    long numbers = 0;
    long factors = 1;
    long terms = 0;
    if (batch || text.startsWith("#")) {
      for (int i = mark(text, 0); i >= 0; i = mark(text, i + 1)) {
        int at = text.indexOf('@', i);
        long n = Long.parseLong(text, i + 1, at, 10);
        found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
        found[count++] = Long.parseLong(text, at + 1, text.indexOf(' ', at), 10);
        numbers += n;
        factors *= STEP;
        terms = terms * STEP + n + 1;
      }
    }
    comments = count;
    sum = numbers;
    due = Arrays.copyOf(found, count);
    factor = factors;
    term = terms;
    pins = batch && text.contains("pinned\"") ? pinOffsets(text) : new long[0];
  }

  private static int mark(String text, int from) {
    int i = text.indexOf('#', from);
    while (i > 0 && text.charAt(i - 1) != '"') {
      i = text.indexOf('#', i + 1);
    }
    return i;
  }

  private static long[] pinOffsets(String text) {
    var offsets = new long[16];
    int count = 0;
    for (int i = text.indexOf("pinned\""); i >= 0; i = text.indexOf("pinned\"", i + 1)) {
      int entry = text.lastIndexOf("{\"o\":", i);
      if (count < offsets.length && entry >= 0) {
        offsets[count++] = digits(text, entry + 5);
      }
    }
    return Arrays.copyOf(offsets, count);
  }

  private static long number(String text, String name) {
    int i = text.indexOf(name);
    return i < 0 ? 0 : digits(text, i + name.length());
  }

  private static long digits(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end == from ? 0 : Long.parseLong(text, from, end, 10);
  }

  static SeenFrame of(String text) {
    return new SeenFrame(text);
  }

  /** The list so far, as one number, and this frame behind it. */
  long behind(long digest) {
    return digest * factor + term;
  }

  /**
   * Frames seen lately.
   *
   * <p><i>Threading</i>: the loop of its crowd.
   */
  static final class Recent {
    private static final int SLOTS = 256;

    private final SeenFrame[] frames = new SeenFrame[SLOTS];
    private final long[] keys = new long[SLOTS];

    SeenFrame read(ByteBuf in, int start, int length) {
      var crc = new CRC32C();
      ByteBuffer bytes = in.nioBuffer(start, length);
      crc.update(bytes);
      long key = crc.getValue() << 32 | length;
      int slot = (int) (crc.getValue() % SLOTS);
      @Nullable SeenFrame known = frames[slot];
      if (known == null || keys[slot] != key) {
        known = of(in.toString(start, length, StandardCharsets.UTF_8));
        frames[slot] = known;
        keys[slot] = key;
      }
      return known;
    }
  }
}
