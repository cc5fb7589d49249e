package live.nigiwai.shop.member;

import live.nigiwai.show.ViewerId;

/**
 * Someone with an account in the shop.
 *
 * @param viewer the one id they are known by in every browser
 * @param fresh whether they logged in a moment ago, as is asked before an account is changed
 */
public record Member(String id, ViewerId viewer, String email, boolean hasPassword, boolean fresh) {
  @Override
  public String toString() {
    return "Member[" + id + "]";
  }
}
