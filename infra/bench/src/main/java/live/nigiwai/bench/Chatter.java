package live.nigiwai.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Somebody says something all the time, at fixed moments, until it is closed. */
final class Chatter implements AutoCloseable {
  private final Broadcaster.Speaker speaker;
  private final AtomicLong said = new AtomicLong();
  private final Thread thread;
  private volatile boolean quiet;

  Chatter(Broadcaster.Speaker speaker, int perSecond) {
    this.speaker = speaker;
    this.thread = Thread.ofPlatform().name("chatter").start(() -> speak(perSecond));
  }

  private void speak(int perSecond) {
    long start = Crowd.nowMicros();
    for (long n = 0; !quiet; n++) {
      long due = start + n * 1_000_000 / perSecond;
      for (long now = Crowd.nowMicros(); now < due; now = Crowd.nowMicros()) {
        LockSupport.parkNanos((due - now) * 1_000);
      }
      try {
        speaker.say(n, RelayCell.text(n, due));
        said.set(n + 1);
      } catch (Exception failed) {
        System.err.println("could not speak: " + failed);
      }
    }
  }

  /** How many were said. */
  long said() {
    return said.get();
  }

  @Override
  public void close() throws Exception {
    quiet = true;
    thread.join();
  }
}
