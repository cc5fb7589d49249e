package live.nigiwai.ingest.rtmp;

/**
 * Where the RTMP server listens and what it bears.
 *
 * @param bindAddress the local address; loopback unless the operator opens it
 * @param port 1935 by custom; 0 lets the system choose
 * @param tlsPort the same over TLS, where there is a certificate; 1936 by custom
 * @param eventLoops threads that serve the connections
 * @param chunkBytesOut size of the chunks we send
 * @param windowBytes after how many bytes the peer is to acknowledge, and we in turn acknowledge if
 *     it does not say otherwise
 */
public record RtmpConfig(
    String bindAddress,
    int port,
    int tlsPort,
    int eventLoops,
    int chunkBytesOut,
    int windowBytes,
    RtmpLimits limits,
    RtmpTimeouts timeouts) {

  public RtmpConfig {
    if (bindAddress.isBlank()) {
      throw new IllegalArgumentException("bindAddress must not be blank; 0.0.0.0 means all");
    }
    RtmpLimits.within("port", port, 0, 65_535);
    RtmpLimits.within("tlsPort", tlsPort, 0, 65_535);
    RtmpLimits.within("eventLoops", eventLoops, 1, 64);
    RtmpLimits.within("chunkBytesOut", chunkBytesOut, 128, 1 << 20);
    RtmpLimits.within("windowBytes", windowBytes, 64 << 10, 1 << 30);
  }

  public static RtmpConfig defaults() {
    return new RtmpConfig(
        "127.0.0.1",
        1935,
        1936,
        2,
        4_096,
        2_500_000,
        RtmpLimits.defaults(),
        RtmpTimeouts.defaults());
  }

  public RtmpConfig withAddress(String address, int chosenPort) {
    return new RtmpConfig(
        address, chosenPort, tlsPort, eventLoops, chunkBytesOut, windowBytes, limits, timeouts);
  }

  public RtmpConfig withTlsPort(int chosenPort) {
    return new RtmpConfig(
        bindAddress, port, chosenPort, eventLoops, chunkBytesOut, windowBytes, limits, timeouts);
  }

  public RtmpConfig withLimits(RtmpLimits others) {
    return new RtmpConfig(
        bindAddress, port, tlsPort, eventLoops, chunkBytesOut, windowBytes, others, timeouts);
  }

  public RtmpConfig withTimeouts(RtmpTimeouts others) {
    return new RtmpConfig(
        bindAddress, port, tlsPort, eventLoops, chunkBytesOut, windowBytes, limits, others);
  }
}
