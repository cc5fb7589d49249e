package live.nigiwai.web.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import live.nigiwai.ingest.IngestConfig;
import live.nigiwai.relay.RelayConfig;
import live.nigiwai.runtime.config.Secret;
import live.nigiwai.runtime.timeline.TimelineConfig;
import live.nigiwai.runtime.tls.TlsConfig;
import live.nigiwai.shop.ShopConfig;
import live.nigiwai.web.session.JoinTokenConfig;

/**
 * Every setting of the program.
 *
 * @param data the folder for everything that must survive the process
 * @param bind the address the public HTTP and RTMP ports listen on; operations stay on loopback
 * @param port public HTTP; 0 takes any free one
 * @param httpsPort the same over TLS, where there is a key pair; 0 takes any free one
 * @param trustedProxies addresses or ranges ({@code 10.0.0.0/8}) of the proxies in front of us,
 *     whose {@code X-Forwarded-For} is believed
 * @param databaseUrl {@code postgres://user:password@host:port/database}; unset runs an embedded
 *     PostgreSQL under {@code data}
 * @param redisUrl {@code redis://:password@host:port}: how nodes that share a database hear of each
 *     other at once; unset, they ask the database each tick
 * @param drain how long viewers have to move to other nodes when this one is stopped and there are
 *     others
 */
public record NigiwaiConfig(
    Path data,
    String bind,
    int port,
    int httpsPort,
    int opsPort,
    Set<String> trustedProxies,
    TlsConfig tls,
    Secret databaseUrl,
    Secret redisUrl,
    Duration drain,
    JoinTokenConfig joinTokens,
    TimelineConfig timeline,
    IngestConfig ingest,
    RelayConfig relay,
    ShopConfig shop) {
  private static final Duration DRAIN_MAX = Duration.ofMinutes(10);

  public NigiwaiConfig {
    if (bind.isBlank()) {
      throw new IllegalArgumentException("bind must not be blank; 0.0.0.0 means all addresses");
    }
    if (drain.isNegative() || drain.compareTo(DRAIN_MAX) > 0) {
      throw new IllegalArgumentException("drain must be 0 s to 10 min");
    }
    for (int each : new int[] {port, httpsPort, opsPort}) {
      if (each < 0 || each > 65_535) {
        throw new IllegalArgumentException("a port is a number of 0-65535");
      }
    }
  }

  public static NigiwaiConfig defaults() {
    return new NigiwaiConfig(
        Path.of(".nigiwai"),
        "127.0.0.1",
        8080,
        8443,
        9090,
        Set.of(),
        TlsConfig.defaults(),
        Secret.NONE,
        Secret.NONE,
        Duration.ofSeconds(30),
        JoinTokenConfig.defaults(),
        TimelineConfig.defaults(),
        IngestConfig.defaults(),
        RelayConfig.defaults(),
        ShopConfig.defaults());
  }
}
