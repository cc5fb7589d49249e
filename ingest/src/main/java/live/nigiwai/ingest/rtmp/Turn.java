package live.nigiwai.ingest.rtmp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One publisher's time at a show's sink: it may open its own when those of everybody before are
 * closed.
 *
 * <p><i>Threading</i>: any thread.
 */
final class Turn {
  private final CompletionStage<@Nullable Void> before;
  private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

  private Turn(CompletionStage<@Nullable Void> before) {
    this.before = before;
  }

  static Turn first() {
    return new Turn(CompletableFuture.completedStage(null));
  }

  Turn next() {
    return new Turn(over.thenCombine(before, (mine, theirs) -> null));
  }

  /** Completes when the sink is free. */
  CompletionStage<@Nullable Void> come() {
    return before;
  }

  /** Its sink is closed, or will never be opened. Calling it twice is harmless. */
  void over() {
    over.complete(null);
  }

  boolean isOver() {
    return over.isDone();
  }
}
