package live.nigiwai.ingest.hls;

import java.util.Optional;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/**
 * What a URL under {@code /hls} asks for. Pure; read by hand, because it happens for every part of
 * every viewer.
 *
 * <p>A pass stands in the path, {@code /hls/{show}/~{pass}/index.m3u8}: the lists name everything
 * relative to themselves, so whatever is asked for next carries it too.
 *
 * @param pass what the viewer was given; empty where there is none
 * @param file name in the folder of {@code rung}; for playlists the rung is the playlist's name
 * @param dvr whether the long list is wanted
 * @param skip whether a delta is welcome
 */
record HlsRequest(
    ShowId show,
    String pass,
    Kind kind,
    String rung,
    String file,
    boolean dvr,
    BlockingReload.Wish wish,
    boolean skip) {
  enum Kind {
    PLAYLIST,
    MEDIA,
    /** Pictures and their index. */
    PICTURE
  }

  /** A query that cannot be meant. */
  static final class MalformedQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedQueryException(String message) {
      super(message);
    }
  }

  private static final String ROOT = "/hls/";
  private static final int NAME_MAX = 96;
  private static final long NUMBER_MAX = 1L << 53;

  /**
   * Reads a path and its query; empty where no such thing can exist.
   *
   * @throws MalformedQueryException where a delivery directive is no number
   */
  static Optional<HlsRequest> parse(String path, @Nullable String query) {
    if (!path.startsWith(ROOT)) {
      return Optional.empty();
    }
    int slash = path.indexOf('/', ROOT.length());
    if (slash < 0 || !plain(path, ROOT.length(), slash) || slash - ROOT.length() > NAME_MAX) {
      return Optional.empty();
    }
    Optional<ShowId> show = show(path.substring(ROOT.length(), slash));
    if (show.isEmpty()) {
      return Optional.empty();
    }
    String pass = "";
    if (path.startsWith("~", slash + 1)) {
      int start = slash + 2;
      slash = path.indexOf('/', start);
      if (slash < 0 || slash - start > NAME_MAX || !plain(path, start, slash)) {
        return Optional.empty();
      }
      pass = path.substring(start, slash);
    }
    return parse(show.get(), pass, path, slash, query);
  }

  private static Optional<HlsRequest> parse(
      ShowId show, String pass, String path, int slash, @Nullable String query) {
    int second = path.indexOf('/', slash + 1);
    if (second < 0) {
      return top(show, pass, path.substring(slash + 1), query);
    }
    String rung = path.substring(slash + 1, second);
    String file = path.substring(second + 1);
    boolean sound = plain(rung, 0, rung.length()) && file.length() <= NAME_MAX;
    if (!sound || !plain(file, 0, file.length())) {
      return Optional.empty();
    }
    if (file.endsWith(".m4s") || file.endsWith(".mp4")) {
      return of(show, pass, Kind.MEDIA, rung, file);
    }
    return rung.equals("sprites") && file.endsWith(".jpg")
        ? of(show, pass, Kind.PICTURE, rung, file)
        : Optional.empty();
  }

  private static Optional<HlsRequest> top(
      ShowId show, String pass, String file, @Nullable String query) {
    if (file.length() > NAME_MAX || !plain(file, 0, file.length())) {
      return Optional.empty();
    }
    if (file.endsWith(".m3u8")) {
      return Optional.of(playlist(show, pass, file.substring(0, file.length() - 5), query));
    }
    return file.equals("poster.jpg") || file.equals("sprites.vtt")
        ? of(show, pass, Kind.PICTURE, "", file)
        : Optional.empty();
  }

  private static Optional<HlsRequest> of(
      ShowId show, String pass, Kind kind, String rung, String file) {
    return Optional.of(
        new HlsRequest(show, pass, kind, rung, file, false, BlockingReload.Wish.NONE, false));
  }

  private static HlsRequest playlist(
      ShowId show, String pass, String name, @Nullable String query) {
    boolean dvr = false;
    boolean skip = false;
    long number = -1;
    long part = -1;
    for (String word : query == null ? new String[0] : query.split("&", 16)) {
      if (word.equals("dvr")) {
        dvr = true;
      } else if (word.startsWith("_HLS_msn=")) {
        number = number(word, 9);
      } else if (word.startsWith("_HLS_part=")) {
        part = Math.min(Integer.MAX_VALUE, number(word, 10));
      } else if (word.startsWith("_HLS_skip=")) {
        skip = word.endsWith("=YES") || word.endsWith("=v2");
      }
    }
    return new HlsRequest(
        show,
        pass,
        Kind.PLAYLIST,
        name,
        "",
        dvr,
        new BlockingReload.Wish(number, (int) part),
        skip);
  }

  private static long number(String word, int from) {
    if (from == word.length() || word.length() - from > 16) {
      throw new MalformedQueryException(word);
    }
    long number = 0;
    for (int i = from; i < word.length(); i++) {
      char digit = word.charAt(i);
      if (digit < '0' || digit > '9') {
        throw new MalformedQueryException(word);
      }
      number = number * 10 + digit - '0';
    }
    return Math.min(number, NUMBER_MAX);
  }

  private static Optional<ShowId> show(String name) {
    try {
      return Optional.of(new ShowId(name));
    } catch (IllegalArgumentException noSuchName) {
      return Optional.empty();
    }
  }

  /** Lower-case letters, digits, hyphens and single dots. */
  private static boolean plain(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
      boolean dot = c == '.' && i > from && text.charAt(i - 1) != '.';
      if (!letter && !dot) {
        return false;
      }
    }
    return to > from;
  }
}
