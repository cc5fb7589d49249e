package live.nigiwai.runtime.cluster;

import java.util.function.Supplier;

/** A bell that is not connected to anything. */
record UnconnectedBell(Reach reach, String node) implements Bell {
  UnconnectedBell(Reach reach) {
    this(reach, NodeName.ofThisProcess());
  }

  @Override
  public void ring(String channel, Supplier<byte[]> message) {}

  @Override
  public Hearing hear(String channel, Ear ear) {
    return () -> {};
  }

  @Override
  public void close() {}
}
