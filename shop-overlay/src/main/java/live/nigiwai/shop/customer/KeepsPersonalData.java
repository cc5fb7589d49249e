package live.nigiwai.shop.customer;

import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ViewerId;

/**
 * Who keeps something about a viewer: hands out a copy of it and forgets it (個人情報保護法 第33条, 第35条).
 */
public interface KeepsPersonalData {
  /** What it is called in the copy. */
  String dataName();

  /** Everything kept about the viewer, as records that can be written as JSON. */
  Object copyOf(Sql sql, ViewerId viewer);

  /** Forgets it, except what the law wants kept, which then names nobody. */
  void erase(Sql sql, ViewerId viewer);
}
