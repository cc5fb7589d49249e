/**
 * Units: what is left, who holds some, and why.
 *
 * <p>A press goes through {@link live.nigiwai.shop.stock.Stock} into its SKU's {@link
 * live.nigiwai.shop.stock.Lane}, which gathers what arrives while a transaction is in flight into
 * the next one. {@link live.nigiwai.shop.stock.LaneRules} decides a batch purely, {@link
 * live.nigiwai.shop.stock.StockLedger} writes it: one narrow counter row per SKU and location is
 * the truth, holds and movements explain it. {@link live.nigiwai.shop.stock.HoldSweeper} returns
 * what nobody ordered, {@link live.nigiwai.shop.stock.StockNews} tells the shows.
 *
 * <p>Lock order everywhere: counter, hold, checkout, order, and the show's row last.
 */
@NullMarked
package live.nigiwai.shop.stock;

import org.jspecify.annotations.NullMarked;
