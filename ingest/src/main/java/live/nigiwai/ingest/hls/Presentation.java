package live.nigiwai.ingest.hls;

import java.util.Map;

/**
 * Everything a show's viewers can be served at this moment; rendered once, when first asked for,
 * and shared by all.
 *
 * @param index the multivariant playlist; null until every rung has something to show
 * @param soundOnly the multivariant playlist for viewers who can carry no picture
 * @param playlists the media playlists by rung
 * @param over whether nothing will be added any more
 */
record Presentation(
    @org.jspecify.annotations.Nullable Rendered index,
    @org.jspecify.annotations.Nullable Rendered soundOnly,
    Map<String, MediaPlaylist> playlists,
    boolean over) {
  static final Presentation NOTHING = new Presentation(null, null, Map.of(), false);

  Presentation {
    playlists = Map.copyOf(playlists);
  }
}
