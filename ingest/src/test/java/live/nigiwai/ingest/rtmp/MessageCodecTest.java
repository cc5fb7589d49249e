package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  private static final RtmpLimits LIMITS = RtmpLimits.defaults();

  @Test
  void understandsAllThatRealFfmpegSends() {
    List<RtmpMessage> messages = captured("ffmpeg-publish.bin");

    assertThat(commands(messages))
        .containsExactly(
            "connect",
            "releaseStream",
            "FCPublish",
            "createStream",
            "publish",
            "FCUnpublish",
            "deleteStream");
    assertThat(messages).filteredOn(RtmpMessage.Video.class::isInstance).hasSize(52);
    assertThat(messages).filteredOn(RtmpMessage.Audio.class::isInstance).hasSize(89);
    RtmpMessage.Command publish = command(messages, "publish");
    assertThat(publish.stream()).isEqualTo(1);
    assertThat(publish.argument(1)).isEqualTo(new AmfValue.Text("good"));
    assertThat(timesOf(messages)).startsWith(0L, 0L, 0L, 40L, 57L, 80L).contains(2077L);
  }

  @Test
  void understandsAllThatRealGstreamerSends() {
    List<RtmpMessage> messages = captured("gstreamer-publish.bin");

    assertThat(commands(messages)).contains("connect", "createStream", "publish");
    assertThat(messages).filteredOn(RtmpMessage.Video.class::isInstance).hasSize(32);
    assertThat(messages).filteredOn(RtmpMessage.Audio.class::isInstance).hasSize(51);
  }

  @Test
  void commandsInAmf3MessagesAreTheSameBehindOneByte() {
    byte[] body = HexFormat.of().parseHex("00" + "020004706c6179" + "004000000000000000" + "05");

    assertThat(MessageCodec.decode(new RawMessage(3, 17, 1, 0, body), LIMITS))
        .isEqualTo(new RtmpMessage.Command(1, "play", 2, List.of(AmfValue.NOTHING)));
  }

  @Test
  void unreadableMetadataIsNoFaultButAnUnreadableCommandIs() {
    byte[] junk = {2, 0, 90, 1};

    assertThat(MessageCodec.decode(new RawMessage(4, 18, 1, 0, junk), LIMITS))
        .isEqualTo(new RtmpMessage.Data(List.of()));
    assertThatThrownBy(() -> MessageCodec.decode(new RawMessage(3, 20, 0, 0, junk), LIMITS))
        .isInstanceOf(MalformedRtmpException.class);
    assertThatThrownBy(
            () -> MessageCodec.decode(new RawMessage(3, 20, 0, 0, new byte[70_000]), LIMITS))
        .hasMessage("a command is too long");
  }

  @Test
  void metadataIsFoundOnAnyMessageStream() {
    byte[] body = Amf0.encode(List.of(new AmfValue.Text("onMetaData"), AmfValue.table("a", 1)));

    RtmpMessage.Data data =
        (RtmpMessage.Data) MessageCodec.decode(new RawMessage(4, 18, 0, 0, body), LIMITS);
    assertThat(Publication.metadataIn(data)).contains(AmfValue.table("a", 1));
  }

  @Test
  void oddArgumentsDoNotMakeACommandUnreadable() {
    byte[] body = HexFormat.of().parseHex("0200046e616d65" + "004000000000000000" + "05" + "ffff");

    assertThat(MessageCodec.decode(new RawMessage(3, 20, 1, 0, body), LIMITS))
        .isEqualTo(new RtmpMessage.Command(1, "name", 2, List.of(AmfValue.NOTHING)));
  }

  @Test
  void shortControlMessagesAreRefused() {
    for (int type = 1; type <= 6; type++) {
      RawMessage raw = new RawMessage(2, type, 0, 0, new byte[1]);
      assertThatThrownBy(() -> MessageCodec.decode(raw, LIMITS))
          .isInstanceOf(MalformedRtmpException.class);
    }
  }

  @Test
  void aggregatesAreTakenApartAndTheirTimesMovedToTheMessages() {
    String video = "09 000002 0003e8 00 000000 1701 0000000d";
    String audio = "08 000001 0003fc 00 000000 af 0000000c";
    byte[] payload = HexFormat.of().parseHex((video + audio).replace(" ", ""));

    RtmpMessage.Aggregate aggregate =
        (RtmpMessage.Aggregate)
            MessageCodec.decode(new RawMessage(4, 22, 1, 5_000, payload), LIMITS);

    assertThat(aggregate.media())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            new RtmpMessage.Video(5_000, new byte[] {0x17, 1}),
            new RtmpMessage.Audio(5_020, new byte[] {(byte) 0xaf}));
  }

  private static List<RtmpMessage> captured(String name) {
    ByteBuf in = Unpooled.wrappedBuffer(Captured.bytes(name));
    in.skipBytes(1 + 2 * Handshake.SIZE);
    ChunkReader reader = new ChunkReader(LIMITS);
    List<RtmpMessage> messages = new ArrayList<>();
    for (RawMessage raw = reader.next(in); raw != null; raw = reader.next(in)) {
      messages.add(MessageCodec.decode(raw, LIMITS));
    }
    assertThat(in.isReadable()).isFalse();
    assertThat(reader.heldBytes()).isZero();
    return messages;
  }

  private static List<String> commands(List<RtmpMessage> messages) {
    return messages.stream()
        .filter(RtmpMessage.Command.class::isInstance)
        .map(message -> ((RtmpMessage.Command) message).name())
        .toList();
  }

  private static RtmpMessage.Command command(List<RtmpMessage> messages, String name) {
    return messages.stream()
        .filter(RtmpMessage.Command.class::isInstance)
        .map(RtmpMessage.Command.class::cast)
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Long> timesOf(List<RtmpMessage> messages) {
    List<Long> times = new ArrayList<>();
    for (RtmpMessage message : messages) {
      switch (message) {
        case RtmpMessage.Video video -> times.add(video.timestamp());
        case RtmpMessage.Audio audio -> times.add(audio.timestamp());
        default -> {}
      }
    }
    return times;
  }
}
