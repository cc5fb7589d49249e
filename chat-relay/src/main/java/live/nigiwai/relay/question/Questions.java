package live.nigiwai.relay.question;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import live.nigiwai.relay.moderation.Audit;
import live.nigiwai.relay.moderation.ChatModes;
import live.nigiwai.relay.question.QuestionRows.Question;
import live.nigiwai.relay.question.QuestionRows.Status;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.Action;
import live.nigiwai.runtime.timeline.SaidWords;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.TimelineEvent.QuestionAnswered;
import live.nigiwai.show.timeline.TimelineEvent.QuestionGrouped;
import live.nigiwai.show.timeline.TimelineEvent.QuestionMarked;
import live.nigiwai.show.timeline.TimelineEvent.QuestionStatus;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/**
 * The questions of each show: taken from the comments, grouped where they ask the same, answered
 * once for everyone who asked.
 *
 * <p>A comment that says it is a question becomes one by itself: {@link #take} goes through the log
 * from where the last one ended. So none is lost when a node dies, and none is taken twice, however
 * many nodes try.
 *
 * <p>Every question has a state, and each change of it is a fact backstage, from which its asker is
 * told wherever they are connected.
 *
 * <p><b>Threading</b>: any thread that may block. The show's chat row orders everything that
 * changes its questions.
 */
public final class Questions {
  private static final int TAKEN_AT_ONCE_MAX = 200;
  private static final int HEADS_MAX = 500;
  private static final int MINE_MAX = 20;

  /** How long after its answer the same question is simply pointed to it. */
  private static final long ANSWER_FRESH_MILLIS = 15 * 60_000;

  private final Database database;
  private final TimelineWriter timelines;
  private final ShowClock clock;
  private final Consumer<ShowId> boardChanged;
  private final QuestionBoard board;

  /**
   * @param boardChanged told when the board of a show should be said again
   */
  public Questions(
      Database database, TimelineWriter timelines, ShowClock clock, Consumer<ShowId> boardChanged) {
    this.database = database;
    this.timelines = timelines;
    this.clock = clock;
    this.boardChanged = boardChanged;
    this.board = new QuestionBoard(database, timelines);
  }

  public void mount(Router router, Endpoints endpoints, Predicate<ShowId> exists) {
    new QuestionEndpoints(this, exists).mount(router, endpoints);
  }

  /**
   * A question as its asker is told of it.
   *
   * @param status {@code new}, {@code grouped}, {@code answered}, {@code private} or {@code closed}
   */
  public record Told(
      String commentId,
      String asker,
      String status,
      @Nullable String into,
      @Nullable Long mediaMillis,
      @Nullable String text,
      boolean settledLongAgo) {}

  /** What became of a request about a question. */
  public enum Outcome {
    DONE,
    NO_SUCH,
    NOT_YOURS,
    /** It is settled already, or would stand under itself. */
    REFUSED
  }

  /** Takes the comments that say they are questions, up to the end of the log. */
  public void take(ShowId show) {
    while (timelines.act(show, action -> takeSome(action, show))) {
      boardChanged.accept(show);
    }
    boardChanged.accept(show);
  }

  /** Whether there may be more. */
  private boolean takeSome(Action action, ShowId show) {
    var sql = action.sql();
    ChatModes.lock(sql, show);
    // Read before the entries: all up to here have been committed.
    long end = SaidWords.end(sql, LogId.stage(show));
    long after =
        sql.one(
                "SELECT least(asked_off, $2) FROM relay_chat WHERE show_id = $1",
                row -> row.getLong(0),
                show.value(),
                end)
            .orElse(0L);
    var asked = SaidWords.questionsAfter(sql, LogId.stage(show), after, TAKEN_AT_ONCE_MAX);
    boolean more = asked.size() == TAKEN_AT_ONCE_MAX;
    for (var entry : asked) {
      if (entry.event() instanceof CommentPosted comment && comment.words() != null) {
        add(action, show, entry, comment.commentId(), comment.words());
      }
    }
    sql.change(
        "UPDATE relay_chat SET asked_off = $2 WHERE show_id = $1",
        show.value(),
        more ? asked.getLast().offset() : end);
    return more;
  }

