package live.nigiwai.shop.catalog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ProductId;
import live.nigiwai.show.ShowId;
import org.jspecify.annotations.Nullable;

/**
 * Finds products by their words. The words stand in the product's own row, so what is found is what
 * is stored, on every node at once.
 */
public final class CatalogSearch {
  public static final int QUESTION_LENGTH_MAX = 100;

  private static final int ASKED_MAX = 12;
  private static final int REINDEX_AT_ONCE = 100;

  private final Database database;

  public CatalogSearch(Database database) {
    this.database = database;
  }

  /** Cuts a product's words again; within the transaction that wrote it. */
  static void index(Sql sql, ProductId product) {
    sql.one(
        """
        SELECT p.name || ' ' || p.name_en AS name,
               concat_ws(' ', p.description, p.description_en, p.notes, p.notes_en, p.product_id,
                 (SELECT string_agg(concat_ws(' ', v.name, v.name_en, v.sku, v.jan), ' ')
                    FROM shop_variant v WHERE v.product_id = p.product_id AND NOT v.retired)) AS more
          FROM shop_product p WHERE product_id = $1
        """,
        row -> {
          var name = SearchWords.of(row.getString("name"));
          var more = SearchWords.of(row.getString("more"));
          var all = new LinkedHashSet<>(name.words());
          all.addAll(more.words());
          return sql.change(
              """
              UPDATE shop_product
                 SET search_words = $2, search_name_words = $3, search_reading = $4,
                     search_version = $5
               WHERE product_id = $1
              """,
              product.value(),
              all.toArray(String[]::new),
              name.words().toArray(String[]::new),
              name.reading() + " " + more.reading(),
              SearchWords.VERSION);
        },
        product.value());
  }

  /** Cuts again what an older analyser cut, or none. Blocks; may run on several nodes at once. */
  public void catchUp() {
    int done;
    do {
      done =
          database.transaction(
              sql -> {
                var late =
                    sql.list(
                        """
                        SELECT product_id FROM shop_product WHERE search_version < $1
                         ORDER BY product_id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
                        """,
                        row -> new ProductId(row.getString(0)),
                        SearchWords.VERSION,
                        REINDEX_AT_ONCE);
                late.forEach(product -> index(sql, product));
                return late.size();
              });
    } while (done == REINDEX_AT_ONCE);
  }

  /**
   * Products that have all the words asked for, those first whose name has most of them.
   *
   * @param show only what viewers may see there; null for all
   * @param archived also those that are
   */
  public List<ProductId> find(String question, @Nullable ShowId show, boolean archived, int limit) {
    var asked = SearchWords.asked(question);
    if (asked.isEmpty() || question.length() > QUESTION_LENGTH_MAX) {
      return List.of();
    }
    var args = new ArrayList<Object>();
    var where = new StringBuilder("WHERE true");
    var rank = new StringBuilder("0");
    for (var piece : asked.subList(0, Math.min(asked.size(), ASKED_MAX))) {
      args.add(piece.words().toArray(String[]::new));
      int words = args.size();
      where.append(" AND (p.search_words @> $").append(words);
      rank.append(" + (p.search_name_words @> $").append(words).append(")::int");
      if (piece.isKana()) {
        args.add(piece.reading());
        where.append(" OR strpos(p.search_reading, $").append(args.size()).append(") > 0");
      }
      where.append(')');
    }
    if (!archived) {
      where.append(" AND NOT p.archived");
    }
    if (show != null) {
      args.add(show.value());
      where
          .append(" AND EXISTS (SELECT 1 FROM shop_listing l WHERE l.product_id = p.product_id")
          .append(" AND l.state <> 'HIDDEN' AND l.show_id = $")
          .append(args.size())
          .append(')');
    }
    args.add(limit);
    // Only numbers of parameters were put together; what was typed travels as parameters.
    String sentence =
        "SELECT p.product_id FROM shop_product p %s ORDER BY %s DESC, p.product_id LIMIT $%d"
            .formatted(where, rank, args.size());
    return database.query(
        sql -> sql.list(sentence, row -> new ProductId(row.getString(0)), args.toArray()));
  }
}
