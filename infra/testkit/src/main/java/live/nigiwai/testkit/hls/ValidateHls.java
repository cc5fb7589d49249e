package live.nigiwai.testkit.hls;

import java.net.URI;
import java.time.Duration;

/**
 * {@code ValidateHls URL [--seconds N]}: follows a multivariant playlist and prints what is wrong
 * with it. Exit code 0 when nothing is, 1 when something is, 2 when it was called wrongly.
 */
public final class ValidateHls {
  private static final int DEFAULT_SECONDS = 60;

  private ValidateHls() {}

  public static void main(String[] args) {
    boolean withSeconds = args.length == 3 && args[1].equals("--seconds");
    if (args.length != 1 && !withSeconds || withSeconds && !args[2].matches("[1-9]\\d{0,5}")) {
      IO.println("usage: ValidateHls URL [--seconds N]");
      System.exit(2);
    }
    int seconds = withSeconds ? Integer.parseInt(args[2]) : DEFAULT_SECONDS;
    Report report = HlsValidator.follow(URI.create(args[0]), Duration.ofSeconds(seconds));
    IO.println(report);
    System.exit(report.conforms() ? 0 : 1);
  }
}
