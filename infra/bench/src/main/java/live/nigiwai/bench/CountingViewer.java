package live.nigiwai.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One socket that follows a broadcast and checks that nothing is missing, doubled or out of order.
 * A bare reader of RFC 6455: a client library would cost more than the server.
 *
 * <p><i>Threading</i>: the loop of its crowd; counts are read from there too.
 */
@Sharable // it comes back on another channel after a break, never on two at once
final class CountingViewer extends ChannelInboundHandlerAdapter {
  static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

  final int place;
  private final Crowd crowd;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ByteBuf half;
  private boolean upgraded;

  boolean live;
  int closeCode;
  int holes;
  int repeats;
  int acked;
  int refused;
  long comments;
  long sum;
  long digest;
  long offset = -1;
  @Nullable String epoch;
  @Nullable String cookie;

  /** When it last asked to come in, by {@link System#nanoTime}. */
  long askedAt;

  boolean resumed;
  @Nullable String why;

  CountingViewer(Crowd crowd, int place) {
    this.crowd = crowd;
    this.place = place;
  }

  /** A fresh count; what was seen before stays the position to go on from. */
  void forget() {
    holes = 0;
    repeats = 0;
    acked = 0;
    refused = 0;
    comments = 0;
    sum = 0;
    digest = 0;
  }

  @Override
  public void channelActive(ChannelHandlerContext opened) {
    context = opened;
    upgraded = false;
    half = null;
    closeCode = 0;
    askedAt = System.nanoTime();
    opened.writeAndFlush(ascii(crowd.upgrade(cookie)));
  }

  @Override
  public void channelRead(ChannelHandlerContext ignored, Object message) {
    var in = (ByteBuf) message;
    try {
      if (half != null) {
        in = Unpooled.wrappedBuffer(half, in);
        half = null;
      }
      if (!upgraded && !takeHead(in)) {
        return;
      }
      while (takeFrame(in)) {
        // until only a part of one is left
      }
      if (in.isReadable()) {
        half = in.copy();
      }
    } finally {
      in.release();
    }
  }

  private boolean takeHead(ByteBuf in) {
    String head = in.toString(StandardCharsets.ISO_8859_1);
    int end = head.indexOf(new String(HEAD_END, StandardCharsets.ISO_8859_1));
    if (end < 0) {
      half = in.copy();
      return false;
    }
    in.skipBytes(end + HEAD_END.length);
    if (!head.startsWith("HTTP/1.1 101")) {
      crowd.refused(head.substring(0, Math.min(head.length(), 40)).strip());
      close();
      return false;
    }
    for (String line : head.substring(0, end).split("\r\n")) {
      if (cookie == null && line.regionMatches(true, 0, "set-cookie: ", 0, 12)) {
        cookie = line.substring(12).split(";", 2)[0];
      }
    }
    upgraded = true;
    if (crowd.joins()) {
      send(TEXT, joinFrame());
    } else {
      live = true;
    }
    return true;
  }

  private String joinFrame() {
    return epoch == null
        ? "{\"c\":\"join\",\"id\":1}"
        : "{\"c\":\"join\",\"id\":1,\"ep\":\"" + epoch + "\",\"off\":" + offset + "}";
  }

  private boolean takeFrame(ByteBuf in) {
    int start = in.readerIndex();
    int there = in.readableBytes();
    if (there < 2) {
      return false;
    }
    int length = in.getByte(start + 1) & 0x7F;
    int header = length < 126 ? 2 : length == 126 ? 4 : 10;
    if (there < header) {
      return false;
    }
    length =
        header == 2
            ? length
            : header == 4 ? in.getUnsignedShort(start + 2) : (int) in.getLong(start + 2);
    if (there < header + length) {
      return false;
    }
    switch (in.getByte(start) & 0x0F) {
      case TEXT -> text(in, start + header, length);
      case CLOSE -> closeCode = length >= 2 ? in.getUnsignedShort(start + header) : 1005;
      case PING -> send(PONG, "");
      default -> {}
    }
    in.readerIndex(start + header + length);
    return true;
  }

