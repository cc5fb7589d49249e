package live.nigiwai.relay.socket;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.relay.fanout.Outlet;

/**
 * One response of server-sent events (WHATWG HTML, section 9.2): each frame is one event, with the
 * position after it as the event's id.
 *
 * <p><b>Threading</b>: confined to the request's event loop.
 */
final class EventStream implements Outlet {
  private final HttpServerResponse response;
  private final Runnable ended;
  private long waiting;
  private boolean closed;

  EventStream(HttpServerResponse response, Runnable ended) {
    this.response = response;
    this.ended = ended;
  }

  void open() {
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-cache, no-transform")
        // nginx holds answers back unless told otherwise, and then nothing is live
        .putHeader("X-Accel-Buffering", "no");
    response.writeHead();
  }

  @Override
  public boolean writable() {
    return !response.writeQueueFull();
  }

  @Override
  public long waitingBytes() {
    return waiting;
  }

  @Override
  public void write(Frame frame) {
    if (!closed) {
      send(frame.event());
    }
  }

  private void send(byte[] event) {
    waiting += event.length;
    response.write(Buffer.buffer(event)).onComplete(ignored -> waiting -= event.length);
  }

  @Override
  public void close(int code, String reason) {
    if (!closed) {
      closed = true;
      String said = "event: close\ndata: {\"code\":" + code + ",\"reason\":\"" + reason + "\"}\n\n";
      response.end(Buffer.buffer(said.getBytes(StandardCharsets.UTF_8)));
      ended.run();
    }
  }

  /** The other side is gone. */
  void gone() {
    if (!closed) {
      closed = true;
      ended.run();
    }
  }

  @Override
  public boolean closed() {
    return closed;
  }

  @Override
  public boolean answers() {
    return false;
  }
}
