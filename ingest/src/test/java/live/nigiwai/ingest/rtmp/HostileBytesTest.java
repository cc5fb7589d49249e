package live.nigiwai.ingest.rtmp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.internal.PlatformDependent;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import live.nigiwai.ingest.media.Publish;
import live.nigiwai.ingest.media.PublishDoor;
import live.nigiwai.ingest.media.PublishSink;
import live.nigiwai.ingest.media.Publisher;
import live.nigiwai.show.ShowId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Random and crafted bytes are refused cleanly, and a neighbour's publish never notices. */
class HostileBytesTest {
  private static final int STREAMS = 200;
  private static final byte[] CAPTURED = Captured.bytes("ffmpeg-publish.bin");
  private static final int GREETING = 1 + 2 * Handshake.SIZE;
  private static final Duration BRIEF = Duration.ofMillis(300);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final long POOL_CHUNK = 1 << 20;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final NumberingDoor door = new NumberingDoor();
  private final RtmpServer server =
      RtmpServer.open(
          RtmpConfig.defaults()
              .withAddress("127.0.0.1", 0)
              .withTimeouts(
                  RtmpTimeouts.defaults()
                      .withPatience(CONNECT, LONG, LONG)
                      .withKeyCheck(LONG, LONG)
                      .withClosing(BRIEF, BRIEF)),
          key ->
              switch (key) {
                case "neighbour" -> Optional.of(StreamGrant.main(new ShowId("neighbour")));
                case "good" -> Optional.of(StreamGrant.main(new ShowId("mutated")));
                default -> Optional.empty();
              },
          door,
          meters);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void neighbourIsUnaffectedAndNothingIsLeftBehind() throws Exception {
    try (RtmpClient neighbour = RtmpClient.publishing(server.port(), "neighbour")) {
      AtomicBoolean enough = new AtomicBoolean();
      Thread sender = Thread.ofVirtual().start(() -> sendUntil(neighbour, enough));

      attack(0, STREAMS); // fills pools and loads classes
      Footprint before = footprint();
      attack(STREAMS, 2 * STREAMS);
      Footprint after = footprint();
      LoggerFactory.getLogger(HostileBytesTest.class).info("before {}, after {}", before, after);

      enough.set(true);
      sender.join();
      assertThat(neighbour.read()).isPresent(); // an acknowledgement or more: still served
      neighbour.send(new RtmpMessage.Command(0, "deleteStream", 0, List.of()));
      Await.until("the farewell", () -> door.farewell.equals("the publisher stopped"));
      assertThat(door.pictures.get()).isGreaterThan(100);
      assertThat(door.wrong).isEmpty();
      assertWithinATenth(before.fileDescriptors + 1, after.fileDescriptors);
      // The pool may take one more chunk for a moment of more attackers at once.
      assertWithinATenth(before.directBytes + POOL_CHUNK, after.directBytes);
      assertWithinATenth(before.heapBytes, after.heapBytes);
    }
    Await.until("nobody on air", () -> gauge("onair") == 0 && gauge("connections") == 0);
    assertThat(door.open.get()).isZero();
  }

  private static void assertWithinATenth(long before, long after) {
    assertThat(before).isPositive();
    assertThat(after).isLessThanOrEqualTo(before * 11 / 10);
  }

  private record Footprint(long fileDescriptors, long directBytes, long heapBytes) {}

  /** Once only the neighbour is connected. */
  private Footprint footprint() {
    Await.until("the attackers are gone", () -> gauge("connections") == 1);
    String[] descriptors = new File("/proc/self/fd").list();
    long fileDescriptors = descriptors == null ? 0 : descriptors.length;
    return new Footprint(fileDescriptors, PlatformDependent.usedDirectMemory(), heapAfterGc());
  }

  /** The least of a few, since the neighbour goes on sending. */
  private static long heapAfterGc() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      memory.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  private double gauge(String name) {
    return meters.get("nigiwai.ingest.rtmp." + name).gauge().value();
  }

