package live.nigiwai.relay.moderation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has been here: since when, and from where lately. Makes members of those who come again, and
 * tells a moderator which device and address a sanction is about.
 *
 * <p>Written in the background, many at once: thousands may arrive in a second, and nobody waits
 * for it. Whoever does not fit is written down when they come again.
 *
 * <p><b>Threading</b>: {@link #arrived} from any thread, never blocking; one virtual thread writes.
 */
final class Guestbook implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Guestbook.class);
  private static final int WAITING_MAX = 20_000;
  private static final int BATCH_MAX = 500;
  private static final int WRITTEN_MAX = 200_000;
  private static final Duration WRITTEN_FOR = Duration.ofHours(1);

  private final Database database;
  private final ShowClock clock;
  private final BlockingQueue<Guest> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final Cache<Guest, Boolean> written =
      Caffeine.newBuilder().maximumSize(WRITTEN_MAX).expireAfterWrite(WRITTEN_FOR).build();
  private final Thread writing;
  private volatile boolean closed;

  Guestbook(Database database, ShowClock clock) {
    this.database = database;
    this.clock = clock;
    this.writing = Thread.ofVirtual().name("guestbook").start(this::run);
  }

  private record Guest(ShowId show, String person, String name, String device, String address) {}

  /** A person as they were last seen. */
  record Person(
      String id, String name, long firstMillis, String firstShow, String device, String address) {}

  void arrived(ShowId show, String person, String name, String device, String address) {
    var guest = new Guest(show, person, name, device, address);
    if (!closed && written.getIfPresent(guest) == null && waiting.offer(guest)) {
      written.put(guest, Boolean.TRUE);
    }
  }

  static Optional<Person> find(Sql sql, String person) {
    return sql.one(
        "SELECT person, name, first_ms, first_show, device, address FROM relay_person"
            + " WHERE person = $1",
        row ->
            new Person(
                row.getString(0),
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)),
        person);
  }

  private void run() {
    try {
      while (!closed) {
        var first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          var batch = new ArrayList<>(List.of(first));
          waiting.drainTo(batch, BATCH_MAX - 1);
          write(batch);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<Guest> batch) {
    // One statement may touch a row once: the last arrival of a person counts.
    var last = new LinkedHashMap<String, Guest>();
    batch.forEach(guest -> last.put(guest.person, guest));
    var guests = List.copyOf(last.values());
    try {
      database.query(
          sql ->
              sql.change(
                  "INSERT INTO relay_person"
                      + " (person, first_ms, first_show, last_ms, name, device, address)"
                      + " SELECT t.person, $1, t.show, $1, t.name, t.device, t.address"
                      + " FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])"
                      + " AS t(person, show, name, device, address)"
                      + " ON CONFLICT (person) DO UPDATE SET last_ms = excluded.last_ms,"
                      + " name = CASE WHEN excluded.name = '' THEN relay_person.name"
                      + " ELSE excluded.name END,"
                      + " device = excluded.device, address = excluded.address",
                  clock.now().millis(),
                  guests.stream().map(Guest::person).toArray(String[]::new),
                  guests.stream().map(guest -> guest.show.value()).toArray(String[]::new),
                  guests.stream().map(Guest::name).toArray(String[]::new),
                  guests.stream().map(Guest::device).toArray(String[]::new),
                  guests.stream().map(Guest::address).toArray(String[]::new)));
    } catch (RuntimeException away) {
      log.warn("{} guests were not written down: {}", guests.size(), away.toString());
      written.invalidateAll(guests);
    }
  }

  @Override
  public void close() {
    closed = true;
    writing.interrupt();
  }
}
