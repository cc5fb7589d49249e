package live.nigiwai.relay.socket;

import live.nigiwai.runtime.http.Visitor;

/**
 * Who calls, and from where: what a sanction can be put on.
 *
 * @param address of the other end, as the server saw it
 * @param device an id that outlives the visitor's identity; empty where there is none
 */
public record Caller(Visitor visitor, String address, String device) {
  /** The id others know them by. */
  public String id() {
    return visitor.actor().id();
  }

  Caller as(Visitor renamed) {
    return new Caller(renamed, address, device);
  }
}
