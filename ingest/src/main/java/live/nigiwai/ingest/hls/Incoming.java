package live.nigiwai.ingest.hls;

import java.util.Map;
import live.nigiwai.ingest.media.PublishSink;
import live.nigiwai.ingest.media.Publisher;
import live.nigiwai.show.ShowId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sink of one publish: what comes in goes to the show's mailbox.
 *
 * <p><i>Threading</i>: as {@link PublishSink} says; {@link #intake} and {@link #opening} are the
 * show's thread's.
 */
final class Incoming implements PublishSink {
  private static final Logger log = LoggerFactory.getLogger(Incoming.class);

  final Publisher publisher;
  final boolean backup;
  final Intake intake;
  final Burst burst = new Burst();
  final Opening<ShowMessage> opening = new Opening<>();
  private final ShowId show;
  private final ShowMail mail;
  private volatile boolean over;

  Incoming(ShowId show, Publisher publisher, boolean backup, Intake intake, ShowMail mail) {
    this.show = show;
    this.publisher = publisher;
    this.backup = backup;
    this.intake = intake;
    this.mail = mail;
  }

  boolean over() {
    return over;
  }

  @Override
  public void metadata(Map<String, Object> metadata) {
    log.info("{}: {} publishes with {}", show, publisher.remote(), publisher.encoder());
    if (!over) {
      mail.add(new ShowMessage.Told(this, metadata));
    }
  }

  @Override
  public void video(long timestampMillis, byte[] flvPayload) {
    if (!over && !mail.video(this, timestampMillis, flvPayload)) {
      publisher.close(Refusals.overflow().words());
    }
  }

  @Override
  public void audio(long timestampMillis, byte[] flvPayload) {
    if (!over && !mail.audio(this, timestampMillis, flvPayload)) {
      publisher.close(Refusals.overflow().words());
    }
  }

  @Override
  public void ended(String reason) {
    over = true;
    mail.add(new ShowMessage.Ended(this, reason));
  }

  @Override
  public boolean overloaded() {
    return mail.overloaded();
  }
}
