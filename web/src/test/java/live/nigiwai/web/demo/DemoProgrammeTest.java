package live.nigiwai.web.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class DemoProgrammeTest {
  @Test
  void comesBackWhenTheServerHangsUp() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        DemoProgramme programme = start(server)) {
      for (int connection = 0; connection < 3; connection++) {
        server.accept().close();
      }
      assertThat(programme.isOnAir()).isFalse();
    }
  }

  @Test
  void closesWithinASecondWhileTheServerSaysNothing() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        DemoProgramme programme = start(server);
        Socket silent = server.accept()) {
      assertThat(silent.getInputStream().read()).isEqualTo(3);
      long began = System.nanoTime();
      programme.close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1_200));
    }
  }

  @Test
  void neverSaysTheStreamKey() {
    assertThat(DemoProgramme.withoutKey("rtmp://127.0.0.1:1935/live/secret?x=secret"))
        .isEqualTo("rtmp://127.0.0.1:1935/live");
    assertThat(DemoProgramme.withoutKey("rtmp:// secret")).doesNotContain("secret");
  }

  private static DemoProgramme start(ServerSocket server) {
    String url = "rtmp://127.0.0.1:" + server.getLocalPort() + "/live/key";
    return DemoProgramme.start(() -> url, InstantSource.system());
  }
}
