package live.nigiwai.ingest.hls;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import live.nigiwai.show.ShowClock;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox of a show's thread, and how much media waits in it.
 *
 * <p><b>Overflow</b>: at half of the limits the publisher's socket is no longer read; a publisher
 * that goes on beyond the whole of one is sent away.
 *
 * <p><i>Threading</i>: any thread adds; the show's thread takes.
 */
final class ShowMail {
  private final Mailbox<ShowMessage> box = new Mailbox<>();
  private final MediaConfig.Limits limits;
  private final ShowClock clock;
  private final IngestMeters meters;
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicInteger waitingMessages = new AtomicInteger();

  /** A part could be shown but for the sound that belongs to it. */
  private volatile boolean awaitsSound;

  ShowMail(MediaConfig.Limits limits, ShowClock clock, IngestMeters meters) {
    this.limits = limits;
    this.clock = clock;
    this.meters = meters;
  }

  void add(ShowMessage message) {
    box.add(message);
  }

  /** A picture, stamped with now; false where it was one too many. */
  boolean video(Incoming publish, long wireMillis, byte[] payload) {
    if (!enter(payload)) {
      return false;
    }
    long now = clock.now().millis();
    publish.burst.arrived(wireMillis, now);
    box.add(new ShowMessage.Video(publish, wireMillis, now, payload));
    return true;
  }

  /** Sound, stamped with now, which can wait for the next picture unless a part waits for it. */
  boolean audio(Incoming publish, long wireMillis, byte[] payload) {
    if (!enter(payload)) {
      return false;
    }
    var audio = new ShowMessage.Audio(publish, wireMillis, clock.now().millis(), payload);
    if (awaitsSound) {
      box.add(audio);
    } else {
      box.leave(audio);
    }
    return true;
  }

  private boolean enter(byte[] payload) {
    if (waitingBytes.get() + payload.length > limits.waitingBytesMax()
        || waitingMessages.get() >= limits.waitingMessagesMax()) {
      meters.overflow();
      meters.refused(Refusals.overflow().limit());
      return false;
    }
    waitingBytes.addAndGet(payload.length);
    waitingMessages.incrementAndGet();
    return true;
  }

  /** A picture or a sound has been dealt with. */
  void leave(byte[] payload) {
    waitingBytes.addAndGet(-payload.length);
    waitingMessages.decrementAndGet();
  }

  void awaitsSound(boolean now) {
    if (awaitsSound != now) {
      awaitsSound = now;
    }
  }

  boolean overloaded() {
    return waitingBytes.get() > limits.waitingBytesMax() / 2
        || waitingMessages.get() > limits.waitingMessagesMax() / 2;
  }

  boolean isEmpty() {
    return box.isEmpty();
  }

  @Nullable ShowMessage poll(long millis) throws InterruptedException {
    return box.poll(millis);
  }
}