  private void text(ByteBuf in, int start, int length) {
    boolean batch = length > 7 && in.getByte(start + 6) == 'b' && in.getByte(start + 7) == '"';
    if (batch || in.getByte(start) == '#') {
      apply(crowd.seen(in, start, length), length);
      return;
    }
    if (length > 7 && in.getByte(start + 6) == 'x') {
      return; // the floor's filling
    }
    String text = in.toString(start, length, StandardCharsets.UTF_8);
    if (text.startsWith("{\"f\":\"ack\"")) {
      acked++;
    } else if (text.startsWith("{\"f\":\"err\"")) {
      refused++;
    } else if (text.startsWith("{\"f\":\"ping\"")) {
      send(TEXT, "{\"c\":\"pong\",\"off\":" + offset + "}");
    } else if (text.startsWith("{\"f\":\"welcome\"")) {
      Welcome.take(this, text);
      live = true;
      crowd.welcomed(this);
    }
  }

  private void apply(SeenFrame frame, int length) {
    if (frame.to > 0) {
      if (frame.from > offset + 1) {
        holes++;
      } else if (frame.from <= offset) {
        repeats++;
      }
      offset = frame.to;
    }
    count(frame);
    crowd.arrived(this, frame, length);
  }

  void count(SeenFrame frame) {
    comments += frame.comments;
    sum += frame.sum;
    digest = frame.behind(digest);
  }

  void say(String key, String text) {
    send(TEXT, "{\"c\":\"say\",\"id\":2,\"k\":\"" + key + "\",\"x\":\"" + text + "\"}");
  }

  /** Masked with zero, which is a mask and leaves the text as it is. */
  void send(int opcode, String text) {
    if (context == null) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuf out = context.alloc().buffer(bytes.length + 8);
    out.writeByte(0x80 | opcode);
    if (bytes.length < 126) {
      out.writeByte(0x80 | bytes.length);
    } else {
      out.writeByte(0x80 | 126).writeShort(bytes.length);
    }
    context.writeAndFlush(out.writeInt(0).writeBytes(bytes), context.voidPromise());
  }

  /** Stops reading, as a stalled network would, or goes on. */
  void stall(boolean stalled) {
    if (context != null) {
      context.channel().config().setAutoRead(!stalled);
    }
  }

  /** Its own port; 0 without a socket. */
  int port() {
    return context != null && context.channel().localAddress() instanceof InetSocketAddress own
        ? own.getPort()
        : 0;
  }

  void close() {
    if (context != null) {
      context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ignored) {
    live = false;
    context = null;
    if (half != null) {
      half.release();
      half = null;
    }
    crowd.gone(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext broken, Throwable cause) {
    broken.close();
  }

  private static ByteBuf ascii(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  /** The few words of a welcome a viewer needs. */
  private static final class Welcome {
    private Welcome() {}

    static void take(CountingViewer viewer, String text) {
      viewer.resumed = text.contains("\"rec\":true");
      int why = text.indexOf("\"why\":\"");
      viewer.why = why < 0 ? null : text.substring(why + 7, text.indexOf('"', why + 7));
      long before = viewer.offset;
      int ep = text.indexOf("\"ep\":\"") + 6;
      viewer.epoch = text.substring(ep, text.indexOf('"', ep));
      int off = text.indexOf("\"off\":", ep) + 6;
      int end = off;
      while (Character.isDigit(text.charAt(end))) {
        end++;
      }
      viewer.offset = Long.parseLong(text, off, end, 10);
      if (viewer.resumed) {
        missed(viewer, text, before);
      }
    }

    /** What was missed counts as if it had come in time. */
    private static void missed(CountingViewer viewer, String text, long before) {
      int ev = text.indexOf("\"ev\":[");
      int st = text.indexOf("],\"st\":", ev);
      String entries = text.substring(ev, st);
      long expected = before + 1;
      for (int i = entries.indexOf("{\"o\":"); i >= 0; i = entries.indexOf("{\"o\":", i + 1)) {
        int end = i + 5;
        while (Character.isDigit(entries.charAt(end))) {
          end++;
        }
        long o = Long.parseLong(entries, i + 5, end, 10);
        viewer.holes += o > expected ? 1 : 0;
        viewer.repeats += o < expected ? 1 : 0;
        expected = o + 1;
      }
      viewer.holes += expected != viewer.offset + 1 ? 1 : 0;
      viewer.count(SeenFrame.of("{\"f\":\"b\"," + entries));
    }
  }
}
