package live.nigiwai.relay.question;

import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/** The rows of questions and of the votes for them. */
final class QuestionRows {
  private static final String COLUMNS =
      "eid, asker, at_ms, media_ms, into_eid, status, tokens, answer_ms, answer, settled_ms";

  private QuestionRows() {}

  enum Status {
    OPEN,
    ANSWERED,
    PRIVATE,
    CLOSED
  }

  /**
   * @param into the head of its group; null for a head
   * @param answerMillis where on the picture it was answered
   */
  record Question(
      String commentId,
      String asker,
      long atMillis,
      @Nullable Long mediaMillis,
      @Nullable String into,
      Status status,
      Set<String> words,
      @Nullable Long answerMillis,
      @Nullable String answer,
      @Nullable Long settledMillis) {
    String head() {
      return into == null ? commentId : into;
    }

    /** What its asker is told. */
    String told() {
      return switch (status) {
        case OPEN -> into == null ? "new" : "grouped";
        case ANSWERED -> "answered";
        case PRIVATE -> "private";
        case CLOSED -> "closed";
      };
    }
  }

  /** Whether it was not there before. */
  static boolean insert(Sql sql, ShowId show, Question question) {
    return sql.change(
            "INSERT INTO relay_question (show_id, eid, asker, at_ms, media_ms, into_eid, status,"
                + " tokens, answer_ms, answer, settled_ms)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
            show.value(),
            question.commentId,
            question.asker,
            question.atMillis,
            question.mediaMillis,
            question.into,
            question.status.name(),
            question.words.toArray(String[]::new),
            question.answerMillis,
            question.answer,
            question.settledMillis)
        > 0;
  }

  static Optional<Question> find(Sql sql, ShowId show, String commentId) {
    return sql.one(
        "SELECT " + COLUMNS + " FROM relay_question WHERE show_id = $1 AND eid = $2",
        QuestionRows::question,
        show.value(),
        commentId);
  }

  /** The heads a new question may be put under: open ones, and those answered a moment ago. */
  static List<Question> heads(Sql sql, ShowId show, long settledAfter, int max) {
    return sql.list(
        "SELECT "
            + COLUMNS
            + " FROM relay_question WHERE show_id = $1 AND into_eid IS NULL"
            + " AND (status = 'OPEN' OR status = 'ANSWERED' AND settled_ms > $2)"
            + " ORDER BY at_ms DESC LIMIT $3",
        QuestionRows::question,
        show.value(),
        settledAfter,
        max);
  }

  /** A head and everything under it, oldest first. */
  static List<Question> group(Sql sql, ShowId show, String head) {
    return sql.list(
        "SELECT "
            + COLUMNS
            + " FROM relay_question"
            + " WHERE show_id = $1 AND (eid = $2 OR into_eid = $2) ORDER BY at_ms, eid",
        QuestionRows::question,
        show.value(),
        head);
  }

  /** Newest first. */
  static List<Question> all(Sql sql, ShowId show, List<Status> wanted, int max) {
    return sql.list(
        "SELECT "
            + COLUMNS
            + " FROM relay_question WHERE show_id = $1 AND status = ANY($2)"
            + " ORDER BY at_ms DESC LIMIT $3",
        QuestionRows::question,
        show.value(),
        wanted.stream().map(Status::name).toArray(String[]::new),
        max);
  }

  static List<Question> askedBy(Sql sql, ShowId show, String asker, int max) {
    return sql.list(
        "SELECT "
            + COLUMNS
            + " FROM relay_question WHERE asker = $2 AND show_id = $1"
            + " ORDER BY at_ms DESC LIMIT $3",
        QuestionRows::question,
        show.value(),
        asker,
        max);
  }

  static void settle(
      Sql sql,
      ShowId show,
      String commentId,
      Status status,
      @Nullable Long answerMillis,
      @Nullable String answer,
      String by,
      long now) {
    sql.change(
        "UPDATE relay_question SET status = $3, answer_ms = $4, answer = $5, answered_by = $6,"
            + " settled_ms = $7 WHERE show_id = $1 AND eid = $2",
        show.value(),
        commentId,
        status.name(),
        answerMillis,
        answer,
        by,
        now);
  }

  static void putInto(Sql sql, ShowId show, String commentId, @Nullable String head) {
    sql.change(
        "UPDATE relay_question SET into_eid = $3, by_hand = true WHERE show_id = $1 AND eid = $2",
        show.value(),
        commentId,
        head);
  }

  /** Gives a group another head. */
  static void moveGroup(Sql sql, ShowId show, String from, String to) {
    sql.change(
        "UPDATE relay_question SET into_eid = CASE WHEN eid = $3 THEN NULL ELSE $3 END"
            + " WHERE show_id = $1 AND into_eid = $2",
        show.value(),
        from,
        to);
  }

  /** Whether that changed anything. */
  static boolean vote(Sql sql, ShowId show, String commentId, String viewer, boolean on) {
    return sql.change(
            on
                ? "INSERT INTO relay_vote (show_id, eid, viewer) VALUES ($1, $2, $3)"
                    + " ON CONFLICT DO NOTHING"
                : "DELETE FROM relay_vote WHERE show_id = $1 AND eid = $2 AND viewer = $3",
            show.value(),
            commentId,
            viewer)
        > 0;
  }

  /** How many people want each group answered: whoever asked it, and whoever voted, once each. */
  static Map<String, Integer> votes(Sql sql, ShowId show) {
    var votes = new HashMap<String, Integer>();
    sql.list(
            """
            WITH member AS (SELECT eid, coalesce(into_eid, eid) AS head, asker
                              FROM relay_question WHERE show_id = $1)
            SELECT head, count(*)
              FROM (SELECT head, asker AS viewer FROM member
                    UNION
                    SELECT m.head, v.viewer FROM member m
                      JOIN relay_vote v ON v.show_id = $1 AND v.eid = m.eid) AS voice
             GROUP BY head
            """,
            row -> Map.entry(row.getString(0), row.getLong(1).intValue()),
            show.value())
        .forEach(each -> votes.put(each.getKey(), each.getValue()));
    return votes;
  }

  private static Question question(Row row) {
    return new Question(
        row.getString(0),
        row.getString(1),
        row.getLong(2),
        row.getLong(3),
        row.getString(4),
        Status.valueOf(row.getString(5)),
        Set.of(row.getArrayOfStrings(6)),
        row.getLong(7),
        row.getString(8),
        row.getLong(9));
  }
}
