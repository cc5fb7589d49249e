package live.nigiwai.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import live.nigiwai.ingest.media.CloseReason;
import live.nigiwai.ingest.media.Publisher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One connection: carries bytes to the codecs and steps of the dialogue to the socket, keeps the
 * time, and closes so that the last words arrive.
 *
 * <p><i>Threading</i>: its event loop, except what {@link Publisher} promises.
 */
final class RtmpConnection extends ByteToMessageDecoder implements Airtime.Line {
  private static final Logger log = LoggerFactory.getLogger(RtmpConnection.class);

  /** How often the patience is tried. */
  private static final long CLOCK_MILLIS = 200;

  /** The same while it stands by for another encoder, or a busy media side is asked again. */
  private static final long QUICK_CLOCK_MILLIS = 50;

  private final RtmpHouse house;
  private final RtmpConfig config;
  private final Channel channel;
  private final String remote;
  private final Handshake handshake;
  private final ChunkReader reader;
  private final ChunkWriter writer = new ChunkWriter();
  private final PublishDialogue dialogue;
  private final Airtime airtime;
  private final ReceivedBytes received;
  private final Patience patience;
  private volatile String encoder = "";

  private boolean closing;
  private int strangeInARow;
  private boolean connected;
  private boolean paused;
  private @Nullable ScheduledFuture<?> clock;

  RtmpConnection(RtmpHouse house, Channel channel, String household) {
    this.house = house;
    this.config = house.config();
    this.channel = channel;
    this.remote = ((InetSocketAddress) channel.remoteAddress()).getAddress().getHostAddress();
    this.handshake = new Handshake(house.random());
    this.reader = new ChunkReader(config.limits());
    this.dialogue = new PublishDialogue(config);
    this.airtime = new Airtime(house, household, this);
    this.patience = new Patience(config.timeouts(), house.nanoTime());
    this.received = new ReceivedBytes(config);
  }

  // ---- what the media side sees

  @Override
  public String remote() {
    return remote;
  }

  @Override
  public String encoder() {
    return encoder;
  }

  @Override
  public void close(CloseReason reason) {
    onLoop(() -> hangUp(reason.code(), reason));
  }

  /** Waits until the socket is closed, at most so long. */
  void awaitClosed(long nanos) {
    channel.closeFuture().awaitUninterruptibly(nanos, TimeUnit.NANOSECONDS);
  }

  // ---- bytes

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    lookAtClockIn(QUICK_CLOCK_MILLIS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    count(((ByteBuf) message).readableBytes());
    super.channelRead(ctx, message);
  }

