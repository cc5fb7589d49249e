package live.nigiwai.show;

/**
 * Who did something: a viewer, a member of the staff, or the system itself.
 *
 * <p>The name shown beside it is not here: names lie beside the log so that they can be erased.
 *
 * @param id the viewer's or the account's id; for the system, the part that acted
 */
public record Actor(Kind kind, String id) {
  public enum Kind {
    VIEWER,
    STAFF,
    SYSTEM
  }

  public Actor {
    Ids.token("actor id", id);
  }

  public static Actor viewer(ViewerId id) {
    return new Actor(Kind.VIEWER, id.value());
  }

  public static Actor staff(String accountId) {
    return new Actor(Kind.STAFF, accountId);
  }

  public static Actor system(String part) {
    return new Actor(Kind.SYSTEM, part);
  }
}
