package live.nigiwai.shop.mail;

import java.nio.file.Path;
import java.util.Optional;
import live.nigiwai.runtime.config.Secret;
import live.nigiwai.shop.customer.EmailAddress;

/**
 * How letters leave. Without a host and without a folder none are written.
 *
 * @param host of the SMTP server (RFC 5321, RFC 6409); empty sends nothing
 * @param security how the connection is encrypted
 * @param user empty where the server asks for none
 * @param from the shop's address; answers go there unless {@code replyTo} says otherwise
 * @param folder where letters are laid as {@code .eml} files instead of being sent, for trying out
 * @param english whether the Japanese text is followed by the same in English
 */
public record MailConfig(
    String host,
    int port,
    Security security,
    String user,
    Secret password,
    String from,
    String replyTo,
    Optional<Path> folder,
    boolean english) {
  /** How the connection to the mail server is encrypted. */
  public enum Security {
    /** Only for a server on the same machine. */
    NONE,
    /** STARTTLS (RFC 3207), required: without it nothing is sent. */
    STARTTLS,
    /** TLS from the first byte (RFC 8314). */
    TLS
  }

  public MailConfig {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("mail.port is a number of 1-65535");
    }
    if (EmailAddress.of(from).isEmpty()) {
      throw new IllegalArgumentException("mail.from must be an e-mail address");
    }
    if (!replyTo.isEmpty() && EmailAddress.of(replyTo).isEmpty()) {
      throw new IllegalArgumentException("mail.reply-to must be an e-mail address");
    }
    if (!user.isEmpty() && security == Security.NONE) {
      throw new IllegalArgumentException(
          "mail.user needs mail.security starttls or tls, or the password would be readable");
    }
  }

  public static MailConfig defaults() {
    return new MailConfig(
        "",
        587,
        Security.STARTTLS,
        "",
        Secret.NONE,
        "shop@localhost.localdomain",
        "",
        Optional.empty(),
        true);
  }

  /** Whether letters are written at all. */
  public boolean isOn() {
    return folder.isPresent() || !host.isBlank();
  }

  /** Whether an outside service receives buyers' addresses, for the 外部送信 page. */
  public boolean leavesThisMachine() {
    return folder.isEmpty() && !host.isBlank();
  }

  public MailConfig withFolder(Path to) {
    return new MailConfig(
        host, port, security, user, password, from, replyTo, Optional.of(to), english);
  }

  public MailConfig withServer(String newHost, int newPort, Security newSecurity) {
    return new MailConfig(
        newHost, newPort, newSecurity, user, password, from, replyTo, folder, english);
  }
}
