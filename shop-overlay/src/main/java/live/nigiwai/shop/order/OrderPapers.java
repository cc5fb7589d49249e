package live.nigiwai.shop.order;

import java.util.List;
import live.nigiwai.runtime.postgres.Sql;

/** Which papers the buyer of an order can fetch; answered by whoever draws them. */
public interface OrderPapers {
  /**
   * @param url a path of this platform
   */
  record Link(String label, String labelEn, String url) {}

  /**
   * @param token opens the order's page, and its papers
   */
  List<Link> of(Sql sql, Order order, String token);
}
