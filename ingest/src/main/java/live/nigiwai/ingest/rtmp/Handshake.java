package live.nigiwai.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the greeting: C0 C1 in, S0 S1 S2 out, C2 in (RTMP 1.0 §5.2).
 *
 * <p>Some hardware and older players greet with HMAC digests inside C1 and hang up on a server that
 * does not answer in kind; others send plain random bytes and want them echoed exactly. Each
 * connection is answered in the form it used.
 */
final class Handshake {
  static final int SIZE = 1536;
  private static final int VERSION = 3;

  private enum Stage {
    VERSION,
    FIRST,
    SECOND,
    DONE
  }

  private final Consumer<byte[]> random;
  private Stage stage = Stage.VERSION;

  /**
   * @param random fills an array with random bytes
   */
  Handshake(Consumer<byte[]> random) {
    this.random = random;
  }

  boolean done() {
    return stage == Stage.DONE;
  }

  /**
   * Takes what it can use and leaves the rest, which already is chunks.
   *
   * @return S0 S1 S2 when they are due, otherwise null
   */
  byte @Nullable [] receive(ByteBuf in) {
    byte[] answer = null;
    if (stage == Stage.VERSION && in.isReadable()) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new MalformedRtmpException("this port speaks plain RTMP only");
      }
      stage = Stage.FIRST;
    }
    if (stage == Stage.FIRST && in.readableBytes() >= SIZE) {
      byte[] first = new byte[SIZE];
      in.readBytes(first);
      answer = answer(first);
      stage = Stage.SECOND;
    }
    if (stage == Stage.SECOND && in.readableBytes() >= SIZE) {
      in.skipBytes(SIZE); // C2 repeats S1, but not every encoder repeats it rightly
      stage = Stage.DONE;
    }
    return answer;
  }

  private byte[] answer(byte[] first) {
    byte[] answer = new byte[1 + 2 * SIZE];
    byte[] noise = new byte[2 * SIZE];
    random.accept(noise);
    System.arraycopy(noise, 0, answer, 1, 2 * SIZE);
    answer[0] = VERSION;
    Arrays.fill(answer, 1, 9, (byte) 0); // time 0, then the server's version, 0 in the plain form
    @Nullable DigestHandshake digest = DigestHandshake.in(first);
    if (digest == null) {
      System.arraycopy(first, 0, answer, 1 + SIZE, SIZE);
    } else {
      digest.sign(answer);
    }
    return answer;
  }
}
