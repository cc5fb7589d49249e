package live.nigiwai.web.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Locale;
import live.nigiwai.runtime.json.Json;

/** A connection that sends whatever bytes it is given and reads just enough of the answer. */
final class RawHttp implements AutoCloseable {
  private static final int ANSWER_MILLIS_MAX = 15_000;

  private final Socket socket;

  RawHttp(URI base) throws IOException {
    socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(ANSWER_MILLIS_MAX);
    socket.setTcpNoDelay(true);
  }

  /**
   * What came back.
   *
   * @param status 0 when the connection was closed without a word
   */
  record Reply(int status, String type, JsonNode body) {}

  void send(byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
    } catch (SocketException refusedMidway) {
      // The answer, if there is one, tells more.
    }
  }

  Reply reply() throws IOException {
    InputStream in = socket.getInputStream();
    String head = head(in);
    if (head.isEmpty()) {
      return new Reply(0, "", MissingNode.getInstance());
    }
    int length = Integer.parseInt("0" + header(head, "content-length"));
    String type = header(head, "content-type");
    byte[] body = in.readNBytes(length);
    return new Reply(
        Integer.parseInt(head.split(" ", 3)[1]),
        type,
        type.contains("json") ? Json.mapper().readTree(body) : MissingNode.getInstance());
  }

  private static String head(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try {
      while (!bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        bytes.write(next);
      }
    } catch (SocketException reset) {
      return "";
    }
    return bytes.toString(ISO_8859_1);
  }

  private static String header(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** Becomes a WebSocket of the demo show. */
  void upgrade() throws IOException {
    String request =
        """
        GET /api/shows/demo/live HTTP/1.1
        Host: localhost
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Protocol: nigiwai.v1

        """;
    send(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
    if (!head(socket.getInputStream()).startsWith("HTTP/1.1 101")) {
      throw new IOException("no upgrade");
    }
  }

  /** The code with which the server closes the WebSocket; 0 when it hangs up without one. */
  int closeCode() throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 0xF;
        int length = in.readUnsignedByte();
        length =
            length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
        byte[] payload = in.readNBytes(length);
        if (opcode == 8) {
          return length < 2 ? 1005 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        }
      }
    } catch (EOFException | SocketException hungUp) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
