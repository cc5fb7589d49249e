package live.nigiwai.shop.rundown;

import java.util.List;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;

/** The cues of each show, in order. */
public final class Rundown {
  private static final int CUES_MAX = 500;

  private final Database database;
  private final Store store;

  public Rundown(Database database, Store store) {
    this.database = database;
    this.store = store;
  }

  public List<Cue> of(ShowId show) {
    return database.query(
        sql ->
            sql.list(
                "SELECT product_id, note, note_en FROM shop_cue WHERE show_id = $1 ORDER BY"
                    + " position",
                row -> {
                  String product = row.getString(0);
                  return new Cue(
                      product == null ? null : new ProductId(product),
                      new LocalText(row.getString(1), row.getString(2)));
                },
                show.value()));
  }

  /** Replaces the show's cues in the caller's transaction. */
  public void write(Sql sql, ShowId show, List<Cue> cues) {
    if (cues.size() > CUES_MAX) {
      throw new IllegalArgumentException("a rundown has at most " + CUES_MAX + " cues");
    }
    sql.change("DELETE FROM shop_cue WHERE show_id = $1", show.value());
    for (int i = 0; i < cues.size(); i++) {
      var cue = cues.get(i);
      sql.change(
          "INSERT INTO shop_cue (show_id, position, store_id, product_id, note, note_en)"
              + " VALUES ($1, $2, $3, $4, $5, $6)",
          show.value(),
          i + 1,
          store.id(),
          cue.product() == null ? null : cue.product().value(),
          cue.note().ja(),
          cue.note().en());
    }
  }
}
