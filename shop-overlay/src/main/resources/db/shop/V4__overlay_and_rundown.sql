-- One row per show, locked while its pins change, so that the limit holds.
CREATE TABLE shop_overlay (
  show_id  text PRIMARY KEY,
  store_id text NOT NULL
);

CREATE TABLE shop_pin (
  show_id    text   NOT NULL REFERENCES shop_overlay,
  product_id text   NOT NULL REFERENCES shop_product,
  store_id   text   NOT NULL,
  sequence   bigint GENERATED ALWAYS AS IDENTITY, -- oldest first
  show_at_ms bigint NOT NULL,
  PRIMARY KEY (show_id, product_id)
);

CREATE TABLE shop_cue (
  show_id    text NOT NULL,
  position   int  NOT NULL,
  store_id   text NOT NULL,
  product_id text REFERENCES shop_product, -- null for a cue without goods
  note       text NOT NULL,
  note_en    text NOT NULL,
  PRIMARY KEY (show_id, position)
);
