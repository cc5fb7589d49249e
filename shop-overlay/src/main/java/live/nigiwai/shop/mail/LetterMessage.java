package live.nigiwai.shop.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import live.nigiwai.shop.mail.MailTransport.Envelope;

/** A letter as an Internet message (RFC 5322, RFC 2045) in UTF-8. */
final class LetterMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final MailConfig config;
  private final String shopName;

  LetterMessage(MailConfig config, String shopName) {
    this.config = config;
    this.shopName = shopName;
  }

  MimeMessage of(Session session, Envelope envelope) throws MessagingException {
    String id = "<" + envelope.id() + config.from().substring(config.from().indexOf('@')) + ">";
    var message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    message.setFrom(named(config.from()));
    if (!config.replyTo().isEmpty()) {
      message.setReplyTo(new InternetAddress[] {new InternetAddress(config.replyTo())});
    }
    message.setRecipient(Message.RecipientType.TO, recipient(envelope));
    message.setSubject(envelope.letter().subject(), UTF_8);
    message.setText(envelope.letter().text(), UTF_8);
    message.setSentDate(new Date());
    // RFC 3834: nobody's holiday notice is to answer it.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    return message;
  }

  /** Not parsed: addresses such as {@code a..b@ezweb.ne.jp} exist, whatever the RFC says. */
  static InternetAddress recipient(Envelope envelope) {
    var to = new InternetAddress();
    to.setAddress(envelope.recipient());
    return to;
  }

  private InternetAddress named(String address) throws MessagingException {
    try {
      return new InternetAddress(address, shopName, UTF_8);
    } catch (UnsupportedEncodingException impossible) {
      throw new MessagingException("every JDK has UTF-8", impossible);
    }
  }
}
