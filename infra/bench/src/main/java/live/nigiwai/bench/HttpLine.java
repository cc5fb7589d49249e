package live.nigiwai.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of one HTTP/1.1 connection that is kept: one request, its answer, the next. Made
 * for thousands of them beside the server they load: bodies nobody reads are only counted.
 *
 * <p><i>Threading</i>: its channel's event loop.
 */
final class HttpLine extends ChannelInboundHandlerAdapter {
  /** Who asked. */
  interface Asker {
    /**
     * The last byte is here.
     *
     * @param body empty unless it was to be kept
     */
    void answered(int status, boolean gzip, byte[] body, long length);

    /** The connection broke with an answer outstanding or without. */
    void broken(String why);
  }

  private static final int HEAD_BYTES_MAX = 16_384;
  private static final int KEPT_BYTES_MAX = 1 << 22;
  private static final byte[] NONE = {};

  private final byte[] head = new byte[HEAD_BYTES_MAX];
  private final Runnable connected;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Asker asker;
  private boolean keep;
  private boolean inBody;
  private int headLength;
  private int status;
  private boolean gzip;
  private long length;
  private long received;
  private byte[] kept = NONE;
  private String lost = "";

  HttpLine(Runnable connected) {
    this.connected = connected;
  }

  /** Sends a request; the buffer stays the caller's and is sent as it is. */
  void get(ByteBuf request, boolean keepBody, Asker by) {
    if (context == null || !lost.isEmpty()) {
      by.broken(lost.isEmpty() ? "not connected" : lost);
      return;
    }
    if (asker != null) {
      throw new IllegalStateException("an answer is outstanding");
    }
    asker = by;
    keep = keepBody;
    context.writeAndFlush(request.retainedDuplicate(), context.voidPromise());
  }

  boolean free() {
    return asker == null && context != null && lost.isEmpty();
  }

  void close() {
    if (context != null) {
      asker = null;
      context.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext opened) {
    context = opened;
    connected.run();
  }

  @Override
  public void channelRead(ChannelHandlerContext on, Object message) {
    var bytes = (ByteBuf) message;
    try {
      while (bytes.isReadable()) {
        if (inBody) {
          body(bytes);
        } else {
          head(bytes);
        }
      }
    } finally {
      bytes.release();
    }
  }

  private void head(ByteBuf bytes) {
    while (bytes.isReadable()) {
      if (headLength == head.length) {
        throw new IllegalStateException("a head of more than " + HEAD_BYTES_MAX + " bytes");
      }
      head[headLength++] = bytes.readByte();
      if (headLength >= 4
          && head[headLength - 1] == '\n'
          && head[headLength - 2] == '\r'
          && head[headLength - 3] == '\n') {
        understand(new String(head, 0, headLength, ISO_8859_1));
        return;
      }
    }
  }

  private void understand(String text) {
    headLength = 0;
    status = Integer.parseInt(text.substring(9, 12));
    String lower = text.toLowerCase(Locale.ROOT);
    gzip = lower.contains("\r\ncontent-encoding: gzip");
    int at = lower.indexOf("\r\ncontent-length:");
    if (at < 0) {
      throw new IllegalStateException("an answer without Content-Length: " + text.strip());
    }
    int from = at + "\r\ncontent-length:".length();
    length = Long.parseLong(text.substring(from, text.indexOf('\r', from)).strip());
    received = 0;
    kept = NONE;
    if (keep) {
      if (length > KEPT_BYTES_MAX) {
        throw new IllegalStateException("a body of " + length + " bytes");
      }
      kept = new byte[(int) length];
    }
    inBody = true;
    if (length == 0) {
      done();
    }
  }

  private void body(ByteBuf bytes) {
    int now = (int) Math.min(bytes.readableBytes(), length - received);
    if (keep) {
      bytes.readBytes(kept, (int) received, now);
    } else {
      bytes.skipBytes(now);
    }
    received += now;
    if (received == length) {
      done();
    }
  }

  private void done() {
    inBody = false;
    Asker by = asker;
    asker = null;
    if (by != null) {
      by.answered(status, gzip, kept, length);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext on) {
    lose("the server closed the connection");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext on, Throwable cause) {
    lose(cause.toString());
    on.close();
  }

  private void lose(String why) {
    if (lost.isEmpty()) {
      lost = why;
      Asker by = asker;
      asker = null;
      if (by != null) {
        by.broken(why);
      }
    }
  }
}
