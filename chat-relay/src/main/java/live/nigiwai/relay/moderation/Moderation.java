package live.nigiwai.relay.moderation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import live.nigiwai.relay.moderation.HeldRows.Held;
import live.nigiwai.relay.moderation.HeldRows.State;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.timeline.SaidWords;
import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.ShowState.Chat;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/**
 * What may be said, by whom, and what is taken down again: the door to this package.
 *
 * <p><b>Threading</b>: any thread. What never blocks says so; the rest asks the database.
 */
public final class Moderation implements AutoCloseable {
  private static final int STANDINGS_MAX = 100_000;
  private static final Duration STANDING_KEPT = Duration.ofMinutes(10);

  private final Database database;
  private final ShowClock clock;
  private final Repetition repetition;
  private final Recents recents;
  private final BlockedWords words;
  private final Sanctions sanctions;
  private final HeldComments held;
  private final Removal removal;
  private final Reports reports;
  private final Guestbook guestbook;
  private final People people;
  private final ChatModes modes;
  private final Changes changes;
  private final Cache<Guest, Standing> standings =
      Caffeine.newBuilder().maximumSize(STANDINGS_MAX).expireAfterWrite(STANDING_KEPT).build();

  private record Guest(ShowId show, String person) {}

  /**
   * @param removed what else follows when a comment is gone
   * @param sanctionsChanged told when somebody on this node may have to go or be quiet
   */
  public Moderation(
      Repetition repetition,
      Database database,
      TimelineWriter timelines,
      ShowClock clock,
      Purchases purchases,
      Consequence removed,
      Runnable sanctionsChanged) {
    this.database = database;
    this.clock = clock;
    this.repetition = repetition;
    this.recents = new Recents(repetition);
    this.words = new BlockedWords(database);
    this.sanctions = new Sanctions(database, timelines, clock, sanctionsChanged);
    this.held = new HeldComments(database, timelines);
    this.removal = new Removal(timelines, clock, removed);
    this.reports = new Reports(timelines, clock);
    this.guestbook = new Guestbook(database, clock);
    this.people = new People(database, purchases, sanctions);
    this.modes = new ChatModes(timelines);
    this.changes =
        new Changes(
            database, Map.of(Sanctions.CHANGE, sanctions::load, BlockedWords.CHANGE, words::load));
  }

  public void mount(Router router, Endpoints endpoints, Predicate<ShowId> exists) {
    new ModerationEndpoints(exists, database, clock, modes, held, removal, sanctions, words, people)
        .mount(router, endpoints);
  }

  /** Looks whether another node changed what is kept in memory here. */
  public void look() {
    changes.look();
  }

  /** What is on whoever calls from there; null if nothing is. Never blocks. */
  public @Nullable Sanction sanction(ShowId show, Visitor visitor, String device, String address) {
    return visitor.isStaff() ? null : sanctions.on(show, visitor.actor().id(), device, address);
  }

  /** Somebody follows a stage. Never blocks. */
  public void arrived(ShowId show, Visitor visitor, String device, String address) {
    if (!visitor.isStaff()) {
      guestbook.arrived(show, visitor.actor().id(), visitor.name(), device, address);
    }
  }

  /** What an author is to the show, if that is known here. Never blocks. */
  public Optional<Standing> knownStanding(ShowId show, Visitor author) {
    return author.isStaff()
        ? Optional.of(Standing.UNKNOWN)
        : Optional.ofNullable(standings.getIfPresent(new Guest(show, author.actor().id())));
  }

  public Standing standing(ShowId show, Visitor author) {
    return author.isStaff()
        ? Standing.UNKNOWN
        : standings.get(
            new Guest(show, author.actor().id()),
            guest -> {
              var found = people.standing(show, guest.person, clock.now().millis());
              return author.customer() == null ? found : found.asMember();
            });
  }

  /** A viewer bought something in a show; from now on they are a buyer there. Never blocks. */
  public void bought(ShowId show, String viewer) {
    standings.asMap().computeIfPresent(new Guest(show, viewer), (guest, was) -> was.asBuyer());
  }

  /** Decides about a comment, and remembers it. Never blocks. */
  public Judgement judge(
      ShowId show,
      Visitor author,
      @Nullable Sanction sanction,
      String commentId,
      String text,
      Chat chat,
      Standing standing) {
    if (author.isStaff()) {
      return new Judgement.Allow();
    }
    String who = author.actor().id();
    var before = recents.decided(show, who, commentId);
    if (before != null) {
      return before;
    }
    long now = clock.now().millis();
    var folded = Folded.of(text);
    var memory = recents.look(show, who, folded.text(), now);
    var judgement =
        Judge.decide(
            new Judge.Case(text, folded, chat, standing, sanction, memory, now),
            words.list(),
            repetition);
    if (!(judgement instanceof Judgement.Refuse)) {
      recents.note(show, who, commentId, folded.text(), now, judgement);
      standings.asMap().computeIfPresent(new Guest(show, who), (guest, was) -> was.asSpeaker());
    }
    return judgement;
  }

