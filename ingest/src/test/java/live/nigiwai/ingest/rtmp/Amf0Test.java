package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Amf0Test {
  private static final RtmpLimits LIMITS = RtmpLimits.defaults();

  @Test
  void readsEveryTypeEncodersUse() {
    assertThat(decode("00 3ff8000000000000")).containsExactly(new AmfValue.Number(1.5));
    assertThat(decode("01 01")).containsExactly(new AmfValue.Flag(true));
    assertThat(decode("02 0003 e8b391")).containsExactly(new AmfValue.Text("賑"));
    assertThat(decode("0c 00000001 61")).containsExactly(new AmfValue.Text("a"));
    assertThat(decode("0f 00000001 61")).containsExactly(new AmfValue.Text("a"));
    assertThat(decode("05 06 0d 07 0001")).containsOnly(AmfValue.NOTHING).hasSize(4);
    assertThat(decode("03 0001 61 0101 0000 09")).containsExactly(AmfValue.table("a", true));
    assertThat(decode("10 0001 58 0001 61 0101 0000 09"))
        .containsExactly(AmfValue.table("a", true));
    assertThat(decode("0a 00000002 05 0100"))
        .containsExactly(
            new AmfValue.Sequence(List.of(AmfValue.NOTHING, new AmfValue.Flag(false))));
    assertThat(decode("0b 4271f71fb04cb000 0000"))
        .containsExactly(new AmfValue.Moment(Instant.ofEpochMilli(1_234_567_890_123L)));
  }

  @Test
  void wrongCountsAndMissingEndsAreForgiven() {
    AmfValue expected = AmfValue.table("a", true);
    assertThat(decode("08 00000000 0001 61 0101 000009")).containsExactly(expected);
    assertThat(decode("08 ffffffff 0001 61 0101 000009")).containsExactly(expected);
    assertThat(decode("08 00000001 0001 61 0101")).containsExactly(expected);
  }

  @Test
  void whatIsCutOffOrUnknownIsRefused() {
    for (String hex :
        List.of("00 3ff8", "02 0005 61", "0c ffffffff 61", "0b 00", "ff", "11 0d", "09")) {
      assertThatThrownBy(() -> decode(hex)).as(hex).isInstanceOf(MalformedRtmpException.class);
    }
  }

  @Test
  void valuesBeforeTheFirstUnreadableOneAreKept() {
    byte[] odd = bytes("02 0001 61  00 3ff0000000000000  05  ff ff");
    assertThat(Amf0.decodeReadable(odd, 0, LIMITS))
        .containsExactly(new AmfValue.Text("a"), new AmfValue.Number(1), AmfValue.NOTHING);
    assertThatThrownBy(() -> Amf0.decodeReadable(bytes("ff"), 0, LIMITS))
        .isInstanceOf(MalformedRtmpException.class);
    assertThatThrownBy(() -> Amf0.decodeReadable(bytes("05" + "0a00000001".repeat(100)), 0, LIMITS))
        .as("limits hold all the same")
        .isInstanceOf(MalformedRtmpException.class);
  }

  @Test
  void depthAndNumberOfValuesAreLimited() {
    assertThatThrownBy(() -> decode("0a00000001".repeat(1_000)))
        .isInstanceOfSatisfying(
            MalformedRtmpException.class, e -> assertThat(e.limit()).isEqualTo("amfDepthMax"));
    assertThatThrownBy(() -> decode("05".repeat(5_000)))
        .isInstanceOfSatisfying(
            MalformedRtmpException.class, e -> assertThat(e.limit()).isEqualTo("amfValuesMax"));
    assertThatThrownBy(() -> decode("0a 7fffffff")).isInstanceOf(MalformedRtmpException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void whatIsWrittenIsReadAgain(long seed) {
    Random random = new Random(seed);
    List<AmfValue> values = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      values.add(value(random, 0));
    }

    assertThat(Amf0.decode(Amf0.encode(values), 0, LIMITS)).isEqualTo(values);
  }

  @Test
  void anyBytesAreReadOrRefused() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      for (int at = 0; at < bytes.length; at += 7) {
        bytes[at] = (byte) random.nextInt(0x12);
      }
      try {
        assertThat(Amf0.decode(bytes, 0, LIMITS)).isNotNull();
      } catch (MalformedRtmpException refused) {
        assertThat(refused).hasMessageMatching("[\\w ].*");
      }
    }
  }

  @Test
  void plainValuesAreJavasOwn() {
    AmfValue.Table table =
        AmfValue.table("a", 1, "b", "x", "c", AmfValue.NOTHING, "d", AmfValue.table("e", true));

    assertThat(AmfValue.plain(table)).isEqualTo(Map.of("a", 1.0, "b", "x", "d", Map.of("e", true)));
  }

  private static AmfValue value(Random random, int depth) {
    return switch (random.nextInt(depth < 4 ? 7 : 5)) {
      case 0 -> new AmfValue.Number(random.nextGaussian());
      case 1 -> new AmfValue.Flag(random.nextBoolean());
      case 2 -> new AmfValue.Text(text(random));
      case 3 -> AmfValue.NOTHING;
      case 4 -> new AmfValue.Moment(Instant.ofEpochMilli(random.nextInt()));
      case 5 -> {
        Map<String, AmfValue> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          entries.put("名" + i, value(random, depth + 1));
        }
        yield new AmfValue.Table(entries);
      }
      default -> {
        List<AmfValue> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          items.add(value(random, depth + 1));
        }
        yield new AmfValue.Sequence(items);
      }
    };
  }

  private static String text(Random random) {
    int length = random.nextInt(50) == 0 ? 70_000 / 3 : random.nextInt(20);
    return "賑わい".repeat(length).substring(0, length);
  }

  private static List<AmfValue> decode(String hex) {
    return Amf0.decode(bytes(hex), 0, LIMITS);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
