package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** AMF 3 inside AMF 0, as encoders on Flash's libraries send it. */
class Amf3Test {
  @Test
  void readsEveryTypeACommandMayHold() {
    assertThat(decode("00")).isEqualTo(AmfValue.NOTHING);
    assertThat(decode("01")).isEqualTo(AmfValue.NOTHING);
    assertThat(decode("02")).isEqualTo(new AmfValue.Flag(false));
    assertThat(decode("03")).isEqualTo(new AmfValue.Flag(true));
    assertThat(decode("04 7f")).isEqualTo(new AmfValue.Number(127));
    assertThat(decode("04 8100")).isEqualTo(new AmfValue.Number(128));
    assertThat(decode("04 ffffffff")).isEqualTo(new AmfValue.Number(-1));
    assertThat(decode("05 3ff8000000000000")).isEqualTo(new AmfValue.Number(1.5));
    assertThat(decode("06 07 e8b391")).isEqualTo(new AmfValue.Text("賑"));
    assertThat(decode("08 01 4271f71fb04cb000"))
        .isEqualTo(new AmfValue.Moment(Instant.ofEpochMilli(1_234_567_890_123L)));
    assertThat(decode("0c 05 0102")).isEqualTo(AmfValue.NOTHING);
    assertThat(decode("09 05 01 03 02"))
        .isEqualTo(
            new AmfValue.Sequence(List.of(new AmfValue.Flag(true), new AmfValue.Flag(false))));
    assertThat(decode("09 03 03 61 03 01 02")).isEqualTo(AmfValue.table("a", true, "0", false));
  }

  @Test
  void objectsMayRepeatTheirClassAndTheirNames() {
    // {app: "live", inner: {app: "live"}} of one class with one name, and open for more
    assertThat(
            decode("0a 1b 03 58 07 617070 06 09 6c697665 0b 696e6e6572" + "0a 01 06 04 01" + "01"))
        .isEqualTo(AmfValue.table("app", "live", "inner", AmfValue.table("app", "live")));
  }

  @Test
  void connectInAmf3IsUnderstood() {
    byte[] body =
        HexFormat.of()
            .parseHex(
                "00 020007 636f6e6e656374 003ff0000000000000 11 0a 0b 01 07 617070 06 09 6c697665 01"
                    .replace(" ", ""));

    assertThat(MessageCodec.decode(new RawMessage(3, 17, 0, 0, body), RtmpLimits.defaults()))
        .isEqualTo(
            new RtmpMessage.Command(0, "connect", 1, List.of(AmfValue.table("app", "live"))));
  }

  @Test
  void whatIsCutOffOrNeverSaidIsRefused() {
    for (String hex : List.of("0d", "06 07 61", "06 02", "0a 05", "0a 07 01", "09 ffffffff 01")) {
      assertThatThrownBy(() -> decode(hex)).as(hex).isInstanceOf(MalformedRtmpException.class);
    }
  }

  @Test
  void anyBytesAreReadOrRefused() {
    Random random = new Random(6);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(60)];
      random.nextBytes(bytes);
      bytes[0] = 0x11;
      for (int at = 1; at < bytes.length; at += 3) {
        bytes[at] = (byte) random.nextInt(0x0d);
      }
      try {
        assertThat(Amf0.decode(bytes, 0, RtmpLimits.defaults())).isNotNull();
      } catch (MalformedRtmpException refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
    }
  }

  private static AmfValue decode(String amf3) {
    byte[] bytes = HexFormat.of().parseHex("11" + amf3.replace(" ", ""));
    return Amf0.decode(bytes, 0, RtmpLimits.defaults()).getFirst();
  }
}
