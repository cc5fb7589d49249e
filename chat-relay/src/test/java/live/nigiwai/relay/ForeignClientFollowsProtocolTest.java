package live.nigiwai.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client in Python, written from PROTOCOL.md, needs nothing that is not written there. */
class ForeignClientFollowsProtocolTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private final RelayHouse house = new RelayHouse();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void joinsCommentsAndResumes() throws Exception {
    var neighbour = house.viewer();
    try (var client = new Foreign(house)) {
      assertThat(client.answer()).isEqualTo("joined False");

      assertThat(client.ask("say k1 こんにちは")).startsWith("acked c_");
      assertThat(client.ask("say k2  ")).isEqualTo("refused empty");
      neighbour.say("隣から");
      assertThat(client.ask("expect 2")).isEqualTo("seen こんにちは|隣から");

      for (int round = 0; round < 3; round++) {
        assertThat(client.ask("drop")).isEqualTo("resumed True");
      }
      neighbour.say("そのあと");
      assertThat(client.ask("expect 3")).isEqualTo("seen こんにちは|隣から|そのあと");
      Eventually.holds(
          () -> assertThat(neighbour.<Integer>look(view -> view.comments().size())).isEqualTo(3));
    }
  }

  /** The Python process, line by line. */
  private static final class Foreign implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final PrintWriter in;
    private final Path script;

    Foreign(RelayHouse house) throws IOException {
      script = Files.createTempFile("client", ".py");
      try (InputStream source = Foreign.class.getResourceAsStream("/python/client.py")) {
        Files.write(script, Objects.requireNonNull(source).readAllBytes());
      }
      var address = house.base.toString().replace("http", "ws");
      var python =
          new ProcessBuilder(PYTHON.toString(), script.toString(), address, "demo")
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      python.environment().put("PYTHONIOENCODING", "utf-8");
      process = python.start();
      out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    String ask(String command) {
      in.println(command);
      return answer();
    }

    String answer() {
      try {
        return String.valueOf(out.readLine());
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    @Override
    public void close() throws Exception {
      in.println("leave");
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(script);
    }
  }
}
