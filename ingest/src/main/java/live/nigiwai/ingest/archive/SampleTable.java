package live.nigiwai.ingest.archive;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The samples of one track of an MP4, and their {@code stbl} box (ISO/IEC 14496-12 §8.5). Equal
 * neighbours are written once.
 */
final class SampleTable {
  private final Longs times = new Longs();
  private final Longs sizes = new Longs();
  private final Longs compositions = new Longs();
  private final Longs keys = new Longs();
  private final Longs chunkOffsets = new Longs();
  private final Longs chunkFirsts = new Longs();
  private boolean reordered;
  private boolean allKeys = true;
  private long end;

  /** The samples that follow lie one after another from here, counted from the media data. */
  void chunk(long offset) {
    chunkOffsets.add(offset);
    chunkFirsts.add(sizes.size());
  }

  /** Times grow; the duration counts only for the last sample. */
  void sample(long time, long duration, int size, long composition, boolean key) {
    times.add(time);
    sizes.add(size);
    compositions.add(composition);
    reordered |= composition != 0;
    allKeys &= key;
    if (key) {
      keys.add(sizes.size());
    }
    end = time + duration;
  }

  int count() {
    return sizes.size();
  }

  /** Time of the last sample. */
  long last() {
    return times.get(count() - 1);
  }

  long start() {
    return times.get(0);
  }

  /** Decoding time at which the last sample ends. */
  long end() {
    return end;
  }

  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      content.write(new DataOutputStream(out));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /**
   * @param base where the media data will be in the file
   */
  byte[] box(byte[] description, long base) {
    byte[] none = new byte[0];
    return Boxes.box(
        "stbl",
        description,
        durations(),
        reordered ? compositionOffsets() : none,
        allKeys ? none : Boxes.fullBox("stss", 0, 0, bytes(this::keyNumbers)),
        samplesPerChunk(),
        Boxes.fullBox("stsz", 0, 0, bytes(this::sampleSizes)),
        Boxes.fullBox("co64", 0, 0, bytes(out -> offsets(out, base))));
  }

  private interface Value {
    long of(int index);
  }

  /** Runs of equal values: how many, which. */
  private byte[] runs(Value value) {
    return bytes(
        out -> {
          int entries = 0;
          for (int pass = 0; pass < 2; pass++) {
            if (pass == 1) {
              out.writeInt(entries);
            }
            for (int i = 0; i < count(); ) {
              int first = i;
              long same = value.of(first);
              while (i < count() && value.of(i) == same) {
                i++;
              }
              if (pass == 0) {
                entries++;
              } else {
                out.writeInt(i - first);
                out.writeInt((int) same);
              }
            }
          }
        });
  }

  private byte[] durations() {
    int last = count() - 1;
    return Boxes.fullBox(
        "stts", 0, 0, runs(i -> (i == last ? end : times.get(i + 1)) - times.get(i)));
  }

  private byte[] compositionOffsets() {
    return Boxes.fullBox("ctts", 1, 0, runs(compositions::get));
  }

  private void keyNumbers(DataOutputStream out) throws IOException {
    out.writeInt(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      out.writeInt((int) keys.get(i));
    }
  }

  private byte[] samplesPerChunk() {
    Longs first = new Longs();
    Longs samples = new Longs();
    for (int i = 0; i < chunkFirsts.size(); i++) {
      long next = i + 1 < chunkFirsts.size() ? chunkFirsts.get(i + 1) : count();
      long here = next - chunkFirsts.get(i);
      if (samples.size() == 0 || samples.get(samples.size() - 1) != here) {
        first.add(i + 1);
        samples.add(here);
      }
    }
    return Boxes.fullBox(
        "stsc",
        0,
        0,
        bytes(
            out -> {
              out.writeInt(first.size());
              for (int i = 0; i < first.size(); i++) {
                out.writeInt((int) first.get(i));
                out.writeInt((int) samples.get(i));
                out.writeInt(1);
              }
            }));
  }

  private void sampleSizes(DataOutputStream out) throws IOException {
    out.writeInt(0);
    out.writeInt(count());
    for (int i = 0; i < count(); i++) {
      out.writeInt((int) sizes.get(i));
    }
  }

  private void offsets(DataOutputStream out, long base) throws IOException {
    out.writeInt(chunkOffsets.size());
    for (int i = 0; i < chunkOffsets.size(); i++) {
      out.writeLong(base + chunkOffsets.get(i));
    }
  }
}
