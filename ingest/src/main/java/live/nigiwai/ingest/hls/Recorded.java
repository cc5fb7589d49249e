package live.nigiwai.ingest.hls;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a show still has of the time before its window: the long list, the replay, old segments,
 * pictures.
 *
 * <p><i>Threading</i>: event loops; must not block.
 */
interface Recorded {
  /** The multivariant playlist of the long list; null where there is none. */
  @Nullable Rendered index(Presentation now);

  /** A rung's long list: the window of the DVR, or, when the show is over, all of it. */
  MediaPlaylist playlist(Presentation now, MediaPlaylist live);

  /** Answers with a file that has left the memory; false where there is none. */
  boolean serve(
      HttpServerRequest request, HlsRequest wanted, CharSequence type, CharSequence cacheControl);

  /** Answers with a picture, or their index; false where there is none. */
  boolean servePicture(HttpServerRequest request, HlsRequest wanted);

  /** Nothing was kept: the window is all there is. */
  Recorded NOTHING =
      new Recorded() {
        @Override
        public @Nullable Rendered index(Presentation now) {
          return now.index();
        }

        @Override
        public MediaPlaylist playlist(Presentation now, MediaPlaylist live) {
          return live;
        }

        @Override
        public boolean serve(
            HttpServerRequest request,
            HlsRequest wanted,
            CharSequence type,
            CharSequence cacheControl) {
          return false;
        }

        @Override
        public boolean servePicture(HttpServerRequest request, HlsRequest wanted) {
          return false;
        }
      };
}
