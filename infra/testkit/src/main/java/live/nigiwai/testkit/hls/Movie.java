package live.nigiwai.testkit.hls;

import java.util.List;
import java.util.Optional;

/** An initialisation segment: what its tracks are. */
record Movie(List<Track> tracks) {
  /**
   * @param handler {@code vide} or {@code soun}
   * @param timescale ticks per second
   * @param width as it is displayed
   * @param picture as the sequence parameter set says it, or as the sample entry does for sound: 0
   *     × 0
   * @param entryWidth of the sample entry
   * @param codec as CODECS writes it (RFC 6381)
   * @param lengthSize of NAL units' lengths
   * @param editList whether it has one
   */
  record Track(
      long id,
      String handler,
      long timescale,
      int width,
      int height,
      PictureSize picture,
      int entryWidth,
      int entryHeight,
      String codec,
      int lengthSize,
      boolean editList,
      Defaults defaults) {
    boolean video() {
      return handler.equals("vide");
    }
  }

  /** Of {@code trex}. */
  record Defaults(long duration, long size, long flags) {}

  Movie {
    tracks = List.copyOf(tracks);
  }

  Optional<Track> track(long id) {
    return tracks.stream().filter(track -> track.id() == id).findFirst();
  }

  Optional<Track> video() {
    return tracks.stream().filter(Track::video).findFirst();
  }

  Optional<Track> sound() {
    return tracks.stream().filter(track -> track.handler().equals("soun")).findFirst();
  }

  /** The track whose durations are the segment's. */
  Optional<Track> leading() {
    return video().or(this::sound);
  }
}
