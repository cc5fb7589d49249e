package live.nigiwai.shop.mail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.mail.MailTransport.Handed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the outbox holds. A letter that cannot be handed over waits, longer each time; after
 * ten times, about a day and a half, it is dead until staff revive it.
 *
 * <p><b>Threading</b>: {@link #send} from one thread at a time per node; nodes share the work.
 */
final class MailSender implements AutoCloseable {
  static final int ATTEMPTS_MAX = 10;
  private static final int LETTERS_PER_GO = 100;
  private static final Duration PAUSE_FIRST = Duration.ofSeconds(30);
  private static final Duration PAUSE_MAX = Duration.ofHours(6);
  private static final Logger log = LoggerFactory.getLogger(MailSender.class);

  private final Database database;
  private final Outbox outbox;
  private final MailTransport transport;
  private final Counter gone;
  private final Counter dead;

  MailSender(Database database, Outbox outbox, MailTransport transport, MeterRegistry meters) {
    this.database = database;
    this.outbox = outbox;
    this.transport = transport;
    this.gone = meters.counter("nigiwai.shop.mails.sent");
    this.dead = meters.counter("nigiwai.shop.mails.dead");
  }

  /** Sends what is due now; tells how many letters are gone. */
  int send() {
    database.query(outbox::buryStale);
    int sent = 0;
    try {
      for (int i = 0; i < LETTERS_PER_GO && !Thread.currentThread().isInterrupted(); i++) {
        var due = database.query(outbox::take);
        if (due.isEmpty()) {
          break;
        }
        sent += hand(due.get()) ? 1 : 0;
      }
    } finally {
      transport.close();
    }
    return sent;
  }

  private boolean hand(Outbox.Due due) {
    String id = due.envelope().id();
    return switch (transport.hand(due.envelope())) {
      case Handed.Gone() -> {
        run(sql -> outbox.sent(sql, id));
        gone.increment();
        yield true;
      }
      case Handed.Later(String why) when due.attempts() < ATTEMPTS_MAX -> {
        run(sql -> outbox.again(sql, id, pause(due.attempts()), why));
        yield false;
      }
      case Handed.Later(String why) -> bury(id, why);
      case Handed.Never(String why) -> bury(id, why);
    };
  }

  private boolean bury(String id, String why) {
    run(sql -> outbox.bury(sql, id, why));
    dead.increment();
    log.warn("letter {} is given up: {}", id, why);
    return false;
  }

  /** How long to wait after that many attempts: half a minute, then four times as long each. */
  static Duration pause(int attempts) {
    var pause = PAUSE_FIRST.multipliedBy(1L << Math.min(2 * (attempts - 1), 20));
    return pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
  }

  private void run(java.util.function.Consumer<live.nigiwai.runtime.postgres.Sql> work) {
    database.query(
        sql -> {
          work.accept(sql);
          return true;
        });
  }

  @Override
  public void close() {
    transport.close();
  }
}
