package live.nigiwai.ingest.hls;

/**
 * What is done with a request for a media playlist that names what it waits for (RFC 8216bis
 * §6.2.5.2). Pure.
 */
final class BlockingReload {
  /**
   * The delivery directives of one request.
   *
   * @param number {@code _HLS_msn}, -1 where it is missing
   * @param part {@code _HLS_part}, -1 where it is missing
   */
  record Wish(long number, int part) {
    static final Wish NONE = new Wish(-1, -1);
  }

  enum Decision {
    SERVE,
    WAIT,
    /** A part without its segment, or something so far ahead that it cannot be meant. */
    REFUSE
  }

  private BlockingReload() {}

  /**
   * @param over whether nothing will be added any more
   * @param advanceMax how many parts beyond the newest may be asked for
   */
  static Decision decide(Wish wish, Rendition now, boolean over, int advanceMax) {
    if (wish.number() < 0) {
      return wish.part() < 0 ? Decision.SERVE : Decision.REFUSE;
    }
    if (over) {
      return Decision.SERVE;
    }
    long open = now.openNumber();
    if (wish.number() > open + 1) {
      return Decision.REFUSE;
    }
    if (wish.part() < 0) {
      return wish.number() < open ? Decision.SERVE : Decision.WAIT;
    }
    if (wish.number() < open - 1) {
      return Decision.SERVE;
    }
    long number = wish.number();
    int part = wish.part();
    // Beyond the last part of a finished segment means the first of the next.
    if (number == open - 1) {
      if (part < now.partCount(number)) {
        return Decision.SERVE;
      }
      number = open;
      part = 0;
    }
    int there = number == open ? now.partCount(open) : 0;
    if (part < there) {
      return Decision.SERVE;
    }
    return part - there >= advanceMax ? Decision.REFUSE : Decision.WAIT;
  }
}
