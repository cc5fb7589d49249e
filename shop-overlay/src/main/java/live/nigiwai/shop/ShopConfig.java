package live.nigiwai.shop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.checkout.SaleTerms;
import live.nigiwai.shop.legal.LegalConfig;
import live.nigiwai.shop.mail.MailConfig;
import live.nigiwai.shop.offer.OfferConfig;
import live.nigiwai.shop.order.OrderConfig;
import live.nigiwai.shop.payment.PaymentConfig;
import live.nigiwai.shop.stock.StockConfig;

/**
 * How the shop behaves.
 *
 * @param store who sells
 * @param stock holds and lanes
 * @param terms shipping and cancellation
 * @param orders when they are accepted, how long one has to pay
 * @param offers coupons
 * @param tokenSecret makes the links to orders; at least 16 characters, the same on every node and
 *     over restarts. Empty in the defaults: the installation has to give one
 * @param settleEvery how often undecided payments are looked at
 * @param payment providers and ways to pay
 * @param mail how letters leave
 * @param legal who sells, for the legal pages
 * @param postcodes Japan Post's {@code KEN_ALL.CSV} or {@code utf_ken_all.csv}, plain or zipped;
 *     read at the start when it is another than last time
 * @param trustedProxies whose word about where a request comes from is taken
 */
public record ShopConfig(
    Store store,
    StockConfig stock,
    SaleTerms terms,
    OrderConfig orders,
    OfferConfig offers,
    String tokenSecret,
    Duration settleEvery,
    PaymentConfig payment,
    MailConfig mail,
    LegalConfig legal,
    Optional<Path> postcodes,
    Set<String> trustedProxies) {
  public ShopConfig {
    trustedProxies = Set.copyOf(trustedProxies);
    if (settleEvery.toMillis() < 10) {
      throw new IllegalArgumentException("shop.settleEvery must be at least 10 ms");
    }
  }

  public static ShopConfig defaults() {
    return new ShopConfig(
        new Store("main", new LocalText("賑わい商店", "Nigiwai Store")),
        StockConfig.defaults(),
        SaleTerms.defaults(),
        OrderConfig.defaults(),
        OfferConfig.defaults(),
        "",
        Duration.ofSeconds(1),
        PaymentConfig.defaults(),
        MailConfig.defaults(),
        LegalConfig.defaults(),
        Optional.empty(),
        Set.of());
  }

  public ShopConfig withTokenSecret(String next) {
    return new ShopConfig(
        store,
        stock,
        terms,
        orders,
        offers,
        next,
        settleEvery,
        payment,
        mail,
        legal,
        postcodes,
        trustedProxies);
  }

  public ShopConfig withStock(StockConfig next) {
    return new ShopConfig(
        store,
        next,
        terms,
        orders,
        offers,
        tokenSecret,
        settleEvery,
        payment,
        mail,
        legal,
        postcodes,
        trustedProxies);
  }

  public ShopConfig withTerms(SaleTerms next) {
    return new ShopConfig(
        store,
        stock,
        next,
        orders,
        offers,
        tokenSecret,
        settleEvery,
        payment,
        mail,
        legal,
        postcodes,
        trustedProxies);
  }

  public ShopConfig withPayment(PaymentConfig next) {
    return new ShopConfig(
        store,
        stock,
        terms,
        orders,
        offers,
        tokenSecret,
        settleEvery,
        next,
        mail,
        legal,
        postcodes,
        trustedProxies);
  }

  public ShopConfig withMail(MailConfig next) {
    return new ShopConfig(
        store,
        stock,
        terms,
        orders,
        offers,
        tokenSecret,
        settleEvery,
        payment,
        next,
        legal,
        postcodes,
        trustedProxies);
  }

  public ShopConfig withLegal(LegalConfig next) {
    return new ShopConfig(
        store,
        stock,
        terms,
        orders,
        offers,
        tokenSecret,
        settleEvery,
        payment,
        mail,
        next,
        postcodes,
        trustedProxies);
  }

  public ShopConfig withTrustedProxies(Set<String> next) {
    return new ShopConfig(
        store,
        stock,
        terms,
        orders,
        offers,
        tokenSecret,
        settleEvery,
        payment,
        mail,
        legal,
        postcodes,
        next);
  }

  public ShopConfig withSettleEvery(Duration next) {
    return new ShopConfig(
        store,
        stock,
        terms,
        orders,
        offers,
        tokenSecret,
        next,
        payment,
        mail,
        legal,
        postcodes,
        trustedProxies);
  }

  public ShopConfig withSimulatorLate(Duration late) {
    return withPayment(payment.withSimulator(payment.simulator().withLate(late)));
  }
}
