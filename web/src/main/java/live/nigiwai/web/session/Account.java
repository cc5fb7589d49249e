package live.nigiwai.web.session;

import java.util.Set;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.show.Actor;

/** A member of the staff. */
public record Account(String id, String email, String name, Set<Role> roles) {
  public Account {
    roles = Set.copyOf(roles);
  }

  Visitor visitor() {
    return new Visitor(Actor.staff(id), name, roles);
  }
}
