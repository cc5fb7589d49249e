package live.nigiwai.relay;

import java.util.List;
import java.util.function.Supplier;
import live.nigiwai.relay.moderation.Moderation;
import live.nigiwai.relay.question.Questions;
import live.nigiwai.relay.socket.Note;
import live.nigiwai.show.timeline.Log;
import live.nigiwai.show.timeline.TimelineBatch;
import live.nigiwai.show.timeline.TimelineEntry;
import live.nigiwai.show.timeline.TimelineEvent.CommentDecided;
import live.nigiwai.show.timeline.TimelineEvent.CommentHeld;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.TimelineEvent.OrderPlaced;
import live.nigiwai.show.timeline.TimelineEvent.QuestionStatus;
import live.nigiwai.show.timeline.TimelineEvent.SanctionLifted;
import live.nigiwai.show.timeline.TimelineEvent.Sanctioned;

/**
 * Turns what the logs of a show tell into what each person on this node is told alone.
 *
 * <p><b>Threading</b>: any thread; {@link #news} never blocks, {@link #greet} does.
 */
final class Notices {
  private final Moderation moderation;
  private final Questions questions;
  private final Background background;

  Notices(Moderation moderation, Questions questions, Background background) {
    this.moderation = moderation;
    this.questions = questions;
    this.background = background;
  }

  /** Runs what blocks somewhere else. */
  interface Background {
    void run(String what, Runnable work);
  }

  void news(Floor floor, TimelineBatch batch) {
    for (var entry : batch.entries()) {
      if (batch.log().log() == Log.STAGE) {
        moderation.heard(floor.show, entry);
        floor.askedDirty |= entry.event() instanceof CommentPosted said && said.question();
      } else {
        backstage(floor, entry);
      }
    }
  }

  private void backstage(Floor floor, TimelineEntry entry) {
    switch (entry.event()) {
      case CommentHeld ignored -> {
        String author = entry.actor().id();
        floor.concern(author);
        tell(floor, author, () -> hidden(floor, author));
      }
      case CommentDecided decided ->
          background.run("a decision", () -> tellDecided(floor, decided));
      case QuestionStatus status -> {
        floor.concern(status.who());
        tell(floor, status.who(), () -> question(floor, status.commentId()));
      }
      case OrderPlaced ignored -> moderation.bought(floor.show, entry.actor().id());
      case Sanctioned ignored -> background.run("a sanction", moderation::look);
      case SanctionLifted ignored -> background.run("a sanction", moderation::look);
      default -> {}
    }
  }

  private void tellDecided(Floor floor, CommentDecided decided) {
    moderation
        .authorOfHeld(floor.show, decided.commentId())
        .ifPresent(
            author -> {
              var note = new Note.Held(decided.commentId(), decided.decision());
              floor.of(author).forEach(seat -> seat.line.note(note));
            });
  }

  /** What to tell somebody is read only where they are. */
  private void tell(Floor floor, String person, Supplier<List<Note>> notes) {
    if (!floor.of(person).isEmpty()) {
      background.run(
          "a note",
          () ->
              notes.get().forEach(note -> floor.of(person).forEach(seat -> seat.line.note(note))));
    }
  }

  void greet(TalkSeat seat) {
    String person = seat.caller.id();
    hidden(seat.floor, person).forEach(seat.line::note);
    for (var told : questions.mine(seat.floor.show, person)) {
      if (!told.settledLongAgo()) {
        seat.line.note(note(told));
      }
    }
  }

  /** All that is hidden of somebody: a page takes it in place of what it knew. */
  private List<Note> hidden(Floor floor, String author) {
    var comments =
        moderation.hidden(floor.show, author).stream()
            .map(each -> new Note.Hidden(each.entry(), each.waits()))
            .toList();
    return comments.isEmpty() ? List.of() : List.of(new Note.Mine(comments));
  }

  private List<Note> question(Floor floor, String commentId) {
    return questions.told(floor.show, commentId).map(Notices::note).stream().toList();
  }

  private static Note note(Questions.Told told) {
    return new Note.Question(
        told.commentId(), told.status(), told.into(), told.mediaMillis(), told.text());
  }
}
