package live.nigiwai.shop;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.customer.AddressEndpoints;
import live.nigiwai.shop.customer.Customers;
import live.nigiwai.shop.customer.GuestMove;
import live.nigiwai.shop.customer.KeepsPersonalData;
import live.nigiwai.shop.customer.PersonalData;
import live.nigiwai.shop.customer.SavedAddresses;
import live.nigiwai.shop.legal.ExternalService;
import live.nigiwai.shop.legal.LegalPages;
import live.nigiwai.shop.mail.Mails;
import live.nigiwai.shop.mail.OrderMail;
import live.nigiwai.shop.member.Members;
import live.nigiwai.shop.order.BuyerErasure;
import live.nigiwai.shop.order.OrderConfig;
import live.nigiwai.shop.order.OrderNews;
import live.nigiwai.shop.order.OrderTokens;
import live.nigiwai.shop.postcode.Postcodes;

/** Everyone the shop knows and writes to, put together. */
final class People implements AutoCloseable {
  private final ShopConfig config;
  private final Customers customers;
  private final SavedAddresses addresses;
  private final Postcodes postcodes;
  private final Mails mails;
  private final Members members;
  private final LegalPages legal;
  private final PersonalData data;
  private final List<GuestMove> moves = new ArrayList<>();

  People(ShopConfig config, Database database, Supplier<String> ids, MeterRegistry meters) {
    this.config = config;
    var store = config.store();
    this.customers = new Customers(database, store);
    this.addresses = new SavedAddresses(database, store);
    this.postcodes = new Postcodes(database);
    this.mails =
        new Mails(config.mail(), config.payment().publicUrl(), store, database, ids, meters);
    this.members =
        new Members(
            database,
            store,
            mails,
            config.tokenSecret(),
            (sql, guest, member) -> moves.forEach(each -> each.move(sql, guest, member)),
            ids);
    this.legal = new LegalPages(config.legal(), () -> SaleWords.of(config), services(config));
    var bought = new BuyerErasure(store);
    moves.addAll(List.of(customers, addresses, mails.outbox()));
    this.data =
        new PersonalData(
            database, bought, List.of(members, bought, customers, addresses, mails.outbox()));
  }

  /** A copy of what is kept about someone, or its erasure. */
  PersonalData data() {
    return data;
  }

  Customers customers() {
    return customers;
  }

  Mails mails() {
    return mails;
  }

  /** Writes to buyers what became of their orders. */
  OrderNews orderMail() {
    return new OrderMail(
        mails.outbox(),
        mails.letters(),
        new OrderTokens(config.tokenSecret()),
        config.orders().acceptOn() == OrderConfig.AcceptOn.SHIPPING);
  }

  Members members() {
    return members;
  }

  /** Adds what a guest takes along before all else, in the order in which rows are locked. */
  void alsoMoves(List<GuestMove> more) {
    moves.addAll(0, more);
  }

  /** Somebody else keeps something by viewer. */
  void alsoKeeps(KeepsPersonalData keeper) {
    data.also(keeper);
  }

  private static List<ExternalService> services(ShopConfig config) {
    var services = new ArrayList<ExternalService>();
    if (config.mail().leavesThisMachine()) {
      services.add(ExternalService.mail(config.mail().host()));
    }
    if (config.payment().stripe().isSet()) {
      services.add(ExternalService.STRIPE);
    }
    return services;
  }

  void mount(Router router, Endpoints endpoints) {
    new AddressEndpoints(addresses).mount(router, endpoints);
    postcodes.mount(router, endpoints);
    mails.mount(router, endpoints);
    legal.mount(router, endpoints);
  }

  /** Loads the postal codes; takes seconds where the file is new. */
  void fillPostcodes() {
    postcodes.fill(config.postcodes());
  }

  /** Forgets what was kept long enough. */
  void retain() {
    mails.retain();
    members.retain();
  }

  @Override
  public void close() {
    mails.close();
  }
}
