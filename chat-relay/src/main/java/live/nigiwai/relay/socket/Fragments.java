package live.nigiwai.relay.socket;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins the fragments of a message (RFC 6455 §5.4) up to a limit. Vert.x joins them too, but goes
 * on listening to one who never ends.
 *
 * <p><b>Threading</b>: confined to the socket's loop.
 */
final class Fragments implements Handler<WebSocketFrame> {
  private final int bytesMax;
  private final Consumer<String> text;
  private final Consumer<String> malformed;
  private @Nullable Buffer begun;

  Fragments(int bytesMax, Consumer<String> text, Consumer<String> malformed) {
    this.bytesMax = bytesMax;
    this.text = text;
    this.malformed = malformed;
  }

  @Override
  public void handle(WebSocketFrame frame) {
    if (frame.isBinary()) {
      malformed.accept("binary");
    } else if (frame.isText() && frame.isFinal()) {
      text.accept(frame.textData());
    } else if (frame.isText() || frame.isContinuation()) {
      gather(frame);
    }
  }

  private void gather(WebSocketFrame frame) {
    var whole = begun == null ? Buffer.buffer() : begun;
    whole.appendBuffer(frame.binaryData());
    if (whole.length() > bytesMax) {
      begun = null;
      malformed.accept("message too large");
    } else if (frame.isFinal()) {
      begun = null;
      text.accept(whole.toString(StandardCharsets.UTF_8));
    } else {
      begun = whole;
    }
  }
}
