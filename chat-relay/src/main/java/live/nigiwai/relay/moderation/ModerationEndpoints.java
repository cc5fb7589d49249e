package live.nigiwai.relay.moderation;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import live.nigiwai.relay.moderation.ChatModes.Wish;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.http.VisitorEndpoint;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.ShowState.Chat;
import live.nigiwai.show.timeline.ShowState.Speakers;
import org.jspecify.annotations.Nullable;

/** What moderators do, over HTTP (PROTOCOL.md section 8). */
final class ModerationEndpoints {
  private static final Set<Role> MODERATORS =
      Set.of(Role.OWNER, Role.PRODUCER, Role.MODERATOR, Role.CS);
  private static final Set<Role> WORD_KEEPERS = Set.of(Role.OWNER, Role.PRODUCER, Role.MODERATOR);

  private final Predicate<ShowId> exists;
  private final ShowClock clock;
  private final ChatModes modes;
  private final HeldComments held;
  private final Removal removal;
  private final BlockedWords words;
  private final People people;
  private final SanctionEndpoints sanctions;

  ModerationEndpoints(
      Predicate<ShowId> exists,
      Database database,
      ShowClock clock,
      ChatModes modes,
      HeldComments held,
      Removal removal,
      Sanctions sanctions,
      BlockedWords words,
      People people) {
    this.exists = exists;
    this.clock = clock;
    this.modes = modes;
    this.held = held;
    this.removal = removal;
    this.words = words;
    this.people = people;
    this.sanctions = new SanctionEndpoints(database, clock, sanctions);
  }

  void mount(Router router, Endpoints endpoints) {
    var moderate = new Mount(endpoints, MODERATORS);
    router.get("/api/shows/:show/chat").handler(moderate.in(this::chat));
    router.put("/api/shows/:show/chat").handler(moderate.in(this::setChat));
    router.post("/api/shows/:show/chat/raid").handler(moderate.in(this::raid));
    router.get("/api/shows/:show/held").handler(moderate.in(this::held));
    router.post("/api/shows/:show/held/:eid").handler(moderate.in(this::decide));
    router
        .delete("/api/shows/:show/comments/:eid")
        .handler(moderate.in((c, s, staff) -> gone(removal.remove(s, eid(c), staff.actor()))));
    router
        .post("/api/shows/:show/comments/:eid/restore")
        .handler(moderate.in((c, s, staff) -> gone(removal.restore(s, eid(c), staff.actor()))));
    router
        .put("/api/shows/:show/comments/:eid/pin")
        .handler(moderate.in((c, s, staff) -> gone(removal.pin(s, eid(c), staff.actor()))));
    router
        .delete("/api/shows/:show/comments/:eid/pin")
        .handler(moderate.in((c, s, staff) -> gone(removal.unpin(s, eid(c), staff.actor()))));
    router
        .get("/api/shows/:show/sanctions")
        .handler(moderate.in((c, s, staff) -> sanctions.list(s)));
    router
        .post("/api/shows/:show/sanctions")
        .handler(moderate.in((c, s, staff) -> sanctions.put(c, s, staff)));
    router
        .delete("/api/sanctions/:sid")
        .handler(
            endpoints.staff(MODERATORS, (c, staff) -> sanctions.lift(c.pathParam("sid"), staff)));
    router.get("/api/shows/:show/people/:who").handler(moderate.in(this::person));
    router
        .get("/api/moderation/words")
        .handler(endpoints.staff(WORD_KEEPERS, (c, staff) -> wordsAnswer()));
    router.put("/api/moderation/words").handler(endpoints.staff(WORD_KEEPERS, this::setWords));
  }

  /** Something a member of the staff does in a show. */
  private interface InShow {
    Answer answer(RoutingContext context, ShowId show, Visitor staff);
  }

  private final class Mount {
    private final Endpoints endpoints;
    private final Set<Role> roles;

    Mount(Endpoints endpoints, Set<Role> roles) {
      this.endpoints = endpoints;
      this.roles = roles;
    }

    io.vertx.core.Handler<RoutingContext> in(InShow what) {
      VisitorEndpoint endpoint =
          (context, staff) -> {
            var show = new ShowId(context.pathParam("show"));
            if (!exists.test(show)) {
              throw ApiProblem.notFound();
            }
            return what.answer(context, show, staff);
          };
      return endpoints.staff(roles, endpoint);
    }
  }

  private static String eid(RoutingContext context) {
    String eid = context.pathParam("eid");
    if (!CommentId.wellFormed(eid)) {
      throw ApiProblem.notFound();
    }
    return eid;
  }

  record ChatView(int slow, String who, boolean hold, boolean links, boolean raid) {
    static ChatView of(Chat chat) {
      return new ChatView(
          chat.slowSeconds(),
          TimelineJson.wireName(chat.who()),
          chat.hold(),
          chat.links(),
          chat.raid());
    }
  }

  private Answer chat(RoutingContext context, ShowId show, Visitor staff) {
    return Answer.ok(ChatView.of(modes.of(show)));
  }

  record ChatRequest(int slow, @Nullable String who, boolean hold, boolean links) {}

