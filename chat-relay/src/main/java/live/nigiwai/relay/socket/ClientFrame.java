package live.nigiwai.relay.socket;

import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.Position;
import org.jspecify.annotations.Nullable;

/** What a client may say (PROTOCOL.md section 2). */
sealed interface ClientFrame {
  /** Whether it gets an answer of its own. */
  default boolean answered() {
    return true;
  }

  record Join(int id, Log log, @Nullable Position from) implements ClientFrame {}

  record Say(int id, String key, String text, @Nullable ShowTime mediaAt) implements ClientFrame {}

  record Rename(int id, String name) implements ClientFrame {}

  record Hearts(int count) implements ClientFrame {
    @Override
    public boolean answered() {
      return false;
    }
  }

  record Pong() implements ClientFrame {
    @Override
    public boolean answered() {
      return false;
    }
  }

  /** Of a later version, without an id: nobody waits for an answer. */
  record Ignored() implements ClientFrame {
    @Override
    public boolean answered() {
      return false;
    }
  }

  /** A request that misses a field or has a wrong one; the socket stays. */
  record Wrong(int id) implements ClientFrame {}

  /** Not a frame of this protocol at all; the socket is closed. */
  record Malformed(String why) implements ClientFrame {}
}
