package live.nigiwai.relay.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 200_000})
  void isByteForByteWhatNettyWouldWrite(int length) {
    byte[] text = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
    var netty = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
    netty.writeOutbound(new TextWebSocketFrame(new String(text, StandardCharsets.US_ASCII)));
    byte[] theirs = drain(netty);

    var frame = Frame.of(text);
    byte[] ours = new byte[frame.length()];
    frame.duplicate().readBytes(ours);
    byte[] again = new byte[frame.length()];
    frame.duplicate().readBytes(again);

    assertThat(ours).isEqualTo(theirs);
    assertThat(again).as("a second socket reads the same").isEqualTo(theirs);
  }

  private static byte[] drain(EmbeddedChannel channel) {
    var out = new ByteArrayOutputStream();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      byte[] bytes = new byte[part.readableBytes()];
      part.readBytes(bytes);
      out.writeBytes(bytes);
      part.release();
    }
    return out.toByteArray();
  }

  @Test
  void survivesTheReleaseThatEveryWriteDoes() {
    var frame = Frame.of(new byte[] {1, 2, 3});
    for (int i = 0; i < 3; i++) {
      frame.duplicate().release();
    }
    assertThat(frame.duplicate().isReadable()).isTrue();
  }
}
