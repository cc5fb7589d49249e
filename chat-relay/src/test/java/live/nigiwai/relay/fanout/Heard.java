package live.nigiwai.relay.fanout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A socket that notes what it is told, for news made of plain numbers: {@code 4-7 h2}. */
final class Heard implements Outlet {
  final List<Long> offsets = new ArrayList<>();
  final List<Integer> frameLengths = new ArrayList<>();
  @Nullable Member member;
  long hearts;
  int frames;
  int writesUntilFull = Integer.MAX_VALUE;
  long waitingBytes;
  int closeCode;

  /**
   * News of offsets in a row, or of hearts alone.
   *
   * @param from 0 without offsets
   */
  record Numbers(Urgency urgency, long from, long to, long hearts) implements News {
    static Numbers offset(long offset) {
      return new Numbers(Urgency.ORDINARY, offset, offset, 0);
    }

    static Numbers urgent(long offset) {
      return new Numbers(Urgency.URGENT, offset, offset, 0);
    }

    static Numbers hearts(long count) {
      return new Numbers(Urgency.PASSING, 0, 0, count);
    }

    @Override
    public int bytes() {
      return from == 0 ? 10 : (int) (100 * (to - from + 1));
    }

    @Override
    public News and(News next) {
      var later = (Numbers) next;
      if (from > 0 && later.from > 0 && later.from != to + 1) {
        throw new AssertionError(later + " does not follow " + this);
      }
      return new Numbers(
          urgency, from > 0 ? from : later.from, Math.max(to, later.to), hearts + later.hearts);
    }

    @Override
    public Frame frame() {
      return Frame.of((from + "-" + to + " h" + hearts).getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Override
  public boolean writable() {
    return writesUntilFull > 0;
  }

  @Override
  public long waitingBytes() {
    return waitingBytes;
  }

  @Override
  public void write(Frame frame) {
    if (closed()) {
      return;
    }
    writesUntilFull--;
    frames++;
    String text = frame.duplicate().skipBytes(2).toString(StandardCharsets.US_ASCII);
    int dash = text.indexOf('-');
    int space = text.indexOf(' ');
    long from = Long.parseLong(text, 0, dash, 10);
    long to = Long.parseLong(text, dash + 1, space, 10);
    for (long offset = from; from > 0 && offset <= to; offset++) {
      offsets.add(offset);
    }
    frameLengths.add((int) (to - from + 1));
    hearts += Long.parseLong(text, space + 2, text.length(), 10);
  }

  @Override
  public void close(int code, String reason) {
    closeCode = closeCode == 0 ? code : closeCode;
  }

  @Override
  public boolean closed() {
    return closeCode != 0;
  }
}
