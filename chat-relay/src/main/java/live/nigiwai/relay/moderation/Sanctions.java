package live.nigiwai.relay.moderation;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.TimelineEvent.SanctionLifted;
import live.nigiwai.show.timeline.TimelineEvent.Sanctioned;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/**
 * Who may no longer come, speak or be seen: stored, and in memory on every node.
 *
 * <p>An address is shared by whole offices and mobile networks, so a sanction on it always ends by
 * itself.
 *
 * <p><b>Threading</b>: {@link #on} from any thread, never blocking; the rest blocks.
 */
final class Sanctions {
  static final String CHANGE = "sanction";
  static final long ADDRESS_SECONDS_MAX = 24 * 3_600;
  static final long SECONDS_MAX = 400L * 24 * 3_600;
  private static final int ACTIVE_MAX = 100_000;
  private static final int LISTED_MAX = 500;
  private static final String COLUMNS =
      "sid, show_id, kind, account, device, network, until_ms, name, reason, made_by, made_ms,"
          + " made_in, lifted_ms";

  private final Database database;
  private final TimelineWriter timelines;
  private final ShowClock clock;
  private final Runnable changed;
  private volatile Index active = new Index(List.of());

  /**
   * @param changed told whenever what is active may have changed on this node
   */
  Sanctions(Database database, TimelineWriter timelines, ShowClock clock, Runnable changed) {
    this.database = database;
    this.timelines = timelines;
    this.clock = clock;
    this.changed = changed;
  }

  /** A sanction with what only moderators see. */
  record Kept(
      Sanction sanction,
      String name,
      String reason,
      String by,
      long atMillis,
      ShowId madeIn,
      boolean lifted) {}

  /** By each of the three things a sanction can be put on. */
  private static final class Index {
    final Map<String, List<Sanction>> accounts = new HashMap<>();
    final Map<String, List<Sanction>> devices = new HashMap<>();
    final Map<String, List<Sanction>> networks = new HashMap<>();

    Index(List<Sanction> sanctions) {
      for (var sanction : sanctions) {
        put(accounts, sanction.account(), sanction);
        put(devices, sanction.device(), sanction);
        put(networks, sanction.network(), sanction);
      }
    }

    private static void put(Map<String, List<Sanction>> map, String key, Sanction sanction) {
      if (!key.isEmpty()) {
        map.computeIfAbsent(key, ignored -> new ArrayList<>(1)).add(sanction);
      }
    }
  }

  /** The strictest that holds for whoever calls from there; null if nothing does. */
  @Nullable Sanction on(ShowId show, String account, String device, String address) {
    var index = active;
    long now = clock.now().millis();
    var strictest = stricter(null, index.accounts.get(account), show, now);
    strictest = stricter(strictest, index.devices.get(device), show, now);
    return index.networks.isEmpty()
        ? strictest
        : stricter(strictest, index.networks.get(Network.of(address)), show, now);
  }

  private static @Nullable Sanction stricter(
      @Nullable Sanction held, @Nullable List<Sanction> more, ShowId show, long now) {
    var strictest = held;
    for (var each : more == null ? List.<Sanction>of() : more) {
      if (each.holds(show, now)
          && (strictest == null || each.kind().compareTo(strictest.kind()) < 0)) {
        strictest = each;
      }
    }
    return strictest;
  }

  /**
   * Stores it with its fact. One of its kind that holds already is made longer where this one ends
   * later, and otherwise left as it is.
   */
  Kept put(ShowId madeIn, Sanction wanted, Words nameAndReason, Actor staff) {
    long now = clock.now().millis();
    var kept =
        timelines.act(
            madeIn,
            action -> {
              var sql = action.sql();
              ChatModes.lock(sql, madeIn);
              var same = same(sql, wanted, now);
              if (same.isPresent() && !wanted.outlasts(same.get().sanction())) {
                return same.get();
              }
              var sanction = same.isPresent() ? wanted.as(same.get().sanction().id()) : wanted;
              store(sql, sanction, nameAndReason, madeIn, staff, now);
              Changes.count(sql, CHANGE);
              tell(action, sanction, nameAndReason, staff);
              return new Kept(
                  sanction,
                  nameAndReason.name(),
                  nameAndReason.text(),
                  staff.id(),
                  now,
                  madeIn,
                  false);
            });
    load();
    return kept;
  }

  private static void tell(Action action, Sanction sanction, Words nameAndReason, Actor staff) {
    String kind = TimelineJson.wireName(sanction.kind());
    var until = sanction.untilMillis();
    Audit.backstage(
        action,
        staff,
        new Sanctioned(
            sanction.id(),
            kind,
            sanction.account(),
            sanction.show() == null ? "company" : "show",
            until == null ? null : new ShowTime(until),
            nameAndReason));
    Audit.note(action, staff, "sanctioned_" + kind, sanction.account());
  }

