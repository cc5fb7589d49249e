package live.nigiwai.shop.drop;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.runtime.timeline.TimelineWriter;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.stock.Stock;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ViewerId;

/** Drops, put together: their doors, and what is due. */
public final class DropDesk {
  private final DropEndpoints endpoints;
  private final Draws draws;
  private final EntryRows entries;

  /**
   * @param threads a virtual thread per task
   * @param ids fresh and unguessable
   * @param opened hears of a first-come drop that sells from now on
   */
  public DropDesk(
      Database database,
      TimelineWriter timelines,
      Stock stock,
      Drops drops,
      Store store,
      ShowClock clock,
      Executor threads,
      Supplier<String> ids,
      DoubleSupplier jitter,
      Consumer<Drop> opened) {
    var door = new EntryDoor(database, store, threads, ids, jitter);
    this.endpoints = new DropEndpoints(drops, door, clock);
    this.draws = new Draws(database, timelines, stock, drops, store, opened);
    this.entries = new EntryRows(store);
  }

  public void mount(Router router, Endpoints doors) {
    endpoints.mount(router, doors);
  }

  /** Opens, draws, gives and ends what is due. */
  public void tick() {
    draws.tick();
  }

  /** A guest became a member. */
  public void move(Sql sql, ViewerId from, ViewerId to) {
    entries.move(sql, from, to);
  }

  /** Which drops they entered. */
  public List<Entered> copyOf(Sql sql, ViewerId viewer) {
    return entries.copyOf(sql, viewer);
  }

  /** An entry in the copy of what is kept about somebody. */
  public record Entered(String drop, String entry, long enteredAt) {}

  /** Nobody knows any more who entered; the draw can be checked as before. */
  public void erase(Sql sql, ViewerId viewer) {
    entries.erase(sql, viewer);
  }
}