  /** Not passed on to the superclass, which would go on reading while reading is stopped. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    discardSomeReadBytes();
    if (!closing && handshake.done() && received.acknowledgementDue()) {
      say(received.acknowledge());
    }
    channel.flush();
    bearOverload();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (!closing && !handshake.done()) {
      byte[] answer = handshake.receive(in);
      if (answer != null) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(answer));
      }
    }
    while (!closing && !airtime.deciding() && handshake.done()) {
      RawMessage raw = reader.next(in);
      if (raw == null) {
        return;
      }
      hear(MessageCodec.decode(raw, config.limits()));
    }
    if (closing) {
      in.skipBytes(in.readableBytes());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    Throwable cause =
        thrown instanceof DecoderException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    switch (cause) {
      case MalformedRtmpException malformed -> {
        hangUp(
            malformed.limit(), CloseReason.failed("Broken data: " + malformed.getMessage() + "."));
      }
      case SSLException notTls -> leave("tls", "Not TLS: " + notTls.getMessage());
      case IOException lost -> channel.close(); // the usual reset; channelInactive does the rest
      default -> {
        log.error("A publisher's connection from {} failed", remote, cause);
        hangUp("fault", CloseReason.failed("The server failed."));
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    closing = true;
    super.channelInactive(ctx);
    airtime.end("the connection was lost"); // or it has ended before, with another reason
    if (clock != null) {
      clock.cancel(false);
    }
  }

  // ---- messages

  private void hear(RtmpMessage message) {
    if (!(message instanceof RtmpMessage.Other other) || other.exists()) {
      strangeInARow = 0;
    }
    switch (message) {
      case RtmpMessage.Audio _, RtmpMessage.Video _ -> handOn(message);
      case RtmpMessage.Aggregate(List<RtmpMessage> parts) -> parts.forEach(this::hear);
      case RtmpMessage.Data data -> {
        Publication.metadataIn(data)
            .flatMap(table -> table.text("encoder"))
            .ifPresent(name -> encoder = name);
        handOn(data);
      }
      case RtmpMessage.Command command -> {
        dialogue.hear(command).forEach(this::take);
        if (!connected && dialogue.connected()) {
          connected = true;
          patience.expectMedia(house.nanoTime());
          encoder = dialogue.encoder();
        }
      }
      case RtmpMessage.WindowSize(long bytes) -> received.windowIs(bytes);
      case RtmpMessage.UserControl(int event, long value) -> {
        if (event == RtmpMessage.UserControl.PING) {
          say(new RtmpMessage.UserControl(RtmpMessage.UserControl.PONG, value));
        }
      }
      case RtmpMessage.Other other -> {
        if (!other.exists() && ++strangeInARow >= config.limits().strangeMessagesMax()) {
          throw new MalformedRtmpException("strangeMessagesMax", "message types that do not exist");
        }
      }
      case RtmpMessage.SetChunkSize _, RtmpMessage.Abort _ -> {} // the reader has obeyed
      case RtmpMessage.Acknowledgement _, RtmpMessage.PeerBandwidth _ -> {}
    }
  }

  private void handOn(RtmpMessage message) {
    if (airtime.hear(message)) {
      patience.media(house.nanoTime());
    }
  }

  private void take(PublishDialogue.Step step) {
    switch (step) {
      case PublishDialogue.Step.Say(RtmpMessage message) -> say(message);
      case PublishDialogue.Step.CheckKey(String key) -> {
        airtime.begin(key);
        steerReading();
      }
      case PublishDialogue.Step.EndPublish() -> {
        airtime.end("the publisher stopped");
        patience.expectMedia(house.nanoTime());
      }
      case PublishDialogue.Step.HangUp(String limit, String reason) -> leave(limit, reason);
    }
  }

  private void say(RtmpMessage message) {
    ByteBuf out = channel.alloc().buffer(256);
    writer.write(MessageCodec.encode(message), out);
    channel.write(out);
    if (!channel.isWritable()) {
      channel.flush();
    }
    if (!channel.isWritable()) {
      hangUp("replyBytesMax", CloseReason.failed("Answers are not read."));
    }
  }

  private void count(int bytes) {
    house.meters().received(bytes);
    received.count(bytes, closing || airtime.admitted());
    if (received.tooManyBeforePublish()) {
      hangUp(
          "bytesBeforePublishMax", CloseReason.failed("Too much data before the publish began."));
    }
  }

  // ---- what the way on air asks

  @Override
  public Executor loop() {
    return channel.eventLoop();
  }

  @Override
  public boolean leaving() {
    return closing;
  }

  @Override
  public void admitted(String words) {
    patience.expectMedia(house.nanoTime());
    dialogue.admit(words).forEach(this::take);
    channel.flush();
    steerReading();
    goOnReading();
  }

  /** What came behind the key waits here; an empty read would not get through TLS above. */
  private void goOnReading() {
    ChannelHandlerContext here = channel.pipeline().context(this);
    if (here == null) {
      return;
    }
    try {
      super.channelRead(here, Unpooled.EMPTY_BUFFER);
      channelReadComplete(here);
    } catch (Exception failed) {
      exceptionCaught(here, failed);
    }
  }

  // ---- pace and time

  private void steerReading() {
    channel.config().setAutoRead(!airtime.deciding() && !paused);
  }

  private void bearOverload() {
    boolean now = airtime.overloaded();
    if (now == paused || closing) {
      return;
    }
    paused = now;
    if (paused) {
      patience.weAreBusy(house.nanoTime());
      house.meters().paused();
    } else if (airtime.admitted()) {
      patience.media(house.nanoTime());
    }
    steerReading();
  }

  private void lookAtClockIn(long millis) {
    clock = channel.eventLoop().schedule(this::lookAtClock, millis, TimeUnit.MILLISECONDS);
  }

  private void lookAtClock() {
    if (closing) {
      return;
    }
    lookAtClockIn(paused || airtime.standsBy() ? QUICK_CLOCK_MILLIS : CLOCK_MILLIS);
    if (paused) {
      bearOverload();
    }
    airtime.look();
    patience
        .look(house.nanoTime())
        .ifPresent(lost -> hangUp(lost.limit(), CloseReason.failed(lost.words())));
  }

  // ---- the end

  @Override
  public void hangUp(String limit, CloseReason reason) {
    if (closing) {
      return;
    }
    dialogue.farewell(reason).forEach(this::sayLast);
    leave(limit, reason.description());
  }

  private void sayLast(PublishDialogue.Step step) {
    if (step instanceof PublishDialogue.Step.Say(RtmpMessage message) && channel.isWritable()) {
      say(message);
    }
  }

  private void leave(String limit, String reason) {
    if (closing) {
      return;
    }
    closing = true;
    house.meters().refused(limit);
    log.atLevel(connected ? Level.INFO : Level.DEBUG)
        .log("{} is sent away ({}): {}", remote, limit, reason);
    airtime.end(reason);
    LingeringClose.close(channel, config.timeouts().linger());
  }

  private void onLoop(Runnable task) {
    if (channel.eventLoop().inEventLoop()) {
      task.run();
    } else {
      channel.eventLoop().execute(task);
    }
  }
}
