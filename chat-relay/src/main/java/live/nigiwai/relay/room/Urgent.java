package live.nigiwai.relay.room;

import live.nigiwai.relay.fanout.News.Urgency;
import live.nigiwai.show.timeline.Badge;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.show.timeline.TimelineEvent.CommentDecided;
import live.nigiwai.show.timeline.TimelineEvent.CommentDeleted;
import live.nigiwai.show.timeline.TimelineEvent.CommentHeld;
import live.nigiwai.show.timeline.TimelineEvent.CommentPinned;
import live.nigiwai.show.timeline.TimelineEvent.CommentPosted;
import live.nigiwai.show.timeline.TimelineEvent.CommentReported;
import live.nigiwai.show.timeline.TimelineEvent.CommentRestored;
import live.nigiwai.show.timeline.TimelineEvent.CommentUnpinned;
import live.nigiwai.show.timeline.TimelineEvent.DropChanged;
import live.nigiwai.show.timeline.TimelineEvent.OrderChanged;
import live.nigiwai.show.timeline.TimelineEvent.OrderPlaced;
import live.nigiwai.show.timeline.TimelineEvent.PriceCorrected;
import live.nigiwai.show.timeline.TimelineEvent.PriceTimed;
import live.nigiwai.show.timeline.TimelineEvent.ProductPinned;
import live.nigiwai.show.timeline.TimelineEvent.ProductUnpinned;
import live.nigiwai.show.timeline.TimelineEvent.QuestionAnswered;
import live.nigiwai.show.timeline.TimelineEvent.QuestionGrouped;
import live.nigiwai.show.timeline.TimelineEvent.QuestionMarked;
import live.nigiwai.show.timeline.TimelineEvent.QuestionStatus;
import live.nigiwai.show.timeline.TimelineEvent.SaleStateChanged;
import live.nigiwai.show.timeline.TimelineEvent.SanctionLifted;
import live.nigiwai.show.timeline.TimelineEvent.Sanctioned;
import live.nigiwai.show.timeline.TimelineEvent.ShowEnded;
import live.nigiwai.show.timeline.TimelineEvent.ShowOpened;
import live.nigiwai.show.timeline.TimelineEvent.StaffActed;
import live.nigiwai.show.timeline.TimelineEvent.StreamBroken;
import live.nigiwai.show.timeline.TimelineEvent.StreamStarted;
import live.nigiwai.show.timeline.TimelineEvent.Unrecognised;
import org.jspecify.annotations.Nullable;

/** What may not wait for the next sweep: what decides what can be bought, read or seen. */
final class Urgent {
  private Urgent() {}

  static Urgency of(TimelineEvent event) {
    return switch (event) {
      case CommentPosted comment ->
          comment.badge() == Badge.PRESENTER || comment.badge() == Badge.STAFF
              ? Urgency.URGENT
              : Urgency.ORDINARY;
      case CommentDeleted ignored -> Urgency.URGENT;
      case CommentRestored ignored -> Urgency.ORDINARY;
      case CommentPinned ignored -> Urgency.URGENT;
      case CommentUnpinned ignored -> Urgency.URGENT;
      case QuestionMarked ignored -> Urgency.ORDINARY;
      case QuestionGrouped ignored -> Urgency.ORDINARY;
      case QuestionAnswered ignored -> Urgency.ORDINARY;
      case ProductPinned ignored -> Urgency.URGENT;
      case ProductUnpinned ignored -> Urgency.URGENT;
      case SaleStateChanged ignored -> Urgency.URGENT;
      case PriceTimed ignored -> Urgency.URGENT;
      case PriceCorrected ignored -> Urgency.URGENT;
      case DropChanged ignored -> Urgency.URGENT;
      case StreamStarted ignored -> Urgency.URGENT;
      case StreamBroken ignored -> Urgency.URGENT;
      case ShowOpened ignored -> Urgency.URGENT;
      case ShowEnded ignored -> Urgency.URGENT;
      case OrderPlaced ignored -> Urgency.ORDINARY;
      case OrderChanged ignored -> Urgency.ORDINARY;
      case StaffActed ignored -> Urgency.ORDINARY;
      case CommentHeld ignored -> Urgency.ORDINARY;
      case CommentDecided ignored -> Urgency.ORDINARY;
      case CommentReported ignored -> Urgency.ORDINARY;
      case Sanctioned ignored -> Urgency.ORDINARY;
      case SanctionLifted ignored -> Urgency.ORDINARY;
      case QuestionStatus ignored -> Urgency.ORDINARY;
      case Unrecognised ignored -> Urgency.ORDINARY;
    };
  }

  /** Of a value that replaces another; stock is urgent when it runs out and when there is more. */
  static Urgency of(@Nullable ShowState before, ShowState now) {
    return switch (now) {
      case ShowState.StockLeft stock -> {
        boolean hadNone = before instanceof ShowState.StockLeft was && was.left() == 0;
        yield stock.left() == 0 || hadNone ? Urgency.URGENT : Urgency.ORDINARY;
      }
      case ShowState.Pins ignored -> Urgency.URGENT;
      case ShowState.ProductSale ignored -> Urgency.URGENT;
      case ShowState.TimedPrice ignored -> Urgency.URGENT;
      case ShowState.Drop ignored -> Urgency.URGENT;
      case ShowState.Stream ignored -> Urgency.URGENT;
      case ShowState.Chat ignored -> Urgency.URGENT;
      case ShowState.CommentPin ignored -> Urgency.URGENT;
      case ShowState.Questions ignored -> Urgency.ORDINARY;
      case ShowState.Unrecognised ignored -> Urgency.ORDINARY;
    };
  }

  static Urgency greater(Urgency one, Urgency other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