  private static void sendUntil(RtmpClient neighbour, AtomicBoolean enough) {
    for (int time = 0; !enough.get(); time++) {
      neighbour.send(new RtmpMessage.Video(time, new byte[3_000]));
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }

  private void attack(int from, int to) {
    IntStream.range(from, to)
        .mapToObj(seed -> Thread.ofVirtual().start(() -> send(stream(seed), seed)))
        .gather(java.util.stream.Gatherers.windowFixed(8))
        .forEach(
            threads -> {
              for (Thread thread : threads) {
                try {
                  thread.join();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              }
            });
  }

  /**
   * Sends, in pieces, until all is sent or the server hangs up, and leaves in one of three ways.
   */
  private void send(byte[] bytes, int seed) {
    Random random = new Random(seed);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(300);
      OutputStream out = socket.getOutputStream();
      for (int at = 0; at < bytes.length; ) {
        int count = Math.min(bytes.length - at, 1 + random.nextInt(40_000));
        out.write(bytes, at, count);
        at += count;
      }
      if (seed % 3 == 1) {
        socket.shutdownOutput();
      }
      if (seed % 3 != 2) {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException refused) {
      // a reset is a clean refusal too
    }
  }

  private static byte[] stream(int seed) {
    Random random = new Random(seed);
    return switch (seed % 12) {
      case 0 -> random(random, 1 + random.nextInt(20_000));
      case 1 -> join(new byte[] {3}, random(random, 3_072 + random.nextInt(20_000)));
      case 2 -> mutated(random, GREETING);
      case 3 -> mutated(random, 0);
      case 4 -> Arrays.copyOf(CAPTURED, random.nextInt(CAPTURED.length));
      case 5 -> join(greeting(), unfinishedMessages());
      case 6 -> join(greeting(), chunk(20, "02000763" + "6f6e6e656374" + "0a00000001".repeat(900)));
      case 7 -> join(greeting(), chunk(1, "00000000"), random(random, 500));
      case 8 -> "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII);
      case 9 -> join(HexFormat.of().parseHex("16030102000100"), random(random, 600)); // TLS
      case 10 -> join(connected(), random(random, 400_000));
      default -> join(connected(), chunk(20, "0200077075626c697368"), pings());
    };
  }

  private static byte[] random(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] mutated(Random random, int from) {
    byte[] bytes = CAPTURED.clone();
    for (int i = 0; i < 12; i++) {
      bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static byte[] greeting() {
    return Arrays.copyOf(CAPTURED, GREETING);
  }

  /** The capture up to and with its connect command. */
  private static byte[] connected() {
    return Arrays.copyOf(CAPTURED, GREETING + 12 + 140 + 1);
  }

  /** Ten megabytes announced on each of a hundred chunk streams, a little of each sent. */
  private static byte[] unfinishedMessages() {
    ByteBuf out = Unpooled.buffer();
    for (int id = 0; id < 100; id++) {
      ChunkWriter.basicHeader(0, 64 + id, out);
      out.writeMedium(0).writeMedium(10 << 20).writeByte(9).writeIntLE(1).writeZero(128);
    }
    return taken(out);
  }

  private static byte[] pings() {
    ByteBuf out = Unpooled.buffer();
    ChunkWriter writer = new ChunkWriter();
    for (int i = 0; i < 20_000; i++) {
      writer.write(MessageCodec.encode(new RtmpMessage.UserControl(6, i)), out);
    }
    return taken(out);
  }

  private static byte[] chunk(int type, String hex) {
    ByteBuf out = Unpooled.buffer();
    byte[] payload = HexFormat.of().parseHex(hex);
    new ChunkWriter().write(new RawMessage(3, type == 1 ? 2 : type, 0, 0, payload), out);
    byte[] bytes = taken(out);
    bytes[7] = (byte) type;
    return bytes;
  }

  private static byte[] taken(ByteBuf out) {
    return Arrays.copyOf(out.array(), out.readableBytes());
  }

  private static byte[] join(byte[]... parts) {
    ByteBuf all = Unpooled.buffer();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return taken(all);
  }

  /** Keeps nothing but counts, so that what the heap gains is the server's. */
  private static final class NumberingDoor implements PublishDoor {
    final AtomicInteger open = new AtomicInteger();
    final AtomicLong pictures = new AtomicLong();
    final List<String> wrong = new CopyOnWriteArrayList<>();
    volatile String farewell = "";

    @Override
    public PublishSink open(Publish publish, Publisher publisher) {
      open.incrementAndGet();
      return new Numbered(publish.show().value().equals("neighbour"));
    }

    private final class Numbered implements PublishSink {
      private final boolean neighbour;

      Numbered(boolean neighbour) {
        this.neighbour = neighbour;
      }

      @Override
      public void video(long timestampMillis, byte[] flvPayload) {
        if (neighbour && timestampMillis != pictures.getAndIncrement()) {
          wrong.add("picture " + timestampMillis);
        }
      }

      @Override
      public void audio(long timestampMillis, byte[] flvPayload) {
        strange("sound");
      }

      @Override
      public void metadata(Map<String, Object> metadata) {
        strange("metadata");
      }

      private void strange(String what) {
        if (neighbour) {
          wrong.add(what);
        }
      }

      @Override
      public void ended(String reason) {
        open.decrementAndGet();
        if (neighbour) {
          farewell = reason;
        }
      }

      @Override
      public boolean overloaded() {
        return false;
      }
    }
  }
}
