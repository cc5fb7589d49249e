package live.nigiwai.shop.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server (RFC 5321) that keeps what it is sent, and refuses whom it is told to.
 *
 * <p><b>Threading</b>: a virtual thread per connection.
 */
final class MailServer implements AutoCloseable {
  private final ServerSocket socket;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Map<String, String> refusals = new ConcurrentHashMap<>();
  private volatile boolean silentAfterData;

  record Received(String recipient, String message) {}

  MailServer() {
    try {
      this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  List<Received> received() {
    return received;
  }

  /** Answers {@code RCPT} for this address with these words. */
  void refuse(String recipient, String reply) {
    refusals.put(recipient, reply);
  }

  void welcome(String recipient) {
    refusals.remove(recipient);
  }

  /** Takes letters and loses its answer. */
  void loseAnswers(boolean lose) {
    silentAfterData = lose;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        var in =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        var out = connection.getOutputStream()) {
      say(out, "220 ready");
      String recipient = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String command = line.length() < 4 ? line : line.substring(0, 4).toUpperCase();
        switch (command) {
          case "RCPT" -> {
            recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
            say(out, refusals.getOrDefault(recipient, "250 ok"));
          }
          case "DATA" -> {
            say(out, "354 go on");
            received.add(new Received(recipient, message(in)));
            if (silentAfterData) {
              return;
            }
            say(out, "250 taken");
          }
          case "QUIT" -> {
            say(out, "221 bye");
            return;
          }
          default -> say(out, "250 ok");
        }
      }
    } catch (IOException gone) {
      // the other side has left
    }
  }

  private static String message(BufferedReader in) throws IOException {
    var message = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return message.toString();
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      // nothing is left to close
    }
  }
}
