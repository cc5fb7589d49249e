package live.nigiwai.shop.order;

import live.nigiwai.runtime.json.Json;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.shop.catalog.Store;
import live.nigiwai.shop.checkout.Checkout;
import live.nigiwai.shop.checkout.CheckoutLine;
import live.nigiwai.shop.checkout.Confirmation;
import live.nigiwai.shop.checkout.DiscountView;
import live.nigiwai.shop.customer.Buyer;
import live.nigiwai.shop.customer.BuyerJson;
import live.nigiwai.shop.payment.PaymentMethod;
import live.nigiwai.shop.pricing.LineTotal;

/** Writes an order down as its buyer confirmed it. */
public final class OrderWriting {
  private final Store store;

  public OrderWriting(Store store) {
    this.store = store;
  }

  /** Writes down what the buyer confirmed, or writes it anew after a payment was declined. */
  void prepare(
      Sql sql,
      String orderId,
      String tokenHash,
      Checkout checkout,
      Buyer buyer,
      Confirmation shown) {
    var row = checkout.row();
    var totals = checkout.totals();
    var card = row.method() == PaymentMethod.CARD ? row.card() : null;
    sql.change(
        """
        INSERT INTO shop_order
               (order_id, number, token_hash, store_id, show_id, checkout_id, buyer, state, subtotal,
                discount, discounts, shipping, fee, total, details, method, card_token, card_brand,
                card_last4, choices, keep, delivery, delivery_en, terms, terms_hash, placed_at)
        VALUES ($1, 'N' || nextval('shop_order_number'), $2, $3, $4, $5, $6, 'PREPARED', $7, $8,
                $9::text::jsonb, $10, $11, $12, $13::text::jsonb, $14, $15, $16, $17,
                $18::text::jsonb, $19, $20, $21, $22::text::jsonb, $23, clock_timestamp())
        ON CONFLICT (order_id) DO UPDATE
           SET subtotal = excluded.subtotal, discount = excluded.discount,
               discounts = excluded.discounts, shipping = excluded.shipping, fee = excluded.fee,
               total = excluded.total, details = excluded.details, method = excluded.method,
               card_token = excluded.card_token, card_brand = excluded.card_brand,
               card_last4 = excluded.card_last4, choices = excluded.choices, keep = excluded.keep,
               delivery = excluded.delivery, delivery_en = excluded.delivery_en,
               terms = excluded.terms, terms_hash = excluded.terms_hash,
               placed_at = excluded.placed_at
        """,
        orderId,
        tokenHash,
        store.id(),
        row.show().value(),
        row.id(),
        row.viewer().value(),
        totals.subtotal().yen(),
        totals.discounted().yen(),
        Json.text(out -> Json.mapper().writeValue(out, DiscountView.of(totals))),
        totals.shipping().yen(),
        totals.paymentFee().yen(),
        totals.total().yen(),
        BuyerJson.encode(buyer),
        row.method().name(),
        card == null ? null : card.token(),
        card == null ? null : card.brand(),
        card == null ? null : card.last4(),
        row.choices().encode(),
        row.keep(),
        shown.delivery().ja(),
        shown.delivery().en(),
        Json.text(out -> Json.mapper().writeValue(out, shown)),
        checkout.termsHash());
    sql.change("DELETE FROM shop_order_line WHERE order_id = $1", orderId);
    sql.change("DELETE FROM shop_order_tax WHERE order_id = $1", orderId);
    for (int i = 0; i < checkout.lines().size(); i++) {
      writeLine(sql, orderId, i + 1, checkout.lines().get(i), totals.lines().get(i));
    }
    for (var tax : totals.taxes()) {
      sql.change(
          "INSERT INTO shop_order_tax (order_id, rate, store_id, taxable, tax)"
              + " VALUES ($1, $2, $3, $4, $5)",
          orderId,
          tax.rate(),
          store.id(),
          tax.taxable().yen(),
          tax.tax().yen());
    }
  }

  private void writeLine(Sql sql, String orderId, int number, CheckoutLine line, LineTotal total) {
    sql.change(
        """
        INSERT INTO shop_order_line (order_id, line, store_id, show_id, product_id, sku, name, name_en,
                                     variant, variant_en, image_key, unit_yen, quantity, tax_rate,
                                     total, parts)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::text::jsonb)
        """,
        orderId,
        number,
        store.id(),
        line.show().value(),
        line.product().value(),
        line.sku().value(),
        line.name().ja(),
        line.name().en(),
        line.variant().ja(),
        line.variant().en(),
        line.picture() == null ? null : line.picture().key(),
        line.unitPrice().yen(),
        line.quantity(),
        total.mainRate(),
        line.total().yen(),
        LineParts.encode(total));
  }
}
