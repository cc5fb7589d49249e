package live.nigiwai.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What RTMP messages hold, from bytes that encoders sent. */
final class FlvPayloadTest {
  /** x264, High, 1280x720 at 30 frames per second. */
  private static final String AVC_RECORD =
      "0164001fffe1001a6764001facd9405005bb0110000003001000000303c0f1831960"
          + "01000468ef8fcbfdf8f800";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  @Test
  void compositionTimeIsSigned() {
    FlvVideo.Picture picture = (FlvVideo.Picture) FlvVideo.parse(hex("2701ffffd6" + "0000000141"));
    assertThat(picture.compositionMillis()).isEqualTo(-42);
    picture = (FlvVideo.Picture) FlvVideo.parse(hex("2701000042" + "0000000141"));
    assertThat(picture.compositionMillis()).isEqualTo(66);
  }

  @Test
  void decoderConfiguration() {
    FlvVideo.Config config = (FlvVideo.Config) FlvVideo.parse(hex("1700000000" + AVC_RECORD));
    assertThat(config.config().codecs()).isEqualTo("avc1.64001f");
    PictureFormat format = config.config().format();
    assertThat(format.width()).isEqualTo(1280);
    assertThat(format.height()).isEqualTo(720);
    assertThat(format.framesPerSecond()).isEqualTo(30);
    assertThat(format.playsEverywhere()).isTrue();
    assertThat(config.config().record()).isEqualTo(hex(AVC_RECORD));
  }

  @Test
  void emptyAndCommandMessagesAreNothing() {
    for (String payload :
        new String[] {"", "17", "1701000000", "5700", "1700000000", "af", "af01"}) {
      byte[] bytes = hex(payload);
      boolean video = !payload.startsWith("af");
      assertThat(video ? FlvVideo.parse(bytes) : FlvAudio.parse(bytes))
          .as(payload)
          .isInstanceOfAny(FlvVideo.Nothing.class, FlvAudio.Nothing.class);
    }
  }

  @Test
  void soundConfigurations() {
    assertThat(AacConfig.parse(hex("1190"), 0).isHouseFormat()).isTrue();
    assertThat(AacConfig.parse(hex("119056e500"), 0).isHouseFormat()).isTrue();
    AacConfig mono = AacConfig.parse(hex("1208"), 0);
    assertThat(mono.sampleRate()).isEqualTo(44_100);
    assertThat(mono.channels()).isEqualTo(1);
    assertThat(mono.isHouseFormat()).isFalse();
    AacConfig implicit = AacConfig.parse(hex("131056e598"), 0);
    assertThat(implicit.extended()).isTrue();
    AacConfig explicit = AacConfig.parse(hex("2b118800"), 0);
    assertThat(explicit.objectType()).isEqualTo(2);
    assertThat(explicit.extended()).isTrue();
    assertThatThrownBy(() -> AacConfig.parse(new byte[0], 0))
        .isInstanceOf(MalformedMediaException.class);
  }

  @Test
  void startCodesBecomeLengths() {
    NalUnits.Picture picture =
        NalUnits.picture(hex("00000001" + "0910" + "000001" + "6588840a" + "00"), 0, 4);
    assertThat(picture.idr()).isTrue();
    assertThat(picture.data()).isEqualTo(hex("00000004" + "6588840a"));
  }

  @Test
  void lengthsOfAnySizeBecomeFourBytesAndEmptyUnitsVanish() {
    NalUnits.Picture picture = NalUnits.picture(hex("0003419a02" + "0000" + "000141"), 0, 2);
    assertThat(picture.data()).isEqualTo(hex("00000003419a02" + "0000000141"));
    assertThat(picture.idr()).isFalse();
  }

  @Test
  void aLengthThatLooksLikeAStartCodeIsALength() {
    byte[] wire = new byte[4 + 256];
    wire[2] = 1;
    wire[4] = 0x41;
    java.util.Arrays.fill(wire, 5, wire.length, (byte) 0x55);
    assertThat(NalUnits.picture(wire, 0, 4).data()).isEqualTo(wire);
  }

  @Test
  void randomBytesAreRefusedButNeverMore() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] payload = new byte[random.nextInt(60)];
      random.nextBytes(payload);
      if (payload.length > 1) {
        payload[0] = (byte) (random.nextBoolean() ? 0x17 : 0xaf);
        payload[1] = (byte) random.nextInt(2);
      }
      try {
        if (FlvVideo.parse(payload) instanceof FlvVideo.Picture picture) {
          NalUnits.picture(picture.payload(), picture.offset(), 1 + random.nextInt(4));
        }
        FlvAudio.parse(payload);
      } catch (MalformedMediaException expected) {
        assertThat(expected).hasMessageContaining(" ");
      }
    }
  }
}
