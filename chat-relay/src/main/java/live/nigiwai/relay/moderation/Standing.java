package live.nigiwai.relay.moderation;

import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.show.timeline.Badge;

/**
 * What an author is to the show.
 *
 * @param buyer bought in this show
 * @param member came before, or is a customer of the merchant
 * @param first never said anything before
 */
public record Standing(boolean buyer, boolean member, boolean first) {
  public static final Standing UNKNOWN = new Standing(false, false, false);

  Standing asBuyer() {
    return new Standing(true, member, first);
  }

  /** The merchant's shop vouches for them. */
  Standing asMember() {
    return new Standing(buyer, true, first);
  }

  Standing asSpeaker() {
    return new Standing(buyer, member, false);
  }

  /** The mark beside what they say. */
  public Badge badge(Visitor author) {
    if (author.isStaff()) {
      return author.roles().contains(Role.PRESENTER) ? Badge.PRESENTER : Badge.STAFF;
    }
    return badgeOfViewer();
  }

  Badge badgeOfViewer() {
    if (buyer) {
      return Badge.BUYER;
    }
    if (first) {
      return Badge.FIRST;
    }
    return member ? Badge.MEMBER : Badge.NONE;
  }
}
