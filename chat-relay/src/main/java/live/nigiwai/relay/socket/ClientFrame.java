package live.nigiwai.relay.socket;

import live.nigiwai.relay.room.Reaction;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.Position;
import org.jspecify.annotations.Nullable;

/** What a client may say (PROTOCOL.md section 2). */
sealed interface ClientFrame {
  /** Whether it gets an answer of its own. */
  default boolean answered() {
    return true;
  }

  /**
   * @param token a join token; null where the cookie says who joins
   */
  record Join(int id, Log log, @Nullable Position from, @Nullable String token)
      implements ClientFrame {}

  record Say(int id, Conversation.Remark remark) implements ClientFrame {}

  /** About a comment that was said. */
  record About(int id, Conversation.Request request) implements ClientFrame {}

  record Rename(int id, String name) implements ClientFrame {}

  record React(Reaction reaction, int count) implements ClientFrame {
    @Override
    public boolean answered() {
      return false;
    }
  }

  /** A fresh join token before the old one ends. */
  record Token(int id, String token) implements ClientFrame {}

  /**
   * @param delayMillis how far behind the show the picture is; null where the client does not say
   */
  record Pong(@Nullable Long delayMillis) implements ClientFrame {
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
