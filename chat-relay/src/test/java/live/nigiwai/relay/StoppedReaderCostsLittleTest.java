package live.nigiwai.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import live.nigiwai.relay.fanout.Crew;
import live.nigiwai.relay.fanout.Slow;
import live.nigiwai.relay.moderation.CommentRules;
import live.nigiwai.relay.moderation.Pace;
import live.nigiwai.relay.moderation.Repetition;
import live.nigiwai.relay.room.RoomLimits;
import live.nigiwai.relay.socket.VisitLimits;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.Words;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.Test;

/** A real socket whose reader has stopped, among others who read. */
class StoppedReaderCostsLittleTest {
  private static final int SEND_BUFFER_BYTES = 16 * 1024;
  private static final double BYTES_MAX = 1e6;
  private static final String LONG_TEXT = "言葉".repeat(160);

  private static RelayConfig impatient() {
    var room =
        new RoomLimits(
            2_000,
            50,
            300,
            0,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Crew.Limits.defaults(),
            new Slow(256 * 1024, Duration.ofMillis(500), 1 << 24, 100));
    return new RelayConfig(
        100,
        100,
        100,
        100,
        400,
        100,
        Set.of(),
        SEND_BUFFER_BYTES,
        Duration.ofMillis(50),
        Duration.ofSeconds(1),
        CommentRules.defaults(),
        Pace.Limits.defaults(),
        Repetition.defaults(),
        VisitLimits.defaults(),
        room);
  }

  @Test
  void isLetGoWhileTheOthersMissNothing() throws IOException {
    try (var house = new RelayHouse(impatient());
        var stopped = new Socket()) {
      var others = IntStream.range(0, 3).mapToObj(i -> house.viewer()).toList();
      stopped.setReceiveBufferSize(8 * 1024);
      stopped.connect(new InetSocketAddress("127.0.0.1", house.base.getPort()));
      join(stopped, house);
      Eventually.holds(() -> assertThat(house.relay.viewers(RelayHouse.DEMO)).isEqualTo(4));

      for (int round = 1; round <= 30; round++) {
        int said = 40 * round;
        IntStream.range(0, 40).forEach(i -> house.stage().append(comment()));
        for (var other : others) {
          assertThat(other.await(view -> view.offset() == said, RelayHouse.SOON)).isTrue();
        }
        assertThat(waiting(house)).isLessThan(BYTES_MAX);
      }
      Eventually.holds(() -> assertThat(house.relay.viewers(RelayHouse.DEMO)).isEqualTo(3));
      for (var other : others) {
        int wrong = other.look(view -> view.holes() + view.repeats());
        assertThat(wrong).isZero();
        assertThat(other.closeCodes()).isEmpty();
      }
      // It will never answer our close; the connection ends all the same.
      Eventually.holds(() -> assertThat(sockets(house)).isEqualTo(3));
      assertThat(waiting(house)).isZero();
    }
  }

  private static Draft comment() {
    return new Draft(
        null,
        Actor.viewer(new ViewerId("v_hana")),
        null,
        new CommentPosted("c_x", Badge.NONE, new Words("はな", LONG_TEXT)));
  }

  private static double waiting(RelayHouse house) {
    return house.meters.get("nigiwai.relay.outbound.waiting").gauge().value();
  }

  private static double sockets(RelayHouse house) {
    return house.meters.get("nigiwai.relay.sockets").gauge().value();
  }

  private static void join(Socket socket, RelayHouse house) throws IOException {
    String head =
        "GET /api/shows/demo/live HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: nigiwai.v1\r\n\r\n"
            .formatted(house.base.getPort());
    var out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    assertThat(socket.getInputStream().readNBytes(12)).asString().endsWith("101");
    byte[] join = "{\"c\":\"join\",\"id\":1}".getBytes(StandardCharsets.US_ASCII);
    out.write(new byte[] {(byte) 0x81, (byte) (0x80 | join.length), 0, 0, 0, 0});
    out.write(join);
  }
}
