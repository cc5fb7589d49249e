package live.nigiwai.shop.stock;

import java.util.List;
import live.nigiwai.runtime.postgres.Sql;

/** Writes its own rows in the transaction in which holds begin, run out or are given back. */
public interface HoldFollower {
  void held(Sql sql, List<Hold> holds);

  void ended(Sql sql, List<Hold> holds);
}
