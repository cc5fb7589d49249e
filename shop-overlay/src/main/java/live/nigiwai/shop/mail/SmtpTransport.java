package live.nigiwai.shop.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** Letters by SMTP (RFC 5321). One connection serves the letters of one go. */
final class SmtpTransport implements MailTransport {
  private static final String CONNECT_MILLIS_MAX = "10000";
  private static final String ANSWER_MILLIS_MAX = "20000";
  private static final int REFUSED_FOR_GOOD = 500;

  private final MailConfig config;
  private final LetterMessage messages;
  private final Session session;
  private @Nullable Transport connection;

  SmtpTransport(MailConfig config, String shopName) {
    this.config = config;
    this.messages = new LetterMessage(config, shopName);
    this.session = Session.getInstance(properties(config));
  }

  private static Properties properties(MailConfig config) {
    var all = new Properties();
    all.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLIS_MAX);
    all.setProperty("mail.smtp.timeout", ANSWER_MILLIS_MAX);
    all.setProperty("mail.smtp.writetimeout", ANSWER_MILLIS_MAX);
    all.setProperty("mail.smtp.auth", String.valueOf(!config.user().isEmpty()));
    all.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    boolean upgrade = config.security() == MailConfig.Security.STARTTLS;
    all.setProperty("mail.smtp.starttls.enable", String.valueOf(upgrade));
    all.setProperty("mail.smtp.starttls.required", String.valueOf(upgrade));
    boolean tls = config.security() == MailConfig.Security.TLS;
    all.setProperty("mail.smtp.ssl.enable", String.valueOf(tls));
    return all;
  }

  @Override
  public Handed hand(Envelope envelope) {
    MimeMessage message;
    try {
      message = messages.of(session, envelope);
    } catch (MessagingException unwritable) {
      return new Handed.Never("cannot be written as a mail");
    }
    try {
      connected().sendMessage(message, new Address[] {LetterMessage.recipient(envelope)});
      return new Handed.Gone();
    } catch (AuthenticationFailedException refused) {
      close();
      return new Handed.Later("the mail server refuses the user and password");
    } catch (SendFailedException refused) {
      return refused(refused);
    } catch (MessagingException lost) {
      close();
      return new Handed.Later("the mail server cannot be reached");
    }
  }

  private Transport connected() throws MessagingException {
    var open = connection;
    if (open != null && open.isConnected()) {
      return open;
    }
    close();
    var fresh = session.getTransport("smtp");
    connection = fresh;
    boolean anonymous = config.user().isEmpty();
    fresh.connect(
        config.host(),
        config.port(),
        anonymous ? null : config.user(),
        anonymous ? null : config.password().value());
    return fresh;
  }

  /** 5yz replies stand for good (RFC 5321 §4.2.1), anything else may change. */
  private static Handed refused(SendFailedException refused) {
    int code = 0;
    for (Exception each = refused;
        each instanceof MessagingException one;
        each = one.getNextException()) {
      if (one instanceof SMTPAddressFailedException address) {
        code = Math.max(code, address.getReturnCode());
      } else if (one instanceof SMTPSendFailedException sending) {
        code = Math.max(code, sending.getReturnCode());
      }
    }
    String why = "the mail server answered " + code;
    return code >= REFUSED_FOR_GOOD ? new Handed.Never(why) : new Handed.Later(why);
  }

  @Override
  public void close() {
    var open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (MessagingException alreadyGone) {
        // nothing is left to close
      }
    }
  }
}
