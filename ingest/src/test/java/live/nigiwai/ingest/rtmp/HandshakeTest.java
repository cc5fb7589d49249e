package live.nigiwai.ingest.rtmp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakeTest {
  private static final byte[] PLAYER = "Genuine Adobe Flash Player 001".getBytes(US_ASCII);
  private static final byte[] SERVER = "Genuine Adobe Flash Media Server 001".getBytes(US_ASCII);

  private final Handshake handshake = new Handshake(new Random(7)::nextBytes);

  @Test
  void plainGreetingIsEchoedExactly() {
    byte[] first = greeting(1);

    byte[] answer = feed(first, first.length);

    assertThat(answer).hasSize(1 + 2 * Handshake.SIZE).startsWith(3, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(Arrays.copyOfRange(answer, 1 + Handshake.SIZE, answer.length))
        .isEqualTo(Arrays.copyOfRange(first, 1, first.length));
    assertThat(handshake.done()).isFalse();
  }

  @Test
  void anyFragmentationGivesTheSameAnswerAndLeavesTheChunksBehindIt() {
    byte[] all = Arrays.copyOf(greeting(2), 1 + 2 * Handshake.SIZE + 5);
    byte[] expected = new Handshake(new Random(7)::nextBytes).receive(Unpooled.copiedBuffer(all));
    for (int at = 1; at < all.length; at++) {
      Handshake fresh = new Handshake(new Random(7)::nextBytes);
      ByteBuf in = Unpooled.buffer();
      byte[] early = fresh.receive(in.writeBytes(all, 0, at));
      byte[] late = fresh.receive(in.writeBytes(all, at, all.length - at));
      assertThat(early != null ? early : late).as("cut at %d", at).isEqualTo(expected);
      assertThat(fresh.done()).isTrue();
      assertThat(in.readableBytes()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void digestGreetingIsAnsweredWithDigestsTheClientCanVerify(DigestHandshake.Scheme scheme) {
    byte[] first = greeting(3);
    int place = scheme.place(first, 1);
    byte[] digest = DigestHandshake.digestAround(PLAYER, first, 1, place);
    System.arraycopy(digest, 0, first, place, 32);

    byte[] answer = feed(first, 100);

    int theirs = scheme.place(answer, 1);
    assertThat(Arrays.copyOfRange(answer, theirs, theirs + 32))
        .isEqualTo(DigestHandshake.digestAround(SERVER, answer, 1, theirs));
    assertThat(Arrays.copyOfRange(answer, 5, 9)).isEqualTo(new byte[] {4, 5, 0, 1});
    assertThat(Arrays.copyOfRange(answer, 1 + Handshake.SIZE, answer.length))
        .isNotEqualTo(Arrays.copyOfRange(first, 1, first.length));
  }

  /** What ffmpeg 5.1 sent, and where its digest lies: found by looking, not by our code. */
  @Test
  void recognisesTheDigestOfRealFfmpeg() throws Exception {
    byte[] stream = Captured.bytes("ffmpeg-publish.bin");
    byte[] first = Arrays.copyOfRange(stream, 1, 1 + Handshake.SIZE);

    assertThat(HexFormat.of().formatHex(first, 0, 8)).isEqualTo("00000000" + "09007c02");
    assertThat(DigestHandshake.in(first)).isNotNull();
    first[1_500] ^= 1;
    assertThat(DigestHandshake.in(first)).isNull();
  }

  @Test
  void otherProtocolsAreRefusedAtTheFirstByte() {
    assertThatThrownBy(() -> feed("GET / HTTP/1.1".getBytes(US_ASCII), 1))
        .isInstanceOf(MalformedRtmpException.class);
    assertThatThrownBy(() -> new Handshake(b -> {}).receive(Unpooled.copiedBuffer(new byte[] {6})))
        .isInstanceOf(MalformedRtmpException.class); // RTMPE
  }

  private byte[] feed(byte[] bytes, int step) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuf in = Unpooled.buffer();
    for (int at = 0; at < bytes.length; at += step) {
      in.writeBytes(bytes, at, Math.min(step, bytes.length - at));
      byte[] part = handshake.receive(in);
      if (part != null) {
        answer.writeBytes(part);
      }
    }
    return answer.toByteArray();
  }

  private static byte[] greeting(long seed) {
    byte[] first = new byte[1 + Handshake.SIZE];
    new Random(seed).nextBytes(first);
    first[0] = 3;
    return first;
  }
}
