package live.nigiwai.shop.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/**
 * Lays letters into a folder, readable by the owner of the process only, so that a shop can be
 * tried out without a mail server.
 */
final class FolderTransport implements MailTransport {
  private final Path folder;
  private final LetterMessage messages;
  private final Session session = Session.getInstance(new Properties());

  FolderTransport(Path folder, MailConfig config, String shopName) {
    this.folder = folder;
    this.messages = new LetterMessage(config, shopName);
  }

  @Override
  public Handed hand(Envelope envelope) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path half = Files.createTempFile(folder, "half-", ".tmp");
      try (var out = Files.newOutputStream(half)) {
        messages.of(session, envelope).writeTo(out);
      }
      Files.move(half, folder.resolve(envelope.id() + ".eml"), StandardCopyOption.ATOMIC_MOVE);
      return new Handed.Gone();
    } catch (MessagingException unwritable) {
      return new Handed.Never("cannot be written as a mail");
    } catch (IOException failed) {
      return new Handed.Later("the folder for letters cannot be written");
    }
  }

  @Override
  public void close() {
    // holds nothing open
  }
}
