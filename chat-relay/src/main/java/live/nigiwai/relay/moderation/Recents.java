package live.nigiwai.relay.moderation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/**
 * What was said lately, by whom, and what was decided about it.
 *
 * <p>Comments that other nodes stored are noted as they come out of the log, so whoever opens a
 * socket on each node is not faster than others.
 *
 * <p><b>Threading</b>: any thread; each author's memory is guarded by itself.
 */
final class Recents {
  private static final int AUTHORS_MAX = 100_000;
  private static final int TEXTS_MAX = 20_000;
  private static final int KEPT_BY_AUTHOR = 32;
  private static final int OTHERS_COUNTED_MAX = 32;
  private static final long SAME_MILLIS = 30_000;
  private static final long LATELY_MILLIS = 10_000;

  /** Longer than the slowest mode. */
  private static final Duration AUTHOR_FORGOTTEN = Duration.ofMinutes(15);

  private final Cache<Author, Memory> authors =
      Caffeine.newBuilder().maximumSize(AUTHORS_MAX).expireAfterAccess(AUTHOR_FORGOTTEN).build();
  private final Cache<Text, Set<String>> texts =
      Caffeine.newBuilder()
          .maximumSize(TEXTS_MAX)
          .expireAfterWrite(Duration.ofMillis(SAME_MILLIS))
          .build();
  private final Repetition limits;

  Recents(Repetition limits) {
    this.limits = limits;
  }

  private record Author(ShowId show, String id) {}

  private record Text(ShowId show, String folded) {}

  private record Said(
      String commentId, String folded, long atMillis, @Nullable Judgement judgement) {}

  private static final class Memory {
    private final ArrayDeque<Said> said = new ArrayDeque<>();
  }

  /** What was decided about this very comment before; null if it is new here. */
  @Nullable Judgement decided(ShowId show, String author, String commentId) {
    var memory = authors.getIfPresent(new Author(show, author));
    if (memory == null) {
      return null;
    }
    synchronized (memory) {
      for (var said : memory.said) {
        if (said.commentId.equals(commentId)) {
          return said.judgement;
        }
      }
      return null;
    }
  }

  Judge.Memory look(ShowId show, String author, String folded, long nowMillis) {
    int others = 0;
    if (folded.length() >= limits.tellingLength()) {
      var sayers = texts.getIfPresent(new Text(show, folded));
      if (sayers != null) {
        synchronized (sayers) {
          others = sayers.size() - (sayers.contains(author) ? 1 : 0);
        }
      }
    }
    var memory = authors.getIfPresent(new Author(show, author));
    if (memory == null) {
      return new Judge.Memory(0, 0, 0, others);
    }
    synchronized (memory) {
      int same = 0;
      int lately = 0;
      long last = 0;
      for (var said : memory.said) {
        long age = nowMillis - said.atMillis;
        same += age < SAME_MILLIS && said.folded.equals(folded) ? 1 : 0;
        lately += age < LATELY_MILLIS ? 1 : 0;
        last = Math.max(last, said.atMillis);
      }
      return new Judge.Memory(last, lately, same, others);
    }
  }

  /**
   * @param judgement null for what another node decided
   */
  void note(
      ShowId show,
      String author,
      String commentId,
      String folded,
      long atMillis,
      @Nullable Judgement judgement) {
    var memory = authors.get(new Author(show, author), ignored -> new Memory());
    synchronized (memory) {
      for (var said : memory.said) {
        if (said.commentId.equals(commentId)) {
          return;
        }
      }
      if (memory.said.size() >= KEPT_BY_AUTHOR) {
        memory.said.poll();
      }
      memory.said.add(new Said(commentId, folded, atMillis, judgement));
    }
    if (folded.length() >= limits.tellingLength()) {
      var sayers = texts.get(new Text(show, folded), ignored -> new HashSet<>());
      synchronized (sayers) {
        if (sayers.size() < OTHERS_COUNTED_MAX) {
          sayers.add(author);
        }
      }
    }
  }
}
