package live.nigiwai.relay.moderation;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.AppendOutcome;
import live.nigiwai.show.timeline.Draft;
import live.nigiwai.show.timeline.TimelineEvent.CommentDeleted;
import live.nigiwai.show.timeline.TimelineEvent.StaffActed;
import live.nigiwai.show.timeline.Timelines;

/**
 * Takes a comment down: the fact goes into the stage log, whose writer erases the words with it,
 * and the act into the audit trail backstage.
 *
 * <p>Both facts carry a key made of the comment's id, so a repeat by the same member of the staff
 * stores nothing twice.
 */
public final class Removal {
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);

  private final Timelines timelines;

  public Removal(Timelines timelines) {
    this.timelines = timelines;
  }

  /** Blocks until both facts are stored. */
  public Answer delete(ShowId show, String commentId, Visitor staff) {
    if (!CommentId.wellFormed(commentId) || commentId.length() > 60) {
      throw ApiProblem.notFound();
    }
    String key = "del-" + commentId;
    var deleted = new Draft(key, staff.actor(), null, new CommentDeleted(commentId));
    await(timelines.stage(show).append(deleted));
    var audited = new Draft(key, staff.actor(), null, new StaffActed("comment_deleted", commentId));
    await(timelines.backstage(show).append(audited));
    return Answer.noContent();
  }

  private static void await(CompletionStage<AppendOutcome> append) {
    try {
      var outcome = append.toCompletableFuture().get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
      switch (outcome) {
        case AppendOutcome.Stored ignored -> {}
        case AppendOutcome.Duplicate ignored -> {}
        case AppendOutcome.Overloaded ignored -> throw ApiProblem.unavailable();
        case AppendOutcome.Failed ignored -> throw ApiProblem.unavailable();
      }
    } catch (TimeoutException databaseAway) {
      throw ApiProblem.unavailable();
    } catch (ExecutionException fault) {
      throw new IllegalStateException("append failed", fault.getCause());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw ApiProblem.unavailable();
    }
  }
}
