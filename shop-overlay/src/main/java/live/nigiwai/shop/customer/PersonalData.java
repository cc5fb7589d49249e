package live.nigiwai.shop.customer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ViewerId;

/**
 * All that the shop keeps about one viewer: a copy for them, or its erasure, in one transaction.
 *
 * <p><b>Threading</b>: any thread; every method blocks.
 */
public final class PersonalData {
  private final Database database;
  private final OpenOrders open;
  private final List<KeepsPersonalData> keepers;

  /** Whether something is still under way for which the shop has to know whom it deals with. */
  public interface OpenOrders {
    boolean has(Sql sql, ViewerId viewer);
  }

  /**
   * @param keepers in the order in which rows are locked
   */
  public PersonalData(Database database, OpenOrders open, List<KeepsPersonalData> keepers) {
    this.database = database;
    this.open = open;
    this.keepers = new CopyOnWriteArrayList<>(keepers);
  }

  /** One more, after those before. */
  public void also(KeepsPersonalData keeper) {
    keepers.add(keeper);
  }

  public Map<String, Object> copyOf(ViewerId viewer) {
    return database.query(
        sql -> {
          var copy = new LinkedHashMap<String, Object>();
          copy.put("viewer", viewer.value());
          keepers.forEach(keeper -> copy.put(keeper.dataName(), keeper.copyOf(sql, viewer)));
          return copy;
        });
  }

  /** Erases it; false, and nothing is done, while an order of theirs is under way. */
  public boolean erase(ViewerId viewer) {
    return database.transaction(
        sql -> {
          if (open.has(sql, viewer)) {
            return false;
          }
          keepers.forEach(keeper -> keeper.erase(sql, viewer));
          return true;
        });
  }
}
