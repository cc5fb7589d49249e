package live.nigiwai.relay.socket;

import io.vertx.ext.web.Router;
import java.util.function.LongSupplier;
import live.nigiwai.relay.RelayConfig;
import live.nigiwai.relay.RelayShows;
import live.nigiwai.relay.fanout.CloseCode;
import live.nigiwai.runtime.http.ClientAddresses;
import live.nigiwai.show.timeline.Timelines;

/**
 * All ways into the rooms: the WebSocket, and server-sent events with requests beside them.
 *
 * <p><b>Threading</b>: any thread.
 */
public final class Doors {
  private final Reception reception;
  private final Watches watches = new Watches();
  private final Upgrade upgrade;
  private final EventDoor events;
  private final CommandDoor commands;

  public Doors(
      House house,
      Timelines timelines,
      RelayShows shows,
      ClientAddresses addresses,
      RelayConfig config) {
    this.reception = new Reception(house, timelines, shows, addresses, config);
    this.upgrade = new Upgrade(house, reception, watches, config);
    this.events = new EventDoor(house, reception, watches);
    this.commands =
        new CommandDoor(
            house,
            reception,
            watches,
            new CommandDoor.Limits(config.commandBurst(), config.commandsPerSecond()));
  }

  public void mount(Router router) {
    router.get("/api/shows/:show/live").handler(upgrade);
    router.get("/api/shows/:show/events").handler(events);
    router.post("/api/shows/:show/events").handler(commands);
  }

  /** Looks at every deadline; runs on each loop. */
  public void sweep() {
    watches.each(Watch::sweep);
  }

  /** Lets nobody in any more and tells each client when to come back. */
  public void drain(LongSupplier delayMillis) {
    reception.close();
    watches.each(watch -> watch.all().forEach(visit -> visit.drain(delayMillis.getAsLong())));
  }

  /** Closes whoever is still here. */
  public void closeAll() {
    watches.each(watch -> watch.all().forEach(visit -> visit.close(CloseCode.DRAIN, "drain")));
  }

  /** Connections that are open. */
  public int present() {
    return reception.present();
  }
}
