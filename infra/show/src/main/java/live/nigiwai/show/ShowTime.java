package live.nigiwai.show;

import java.time.Instant;

/**
 * A moment on the clock that pictures and entries share: milliseconds since the Unix epoch by the
 * database's clock. A picture's is its EXT-X-PROGRAM-DATE-TIME (RFC 8216 §4.3.2.6).
 */
public record ShowTime(long millis) implements Comparable<ShowTime> {
  public static ShowTime of(Instant instant) {
    return new ShowTime(instant.toEpochMilli());
  }

  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }

  public ShowTime plusMillis(long more) {
    return new ShowTime(millis + more);
  }

  public ShowTime orLater(ShowTime other) {
    return millis >= other.millis ? this : other;
  }

  /** This moment moved into {@code [earliest, latest]}. */
  public ShowTime clamp(ShowTime earliest, ShowTime latest) {
    return new ShowTime(Math.clamp(millis, earliest.millis, latest.millis));
  }

  @Override
  public int compareTo(ShowTime other) {
    return Long.compare(millis, other.millis);
  }
}
