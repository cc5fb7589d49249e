package live.nigiwai.ingest.hls;

/**
 * One rung's media playlist: whole, and shortened for a player that has the older part already.
 *
 * @param rendition what it lists
 * @param full the whole playlist
 * @param delta the one with EXT-X-SKIP; the whole one where nothing can be skipped
 */
record MediaPlaylist(Rendition rendition, Rendered full, Rendered delta) {
  static MediaPlaylist of(
      Rendition rendition, MediaConfig.Segments limits, PlaylistText.Surroundings around) {
    return new MediaPlaylist(
        rendition,
        new Rendered(() -> PlaylistText.media(rendition, limits, around)),
        new Rendered(() -> PlaylistText.delta(rendition, limits, around)));
  }
}