  private void add(Action action, ShowId show, TimelineEntry entry, String commentId, Words words) {
    var sql = action.sql();
    var meaning = Likeness.words(words.text());
    long now = clock.now().millis();
    var alike = mostAlike(sql, show, commentId, meaning, now);
    var mediaAt = entry.mediaAt();
    var answered = alike != null && alike.status() == Status.ANSWERED ? alike : null;
    var question =
        new Question(
            commentId,
            entry.actor().id(),
            entry.at().millis(),
            mediaAt == null ? null : mediaAt.millis(),
            alike == null ? null : alike.commentId(),
            answered == null ? Status.OPEN : Status.ANSWERED,
            meaning,
            answered == null ? null : answered.answerMillis(),
            answered == null ? null : answered.answer(),
            answered == null ? null : (Long) now);
    if (QuestionRows.insert(sql, show, question)) {
      if (alike != null) {
        Audit.stage(
            action, Actor.system("relay"), new QuestionGrouped(commentId, alike.commentId()));
      }
      tell(action, question);
    }
  }

  private static @Nullable Question mostAlike(
      Sql sql, ShowId show, String commentId, java.util.Set<String> meaning, long now) {
    Question most = null;
    double likeness = 0;
    for (var head : QuestionRows.heads(sql, show, now - ANSWER_FRESH_MILLIS, HEADS_MAX)) {
      double alike = Likeness.of(meaning, head.words());
      boolean better = most == null || alike > likeness;
      if (Likeness.same(alike) && better && !head.commentId().equals(commentId)) {
        most = head;
        likeness = alike;
      }
    }
    return most;
  }

  private static void tell(Action action, Question question) {
    Audit.backstage(
        action,
        Actor.system("relay"),
        new QuestionStatus(question.commentId(), question.told(), question.asker()));
  }

  /**
   * Makes a comment a question.
   *
   * @param asker whose comment it must be; null for the staff
   */
  public Outcome mark(ShowId show, String commentId, @Nullable Actor asker, Actor by) {
    var outcome =
        timelines.act(
            show,
            action -> {
              var sql = action.sql();
              ChatModes.lock(sql, show);
              var found = SaidWords.find(sql, LogId.stage(show), commentId);
              if (found.isEmpty()
                  || !(found.get().event() instanceof CommentPosted comment)
                  || comment.words() == null) {
                return Outcome.NO_SUCH;
              }
              if (asker != null && !found.get().actor().equals(asker)) {
                return Outcome.NOT_YOURS;
              }
              if (QuestionRows.find(sql, show, commentId).isEmpty()) {
                Audit.stage(action, by, new QuestionMarked(commentId));
                add(action, show, found.get(), commentId, comment.words());
                if (by.kind() == Actor.Kind.STAFF) {
                  Audit.note(action, by, "question_marked", commentId);
                }
              }
              return Outcome.DONE;
            });
    boardChanged.accept(show);
    return outcome;
  }

  /** A viewer wants it answered too, or no longer. */
  public Outcome vote(ShowId show, String commentId, String viewer, boolean on) {
    var outcome =
        database.transaction(
            sql -> {
              var question = QuestionRows.find(sql, show, commentId);
              if (question.isEmpty()) {
                return Outcome.NO_SUCH;
              }
              QuestionRows.vote(sql, show, commentId, viewer, on);
              return Outcome.DONE;
            });
    boardChanged.accept(show);
    return outcome;
  }

  /** Puts a question, with all that is under it, under another; null takes it out of its group. */
  Outcome group(ShowId show, String commentId, @Nullable String into, Actor staff) {
    var outcome =
        timelines.act(
            show,
            action -> {
              var sql = action.sql();
              ChatModes.lock(sql, show);
              var found = QuestionRows.find(sql, show, commentId);
              var target = into == null ? null : QuestionRows.find(sql, show, into).orElse(null);
              if (found.isEmpty() || (into != null && target == null)) {
                return Outcome.NO_SUCH;
              }
              String head = target == null ? null : target.head();
              if (commentId.equals(head) || found.get().status() != Status.OPEN) {
                return Outcome.REFUSED;
              }
              if (java.util.Objects.equals(found.get().into(), head)) {
                return Outcome.DONE;
              }
              if (head != null) {
                QuestionRows.moveGroup(sql, show, commentId, head);
              }
              QuestionRows.putInto(sql, show, commentId, head);
              Audit.stage(action, staff, new QuestionGrouped(commentId, head));
              Audit.note(action, staff, "question_grouped", commentId);
              QuestionRows.find(sql, show, commentId).ifPresent(moved -> tell(action, moved));
              return Outcome.DONE;
            });
    boardChanged.accept(show);
    return outcome;
  }

