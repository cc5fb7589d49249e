package live.nigiwai.relay.question;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.nigiwai.relay.moderation.ChatModes;
import live.nigiwai.relay.question.QuestionRows.Question;
import live.nigiwai.relay.question.QuestionRows.Status;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.SaidWords;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.Versioned;
import live.nigiwai.show.timeline.Words;

/** The questions of a show as a queue: groups by their heads, most wanted first. Blocks. */
final class QuestionBoard {
  private static final int OPEN_MAX = 500;
  private static final int TOP_MAX = 10;

  private final Database database;
  private final TimelineWriter timelines;

  QuestionBoard(Database database, TimelineWriter timelines) {
    this.database = database;
    this.timelines = timelines;
  }

  /** A group as the staff see it: its head, and what is under it. */
  record Group(Question head, Words words, int votes, List<String> members) {}

  /** Groups by their heads, most wanted first, then oldest. */
  List<Group> groups(ShowId show, List<Status> wanted, int max) {
    return database.query(sql -> groups(sql, show, wanted, max));
  }

  private static List<Group> groups(Sql sql, ShowId show, List<Status> wanted, int max) {
    var votes = QuestionRows.votes(sql, show);
    var all = QuestionRows.all(sql, show, wanted, max).reversed();
    Map<String, List<String>> members = new HashMap<>();
    for (var each : all) {
      if (each.into() != null) {
        members.computeIfAbsent(each.into(), ignored -> new ArrayList<>()).add(each.commentId());
      }
    }
    var heads = all.stream().filter(each -> each.into() == null).toList();
    var words =
        SaidWords.words(sql, LogId.stage(show), heads.stream().map(Question::commentId).toList());
    var groups = new ArrayList<Group>();
    for (var head : heads) {
      String id = head.commentId();
      groups.add(
          new Group(
              head,
              words.getOrDefault(id, new Words("", "")),
              votes.getOrDefault(id, 1),
              members.getOrDefault(id, List.of())));
    }
    groups.sort(
        Comparator.comparingInt((Group group) -> -group.votes)
            .thenComparingLong(group -> group.head.atMillis()));
    return groups;
  }

  /** Says how many questions are open and which are wanted most. */
  void say(ShowId show) {
    var board =
        database.transaction(
            sql -> {
              ChatModes.lock(sql, show);
              long version =
                  sql.one(
                          "UPDATE relay_chat SET board = board + 1 WHERE show_id = $1"
                              + " RETURNING board",
                          row -> row.getLong(0),
                          show.value())
                      .orElseThrow();
              var open = groups(sql, show, List.of(Status.OPEN), OPEN_MAX);
              var top =
                  open.stream()
                      .filter(group -> !group.words.text().isEmpty())
                      .limit(TOP_MAX)
                      .map(
                          group ->
                              new ShowState.OpenQuestion(
                                  group.head.commentId(), group.words, group.votes))
                      .toList();
              return new Versioned(new ShowState.Questions(open.size(), top), version);
            });
    timelines.stage(show).announce(board);
  }
}
