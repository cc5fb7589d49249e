package live.nigiwai.ingest.archive;

import java.util.Arrays;

/** Many numbers in order: an hour of samples is hundreds of thousands. */
final class Longs {
  private long[] values = new long[256];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  long get(int index) {
    return values[index];
  }

  int size() {
    return size;
  }
}
