package live.nigiwai.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bytes of fMP4, written down once and kept. */
final class BoxesTest {
  private static final Set<String> CONTAINERS =
      Set.of("moov", "trak", "mdia", "minf", "dinf", "stbl", "mvex", "moof", "traf");

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", "").replace("\n", ""));
  }

  @Test
  void fragment() {
    List<Fragment.Timed> pictures =
        List.of(
            new Fragment.Timed(new Sample(0x1_0000_0000L, 0x1_0000_1770L, true, hex("aabb")), 2970),
            new Fragment.Timed(
                new Sample(0x1_0000_0B9AL, 0x1_0000_0B9AL - 90, false, hex("cc")), 3060));
    List<AudioFrame> sound =
        List.of(new AudioFrame(5, hex("d1d2d3")), new AudioFrame(1029, hex("d4")));
    assertThat(HexFormat.of().formatHex(Fragment.write(7, pictures, sound)))
        .isEqualTo(
            HexFormat.of()
                .formatHex(
                    hex(
                        """
                        000000c8 6d6f6f66
                        00000010 6d666864 00000000 00000007
                        00000060 74726166
                        00000010 74666864 00020000 00000001
                        00000014 74666474 01000000 0000000100000000
                        00000034 7472756e 01000f01 00000002 000000d0
                        00000b9a 00000002 02000000 00001770
                        00000bf4 00000001 01010000 ffffffa6
                        00000050 74726166
                        00000018 74666864 00020028 00000002 00000400 02000000
                        00000014 74666474 01000000 0000000000000005
                        0000001c 7472756e 00000201 00000002 000000d3
                        00000003 00000001
                        0000000f 6d646174 aabb cc d1d2d3 d4
                        """)));
  }

  @Test
  void initialisation() {
    AvcConfig config =
        AvcConfig.parse(
            hex(
                "0164001fffe1001a6764001facd9405005bb0110000003001000000303c0f183196001000468ef8fcb"
                    + "fdf8f800"),
            0);
    StringBuilder tree = new StringBuilder();
    dump(ByteBuffer.wrap(InitSegment.write(config)), "", tree);
    assertThat(tree.toString())
        .isEqualTo(
            """
            ftyp 28
            moov 1070
             mvhd 108
             trak 475
              tkhd 92
              mdia 375
               mdhd 32
               hdlr 40
               minf 295
                vmhd 20
                dinf 36
                 dref 28
                stbl 231
                 stsd 155
                 stts 16
                 stsc 16
                 stsz 20
                 stco 16
             trak 407
              tkhd 92
              mdia 307
               mdhd 32
               hdlr 40
               minf 227
                smhd 16
                dinf 36
                 dref 28
                stbl 167
                 stsd 91
                 stts 16
                 stsc 16
                 stsz 20
                 stco 16
             mvex 72
              trex 32
              trex 32
            """);
  }

  private static void dump(ByteBuffer boxes, String indent, StringBuilder into) {
    while (boxes.hasRemaining()) {
      int start = boxes.position();
      int size = boxes.getInt();
      byte[] type = new byte[4];
      boxes.get(type);
      String name = new String(type, StandardCharsets.US_ASCII);
      into.append(indent).append(name).append(' ').append(size).append('\n');
      if (CONTAINERS.contains(name)) {
        dump(boxes.slice(start + 8, size - 8), indent + " ", into);
      }
      boxes.position(start + size);
    }
  }
}