  /** A comment came out of the log, from whatever node. Never blocks. */
  public void heard(ShowId show, TimelineEntry entry) {
    if (entry.event() instanceof CommentPosted comment
        && comment.words() != null
        && entry.actor().kind() == Actor.Kind.VIEWER) {
      String folded = Folded.of(comment.words().text()).text();
      String author = entry.actor().id();
      recents.note(
          show, author, comment.commentId(), folded, entry.at().millis(), new Judgement.Allow());
    }
  }

  /** A comment as its author sent it, with the mark beside it. */
  public record Said(
      String commentId,
      Visitor author,
      Badge badge,
      String key,
      String text,
      @Nullable ShowTime mediaAt,
      @Nullable String replyTo,
      boolean question) {}

  /** What became of a comment that viewers are not to see. */
  public enum Kept {
    HELD,
    /** It is in the log already, or was decided. */
    KNOWN,
    OVERLOADED
  }

  /** Keeps a comment backstage; completes once it is stored. Never blocks. */
  public CompletionStage<Kept> keep(ShowId show, Said said, Judgement.Why why) {
    var state = why == Judgement.Why.SHADOW ? State.SHADOW : State.WAITING;
    var row =
        new Held(
            said.commentId,
            said.author.actor().id(),
            said.badge,
            said.key,
            said.mediaAt,
            said.replyTo,
            said.question,
            TimelineJson.wireName(why),
            clock.now().millis(),
            state);
    return held.keep(show, row, new Words(said.author.name(), said.text));
  }

  /** What became of a wish of a comment's author. */
  public enum TakenBack {
    DONE,
    NO_SUCH,
    NOT_YOURS
  }

  /** An author takes their own comment down. */
  public TakenBack takeBack(ShowId show, String commentId, Actor author) {
    return switch (removal.takeBack(show, commentId, author)) {
      case DONE, GONE -> TakenBack.DONE;
      case NO_SUCH -> TakenBack.NO_SUCH;
      case NOT_YOURS -> TakenBack.NOT_YOURS;
    };
  }

  /** Whether there is such a comment. */
  public boolean report(ShowId show, String commentId, Actor reporter, String why) {
    return reports.report(show, commentId, reporter, why);
  }

  /**
   * A comment its author sees and others do not.
   *
   * @param entry as it would stand in the log
   * @param waits whether its author knows
   */
  public record Hidden(TimelineEntry entry, boolean waits) {}

  /** What of somebody the log does not show others, oldest first. */
  public List<Hidden> hidden(ShowId show, String author) {
    return database.query(
        sql -> {
          var rows = HeldRows.hidden(sql, show, author).reversed();
          var said =
              SaidWords.words(
                  sql, LogId.backstage(show), rows.stream().map(Held::commentId).toList());
          var hidden = new ArrayList<Hidden>();
          for (var row : rows) {
            var words = said.get(row.commentId());
            if (words != null) {
              hidden.add(new Hidden(entry(row, words), row.state() == State.WAITING));
            }
          }
          return hidden;
        });
  }

  private static TimelineEntry entry(Held row, Words words) {
    var at = new ShowTime(row.atMillis());
    var mediaAt = row.mediaAt();
    var event =
        new CommentPosted(row.commentId(), row.badge(), words, row.replyTo(), row.question());
    return new TimelineEntry(
        0,
        at,
        mediaAt,
        mediaAt == null ? at : mediaAt,
        Actor.viewer(new ViewerId(row.author())),
        event);
  }

  /** Everyone in a show of whom something is hidden. */
  public List<String> authorsOfHidden(ShowId show, int max) {
    return database.query(
        sql ->
            sql.list(
                "SELECT DISTINCT author FROM relay_held WHERE show_id = $1"
                    + " AND state IN ('WAITING', 'SHADOW') LIMIT $2",
                row -> row.getString(0),
                show.value(),
                max));
  }

  /** Whose held comment this is. */
  public Optional<String> authorOfHeld(ShowId show, String commentId) {
    return database.query(sql -> HeldRows.find(sql, show, commentId).map(Held::author));
  }

  /** Forgets what has been kept long enough. */
  public void retain() {
    new Retention(database, clock).retain();
  }

  /** Takes everything of a viewer out of what is kept. */
  public void erase(ViewerId viewer) {
    new Retention(database, clock).erase(viewer);
    standings.asMap().keySet().removeIf(guest -> guest.person.equals(viewer.value()));
  }

  @Override
  public void close() {
    held.close();
    guestbook.close();
  }
}
