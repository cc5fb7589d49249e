package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkReaderTest {
  private final ChunkReader reader = new ChunkReader(RtmpLimits.defaults());

  /** RTMP 1.0 §5.3.2.1: four audio messages of 32 bytes, headers of type 0, 2, 3, 3. */
  @Test
  void readsTheFirstExampleOfTheSpecification() {
    String payload = "00".repeat(32);

    List<RawMessage> messages =
        read(
            "03 0003e8 000020 08 39300000" + payload,
            "83 000014" + payload,
            "c3" + payload,
            "c3" + payload);

    assertThat(messages)
        .extracting(RawMessage::timestamp)
        .containsExactly(1000L, 1020L, 1040L, 1060L);
    assertThat(messages).extracting(RawMessage::stream).containsOnly(12_345);
    assertThat(messages).extracting(RawMessage::type).containsOnly(8);
  }

  /** RTMP 1.0 §5.3.2.2: one video message of 307 bytes in three chunks. */
  @Test
  void readsTheSecondExampleOfTheSpecification() {
    List<RawMessage> messages =
        read(
            "04 0003e8 000133 09 3a300000" + "aa".repeat(128),
            "c4" + "bb".repeat(128),
            "c4" + "cc".repeat(51));

    assertThat(messages).hasSize(1);
    assertThat(messages.getFirst().payload()).hasSize(307).startsWith(0xaa).endsWith(0xcc);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void readsWhateverAnEncoderMayWriteHoweverItIsCut(long seed) {
    Random random = new Random(seed);
    ChunkScrambler scrambler = new ChunkScrambler(random, seed % 2 == 0);
    scrambler.write(programme(random));

    List<RawMessage> read = new ArrayList<>();
    ByteBuf in = Unpooled.buffer();
    while (scrambler.bytes.isReadable()) {
      int most = random.nextBoolean() ? 8 : 20_000;
      int count = Math.min(scrambler.bytes.readableBytes(), 1 + random.nextInt(most));
      in.writeBytes(scrambler.bytes, count);
      drain(in, read);
      in.discardReadBytes();
    }

    assertThat(described(read)).isEqualTo(described(scrambler.expected));
    assertThat(reader.heldBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 129, 4_096, 65_536, 1 << 20})
  void readsWhatOurWriterWrites(int chunkSize) {
    Random random = new Random(chunkSize);
    ChunkWriter writer = new ChunkWriter();
    ByteBuf out = Unpooled.buffer();
    writer.write(MessageCodec.encode(new RtmpMessage.SetChunkSize(chunkSize)), out);
    List<RawMessage> messages = programme(random);
    messages.forEach(message -> writer.write(message, out));

    List<RawMessage> read = new ArrayList<>();
    drain(out, read);

    assertThat(described(read.subList(1, read.size()))).isEqualTo(described(messages));
  }

  @Test
  void firstHeaderWithoutMessageStreamIsAccepted() {
    assertThat(read("44 00000a 000001 08 aa"))
        .extracting(RawMessage::timestamp)
        .containsExactly(10L);
  }

  @Test
  void continuationOfNothingIsRefused() {
    assertThatThrownBy(() -> read("c4 aa")).isInstanceOf(MalformedRtmpException.class);
    assertThatThrownBy(() -> read("85 000001 aa")).isInstanceOf(MalformedRtmpException.class);
  }

  @Test
  void headerWithoutFieldsRightAfterAFullOneMeansNoAdvanceUnlessItCouldBeAFrame() {
    assertThat(read("04 0003e8 000001 09 01000000 aa", "c4 bb"))
        .extracting(RawMessage::timestamp)
        .containsExactly(1000L, 1000L); // GStreamer, OBS
    assertThat(read("05 000017 000001 08 01000000 aa", "c5 bb", "c5 cc"))
        .extracting(RawMessage::timestamp)
        .containsExactly(23L, 46L, 69L); // FFmpeg
  }

  @Test
  void extendedTimestampIsConsumedBehindAContinuationOnlyIfItIsThere() {
    String head = "04 ffffff 000081 09 01000000 01000000" + "aa".repeat(128);
    assertThat(read(head, "c4 01000000 bb").getFirst().payload()).endsWith(0xbb);
    assertThat(read(head, "c4 bb").getFirst().payload()).endsWith(0xbb);
    assertThat(read(head, "c4 01")).isEmpty(); // 01 may begin a timestamp: wait and see
  }

  @Test
  void extendedFlagIsForgottenWhenTheTimeIsShortAgain() {
    List<RawMessage> messages =
        read(
            "04 ffffff 000001 09 01000000 01000000 aa", "04 000005 000001 09 01000000 bb", "c4 cc");

    assertThat(messages).extracting(RawMessage::timestamp).containsExactly(0x100_0000L, 5L, 10L);
  }

  @Test
  void absoluteTimeInADifferenceFieldIsRecognised() {
    List<RawMessage> messages =
        read("04 ffffff 000001 09 01000000 01000000 aa", "44 ffffff 000001 09 01000028 bb");

    assertThat(messages)
        .extracting(RawMessage::timestamp)
        .containsExactly(0x100_0000L, 0x100_0028L);
  }

  @Test
  void timeWrapsAfterFortyNineDays() {
    List<RawMessage> messages = read("04 ffffff 000001 09 01000000 fffffff0 aa", "84 000020 bb");

    assertThat(messages).extracting(RawMessage::timestamp).containsExactly(0xffff_fff0L, 0x10L);
  }

  @Test
  void abortDropsOnlyItsOwnUnfinishedMessage() {
    List<RawMessage> messages =
        read(
            "04 000000 000081 09 01000000" + "aa".repeat(128),
            "05 000000 000081 08 01000000" + "bb".repeat(128),
            "02 000000 000004 02 00000000 00000004",
            "c5 bb",
            "04 000000 000001 09 01000000 cc");

    assertThat(messages).extracting(RawMessage::type).containsExactly(2, 8, 9);
    assertThat(reader.heldBytes()).isZero();
  }

  @Test
  void chunkSizeIsObeyedOnAnyChunkStream() {
    assertThat(
            read(
                "03 000000 000004 01 00000000 00000002",
                "04 000000 000003 09 01000000 aaaa",
                "c4 bb"))
        .hasSize(2);
    assertThatThrownBy(() -> read("05 000000 000004 01 00000000 0000", "c5 0000"))
        .isInstanceOf(MalformedRtmpException.class);
  }

  @Test
  void emptyMessagesAreMessages() {
    assertThat(read("04 000000 000000 09 01000000", "04 000000 000000 09 01000000")).hasSize(2);
  }

  @Test
  void announcedSizesReserveNoMemoryAndUnfinishedMessagesAreLimited() {
    for (int id = 3; id < 60; id++) {
      read("%02x 000000 a00000 09 01000000 aa".formatted(id)); // 10 MB announced, one byte sent
    }
    assertThat(reader.heldBytes()).isLessThanOrEqualTo(57 * 4_096);

    ChunkReader greedy = new ChunkReader(RtmpLimits.defaults());
    assertThatThrownBy(() -> holdMegabytes(greedy, 24))
        .isInstanceOfSatisfying(
            MalformedRtmpException.class, e -> assertThat(e.limit()).isEqualTo("partialBytesMax"));
    assertThat(greedy.heldBytes()).isLessThanOrEqualTo(16 << 20);
  }

  @Test
  void tooLongMessagesAndTooManyChunkStreamsAreRefused() {
    assertThatThrownBy(() -> read("04 000000 a00001 09 01000000"))
        .isInstanceOfSatisfying(
            MalformedRtmpException.class, e -> assertThat(e.limit()).isEqualTo("messageBytesMax"));
    assertThatThrownBy(
            () -> {
              for (int id = 0; id < 65; id++) {
                read("00 %02x 000000 000001 09 01000000 aa".formatted(id));
              }
            })
        .isInstanceOfSatisfying(
            MalformedRtmpException.class, e -> assertThat(e.limit()).isEqualTo("chunkStreamsMax"));
  }

  /** Begins messages of 1 MB on one chunk stream after the other and finishes none. */
  private static void holdMegabytes(ChunkReader reader, int count) {
    ByteBuf in = Unpooled.buffer();
    in.writeBytes(HexFormat.of().parseHex("02000000000004010000000000100000"));
    for (int i = 0; i < count; i++) {
      in.writeByte(4 + i).writeMedium(0).writeMedium((1 << 20) + 1).writeByte(9).writeIntLE(1);
      in.writeZero(1 << 20);
      drain(reader, in, new ArrayList<>());
      in.clear();
    }
  }

  private static List<RawMessage> programme(Random random) {
    List<RawMessage> messages = new ArrayList<>();
    int[] chunkStreams = {3, 4, 6, 63, 64, 319, 320, 65_599};
    long time = random.nextBoolean() ? 0 : 0xff_fff0L;
    for (int i = 0; i < 120; i++) {
      int id = chunkStreams[random.nextInt(chunkStreams.length)];
      byte[] payload = new byte[random.nextInt(4) == 0 ? random.nextInt(9_000) : 64];
      random.nextBytes(payload);
      int type = random.nextBoolean() ? 8 : 9;
      messages.add(new RawMessage(id, type, 1, time & 0xffff_ffffL, payload));
      time += random.nextInt(20) == 0 ? random.nextLong(1L << 32) : random.nextInt(3) * 20L;
    }
    return messages;
  }

  private static List<String> described(List<RawMessage> messages) {
    return messages.stream()
        .map(
            message ->
                "chunk stream %d, type %d, stream %d, time %d, %d bytes, hash %d"
                    .formatted(
                        message.chunkStream(),
                        message.type(),
                        message.stream(),
                        message.timestamp(),
                        message.payload().length,
                        Arrays.hashCode(message.payload())))
        .toList();
  }

  private List<RawMessage> read(String... hex) {
    List<RawMessage> messages = new ArrayList<>();
    ByteBuf in = Unpooled.buffer();
    for (String part : hex) {
      in.writeBytes(HexFormat.of().parseHex(part.replace(" ", "")));
      drain(in, messages);
    }
    return messages;
  }

  private void drain(ByteBuf in, List<RawMessage> messages) {
    drain(reader, in, messages);
  }

  private static void drain(ChunkReader reader, ByteBuf in, List<RawMessage> messages) {
    for (RawMessage next = reader.next(in); next != null; next = reader.next(in)) {
      messages.add(next);
    }
  }
}
