package live.nigiwai.ingest.archive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Range} header asks of a file (RFC 9110 §14). Pure.
 *
 * @param partial whether it was asked for, and is answered with 206
 */
record ByteRange(long from, long length, boolean partial) {
  private static final Pattern ONE =
      Pattern.compile("bytes=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

  /** Empty where the file has nothing of it; the whole file for what is not one range. */
  static Optional<ByteRange> of(@Nullable String header, long fileLength) {
    ByteRange all = new ByteRange(0, fileLength, false);
    Matcher range = header == null ? null : ONE.matcher(header);
    if (range == null || !range.matches()) {
      return Optional.of(all);
    }
    String first = range.group(1);
    String last = range.group(2);
    if (first.isEmpty() && last.isEmpty()) {
      return Optional.of(all);
    }
    long from;
    long to = fileLength - 1;
    if (first.isEmpty()) {
      from = Math.max(0, fileLength - Long.parseLong(last));
    } else {
      from = Long.parseLong(first);
      to = last.isEmpty() ? to : Math.min(to, Long.parseLong(last));
      if (!last.isEmpty() && Long.parseLong(last) < from) {
        return Optional.of(all);
      }
    }
    return from > to ? Optional.empty() : Optional.of(new ByteRange(from, to - from + 1, true));
  }
}