  private Answer setChat(RoutingContext context, ShowId show, Visitor staff) {
    var wish = Requests.body(context, ChatRequest.class);
    if (wish.slow < 0 || wish.slow > ChatModes.SLOW_SECONDS_MAX) {
      throw ApiProblem.badRequest("bad_value", "slow is 0-" + ChatModes.SLOW_SECONDS_MAX);
    }
    var who = constant(Speakers.class, "who", wish.who);
    var chat = modes.set(show, new Wish(wish.slow, who, wish.hold, wish.links), staff.actor());
    return Answer.ok(ChatView.of(chat));
  }

  record RaidRequest(boolean on) {}

  private Answer raid(RoutingContext context, ShowId show, Visitor staff) {
    boolean on = Requests.body(context, RaidRequest.class).on;
    return Answer.ok(ChatView.of(modes.raid(show, on, staff.actor())));
  }

  record HeldView(String eid, String n, String x, String why, String by, long at) {}

  record HeldList(List<HeldView> held) {}

  private Answer held(RoutingContext context, ShowId show, Visitor staff) {
    return Answer.ok(
        new HeldList(
            held.waiting(show).stream()
                .map(
                    each ->
                        new HeldView(
                            each.held().commentId(),
                            each.words().name(),
                            each.words().text(),
                            each.held().why(),
                            each.held().author(),
                            each.held().atMillis()))
                .toList()));
  }

  record Decision(@Nullable String decision) {}

  private Answer decide(RoutingContext context, ShowId show, Visitor staff) {
    String decision = Requests.body(context, Decision.class).decision;
    boolean showIt = "show".equals(decision);
    if (!showIt && !"reject".equals(decision)) {
      throw ApiProblem.badRequest("bad_value", "decision is show or reject");
    }
    return switch (held.decide(show, eid(context), showIt, staff.actor())) {
      case DONE -> Answer.noContent();
      case NO_SUCH -> throw ApiProblem.notFound();
      case GONE ->
          throw new ApiProblem(
              409,
              "decided",
              "すでに表示されたか、本人が取り消しています。",
              "It was shown already, or its author took it back.",
              false);
    };
  }

  private static Answer gone(Removal.Outcome outcome) {
    return switch (outcome) {
      case DONE -> Answer.noContent();
      case NO_SUCH, NOT_YOURS -> throw ApiProblem.notFound();
      case GONE ->
          throw new ApiProblem(
              409, "gone", "このコメントの言葉はもう残っていません。", "Nothing is left of this comment.", false);
    };
  }

  record RecentView(String eid, @Nullable String x, long at, String state) {}

  record PersonView(
      String who,
      String name,
      long firstSeen,
      int comments,
      int removed,
      int held,
      int reports,
      int orders,
      String badge,
      List<SanctionEndpoints.SanctionView> sanctions,
      List<RecentView> recent) {}

  private Answer person(RoutingContext context, ShowId show, Visitor staff) {
    long now = clock.now().millis();
    var person = people.find(show, context.pathParam("who"), now).orElseThrow(ApiProblem::notFound);
    return Answer.ok(
        new PersonView(
            person.id(),
            person.name(),
            person.firstSeenMillis(),
            person.comments(),
            person.removed(),
            person.held(),
            person.reports(),
            person.orders(),
            TimelineJson.wireName(person.standing().badgeOfViewer()),
            person.sanctions().stream().map(SanctionEndpoints.SanctionView::of).toList(),
            person.recent().stream()
                .map(
                    each ->
                        new RecentView(
                            each.commentId(), each.text(), each.atMillis(), each.state()))
                .toList()));
  }

  record WordView(@Nullable String word, @Nullable String verdict) {}

  record WordsView(@Nullable List<WordView> words) {}

  private Answer wordsAnswer() {
    return Answer.ok(
        new WordsView(
            words.all().stream()
                .map(each -> new WordView(each.word(), TimelineJson.wireName(each.verdict())))
                .toList()));
  }

  private Answer setWords(RoutingContext context, Visitor staff) {
    var wanted = Requests.body(context, WordsView.class).words;
    int max = WordList.WORDS_MAX;
    if (wanted == null || wanted.size() > max) {
      throw ApiProblem.badRequest("bad_value", "words is a list of at most " + max);
    }
    words.set(
        wanted.stream().map(ModerationEndpoints::blocked).distinct().toList(),
        staff.actor(),
        clock.now().millis());
    return wordsAnswer();
  }

  private static BlockedWord blocked(WordView view) {
    String word = view.word == null ? "" : view.word.strip();
    int max = WordList.WORD_LENGTH_MAX;
    if (word.length() > max || Folded.of(word).text().isEmpty()) {
      throw ApiProblem.badRequest(
          "bad_value", "a word has 1-" + max + " characters, one a letter or digit at least");
    }
    return new BlockedWord(word, constant(BlockedWord.Verdict.class, "verdict", view.verdict));
  }

  static <E extends Enum<E>> E constant(Class<E> type, String what, @Nullable String name) {
    try {
      return Enum.valueOf(type, name == null ? "" : name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw ApiProblem.badRequest(
          "bad_value", what + " is one of " + List.of(type.getEnumConstants()));
    }
  }
}
