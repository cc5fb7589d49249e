package live.nigiwai.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import live.nigiwai.ingest.media.FlvAudio;
import live.nigiwai.ingest.media.FlvVideo;
import live.nigiwai.ingest.media.MalformedMediaException;
import live.nigiwai.ingest.media.NalUnits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Broken bytes at every parser between the socket and the pictures: each is read or refused in the
 * parser's own words, and none makes it hold much more than it was given.
 *
 * <p>A few seconds in the build; {@code -Dnigiwai.fuzz.minutes=30} goes on for longer, with another
 * seed each time.
 */
class FuzzTest {
  private static final int ROUNDS = 30_000;
  private static final long ALLOCATED_MAX = 48L << 20;
  private static final long MINUTES = Long.getLong("nigiwai.fuzz.minutes", 0);
  private static final RtmpLimits LIMITS = RtmpLimits.defaults();
  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What is fed. Each returns in short what it made of the bytes. */
  enum Target {
    AMF0 {
      @Override
      String eat(byte[] bytes) {
        return Amf0.decode(bytes, 0, LIMITS).stream()
            .map(value -> value.getClass().getSimpleName())
            .limit(8)
            .toList()
            .toString();
      }

      @Override
      List<byte[]> seeds() {
        AmfValue inner = AmfValue.table("a", 1, "b", "text", "c", true, "d", AmfValue.NOTHING);
        byte[] all =
            Amf0.encode(List.of(new AmfValue.Text("connect"), inner, AmfValue.table("e", inner)));
        return List.of(
            all, hex("110a1b0358076170700609" + "6c697665" + "01"), hex("11090501" + "0302"));
      }
    },
    CHUNKS {
      @Override
      String eat(byte[] bytes) {
        ChunkReader reader = new ChunkReader(LIMITS);
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        StringBuilder read = new StringBuilder();
        for (RawMessage raw = reader.next(in); raw != null; raw = reader.next(in)) {
          RtmpMessage message = MessageCodec.decode(raw, LIMITS);
          if (read.length() < 60) {
            read.append(message.getClass().getSimpleName()).append(' ');
          }
        }
        assertThat(reader.heldBytes()).isLessThanOrEqualTo(LIMITS.partialBytesMax());
        return read.toString();
      }

      @Override
      List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (String name : List.of("ffmpeg-publish.bin", "gstreamer-publish.bin")) {
          byte[] all = Captured.bytes(name);
          int from = 1 + 2 * Handshake.SIZE;
          seeds.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + 12_000)));
        }
        return seeds;
      }
    },
    HANDSHAKE {
      @Override
      String eat(byte[] bytes) {
        Handshake handshake = new Handshake(new Random(1)::nextBytes);
        byte[] answer = handshake.receive(Unpooled.wrappedBuffer(bytes));
        return handshake.done() + " " + (answer == null ? 0 : answer[5]);
      }

      @Override
      List<byte[]> seeds() {
        return List.of(Arrays.copyOf(Captured.bytes("ffmpeg-publish.bin"), 1 + 2 * Handshake.SIZE));
      }
    },
    VIDEO {
      @Override
      String eat(byte[] bytes) {
        FlvVideo video = FlvVideo.parse(bytes);
        if (video instanceof FlvVideo.Picture(byte[] payload, int offset, int _)) {
          return "picture " + (NalUnits.picture(payload, offset, 4).data().length > 0);
        }
        return video instanceof FlvVideo.Config(var config)
            ? "config " + config.format()
            : video.getClass().getSimpleName();
      }

      @Override
      List<byte[]> seeds() {
        return payloads(true);
      }
    },
    AUDIO {
      @Override
      String eat(byte[] bytes) {
        FlvAudio audio = FlvAudio.parse(bytes);
        return audio instanceof FlvAudio.Config config
            ? config.toString()
            : audio.getClass().getSimpleName();
      }

      @Override
      List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(payloads(false));
        seeds.add(hex("af00131056e5a54880")); // HE-AAC, explicitly signalled
        seeds.add(hex("906d7034611190"));
        return seeds;
      }
    };

    abstract String eat(byte[] bytes);

    abstract List<byte[]> seeds();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** The first pictures or sounds that real encoders sent. */
  private static List<byte[]> payloads(boolean video) {
    List<byte[]> found = new ArrayList<>();
    for (String name : List.of("ffmpeg-publish.bin", "gstreamer-publish.bin")) {
      ByteBuf in = Unpooled.wrappedBuffer(Captured.bytes(name));
      in.skipBytes(1 + 2 * Handshake.SIZE);
      ChunkReader reader = new ChunkReader(LIMITS);
      int here = 0;
      for (RawMessage raw = reader.next(in); raw != null && here < 4; raw = reader.next(in)) {
        if (raw.type() == (video ? 9 : 8)) {
          found.add(raw.payload());
          here++;
        }
      }
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void brokenBytesAreReadOrRefused(Target target) {
    long seed = MINUTES == 0 ? 7 : System.nanoTime();
    Mutator mutator = new Mutator(seed, target.seeds());
    long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos() / Target.values().length;
    long rounds = 0;
    for (; rounds < ROUNDS || System.nanoTime() < end && MINUTES > 0; rounds++) {
      byte[] input = mutator.next();
      long before = MEMORY.getCurrentThreadAllocatedBytes();
      String outcome;
      try {
        outcome = target.eat(input);
      } catch (MalformedRtmpException | MalformedMediaException refused) {
        outcome = String.valueOf(refused.getMessage()).replaceAll("\\d+", "N");
      } catch (RuntimeException | Error fault) {
        throw new AssertionError(
            "seed %d, input %s".formatted(seed, HexFormat.of().formatHex(input)), fault);
      }
      long allocated = MEMORY.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated)
          .withFailMessage(() -> allocated + " bytes for " + HexFormat.of().formatHex(input))
          .isLessThan(ALLOCATED_MAX);
      mutator.learn(input, outcome);
    }
    LoggerFactory.getLogger(FuzzTest.class)
        .info("{}: {} inputs, {} outcomes", target, rounds, mutator.outcomes());
    assertThat(mutator.outcomes()).isGreaterThan(1);
  }
}
