-- What a buyer means to buy かご. Nothing is held for it until its checkout begins.
CREATE TABLE shop_cart_line (
  store_id text   NOT NULL,
  buyer    text   NOT NULL,
  sku      text   NOT NULL REFERENCES shop_variant,
  show_id  text   NOT NULL, -- where it was last put in
  quantity int    NOT NULL CONSTRAINT shop_cart_line_quantity CHECK (quantity BETWEEN 1 AND 100),
  seen_yen bigint NOT NULL, -- the price the buyer knows
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (store_id, buyer, sku)
);
