package live.nigiwai.relay.fanout;

import java.time.Duration;

/**
 * When a slow viewer is cut instead of waited for.
 *
 * @param waitingBytesMax of one viewer
 * @param fullMax how long its queue may stay full
 * @param outboundBytesMax of all viewers of this node; beyond it the two above shrink
 * @param cutsPerSecond on this node, so that a stall of the network is no storm of reconnects
 */
public record Slow(
    long waitingBytesMax, Duration fullMax, long outboundBytesMax, int cutsPerSecond) {
  public Slow {
    if (waitingBytesMax < 1 || outboundBytesMax < waitingBytesMax || cutsPerSecond < 1) {
      throw new IllegalArgumentException(
          "waitingBytesMax and cutsPerSecond must be positive, outboundBytesMax the greatest");
    }
  }

  public static Slow defaults() {
    return new Slow(256 * 1024, Duration.ofSeconds(10), 128L * 1024 * 1024, 200);
  }
}
