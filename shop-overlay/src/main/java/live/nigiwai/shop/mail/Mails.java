package live.nigiwai.shop.mail;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.function.Supplier;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.shop.catalog.Store;

/** Everything about letters, put together. */
public final class Mails implements AutoCloseable {
  private final Database database;
  private final Outbox outbox;
  private final Letters letters;
  private final MailSender sender;
  private final MailEndpoints endpoints;
  private final boolean on;

  /**
   * @param site this platform as browsers reach it, for the links in letters
   * @param ids fresh, unguessable
   */
  public Mails(
      MailConfig config,
      URI site,
      Store store,
      Database database,
      Supplier<String> ids,
      MeterRegistry meters) {
    this.database = database;
    this.on = config.isOn();
    this.outbox = new Outbox(store, on, ids);
    this.letters = new Letters(store.name(), config, site);
    this.sender = new MailSender(database, outbox, transport(config, store.name().ja()), meters);
    this.endpoints = new MailEndpoints(database, outbox, letters);
  }

  private static MailTransport transport(MailConfig config, String shopName) {
    return config
        .folder()
        .<MailTransport>map(folder -> new FolderTransport(folder, config, shopName))
        .orElseGet(() -> new SmtpTransport(config, shopName));
  }

  public Outbox outbox() {
    return outbox;
  }

  public Letters letters() {
    return letters;
  }

  /** Sends what is due; for one thread, again and again. */
  public void send() {
    if (on) {
      var unused = sender.send();
    }
  }

  /** Forgets letters of long ago. */
  public void retain() {
    var unused = database.query(outbox::retain);
  }

  public void mount(Router router, Endpoints into) {
    endpoints.mount(router, into);
  }

  @Override
  public void close() {
    sender.close();
  }
}