  /**
   * How a question is settled.
   *
   * @param mediaMillis where on the picture
   * @param text in words
   */
  record Answer(Status status, @Nullable Long mediaMillis, @Nullable String text) {}

  /** Settles a question and everything that asks the same; each asker is told. */
  Outcome answer(ShowId show, String commentId, Answer answer, Actor staff) {
    var outcome =
        timelines.act(
            show,
            action -> {
              var sql = action.sql();
              ChatModes.lock(sql, show);
              var found = QuestionRows.find(sql, show, commentId);
              if (found.isEmpty()) {
                return Outcome.NO_SUCH;
              }
              boolean first = false;
              for (var each : QuestionRows.group(sql, show, found.get().head())) {
                if (each.status() == Status.OPEN || each.commentId().equals(commentId)) {
                  first |= settle(action, show, each, answer, staff);
                }
              }
              if (first) {
                String how = answer.status().name().toLowerCase(java.util.Locale.ROOT);
                Audit.note(action, staff, "question_" + how, commentId);
              }
              return Outcome.DONE;
            });
    boardChanged.accept(show);
    return outcome;
  }

  /** Whether that was news. */
  private boolean settle(
      Action action, ShowId show, Question question, Answer answer, Actor staff) {
    boolean same =
        question.status() == answer.status
            && java.util.Objects.equals(question.answer(), answer.text)
            && java.util.Objects.equals(question.answerMillis(), answer.mediaMillis);
    if (same) {
      return false;
    }
    var sql = action.sql();
    long now = clock.now().millis();
    String id = question.commentId();
    QuestionRows.settle(
        sql, show, id, answer.status, answer.mediaMillis, answer.text, staff.id(), now);
    if (answer.status == Status.ANSWERED) {
      var mediaAt = answer.mediaMillis == null ? null : new ShowTime(answer.mediaMillis);
      action.append(
          Log.STAGE, new Draft(null, staff, mediaAt, new QuestionAnswered(id, answer.text)));
    }
    QuestionRows.find(sql, show, id).ifPresent(settled -> tell(action, settled));
    return true;
  }

  /** A comment was taken down: its question is closed, and another leads its group. */
  public void removed(Action action, ShowId show, String commentId, Actor by) {
    var sql = action.sql();
    var found = QuestionRows.find(sql, show, commentId);
    if (found.isEmpty()) {
      return;
    }
    var group = QuestionRows.group(sql, show, commentId);
    if (found.get().into() == null && group.size() > 1) {
      String next =
          group.stream()
              .filter(each -> !each.commentId().equals(commentId))
              .findFirst()
              .orElseThrow()
              .commentId();
      QuestionRows.moveGroup(sql, show, commentId, next);
      Audit.stage(action, Actor.system("relay"), new QuestionGrouped(next, null));
      QuestionRows.find(sql, show, next).ifPresent(leader -> tell(action, leader));
    }
    QuestionRows.putInto(sql, show, commentId, null);
    if (found.get().status() == Status.OPEN) {
      long now = clock.now().millis();
      QuestionRows.settle(sql, show, commentId, Status.CLOSED, null, null, by.id(), now);
      QuestionRows.find(sql, show, commentId).ifPresent(closed -> tell(action, closed));
    }
    boardChanged.accept(show);
  }

  /** What each question of a viewer came to, newest first. */
  public List<Told> mine(ShowId show, String asker) {
    return database.query(
        sql -> QuestionRows.askedBy(sql, show, asker, MINE_MAX).stream().map(this::told).toList());
  }

  public Optional<Told> told(ShowId show, String commentId) {
    return database.query(sql -> QuestionRows.find(sql, show, commentId).map(this::told));
  }

  private Told told(Question question) {
    var settled = question.settledMillis();
    return new Told(
        question.commentId(),
        question.asker(),
        question.told(),
        question.into(),
        question.answerMillis(),
        question.answer(),
        settled != null && clock.now().millis() - settled > ANSWER_FRESH_MILLIS);
  }

  /** Everyone who asked something in a show. */
  public List<String> askers(ShowId show, int max) {
    return database.query(
        sql ->
            sql.list(
                "SELECT DISTINCT asker FROM relay_question WHERE show_id = $1 LIMIT $2",
                row -> row.getString(0),
                show.value(),
                max));
  }

  /** Says how many questions are open and which are wanted most. */
  public void sayBoard(ShowId show) {
    board.say(show);
  }

  QuestionBoard board() {
    return board;
  }
}
