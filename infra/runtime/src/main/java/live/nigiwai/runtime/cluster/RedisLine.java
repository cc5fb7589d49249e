package live.nigiwai.runtime.cluster;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One connection to Redis or Valkey: commands out, replies in, in RESP2 (redis.io, "Redis
 * serialization protocol").
 *
 * <p><b>Threading</b>: one thread writes, one thread reads; both block, so they are virtual. {@link
 * #close} from anywhere ends both.
 */
final class RedisLine implements AutoCloseable {
  private static final int CONNECT_MILLIS_MAX = 1_000;
  private static final int ANSWER_MILLIS_MAX = 2_000;
  private static final int BULK_BYTES_MAX = 1 << 20;
  private static final int ITEMS_MAX = 1_024;
  private static final int NUMBER_DIGITS_MAX = 20;
  private static final int TEXT_BYTES_MAX = 4_096;

  private final Socket socket;
  private final BufferedInputStream in;
  private final BufferedOutputStream out;

  private RedisLine(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    this.out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
  }

  /** What the server says. */
  sealed interface Reply {
    record Text(String text) implements Reply {}

    record Whole(long number) implements Reply {}

    record Bulk(byte[] bytes) implements Reply {
      String text() {
        return new String(bytes, StandardCharsets.UTF_8);
      }
    }

    record Items(List<Reply> items) implements Reply {}

    record Nothing() implements Reply {}
  }

  /** Connects, says who we are, and makes sure that somebody answers. */
  static RedisLine open(RedisAddress address, String name) throws IOException {
    var line = connect(address);
    try {
      if (!address.password().isEmpty()) {
        if (address.user().isEmpty()) {
          line.ask("AUTH", address.password());
        } else {
          line.ask("AUTH", address.user(), address.password());
        }
      }
      line.ask("CLIENT", "SETNAME", name);
      line.ask("PING");
      return line;
    } catch (IOException refused) {
      line.close();
      throw refused;
    }
  }

  private static RedisLine connect(RedisAddress address) throws IOException {
    var plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.setKeepAlive(true);
      plain.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS_MAX);
      plain.setSoTimeout(ANSWER_MILLIS_MAX);
      return new RedisLine(address.tls() ? secured(plain, address) : plain);
    } catch (IOException failed) {
      plain.close();
      throw failed;
    }
  }

  private static Socket secured(Socket plain, RedisAddress address) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var socket = (SSLSocket) factory.createSocket(plain, address.host(), address.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** Replies may take as long as they like from now on. */
  void listen() throws IOException {
    socket.setSoTimeout(0);
  }

  private void ask(String... words) throws IOException {
    var bytes = new ArrayList<byte[]>();
    for (String word : words) {
      bytes.add(word.getBytes(StandardCharsets.UTF_8));
    }
    send(bytes);
    flush();
    read();
  }

  /** Writes one command; {@link #flush} sends it. */
  void send(List<byte[]> words) throws IOException {
    number('*', words.size());
    for (byte[] word : words) {
      number('$', word.length);
      out.write(word);
      out.write('\r');
      out.write('\n');
    }
  }

  private void number(char kind, int number) throws IOException {
    out.write((kind + Integer.toString(number) + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  void flush() throws IOException {
    out.flush();
  }

  /** The next reply; an error of the server's is an {@link IOException}. */
  Reply read() throws IOException {
    int kind = in.read();
    return switch (kind) {
      case '+' -> new Reply.Text(text());
      case ':' -> new Reply.Whole(whole());
      case '$' -> bulk();
      case '*' -> items();
      case '-' -> throw new IOException("Redis refuses: " + text());
      case -1 -> throw new IOException("Redis hung up");
      default -> throw new IOException("not RESP");
    };
  }

  private Reply bulk() throws IOException {
    long length = whole();
    if (length < 0) {
      return new Reply.Nothing();
    }
    if (length > BULK_BYTES_MAX) {
      throw new IOException("a reply of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length || in.read() != '\r' || in.read() != '\n') {
      throw new IOException("a reply broke off");
    }
    return new Reply.Bulk(bytes);
  }

  private Reply items() throws IOException {
    long count = whole();
    if (count < 0) {
      return new Reply.Nothing();
    }
    if (count > ITEMS_MAX) {
      throw new IOException("a reply of " + count + " items");
    }
    var items = new ArrayList<Reply>((int) count);
    for (int i = 0; i < count; i++) {
      items.add(read());
    }
    return new Reply.Items(items);
  }

  private long whole() throws IOException {
    String digits = text();
    if (digits.length() > NUMBER_DIGITS_MAX) {
      throw new IOException("not a number");
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException malformed) {
      throw new IOException("not a number", malformed);
    }
  }

  private String text() throws IOException {
    var text = new StringBuilder();
    for (int next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0 || text.length() > TEXT_BYTES_MAX) {
        throw new IOException("a reply broke off");
      }
      text.append((char) next);
    }
    if (in.read() != '\n') {
      throw new IOException("not RESP");
    }
    return text.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // it is gone either way
    }
  }
}
