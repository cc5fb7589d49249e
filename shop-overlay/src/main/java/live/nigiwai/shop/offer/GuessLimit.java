package live.nigiwai.shop.offer;

import java.util.List;
import java.util.OptionalInt;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;

/**
 * Makes guessing codes pointless: a viewer has a few wrong codes a minute, an address ten times as
 * many because households and carriers share them, and both a limit per hour. A code is charged
 * before it is looked up, so that many at once are counted too, and the charge is given back when
 * it was a real one.
 */
final class GuessLimit {
  private static final int ADDRESS_FACTOR = 10;
  private static final int HOUR_FACTOR = 6;

  private final Store store;
  private final int perMinute;

  GuessLimit(Store store, int perMinute) {
    this.store = store;
    this.perMinute = perMinute;
  }

  private record Counted(int inMinute, int inHour, int minuteLeft, int hourLeft) {}

  /**
   * Charges one guess.
   *
   * @param address the range of addresses it came from
   * @return the seconds to wait, where it was one too many
   */
  OptionalInt charge(Sql sql, String viewer, String address) {
    int wait =
        Math.max(charge(sql, byViewer(viewer), 1), charge(sql, byAddress(address), ADDRESS_FACTOR));
    return wait > 0 ? OptionalInt.of(wait) : OptionalInt.empty();
  }

  /** 0, or the seconds to wait. */
  private int charge(Sql sql, String who, int factor) {
    var counted =
        sql.one(
                """
                INSERT INTO shop_coupon_guess AS g
                       (who, store_id, minute_began, in_minute, hour_began, in_hour)
                VALUES ($1, $2, clock_timestamp(), 1, clock_timestamp(), 1)
                ON CONFLICT (who) DO UPDATE SET
                       in_minute = CASE WHEN g.minute_began < clock_timestamp() - interval '1 minute'
                                        THEN 1 ELSE g.in_minute + 1 END,
                       minute_began = CASE WHEN g.minute_began < clock_timestamp() - interval '1 minute'
                                           THEN clock_timestamp() ELSE g.minute_began END,
                       in_hour = CASE WHEN g.hour_began < clock_timestamp() - interval '1 hour'
                                      THEN 1 ELSE g.in_hour + 1 END,
                       hour_began = CASE WHEN g.hour_began < clock_timestamp() - interval '1 hour'
                                         THEN clock_timestamp() ELSE g.hour_began END
                RETURNING in_minute, in_hour,
                          ceil(extract(epoch FROM minute_began + interval '1 minute'
                                                  - clock_timestamp()))::int,
                          ceil(extract(epoch FROM hour_began + interval '1 hour'
                                                  - clock_timestamp()))::int
                """,
                row ->
                    new Counted(
                        row.getInteger(0), row.getInteger(1), row.getInteger(2), row.getInteger(3)),
                who,
                store.id())
            .orElseThrow();
    int most = perMinute * factor;
    if (counted.inHour > most * HOUR_FACTOR) {
      return Math.max(1, counted.hourLeft);
    }
    return counted.inMinute > most ? Math.max(1, counted.minuteLeft) : 0;
  }

  /** It was no guess. */
  void giveBack(Sql sql, String viewer, String address) {
    for (String who : List.of(byViewer(viewer), byAddress(address))) {
      sql.change(
          "UPDATE shop_coupon_guess SET in_minute = greatest(0, in_minute - 1),"
              + " in_hour = greatest(0, in_hour - 1) WHERE who = $1",
          who);
    }
  }

  private static String byViewer(String viewer) {
    return "viewer:" + viewer;
  }

  private static String byAddress(String address) {
    return "address:" + address;
  }

  void retain(Sql sql) {
    sql.change("DELETE FROM shop_coupon_guess WHERE hour_began < now() - interval '1 day'");
  }
}