  private static Optional<Kept> same(Sql sql, Sanction wanted, long now) {
    return sql.one(
        "SELECT "
            + COLUMNS
            + " FROM relay_sanction WHERE account = $1 AND kind = $2"
            + " AND show_id IS NOT DISTINCT FROM $3 AND device = $4 AND network = $5"
            + " AND lifted_ms IS NULL AND (until_ms IS NULL OR until_ms > $6) LIMIT 1",
        Sanctions::kept,
        wanted.account(),
        wanted.kind().name(),
        wanted.show() == null ? null : wanted.show().value(),
        wanted.device(),
        wanted.network(),
        now);
  }

  private static void store(
      Sql sql, Sanction wanted, Words nameAndReason, ShowId madeIn, Actor staff, long now) {
    sql.change(
        "INSERT INTO relay_sanction (sid, show_id, kind, account, device, network, name, reason,"
            + " made_in, made_by, made_ms, until_ms)"
            + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
            + " ON CONFLICT (sid) DO UPDATE SET until_ms = excluded.until_ms,"
            + " name = excluded.name, reason = excluded.reason",
        wanted.id(),
        wanted.show() == null ? null : wanted.show().value(),
        wanted.kind().name(),
        wanted.account(),
        wanted.device(),
        wanted.network(),
        nameAndReason.name(),
        nameAndReason.text(),
        madeIn.value(),
        staff.id(),
        now,
        wanted.untilMillis());
  }

  /** Whether there is such a sanction; lifting twice is harmless. */
  boolean lift(String sanctionId, Actor staff) {
    long now = clock.now().millis();
    var found = database.query(sql -> find(sql, sanctionId));
    if (found.isEmpty()) {
      return false;
    }
    var madeIn = found.get().madeIn();
    timelines.act(
        madeIn,
        action -> {
          ChatModes.lock(action.sql(), madeIn);
          int lifted =
              action
                  .sql()
                  .change(
                      "UPDATE relay_sanction SET lifted_ms = $2, lifted_by = $3"
                          + " WHERE sid = $1 AND lifted_ms IS NULL",
                      sanctionId,
                      now,
                      staff.id());
          if (lifted > 0) {
            Changes.count(action.sql(), CHANGE);
            String who = found.get().sanction().account();
            Audit.backstage(action, staff, new SanctionLifted(sanctionId, who));
            Audit.note(action, staff, "sanction_lifted", sanctionId);
          }
          return lifted;
        });
    load();
    return true;
  }

  private static Optional<Kept> find(Sql sql, String sanctionId) {
    return sql.one(
        "SELECT " + COLUMNS + " FROM relay_sanction WHERE sid = $1", Sanctions::kept, sanctionId);
  }

  /** Those that hold in a show, newest first. */
  List<Kept> in(ShowId show) {
    return database.query(
        sql ->
            sql.list(
                "SELECT "
                    + COLUMNS
                    + " FROM relay_sanction"
                    + " WHERE (show_id = $1 OR show_id IS NULL) AND lifted_ms IS NULL"
                    + " AND (until_ms IS NULL OR until_ms > $2) ORDER BY made_ms DESC LIMIT $3",
                Sanctions::kept,
                show.value(),
                clock.now().millis(),
                LISTED_MAX));
  }

  /** Everything ever put on somebody, newest first. */
  List<Kept> of(Sql sql, String account) {
    return sql.list(
        "SELECT "
            + COLUMNS
            + " FROM relay_sanction WHERE account = $1"
            + " ORDER BY made_ms DESC LIMIT 50",
        Sanctions::kept,
        account);
  }

  /** Reads what is active again. */
  void load() {
    active =
        new Index(
            database.query(
                sql ->
                    sql.list(
                        "SELECT "
                            + COLUMNS
                            + " FROM relay_sanction WHERE lifted_ms IS NULL"
                            + " AND (until_ms IS NULL OR until_ms > $1)"
                            + " ORDER BY made_ms DESC LIMIT $2",
                        row -> kept(row).sanction(),
                        clock.now().millis(),
                        ACTIVE_MAX)));
    changed.run();
  }

  private static Kept kept(Row row) {
    String show = row.getString(1);
    var sanction =
        new Sanction(
            row.getString(0),
            show == null ? null : new ShowId(show),
            Sanction.Kind.valueOf(row.getString(2)),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getLong(6));
    return new Kept(
        sanction,
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getLong(10),
        new ShowId(row.getString(11)),
        row.getLong(12) != null);
  }
}
