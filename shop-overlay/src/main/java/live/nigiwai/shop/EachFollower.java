package live.nigiwai.shop;

import java.util.List;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.stock.Hold;
import live.nigiwai.shop.stock.HoldFollower;

/** Tells several followers, one after the other. */
final class EachFollower implements HoldFollower {
  private final List<HoldFollower> followers;

  EachFollower(HoldFollower... followers) {
    this.followers = List.of(followers);
  }

  @Override
  public void held(Sql sql, List<Hold> holds) {
    followers.forEach(follower -> follower.held(sql, holds));
  }

  @Override
  public void ended(Sql sql, List<Hold> holds) {
    followers.forEach(follower -> follower.ended(sql, holds));
  }
}
