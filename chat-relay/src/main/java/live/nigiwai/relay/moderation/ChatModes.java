package live.nigiwai.relay.moderation;

import io.vertx.sqlclient.Row;
import java.util.Locale;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.ShowState.Chat;
import live.nigiwai.show.timeline.ShowState.Speakers;
import live.nigiwai.show.timeline.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * How people may speak in each show, and the raid button, which tightens everything at once and
 * remembers what was before.
 *
 * <p><b>Threading</b>: any thread that may block. The show's chat row is locked first by everything
 * that moderates the show, so two moderators never work against each other.
 */
public final class ChatModes {
  static final int SLOW_SECONDS_MAX = 600;
  private static final int RAID_SLOW_SECONDS = 30;
  private static final String COLUMNS = "slow, who, hold, links, raid";

  private final TimelineWriter timelines;

  public ChatModes(TimelineWriter timelines) {
    this.timelines = timelines;
  }

  /** What a moderator may set by hand. */
  record Wish(int slowSeconds, Speakers who, boolean hold, boolean links) {}

  Chat of(ShowId show) {
    return timelines.act(show, action -> lock(action.sql(), show));
  }

  /** Setting a mode by hand ends a raid: what it put back would not be what was asked for. */
  Chat set(ShowId show, Wish wish, Actor staff) {
    return timelines.act(
        show,
        action -> {
          var before = lock(action.sql(), show);
          var chat = new Chat(wish.slowSeconds(), wish.who(), wish.hold(), wish.links(), false);
          return chat.equals(before) ? before : store(action, show, chat, null, staff, "chat_set");
        });
  }

  Chat raid(ShowId show, boolean on, Actor staff) {
    return timelines.act(
        show,
        action -> {
          var before = lock(action.sql(), show);
          if (before.raid() == on) {
            return before;
          }
          if (on) {
            var tight =
                new Chat(
                    Math.max(before.slowSeconds(), RAID_SLOW_SECONDS),
                    before.who() == Speakers.BUYERS ? Speakers.BUYERS : Speakers.MEMBERS,
                    true,
                    false,
                    true);
            return store(action, show, tight, before, staff, "raid_on");
          }
          return store(action, show, calm(action.sql(), show), null, staff, "raid_off");
        });
  }

  private static Chat store(
      Action action, ShowId show, Chat chat, @Nullable Chat calm, Actor staff, String what) {
    long version =
        action
            .sql()
            .one(
                "UPDATE relay_chat SET version = version + 1, slow = $2, who = $3, hold = $4, links"
                    + " = $5, raid = $6, calm_slow = $7, calm_who = $8, calm_hold = $9, calm_links"
                    + " = $10 WHERE show_id = $1 RETURNING version",
                row -> row.getLong(0),
                show.value(),
                chat.slowSeconds(),
                chat.who().name(),
                chat.hold(),
                chat.links(),
                chat.raid(),
                calm == null ? null : calm.slowSeconds(),
                calm == null ? null : calm.who().name(),
                calm == null ? null : calm.hold(),
                calm == null ? null : calm.links())
            .orElseThrow();
    Audit.note(action, staff, what, described(chat));
    action.put(Log.STAGE, new Versioned(chat, version));
    return chat;
  }

  private static String described(Chat chat) {
    return "slow %d, %s%s%s"
        .formatted(
            chat.slowSeconds(),
            chat.who().name().toLowerCase(Locale.ROOT),
            chat.hold() ? ", hold" : "",
            chat.links() ? ", links" : "");
  }

  /** Locks the show's row until the transaction ends, and reads it. */
  public static Chat lock(Sql sql, ShowId show) {
    sql.change("INSERT INTO relay_chat (show_id) VALUES ($1) ON CONFLICT DO NOTHING", show.value());
    return sql.one(
            "SELECT " + COLUMNS + " FROM relay_chat WHERE show_id = $1 FOR NO KEY UPDATE",
            ChatModes::chat,
            show.value())
        .orElseThrow();
  }

  private static Chat calm(Sql sql, ShowId show) {
    return sql.one(
            "SELECT calm_slow, calm_who, calm_hold, calm_links, false FROM relay_chat"
                + " WHERE show_id = $1",
            ChatModes::chat,
            show.value())
        .orElseThrow();
  }

  private static Chat chat(Row row) {
    return new Chat(
        row.getInteger(0),
        Speakers.valueOf(row.getString(1)),
        row.getBoolean(2),
        row.getBoolean(3),
        row.getBoolean(4));
  }
}
