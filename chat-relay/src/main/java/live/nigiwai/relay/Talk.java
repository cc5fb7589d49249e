package live.nigiwai.relay;

import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import live.nigiwai.relay.moderation.CommentId;
import live.nigiwai.relay.moderation.Judgement;
import live.nigiwai.relay.moderation.Moderation;
import live.nigiwai.relay.moderation.Purchases;
import live.nigiwai.relay.moderation.Repetition;
import live.nigiwai.relay.moderation.Sanction;
import live.nigiwai.relay.moderation.Standing;
import live.nigiwai.relay.question.Questions;
import live.nigiwai.relay.socket.Caller;
import live.nigiwai.relay.socket.Conversation;
import live.nigiwai.relay.socket.ErrorCode;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.AppendOutcome;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.ShowState.Speakers;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation of every show on this node: what is said passes moderation into the log,
 * questions are taken out of it, and each person hears what concerns them alone.
 *
 * <p><b>Threading</b>: any thread. What asks the database runs on {@code blocking}.
 */
final class Talk implements Conversation, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Talk.class);
  private static final long RETRY_MILLIS = 2_000;
  private static final long IDLE_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
  private static final long BOARD_NANOS_MIN = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final Duration OPEN_AGAIN = Duration.ofMillis(250);

  private final TimelineWriter timelines;
  private final Executor blocking;
  private final LongSupplier nanoTime;
  private final Moderation moderation;
  private final Questions questions;
  private final Notices notices;
  private final Map<ShowId, Floor> floors = new ConcurrentHashMap<>();

  /** Shows whose board of questions is to be said, and when it was last. */
  private final Map<ShowId, Board> boards = new ConcurrentHashMap<>();

  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long lookedAt;

  Talk(
      Repetition repetition,
      Database database,
      TimelineWriter timelines,
      ShowClock clock,
      Purchases purchases,
      Executor blocking,
      LongSupplier nanoTime) {
    this.timelines = timelines;
    this.blocking = blocking;
    this.nanoTime = nanoTime;
    this.questions = new Questions(database, timelines, clock, this::boardChanged);
    this.moderation =
        new Moderation(
            repetition,
            database,
            timelines,
            clock,
            purchases,
            questions::removed,
            this::sanctionsChanged);
    this.notices = new Notices(moderation, questions, this::inBackground);
    moderation.look();
  }

  private static final class Board {
    final AtomicBoolean dirty = new AtomicBoolean();
    volatile long saidAt;
  }

  void mount(Router router, Endpoints endpoints, Predicate<ShowId> exists) {
    moderation.mount(router, endpoints, exists);
    questions.mount(router, endpoints, exists);
  }

  @Override
  public boolean admits(ShowId show, Caller caller) {
    var sanction = sanction(show, caller);
    return sanction == null || sanction.kind() != Sanction.Kind.BAN;
  }

  private @Nullable Sanction sanction(ShowId show, Caller caller) {
    return moderation.sanction(show, caller.visitor(), caller.device(), caller.address());
  }

  @Override
  public Seat enter(ShowId show, Caller caller, Line line) {
    var floor = floors.computeIfAbsent(show, this::opened);
    var seat = new TalkSeat(this, floor, caller, line);
    floor.sit(caller.id(), seat);
    moderation.arrived(show, caller.visitor(), caller.device(), caller.address());
    seat.sanctioned(sanction(show, caller));
    floor
        .ready()
        .thenRun(
            () -> {
              if (floor.concerns(caller.id())) {
                inBackground("a greeting", () -> notices.greet(seat));
              }
            });
    return seat;
  }

  private Floor opened(ShowId show) {
    var floor = new Floor(show, nanoTime.getAsLong());
    inBackground("the floor of " + show, () -> open(floor));
    return floor;
  }

  /** Tries until it succeeds: those who have come meanwhile wait with what they say. */
  private void open(Floor floor) {
    while (!floor.closed()) {
      try {
        var concerned =
            Stream.concat(
                    moderation.authorsOfHidden(floor.show, Floor.CONCERNED_MAX).stream(),
                    questions.askers(floor.show, Floor.CONCERNED_MAX).stream())
                .toList();
        floor.open(timelines, batch -> notices.news(floor, batch), concerned);
        return;
      } catch (RuntimeException away) {
        log.warn("the conversation of {} cannot be opened yet: {}", floor.show, away.toString());
        LockSupport.parkNanos(OPEN_AGAIN.toNanos());
      }
    }
  }

  void leave(TalkSeat seat) {
    seat.floor.rise(seat.caller.id(), seat, nanoTime.getAsLong());
  }

  // --- what is said ---

  /** Whether everything is known here that a comment of theirs is judged by. */
  boolean knows(Floor floor, Caller caller) {
    return floor.ready().isDone()
        && moderation.knownStanding(floor.show, caller.visitor()).isPresent();
  }

  /** Finds out who speaks, then lets the seat go on. */
  void ask(TalkSeat seat, Caller caller) {
    inBackground(
        "who speaks",
        () -> {
          try {
            seat.floor.ready().get();
            var unused = moderation.standing(seat.floor.show, caller.visitor());
          } catch (ExecutionException | DatabaseUnavailableException away) {
            log.warn("who speaks is not known: {}", away.toString());
          } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
          } finally {
            seat.answered();
          }
        });
  }

  /** Never blocks. */
  CompletionStage<Reply> say(TalkSeat seat, Caller caller, Remark remark) {
    var floor = seat.floor;
    if (!floor.ready().isDone() || floor.ready().isCompletedExceptionally()) {
      return refused(ErrorCode.UNAVAILABLE, RETRY_MILLIS);
    }
    var author = caller.visitor();
    var known = moderation.knownStanding(floor.show, author);
    if (known.isEmpty() && floor.chat().who() != Speakers.EVERYONE) {
      return refused(ErrorCode.UNAVAILABLE, RETRY_MILLIS);
    }
    var standing = known.orElse(Standing.UNKNOWN);
    String id = CommentId.of(floor.show, author.actor(), remark.key());
    var said =
        new Moderation.Said(
            id,
            author,
            standing.badge(author),
            remark.key(),
            remark.text(),
            remark.mediaAt(),
            remark.replyTo(),
            remark.question());
    var sanction = sanction(floor.show, caller);
    var judgement =
        moderation.judge(floor.show, author, sanction, id, remark.text(), floor.chat(), standing);
    return switch (judgement) {
      case Judgement.Allow ignored -> append(floor, said);
      case Judgement.Hold hold -> keep(floor, said, hold.why());
      case Judgement.Shadow ignored -> keep(floor, said, Judgement.Why.SHADOW);
      case Judgement.Refuse refuse ->
          refused(ErrorCode.valueOf(refuse.reason().name()), refuse.afterMillis());
    };
  }

  private static CompletionStage<Reply> refused(ErrorCode code, long afterMillis) {
    return CompletableFuture.completedFuture(new Reply.Refused(code, afterMillis));
  }

  private CompletionStage<Reply> append(Floor floor, Moderation.Said said) {
    var author = said.author();
    var fact =
        new CommentPosted(
            said.commentId(),
            said.badge(),
            new Words(author.name(), said.text()),
            said.replyTo(),
            said.question());
    return timelines
        .stage(floor.show)
        .append(new Draft(said.key(), author.actor(), said.mediaAt(), fact))
        .thenApply(outcome -> reply(floor, said.commentId(), outcome));
  }

  private static Reply reply(Floor floor, String commentId, AppendOutcome outcome) {
    return switch (outcome) {
      case AppendOutcome.Stored ignored -> new Reply.Done(commentId, false);
      case AppendOutcome.Duplicate ignored -> new Reply.Done(commentId, false);
      case AppendOutcome.Overloaded ignored ->
          new Reply.Refused(ErrorCode.OVERLOADED, RETRY_MILLIS);
      case AppendOutcome.Failed failed -> {
        log.warn("a comment of {} was not stored: {}", floor.show, failed.reason());
        yield new Reply.Refused(ErrorCode.OVERLOADED, RETRY_MILLIS);
      }
    };
  }

  private CompletionStage<Reply> keep(Floor floor, Moderation.Said said, Judgement.Why why) {
    return moderation
        .keep(floor.show, said, why)
        .thenApply(
            kept ->
                switch (kept) {
                  case HELD -> new Reply.Done(said.commentId(), why != Judgement.Why.SHADOW);
                  case KNOWN -> new Reply.Done(said.commentId(), false);
                  case OVERLOADED -> new Reply.Refused(ErrorCode.OVERLOADED, RETRY_MILLIS);
                });
  }

  // --- requests about a comment; these block ---

  Reply carryOut(Floor floor, Caller caller, Request request) {
    var sanction = sanction(floor.show, caller);
    boolean silenced = sanction != null && sanction.kind() != Sanction.Kind.SHADOW;
    String id = request.commentId();
    var actor = caller.visitor().actor();
    return switch (request) {
      case Request.Delete ignored ->
          switch (moderation.takeBack(floor.show, id, actor)) {
            case DONE -> new Reply.Done(id, false);
            case NO_SUCH -> new Reply.Refused(ErrorCode.NO_SUCH, 0);
            case NOT_YOURS -> new Reply.Refused(ErrorCode.NOT_YOURS, 0);
          };
      case Request.Ask ignored ->
          silenced ? muted() : asked(id, questions.mark(floor.show, id, actor, actor));
      case Request.Vote ignored when silenced -> muted();
      case Request.Vote ignored when sanction != null -> new Reply.Done(id, false);
      case Request.Vote vote -> asked(id, questions.vote(floor.show, id, caller.id(), vote.on()));
      case Request.Report ignored when silenced -> muted();
      case Request.Report report ->
          moderation.report(floor.show, id, actor, report.why())
              ? new Reply.Done(id, false)
              : new Reply.Refused(ErrorCode.NO_SUCH, 0);
    };
  }

  private static Reply muted() {
    return new Reply.Refused(ErrorCode.MUTED, 0);
  }

  private static Reply asked(String id, Questions.Outcome outcome) {
    return switch (outcome) {
      case DONE -> new Reply.Done(id, false);
      case NO_SUCH, REFUSED -> new Reply.Refused(ErrorCode.NO_SUCH, 0);
      case NOT_YOURS -> new Reply.Refused(ErrorCode.NOT_YOURS, 0);
    };
  }

  private void sanctionsChanged() {
    for (var floor : floors.values()) {
      floor.each(seat -> seat.sanctioned(sanction(floor.show, seat.caller)));
    }
  }

  private void boardChanged(ShowId show) {
    boards.computeIfAbsent(show, ignored -> new Board()).dirty.set(true);
  }

  // --- as time passes ---

  /** Never blocks. */
  void tick() {
    long now = nanoTime.getAsLong();
    if (now - lookedAt > LOOK_NANOS && looking.compareAndSet(false, true)) {
      lookedAt = now;
      inBackground(
          "what changed",
          () -> {
            try {
              moderation.look();
            } finally {
              looking.set(false);
            }
          });
    }
    for (var floor : List.copyOf(floors.values())) {
      if (floor.askedDirty && floor.ready().isDone()) {
        floor.askedDirty = false;
        inBackground("questions", () -> takeQuestions(floor));
      }
      if (floor.idle(now, IDLE_NANOS_MAX) && floors.remove(floor.show, floor)) {
        inBackground("an empty floor", floor::close);
      }
    }
    boards.forEach(
        (show, board) -> {
          if (now - board.saidAt > BOARD_NANOS_MIN && board.dirty.compareAndSet(true, false)) {
            board.saidAt = now;
            inBackground("the board of questions", () -> sayBoard(show, board));
          }
        });
  }

  private void takeQuestions(Floor floor) {
    try {
      questions.take(floor.show);
    } catch (RuntimeException away) {
      floor.askedDirty = true;
      throw away;
    }
  }

  private void sayBoard(ShowId show, Board board) {
    try {
      questions.sayBoard(show);
    } catch (RuntimeException away) {
      board.dirty.set(true);
      throw away;
    }
  }

  private void inBackground(String what, Runnable work) {
    try {
      blocking.execute(
          () -> {
            try {
              work.run();
            } catch (RuntimeException failed) {
              log.warn("{}: {}", what, failed.toString());
            }
          });
    } catch (RejectedExecutionException stopping) {
      log.debug("{} is left: the relay is closing", what);
    }
  }

  Moderation moderation() {
    return moderation;
  }

  @Override
  public void close() {
    moderation.close();
    floors.values().forEach(Floor::close);
  }
}
