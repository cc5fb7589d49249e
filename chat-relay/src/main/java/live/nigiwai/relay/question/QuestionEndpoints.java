package live.nigiwai.relay.question;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import live.nigiwai.relay.moderation.CommentId;
import live.nigiwai.relay.question.QuestionRows.Status;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/** The queue of questions over HTTP (PROTOCOL.md section 8). */
final class QuestionEndpoints {
  private static final Set<Role> MODERATORS =
      Set.of(Role.OWNER, Role.PRODUCER, Role.MODERATOR, Role.CS);
  private static final Set<Role> ANSWERERS =
      Set.of(Role.OWNER, Role.PRODUCER, Role.PRESENTER, Role.MODERATOR, Role.CS);
  private static final int LISTED_MAX = 500;
  private static final int ANSWER_LENGTH_MAX = 500;

  private final Questions questions;
  private final Predicate<ShowId> exists;

  QuestionEndpoints(Questions questions, Predicate<ShowId> exists) {
    this.questions = questions;
    this.exists = exists;
  }

  void mount(Router router, Endpoints endpoints) {
    router
        .get("/api/shows/:show/questions/mine")
        .handler(endpoints.viewer((context, viewer) -> mine(show(context), viewer)));
    router
        .get("/api/shows/:show/questions")
        .handler(endpoints.staff(ANSWERERS, (context, staff) -> list(context)));
    router
        .post("/api/shows/:show/questions/:eid")
        .handler(
            endpoints.staff(
                MODERATORS,
                (context, staff) ->
                    answer(questions.mark(show(context), eid(context), null, staff.actor()))));
    router
        .post("/api/shows/:show/questions/:eid/group")
        .handler(endpoints.staff(MODERATORS, this::group));
    router
        .post("/api/shows/:show/questions/:eid/answer")
        .handler(endpoints.staff(ANSWERERS, this::settle));
  }

  private ShowId show(RoutingContext context) {
    var show = new ShowId(context.pathParam("show"));
    if (!exists.test(show)) {
      throw ApiProblem.notFound();
    }
    return show;
  }

  private static String eid(RoutingContext context) {
    String eid = context.pathParam("eid");
    if (!CommentId.wellFormed(eid)) {
      throw ApiProblem.notFound();
    }
    return eid;
  }

  record QuestionView(
      String eid,
      String who,
      String n,
      String x,
      long at,
      @Nullable Long m,
      int votes,
      String status,
      @Nullable String into,
      List<String> members,
      @Nullable Long answeredAt,
      @Nullable String answer) {
    static QuestionView of(QuestionBoard.Group group) {
      var head = group.head();
      return new QuestionView(
          head.commentId(),
          head.asker(),
          group.words().name(),
          group.words().text(),
          head.atMillis(),
          head.mediaMillis(),
          group.votes(),
          head.status().name().toLowerCase(Locale.ROOT),
          head.into(),
          group.members(),
          head.answerMillis(),
          head.answer());
    }
  }

  record QuestionList(List<QuestionView> questions) {}

  private Answer list(RoutingContext context) {
    String asked = context.request().getParam("status", "open");
    List<Status> wanted =
        switch (asked) {
          case "open" -> List.of(Status.OPEN);
          case "answered" -> List.of(Status.ANSWERED);
          case "private" -> List.of(Status.PRIVATE);
          case "closed" -> List.of(Status.CLOSED);
          case "all" -> List.of(Status.values());
          default ->
              throw ApiProblem.badRequest(
                  "bad_value", "status is open, answered, private, closed or all");
        };
    return Answer.ok(
        new QuestionList(
            questions.board().groups(show(context), wanted, LISTED_MAX).stream()
                .map(QuestionView::of)
                .toList()));
  }

  record MineView(
      String eid, String status, @Nullable String into, @Nullable Long m, @Nullable String x) {}

  record MineList(List<MineView> questions) {}

  private Answer mine(ShowId show, Visitor viewer) {
    return Answer.ok(
        new MineList(
            questions.mine(show, viewer.actor().id()).stream()
                .map(
                    told ->
                        new MineView(
                            told.commentId(),
                            told.status(),
                            told.into(),
                            told.mediaMillis(),
                            told.text()))
                .toList()));
  }

  record GroupRequest(@Nullable String into) {}

  private Answer group(RoutingContext context, Visitor staff) {
    String into = Requests.body(context, GroupRequest.class).into;
    if (into != null && !CommentId.wellFormed(into)) {
      throw ApiProblem.badRequest("bad_value", "into is the id of a comment");
    }
    return answer(questions.group(show(context), eid(context), into, staff.actor()));
  }

  record AnswerRequest(@Nullable String how, @Nullable Long m, @Nullable String text) {}

  private Answer settle(RoutingContext context, Visitor staff) {
    var wish = Requests.body(context, AnswerRequest.class);
    String text = wish.text == null ? "" : wish.text.strip();
    if (text.codePointCount(0, text.length()) > ANSWER_LENGTH_MAX) {
      throw ApiProblem.badRequest(
          "bad_value", "text has at most " + ANSWER_LENGTH_MAX + " characters");
    }
    if (wish.m != null && wish.m < 0) {
      throw ApiProblem.badRequest("bad_value", "m is a media time");
    }
    String how = wish.how == null ? "" : wish.how;
    boolean inWords = how.equals("text") || how.equals("private");
    if (inWords && text.isEmpty()) {
      throw ApiProblem.badRequest("bad_value", "text is missing");
    }
    var answer =
        switch (how) {
          case "live" ->
              new Questions.Answer(Status.ANSWERED, wish.m, text.isEmpty() ? null : text);
          case "text" -> new Questions.Answer(Status.ANSWERED, wish.m, text);
          case "private" -> new Questions.Answer(Status.PRIVATE, null, text);
          case "close" -> new Questions.Answer(Status.CLOSED, null, null);
          default ->
              throw ApiProblem.badRequest("bad_value", "how is live, text, private or close");
        };
    return answer(questions.answer(show(context), eid(context), answer, staff.actor()));
  }

  private static Answer answer(Questions.Outcome outcome) {
    return switch (outcome) {
      case DONE -> Answer.noContent();
      case NO_SUCH, NOT_YOURS -> throw ApiProblem.notFound();
      case REFUSED ->
          throw new ApiProblem(
              409,
              "not_groupable",
              "この質問はまとめられません。",
              "This question is settled, or leads the other one.",
              false);
    };
  }
}
