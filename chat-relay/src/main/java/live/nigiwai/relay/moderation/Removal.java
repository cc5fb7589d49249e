package live.nigiwai.relay.moderation;

import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.runtime.timeline.SaidWords;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.ShowState.CommentPin;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent.CommentDeleted;
import live.nigiwai.show.timeline.TimelineEvent.CommentPinned;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.TimelineEvent.CommentRestored;
import live.nigiwai.show.timeline.TimelineEvent.CommentUnpinned;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/**
 * Takes comments down and puts them back, and holds one above the others.
 *
 * <p>What a moderator removes is kept aside for undo and as evidence; what its author removes is
 * kept nowhere, and nobody can bring it back. Whatever is taken down is not pinned any more.
 *
 * <p><b>Threading</b>: any thread that may block.
 */
final class Removal {
  private final TimelineWriter timelines;
  private final ShowClock clock;
  private final Consequence removed;

  /**
   * @param removed what else follows when a comment is gone, in the same transaction
   */
  Removal(TimelineWriter timelines, ShowClock clock, Consequence removed) {
    this.timelines = timelines;
    this.clock = clock;
    this.removed = removed;
  }

  /** What became of it. */
  enum Outcome {
    DONE,
    NO_SUCH,
    NOT_YOURS,
    /** Its author took it down; nothing of it is left. */
    GONE
  }

  /** By a moderator. */
  Outcome remove(ShowId show, String commentId, Actor staff) {
    return locked(
        show,
        action -> {
          var sql = action.sql();
          var said = said(sql, show, commentId);
          if (said == null) {
            return Outcome.NO_SUCH;
          }
          var words = said.posted.words();
          if (words != null) {
            keepAside(sql, show, said.entry, commentId, words, staff);
            takeDown(action, show, commentId, staff);
            Audit.note(action, staff, "comment_deleted", commentId);
          }
          return Outcome.DONE;
        });
  }

  /** By its author; of a held one too. */
  Outcome takeBack(ShowId show, String commentId, Actor author) {
    return locked(
        show,
        action -> {
          var sql = action.sql();
          var held = HeldRows.find(sql, show, commentId);
          var found = SaidWords.find(sql, LogId.stage(show), commentId);
          if (held.isEmpty() && found.isEmpty()) {
            return Outcome.NO_SUCH;
          }
          boolean own =
              held.isPresent()
                  ? held.get().author().equals(author.id())
                  : found.get().actor().equals(author);
          if (!own) {
            return Outcome.NOT_YOURS;
          }
          if (held.isPresent() && held.get().state() != HeldRows.State.DELETED) {
            HeldRows.decide(sql, show, commentId, HeldRows.State.DELETED, author.id());
            Audit.backstage(action, author, new CommentDeleted(commentId));
          }
          if (found.isPresent() && keepNothing(sql, show, commentId, author)) {
            takeDown(action, show, commentId, author);
          }
          return Outcome.DONE;
        });
  }

  /** One act at a time in a show, so that nobody decides by what another is about to change. */
  private Outcome locked(ShowId show, TimelineWriter.Act<Outcome> act) {
    return timelines.act(
        show,
        action -> {
          ChatModes.lock(action.sql(), show);
          return act.run(action);
        });
  }

  /** A comment of the stage, words or no words. */
  private record Said(TimelineEntry entry, CommentPosted posted) {}

  private static @Nullable Said said(Sql sql, ShowId show, String commentId) {
    var entry = SaidWords.find(sql, LogId.stage(show), commentId).orElse(null);
    return entry != null && entry.event() instanceof CommentPosted posted
        ? new Said(entry, posted)
        : null;
  }

  private void takeDown(Action action, ShowId show, String commentId, Actor by) {
    Audit.stage(action, by, new CommentDeleted(commentId));
    if (commentId.equals(pinned(action.sql(), show))) {
      unpin(action, show, commentId, by);
    }
    removed.of(action, show, commentId, by);
  }

