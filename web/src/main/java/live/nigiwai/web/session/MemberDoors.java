package live.nigiwai.web.session;

import io.vertx.ext.web.Router;
import java.util.function.Consumer;
import live.nigiwai.runtime.http.ClientAddresses;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.shop.Shop;
import live.nigiwai.show.ViewerId;

/** Everything members do with their own account, put together. */
public final class MemberDoors {
  private final MemberEndpoints sessions;
  private final MyDataEndpoints data;

  /**
   * @param comments forgets what someone said in the shows
   */
  public MemberDoors(
      Shop shop,
      Accounts accounts,
      CookieVisitors visitors,
      ClientAddresses addresses,
      Endpoints endpoints,
      Consumer<ViewerId> comments) {
    this.sessions =
        new MemberEndpoints(shop.members(), accounts.passwords(), visitors, addresses, endpoints);
    this.data = new MyDataEndpoints(shop.personalData(), visitors, endpoints, comments);
  }

  public void mount(Router router) {
    sessions.mount(router);
    data.mount(router);
  }
}
