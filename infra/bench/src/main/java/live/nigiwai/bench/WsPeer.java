package live.nigiwai.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** The npm package {@code ws}: what most people would write. */
final class WsPeer implements Broadcaster {
  private static final String SCRIPT = "ws-peer.cjs";

  private final Process process;
  private final Path script;
  private final int port;

  WsPeer() throws IOException {
    Path modules = root().resolve("web/ui/node_modules");
    if (!Files.exists(modules.resolve("ws"))) {
      throw new IllegalStateException("this needs npm's ws: run npm ci in web/ui");
    }
    script = Files.createTempFile("nigiwai-", SCRIPT);
    try (InputStream in = WsPeer.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException(SCRIPT + " is not in this build");
      }
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    port = MeasuredServer.freePort();
    var starting =
        new ProcessBuilder("node", script.toString(), String.valueOf(port))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    starting.environment().put("NODE_PATH", modules.toString());
    process = starting.start();
    if (process.inputReader().readLine() == null) {
      throw new IllegalStateException("node did not start the ws server");
    }
  }

  /** Of the sources this was built from: {@code ROOT/infra/bench/target/classes}. */
  private static Path root() {
    var classes = WsPeer.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(classes.getPath()).resolve("../../../..").normalize();
  }

  @Override
  public String name() {
    return "npm ws";
  }

  @Override
  public Crowd.Door door() {
    return new Crowd.Door(port, "/", false);
  }

  @Override
  public long cpuMicros() {
    return ProcessCpu.micros(process.pid());
  }

  @Override
  public long databaseMicros() {
    return 0;
  }

  /** One of those who listen says what all get. */
  @Override
  public Speaker speaker(Crowd crowd) {
    return new Speaker() {
      @Override
      public void say(long number, String text) {
        crowd.sayPlain(text);
      }

      @Override
      public boolean allTaken(long said) {
        return true; // it answers nothing; what is missing is missing at the viewers
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(script);
  }
}
