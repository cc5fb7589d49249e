package live.nigiwai.runtime.http;

import java.util.Set;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: a viewer, known or new, or a member of the staff.
 *
 * @param name what others see beside what they say; empty until they chose one
 * @param roles empty for viewers
 * @param customer what the merchant's shop says about them; null where it says nothing
 */
public record Visitor(Actor actor, String name, Set<Role> roles, @Nullable Customer customer) {
  public Visitor {
    roles = Set.copyOf(roles);
  }

  /** Someone of whom the merchant's shop says nothing. */
  public Visitor(Actor actor, String name, Set<Role> roles) {
    this(actor, name, roles, null);
  }

  public Visitor named(String chosen) {
    return new Visitor(actor, chosen, roles, customer);
  }

  public boolean isStaff() {
    return actor.kind() == Actor.Kind.STAFF;
  }

  /** Whether they hold one of these roles; the owner holds all. */
  public boolean may(Set<Role> needed) {
    return isStaff() && (roles.contains(Role.OWNER) || roles.stream().anyMatch(needed::contains));
  }

  /** Their identity as a buyer; staff buy as themselves, under an id of their own. */
  public ViewerId viewer() {
    return isStaff() ? new ViewerId("staff-" + actor.id()) : new ViewerId(actor.id());
  }
}
