package live.nigiwai.relay;

import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import live.nigiwai.relay.moderation.CommentRules;
import live.nigiwai.relay.moderation.Pace;
import live.nigiwai.relay.moderation.Repetition;
import live.nigiwai.relay.room.RoomLimits;
import live.nigiwai.relay.socket.VisitLimits;

/**
 * Limits of the relay.
 *
 * @param socketsMax on this node; keep it below the process's limit of open files
 * @param joinBurst upgrades at once, then {@code joinsPerSecond}
 * @param origins pages on other hosts that may open a socket, such as {@code https://shop.example}
 * @param sendBufferBytes of each socket in the kernel
 * @param commandBurst requests of {@code POST /events} from one address at once, then {@code
 *     commandsPerSecond}; many viewers may share one address
 * @param tick how often hearts, viewer counts, slow viewers and deadlines are looked at
 * @param drainMax how long clients have to leave when the node stops
 */
public record RelayConfig(
    int socketsMax,
    int socketsPerAddressMax,
    int joinBurst,
    int joinsPerSecond,
    int commandBurst,
    int commandsPerSecond,
    Set<String> origins,
    int sendBufferBytes,
    Duration tick,
    Duration drainMax,
    CommentRules rules,
    Pace.Limits pace,
    Repetition repetition,
    VisitLimits visit,
    RoomLimits room) {

  /** The WebSocket subprotocol and its version. */
  public static final String PROTOCOL = "nigiwai.v1";

  /** Unanswered bytes older than this end a connection. */
  private static final int PEER_SILENT_MILLIS_MAX = 25_000;

  /** Connections the kernel holds ready while everyone comes back at once. */
  private static final int ACCEPT_BACKLOG = 4_096;

  public RelayConfig {
    origins = Set.copyOf(origins);
    if (socketsMax < 1 || socketsPerAddressMax < 1 || joinBurst < 1 || joinsPerSecond < 1) {
      throw new IllegalArgumentException("limits of sockets and joins must be positive");
    }
    if (sendBufferBytes < 16 * 1024) {
      throw new IllegalArgumentException("sendBufferBytes must be at least 16384");
    }
    if (tick.toMillis() < 10 || tick.toMillis() > 1_000) {
      throw new IllegalArgumentException("tick must be 10-1000 ms");
    }
  }

  public static RelayConfig defaults() {
    return new RelayConfig(
        18_000,
        4_000,
        4_000,
        1_000,
        400,
        100,
        Set.of(),
        64 * 1024,
        Duration.ofMillis(250),
        Duration.ofSeconds(2),
        CommentRules.defaults(),
        Pace.Limits.defaults(),
        Repetition.defaults(),
        VisitLimits.defaults(),
        RoomLimits.defaults());
  }

  /**
   * What the relay needs of the HTTP server it is mounted on.
   *
   * <p>Strict threads: everything about a connection happens on its loop, which saves two queues
   * per connection, 5 KB. A peer that has stopped answering TCP altogether is given up by the
   * kernel, where it can (native epoll).
   *
   * <p>No compression: per connection it costs 100 KB and three times the CPU per frame. The
   * server's frame limit is twice ours, so that a frame that is only a little too large is answered
   * with a close code that says so.
   */
  public HttpServerOptions httpOptions(HttpServerOptions options) {
    return options
        .setWebSocketSubProtocols(List.of(PROTOCOL))
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setMaxWebSocketFrameSize(2 * visit.frameBytesMax())
        .setMaxWebSocketMessageSize(2 * visit.frameBytesMax())
        .setRegisterWebSocketWriteHandlers(false)
        .setWebSocketClosingTimeout(5)
        .setStrictThreadMode(true)
        .setTcpUserTimeout(PEER_SILENT_MILLIS_MAX)
        .setAcceptBacklog(ACCEPT_BACKLOG)
        .setTcpNoDelay(true);
  }

  /** What every welcome ends with. */
  String terms() {
    return ",\"ping\":%d,\"wait\":%d,\"rc\":{\"base\":500,\"cap\":20000},\"lim\":{\"len\":%d,\"frame\":%d,\"rate\":%d}"
        .formatted(
            visit.pingEvery().toMillis(),
            visit.pongMax().toMillis(),
            rules.graphemesMax(),
            visit.frameBytesMax(),
            visit.framesPerSecond());
  }
}
