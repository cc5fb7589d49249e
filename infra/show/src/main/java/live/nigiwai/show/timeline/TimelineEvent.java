package live.nigiwai.show.timeline;

import java.util.List;
import live.nigiwai.show.Money;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ShowTime;
import live.nigiwai.show.SkuId;
import org.jspecify.annotations.Nullable;

/**
 * An ordered fact of a show. The set is closed here and open on the wire: a fact this version does
 * not know decodes to {@link Unrecognised} and is skipped.
 */
public sealed interface TimelineEvent {

  /**
   * Whether viewers see it when their picture reaches its {@code showAt}. Everything else takes
   * effect on arrival (in a replay comments follow their {@code showAt} too).
   */
  default boolean inStep() {
    return false;
  }

  /** The same fact with these words, if it carries the words of that comment. */
  default TimelineEvent reworded(String commentId, @Nullable Words words) {
    if (this instanceof CommentPosted it && it.commentId.equals(commentId)) {
      return new CommentPosted(commentId, it.badge, words, it.replyTo, it.question);
    }
    return this instanceof CommentRestored it && it.commentId.equals(commentId)
        ? new CommentRestored(commentId, it.badge, words)
        : this;
  }

  /** A fact whose words lie beside the log under an id; null once deleted or erased. */
  sealed interface Worded extends TimelineEvent {
    String wordsId();

    @Nullable Words words();
  }

  /**
   * A viewer or the staff said something in the public room.
   *
   * @param commentId names the comment for deletion and for its author's own optimistic copy
   * @param replyTo the comment it answers
   * @param question whether its author wants an answer
   */
  record CommentPosted(
      String commentId,
      Badge badge,
      @Nullable Words words,
      @Nullable String replyTo,
      boolean question)
      implements Worded {
    public CommentPosted(String commentId, Badge badge, @Nullable Words words) {
      this(commentId, badge, words, null, false);
    }

    @Override
    public String wordsId() {
      return commentId;
    }
  }

  /** A comment was taken down; its words are gone from the log's side table too. */
  record CommentDeleted(String commentId) implements TimelineEvent {}

  /** A removal was undone; the comment has its words again. */
  record CommentRestored(String commentId, Badge badge, @Nullable Words words) implements Worded {
    @Override
    public String wordsId() {
      return commentId;
    }
  }

  record CommentPinned(String commentId) implements TimelineEvent {}

  record CommentUnpinned(String commentId) implements TimelineEvent {}

  /** A comment became a question after it was said. */
  record QuestionMarked(String commentId) implements TimelineEvent {}

  /** A question asks the same as another; {@code into} null takes it out again. */
  record QuestionGrouped(String commentId, @Nullable String into) implements TimelineEvent {}

  /** Answered on the picture its entry names, or by the public text. */
  record QuestionAnswered(String commentId, @Nullable String text) implements TimelineEvent {}

  /** A card was laid over the picture. Says nothing about what can be bought. */
  record ProductPinned(ProductId product) implements TimelineEvent {
    @Override
    public boolean inStep() {
      return true;
    }
  }

  record ProductUnpinned(ProductId product) implements TimelineEvent {
    @Override
    public boolean inStep() {
      return true;
    }
  }

  record SaleStateChanged(ProductId product, SaleState state) implements TimelineEvent {}

  /**
   * Prices for a time: promised, or promised anew with an earlier end.
   *
   * @param until the last moment at which a tap earns them, by server time
   */
  record PriceTimed(
      String timedId,
      ProductId product,
      List<ShowState.SkuPrice> prices,
      ShowTime from,
      ShowTime until)
      implements TimelineEvent {
    public PriceTimed {
      prices = List.copyOf(prices);
    }
  }

  /** 訂正: those prices were wrong, and nobody has them any more. */
  record PriceCorrected(String timedId, ProductId product, String reason)
      implements TimelineEvent {}

  /** A drop was announced, opened, drawn, ended or cancelled. */
  record DropChanged(String dropId, ProductId product, SkuId sku, String phase)
      implements TimelineEvent {}

  /** The publisher's first picture of a publish arrived. */
  record StreamStarted() implements TimelineEvent {}

  /** The publisher is gone; the show goes on and waits for it. */
  record StreamBroken(String reason) implements TimelineEvent {}

  record ShowOpened(ShowId show) implements TimelineEvent {}

  record ShowEnded(ShowId show) implements TimelineEvent {}

  /**
   * Backstage: a viewer placed an order. The buyer's name is read from the order, never from here.
   */
  record OrderPlaced(String orderId, String orderNumber, List<OrderedLine> lines, Money total)
      implements TimelineEvent {
    public OrderPlaced {
      lines = List.copyOf(lines);
    }
  }

  record OrderedLine(ProductId product, SkuId sku, int quantity) {}

  /**
   * Backstage: the order reached a new state, for example {@code accepted} or {@code cancelled}.
   */
  record OrderChanged(String orderId, String state) implements TimelineEvent {}

  /** Backstage: the audit trail of who did what. */
  record StaffActed(String action, String subject) implements TimelineEvent {}

  /** Backstage: a comment by its entry's actor that viewers do not see, and why. */
  record CommentHeld(String commentId, String why, @Nullable Words words) implements Worded {
    @Override
    public String wordsId() {
      return commentId;
    }
  }

  /** Backstage: a held comment was {@code shown} or {@code rejected}. */
  record CommentDecided(String commentId, String decision) implements TimelineEvent {}

  record CommentReported(String commentId, String why, int reports) implements TimelineEvent {}

  /** Backstage: somebody may no longer speak or come; the words are their name and the reason. */
  record Sanctioned(
      String sanctionId,
      String kind,
      String who,
      String scope,
      @Nullable ShowTime until,
      @Nullable Words words)
      implements Worded {
    @Override
    public String wordsId() {
      return sanctionId;
    }
  }

  record SanctionLifted(String sanctionId, String who) implements TimelineEvent {}

  /** Backstage: what became of somebody's question; a private answer is read from its row. */
  record QuestionStatus(String commentId, String status, String who) implements TimelineEvent {}

  /** A fact written by a newer version. */
  record Unrecognised(String type, String json) implements TimelineEvent {}
}
