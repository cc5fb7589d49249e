package live.nigiwai.ingest.rtmp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes broken inputs out of good ones: what led to something new before is built upon.
 *
 * <p>Not guided by coverage but by outcomes: an input whose outcome was never seen is kept.
 */
final class Mutator {
  private static final int KEPT_MAX = 2_000;
  private static final int LENGTH_MAX = 64 << 10;
  private static final int[] INTERESTING = {0, 1, 0x7f, 0x80, 0xff, 0xfe, 0x10, 0x17, 0xaf, 0x11};

  private final Random random;
  private final List<byte[]> corpus;
  private final Set<String> outcomes = new HashSet<>();

  Mutator(long seed, List<byte[]> seeds) {
    this.random = new Random(seed);
    this.corpus = new ArrayList<>(seeds);
  }

  byte[] next() {
    byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      bytes = mutated(bytes);
    }
    return bytes.length > LENGTH_MAX ? Arrays.copyOf(bytes, LENGTH_MAX) : bytes;
  }

  /** Tells what became of an input. */
  void learn(byte[] input, String outcome) {
    if (outcomes.size() < KEPT_MAX && outcomes.add(outcome)) {
      corpus.add(input);
    }
  }

  int outcomes() {
    return outcomes.size();
  }

  private byte[] mutated(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) INTERESTING[random.nextInt(INTERESTING.length)];
      case 2 -> bytes[at] = (byte) random.nextInt();
      case 3 -> bytes[at] += (byte) (random.nextInt(3) - 1);
      case 4 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 5 -> { // a piece once more
        int length = Math.min(1 + random.nextInt(64), bytes.length - at);
        return join(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
      }
      default -> { // the beginning of one and the end of another
        byte[] other = corpus.get(random.nextInt(corpus.size()));
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        return join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(other, from, other.length));
      }
    }
    return bytes;
  }

  private static byte[] join(byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }
}
