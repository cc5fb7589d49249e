package live.nigiwai.shop;

import java.time.Duration;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.checkout.SaleTerms;
import live.nigiwai.shop.order.OrderConfig;
import live.nigiwai.shop.stock.StockConfig;

/**
 * How the shop behaves.
 *
 * @param store who sells
 * @param stock holds and lanes
 * @param terms shipping and cancellation
 * @param orders when they are accepted, how long one has to pay
 * @param tokenSecret makes the links to orders; at least 16 characters, the same on every node and
 *     over restarts. Empty in the defaults: the installation has to give one
 * @param settleEvery how often undecided payments are looked at
 * @param simulatorLate how long the simulator's time-out card keeps silent
 */
public record ShopConfig(
    Store store,
    StockConfig stock,
    SaleTerms terms,
    OrderConfig orders,
    String tokenSecret,
    Duration settleEvery,
    Duration simulatorLate) {
  public ShopConfig {
    if (settleEvery.toMillis() < 10) {
      throw new IllegalArgumentException("shop.settleEvery must be at least 10 ms");
    }
    if (simulatorLate.isNegative()) {
      throw new IllegalArgumentException("shop.simulatorLate must not be negative");
    }
  }

  public static ShopConfig defaults() {
    return new ShopConfig(
        new Store("main", new LocalText("賑わい商店", "Nigiwai Store")),
        StockConfig.defaults(),
        SaleTerms.defaults(),
        OrderConfig.defaults(),
        "",
        Duration.ofSeconds(1),
        Duration.ofSeconds(6));
  }

  public ShopConfig withTokenSecret(String secret) {
    return new ShopConfig(store, stock, terms, orders, secret, settleEvery, simulatorLate);
  }

  public ShopConfig withStore(Store next) {
    return new ShopConfig(next, stock, terms, orders, tokenSecret, settleEvery, simulatorLate);
  }

  public ShopConfig withStock(StockConfig next) {
    return new ShopConfig(store, next, terms, orders, tokenSecret, settleEvery, simulatorLate);
  }

  public ShopConfig withTerms(SaleTerms next) {
    return new ShopConfig(store, stock, next, orders, tokenSecret, settleEvery, simulatorLate);
  }

  public ShopConfig withOrders(OrderConfig next) {
    return new ShopConfig(store, stock, terms, next, tokenSecret, settleEvery, simulatorLate);
  }

  public ShopConfig withSettleEvery(Duration next) {
    return new ShopConfig(store, stock, terms, orders, tokenSecret, next, simulatorLate);
  }

  public ShopConfig withSimulatorLate(Duration late) {
    return new ShopConfig(store, stock, terms, orders, tokenSecret, settleEvery, late);
  }
}