  private void keepAside(
      Sql sql, ShowId show, TimelineEntry entry, String commentId, Words words, Actor staff) {
    sql.change(
        "INSERT INTO relay_removed (show_id, eid, author, name, body, removed_by, removed_ms)"
            + " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (show_id, eid) DO UPDATE"
            + " SET name = excluded.name, body = excluded.body, removed_by = excluded.removed_by,"
            + " removed_ms = excluded.removed_ms",
        show.value(),
        commentId,
        entry.actor().id(),
        words.name(),
        words.text(),
        staff.id(),
        clock.now().millis());
  }

  /** Whether there was anything left to take down. */
  private boolean keepNothing(Sql sql, ShowId show, String commentId, Actor author) {
    int first =
        sql.change(
            "INSERT INTO relay_removed (show_id, eid, author, removed_by, removed_ms)"
                + " VALUES ($1, $2, $3, $3, $4) ON CONFLICT DO NOTHING",
            show.value(),
            commentId,
            author.id(),
            clock.now().millis());
    if (first == 0) {
      sql.change(
          "UPDATE relay_removed SET name = NULL, body = NULL WHERE show_id = $1 AND eid = $2",
          show.value(),
          commentId);
    }
    return first > 0;
  }

  /** Undoes a moderator's removal. */
  Outcome restore(ShowId show, String commentId, Actor staff) {
    return locked(
        show,
        action -> {
          var sql = action.sql();
          var said = said(sql, show, commentId);
          if (said == null) {
            return Outcome.NO_SUCH;
          }
          var words = said.posted.words();
          if (words != null) {
            return Outcome.DONE;
          }
          var kept =
              sql.one(
                  "DELETE FROM relay_removed WHERE show_id = $1 AND eid = $2"
                      + " AND body IS NOT NULL RETURNING name, body",
                  row -> new Words(row.getString(0), row.getString(1)),
                  show.value(),
                  commentId);
          if (kept.isEmpty()) {
            return Outcome.GONE;
          }
          Audit.stage(
              action, staff, new CommentRestored(commentId, said.posted.badge(), kept.get()));
          Audit.note(action, staff, "comment_restored", commentId);
          return Outcome.DONE;
        });
  }

  /** Holds a comment above the others, in place of the one that was. */
  Outcome pin(ShowId show, String commentId, Actor staff) {
    return locked(
        show,
        action -> {
          var sql = action.sql();
          var said = said(sql, show, commentId);
          if (said == null) {
            return Outcome.NO_SUCH;
          }
          var words = said.posted.words();
          if (words == null) {
            return Outcome.GONE;
          }
          String before = pinned(sql, show);
          if (commentId.equals(before)) {
            return Outcome.DONE;
          }
          if (before != null) {
            Audit.stage(action, staff, new CommentUnpinned(before));
          }
          setPinned(sql, show, commentId);
          Audit.stage(action, staff, new CommentPinned(commentId));
          Audit.note(action, staff, "comment_pinned", commentId);
          action.put(Log.STAGE, new CommentPin(commentId, words, said.posted.badge()));
          return Outcome.DONE;
        });
  }

  Outcome unpin(ShowId show, String commentId, Actor staff) {
    return locked(
        show,
        action -> {
          if (commentId.equals(pinned(action.sql(), show))) {
            unpin(action, show, commentId, staff);
            Audit.note(action, staff, "comment_unpinned", commentId);
          }
          return Outcome.DONE;
        });
  }

  private static void unpin(Action action, ShowId show, String commentId, Actor by) {
    setPinned(action.sql(), show, null);
    Audit.stage(action, by, new CommentUnpinned(commentId));
    action.put(Log.STAGE, new CommentPin(null, null, Badge.NONE));
  }

  private static @Nullable String pinned(Sql sql, ShowId show) {
    return sql.one(
            "SELECT coalesce(pinned_eid, '') FROM relay_chat WHERE show_id = $1",
            row -> row.getString(0),
            show.value())
        .filter(each -> !each.isEmpty())
        .orElse(null);
  }

  private static void setPinned(Sql sql, ShowId show, @Nullable String commentId) {
    sql.change("UPDATE relay_chat SET pinned_eid = $2 WHERE show_id = $1", show.value(), commentId);
  }
}
