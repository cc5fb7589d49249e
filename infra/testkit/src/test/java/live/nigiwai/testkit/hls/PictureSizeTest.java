package live.nigiwai.testkit.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class PictureSizeTest {
  private static PictureSize of(String hex) throws Box.MalformedException {
    return PictureSize.of(HexFormat.of().parseHex(hex));
  }

  @Test
  void readsParameterSetsOfX264() throws Exception {
    // High profile, 1920 × 1080 in 1088 lines, cropped; written by x264 through ffmpeg.
    assertThat(of("67640028acd940780227e5c044000003000400000300f03c60c658"))
        .isEqualTo(new PictureSize(1920, 1080));
    // Constrained baseline, 640 × 360.
    assertThat(of("6742c01eda0280bfe5c044000003000400000300f03c58ba80"))
        .isEqualTo(new PictureSize(640, 360));
  }

  @Test
  void readsWhatTheTestsWrite() throws Exception {
    assertThat(PictureSize.of(MadeMedia.parameterSet(40, 20))).isEqualTo(new PictureSize(640, 320));
  }
}
