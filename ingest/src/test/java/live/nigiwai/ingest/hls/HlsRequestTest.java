package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What URLs under /hls mean, and that no URL does harm. */
final class HlsRequestTest {
  private static final int RANDOM_QUERIES = 200_000;
  private static final String PIECES =
      "_HLS_msn= _HLS_part= _HLS_skip=YES dvr & = 0 1 9 - % x 99999";

  private static HlsRequest parse(String path, String query) {
    return HlsRequest.parse(path, query).orElseThrow();
  }

  @Test
  void directivesAreRead() {
    HlsRequest request =
        parse("/hls/demo/480p.m3u8", "dvr&_HLS_msn=217709253&_HLS_part=4&_HLS_skip=YES&token=x");
    assertThat(request.rung()).isEqualTo("480p");
    assertThat(request.dvr()).isTrue();
    assertThat(request.skip()).isTrue();
    assertThat(request.wish()).isEqualTo(new BlockingReload.Wish(217_709_253, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/hls/",
        "/hls/demo",
        "/hls/demo/",
        "/hls/DEMO/index.m3u8",
        "/hls/demo/../x/index.m3u8",
        "/hls/demo/source/..m4s",
        "/hls/demo/source/%2e%2e%2fx.mp4",
        "/hls/demo/source/x/y.m4s",
        "/hls/demo/source/x.txt",
        "/hls//index.m3u8",
        "/other/demo/index.m3u8"
      })
  void whatCannotExistIsNotThere(String path) {
    assertThat(HlsRequest.parse(path, null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"_HLS_msn=", "_HLS_msn=-1", "_HLS_msn=1x", "_HLS_part=12345678901234567"})
  void whatIsNoNumberIsRefused(String query) {
    assertThatThrownBy(() -> HlsRequest.parse("/hls/demo/source.m3u8", query))
        .isInstanceOf(HlsRequest.MalformedQueryException.class);
  }

  @Test
  void noQueryDoesHarm() {
    Random random = new Random(7);
    String[] pieces = PIECES.split(" ");
    Rendition now = Renditions.of("source", 10, 5, 3);
    for (int i = 0; i < RANDOM_QUERIES; i++) {
      StringBuilder query = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        boolean piece = random.nextInt(8) > 0;
        query.append(
            piece ? pieces[random.nextInt(pieces.length)] : (char) random.nextInt(0x10000));
      }
      try {
        HlsRequest.parse("/hls/demo/source.m3u8", query.toString())
            .ifPresent(request -> BlockingReload.decide(request.wish(), now, false, 8));
      } catch (HlsRequest.MalformedQueryException refused) {
        assertThat(refused.getMessage()).startsWith("_HLS_");
      }
    }
  }

  @Test
  void noFileNameDoesHarm() {
    Random random = new Random(8);
    Rendition now = Renditions.of("source", 10, 5, 3);
    String letters = "s1-0123456789.m4sxyz";
    for (int i = 0; i < RANDOM_QUERIES; i++) {
      StringBuilder name = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        name.append(letters.charAt(random.nextInt(letters.length())));
      }
      now.file(name + ".m4s");
    }
    assertThat(now.file("s1-15.2.m4s")).isNotNull();
    assertThat(now.file("s1-15.3.m4s")).isNull();
  }
}
