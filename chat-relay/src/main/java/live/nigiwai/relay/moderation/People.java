package live.nigiwai.relay.moderation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.SaidWords;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.TimelineEvent.Worded;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/** What a moderator sees of a viewer: numbers, history, and what is on them. Blocks. */
final class People {
  private static final int RECENT_MAX = 20;
  private static final long MEMBER_AFTER_MILLIS = 24 * 3_600_000L;

  private final Database database;
  private final Purchases purchases;
  private final Sanctions sanctions;

  People(Database database, Purchases purchases, Sanctions sanctions) {
    this.database = database;
    this.purchases = purchases;
    this.sanctions = sanctions;
  }

  /**
   * @param state {@code shown}, {@code removed}, {@code waiting}, {@code shadow}, {@code rejected}
   * @param text null where nothing of it is left
   */
  record Recent(String commentId, @Nullable String text, long atMillis, String state) {}

  record Person(
      String id,
      String name,
      long firstSeenMillis,
      int comments,
      int removed,
      int held,
      int reports,
      int orders,
      Standing standing,
      List<Sanctions.Kept> sanctions,
      List<Recent> recent) {}

  /** What somebody is to a show, as the databases know it. */
  Standing standing(ShowId show, String person, long nowMillis) {
    int orders = purchases.orders(show, new ViewerId(person));
    return database.query(sql -> standing(sql, show, person, orders, nowMillis));
  }

  private static Standing standing(
      Sql sql, ShowId show, String person, int orders, long nowMillis) {
    var known = Guestbook.find(sql, person);
    boolean member =
        known.isPresent()
            && (!known.get().firstShow().equals(show.value())
                || nowMillis - known.get().firstMillis() > MEMBER_AFTER_MILLIS);
    return new Standing(orders > 0, member, !SaidWords.any(sql, person));
  }

  Optional<Person> find(ShowId show, String id, long nowMillis) {
    int orders = purchases.orders(show, new ViewerId(id));
    return database.query(
        sql -> {
          var known = Guestbook.find(sql, id);
          var recent = recent(sql, show, id);
          if (known.isEmpty() && recent.isEmpty()) {
            return Optional.empty();
          }
          return Optional.of(
              new Person(
                  id,
                  known.map(Guestbook.Person::name).orElse(""),
                  known
                      .map(Guestbook.Person::firstMillis)
                      .orElseGet(() -> recent.getLast().atMillis()),
                  SaidWords.count(sql, LogId.stage(show), id),
                  number(sql, "relay_removed WHERE removed_by <> author AND", show, id),
                  number(sql, "relay_held WHERE", show, id),
                  number(sql, "relay_report WHERE", show, id),
                  orders,
                  standing(sql, show, id, orders, nowMillis),
                  sanctions.of(sql, id),
                  recent));
        });
  }

  private static int number(Sql sql, String rowsWhere, ShowId show, String author) {
    return sql.one(
            "SELECT count(*) FROM " + rowsWhere + " show_id = $1 AND author = $2",
            row -> row.getLong(0).intValue(),
            show.value(),
            author)
        .orElse(0);
  }

  private static List<Recent> recent(Sql sql, ShowId show, String id) {
    var recent = new ArrayList<Recent>();
    for (var entry : SaidWords.of(sql, LogId.stage(show), id, RECENT_MAX)) {
      if (entry.event() instanceof Worded said) {
        var words = said.words();
        String text = words == null ? removedText(sql, show, said.wordsId()) : words.text();
        recent.add(
            new Recent(
                said.wordsId(), text, entry.at().millis(), words == null ? "removed" : "shown"));
      }
    }
    var hidden = HeldRows.undisclosed(sql, show, id, RECENT_MAX);
    var words =
        SaidWords.words(
            sql, LogId.backstage(show), hidden.stream().map(HeldRows.Held::commentId).toList());
    for (var held : hidden) {
      Words said = words.get(held.commentId());
      recent.add(
          new Recent(
              held.commentId(),
              said == null ? null : said.text(),
              held.atMillis(),
              held.state().name().toLowerCase(java.util.Locale.ROOT)));
    }
    recent.sort((one, other) -> Long.compare(other.atMillis, one.atMillis));
    return recent.size() <= RECENT_MAX ? recent : List.copyOf(recent.subList(0, RECENT_MAX));
  }

  private static @Nullable String removedText(Sql sql, ShowId show, String commentId) {
    return sql.one(
            "SELECT coalesce(body, '') FROM relay_removed WHERE show_id = $1 AND eid = $2",
            row -> row.getString(0),
            show.value(),
            commentId)
        .filter(text -> !text.isEmpty())
        .orElse(null);
  }
}
