package live.nigiwai.testkit.hls;

import java.net.URI;
import live.nigiwai.testkit.hls.MediaPlaylist.Position;

/** Writes delivery directives into a playlist's URI (section 6.2.5). */
final class Directives {
  private Directives() {}

  static URI with(URI playlist, String directives) {
    String before = playlist.toString();
    return URI.create(before + (playlist.getRawQuery() == null ? "?" : "&") + directives);
  }

  /** Asks to wait for a part, or for a segment where there are no parts. */
  static URI blocking(URI playlist, Position due, boolean parts, boolean delta) {
    String query = "_HLS_msn=" + due.number();
    if (parts) {
      query += "&_HLS_part=" + due.part();
    }
    return with(playlist, delta ? query + "&_HLS_skip=YES" : query);
  }
}
