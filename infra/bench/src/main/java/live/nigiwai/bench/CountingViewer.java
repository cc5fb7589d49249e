package live.nigiwai.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.http.WebSocket;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One of very many viewers: keeps a hash of each entry by offset, and nothing else, so that two
 * thousand of them fit beside the server they load.
 *
 * <p><b>Threading</b>: confined to its socket's loop while it listens; read by others once the run
 * is over.
 */
final class CountingViewer {
  private static final JsonFactory JSON = new JsonFactory();

  private final @Nullable LongConsumer latencyMillis;
  private long[] hashes = new long[512];
  private long first;
  private volatile long offset = -1;
  private volatile int closeCode;
  private volatile int holes;
  private int repeats;
  private volatile int acked;
  private volatile int refused;
  private @Nullable WebSocket socket;

  /**
   * @param latencyMillis told how long each comment was under way; null where nobody asks
   */
  CountingViewer(@Nullable LongConsumer latencyMillis) {
    this.latencyMillis = latencyMillis;
  }

  void connected(WebSocket opened) {
    socket = opened;
    opened.exceptionHandler(ignored -> {});
    opened.closeHandler(
        ignored -> {
          Short code = opened.closeStatusCode();
          closeCode = code == null ? 1006 : code;
        });
    opened.frameHandler(
        frame -> {
          if (frame.isText()) {
            received(frame.binaryData().getBytes());
          }
        });
    opened.writeTextMessage("{\"c\":\"join\",\"id\":1}");
  }

  void say(String key, String text) {
    if (socket != null) {
      socket.writeTextMessage(
          "{\"c\":\"say\",\"id\":2,\"k\":\"" + key + "\",\"x\":\"" + text + "\"}");
    }
  }

  void close() {
    if (socket != null) {
      socket.close();
    }
  }

  private void received(byte[] frame) {
    try (JsonParser in = JSON.createParser(frame)) {
      in.nextToken();
      String kind = "";
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "f" -> kind = in.getText();
          case "ev" -> entries(in, kind);
          case "off" -> welcomed(in.getLongValue());
          default -> in.skipChildren();
        }
      }
      small(kind);
    } catch (IOException malformed) {
      throw new IllegalStateException("the server sent no JSON", malformed);
    }
  }

  private void small(String kind) {
    switch (kind) {
      case "ping" -> {
        if (socket != null) {
          socket.writeTextMessage("{\"c\":\"pong\",\"off\":" + offset + "}");
        }
      }
      case "ack" -> acked++;
      case "err" -> refused++;
      default -> {}
    }
  }

  /** What stands in the welcome was there before the run. */
  private void welcomed(long off) {
    offset = off;
    first = off + 1;
  }

  private void entries(JsonParser in, String kind) throws IOException {
    while (in.nextToken() == JsonToken.START_OBJECT) {
      long o = 0;
      long hash = 17;
      String text = "";
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "o" -> o = in.getLongValue();
          case "eid" -> hash = hash * 31 + in.getText().hashCode();
          case "x" -> {
            text = in.getText();
            hash = hash * 31 + text.hashCode();
          }
          default -> in.skipChildren();
        }
      }
      if (kind.equals("b")) {
        keep(o, hash);
        late(text);
      }
    }
  }

  private void keep(long o, long hash) {
    if (o <= offset) {
      repeats++;
      return;
    }
    if (o != offset + 1) {
      holes++;
    }
    int index = (int) (o - first);
    if (index >= hashes.length) {
      hashes = Arrays.copyOf(hashes, Math.max(index + 1, hashes.length * 2));
    }
    hashes[index] = hash;
    offset = o;
  }

  /** A comment of the run carries the moment it was meant to be sent: {@code …@millis}. */
  private void late(String text) {
    int at = text.lastIndexOf('@');
    if (latencyMillis != null && at >= 0) {
      latencyMillis.accept(System.currentTimeMillis() - Long.parseLong(text.substring(at + 1)));
    }
  }

  long offset() {
    return offset;
  }

  long first() {
    return first;
  }

  boolean live() {
    return offset >= 0 && closeCode == 0;
  }

  int closeCode() {
    return closeCode;
  }

  int holes() {
    return holes;
  }

  int repeats() {
    return repeats;
  }

  int acked() {
    return acked;
  }

  int refused() {
    return refused;
  }

  /** The list from an offset to another, as one number. */
  long digest(long from, long to) {
    long digest = 1;
    for (long o = from; o <= to; o++) {
      digest = digest * 1_000_003 + hashes[(int) (o - first)];
    }
    return digest;
  }
}
