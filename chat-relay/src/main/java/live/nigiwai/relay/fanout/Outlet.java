package live.nigiwai.relay.fanout;

/** One connection, as those who write to it see it. Called on its own loop only. */
public interface Outlet {
  /** Whether its queue has room; false means its reader is slower than we write. */
  boolean writable();

  /** Bytes that wait for the reader. */
  long waitingBytes();

  /** Writes whatever the queue; does nothing once closed. */
  void write(Frame frame);

  /** Closes with a code of PROTOCOL.md section 6; only the first call counts. */
  void close(int code, String reason);

  boolean closed();

  /** Whether the other side can answer what is written to it; if not, a ping only keeps it open. */
  default boolean answers() {
    return true;
  }
}
