-- Units. One narrow counter row per SKU and location is the truth about what is left; holds and
-- movements explain it. Every transaction that touches several of these locks the counter first, then
-- the hold, then checkout and order; the show's row comes last.

-- Nothing but the counters may be indexed or referenced here: updates stay heap-only, and no insert
-- elsewhere takes a key-share lock on the hot row.
CREATE TABLE shop_stock (
  sku        text   NOT NULL,
  location   text   NOT NULL,
  store_id   text   NOT NULL,
  product_id text   NOT NULL,
  on_hand    int    NOT NULL DEFAULT 0,
  held       int    NOT NULL DEFAULT 0,
  committed  int    NOT NULL DEFAULT 0,
  offered    int    NOT NULL DEFAULT 0, -- put on sale, for the viewers' meter
  version    bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (sku, location),
  CONSTRAINT shop_stock_on_hand CHECK (on_hand >= 0),
  CONSTRAINT shop_stock_held CHECK (held >= 0),
  CONSTRAINT shop_stock_committed CHECK (committed >= 0),
  CONSTRAINT shop_stock_never_oversold CHECK (held + committed <= on_hand)
) WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

CREATE TABLE shop_hold (
  hold_id      text PRIMARY KEY,
  store_id     text   NOT NULL,
  show_id      text   NOT NULL,
  product_id   text   NOT NULL,
  sku          text   NOT NULL,
  location     text   NOT NULL,
  buyer        text   NOT NULL,
  quantity     int    NOT NULL CONSTRAINT shop_hold_quantity CHECK (quantity > 0),
  unit_yen     bigint NOT NULL CHECK (unit_yen >= 0), -- the price when it was taken is honoured
  price_id     bigint NOT NULL,
  state        text   NOT NULL CHECK (state IN ('HELD', 'PAYING', 'COMMITTED', 'RELEASED', 'EXPIRED')),
  checkout_id  text   NOT NULL,
  request_key  text, -- the buyer's idempotency key; null when an order took units again
  request_quantity int NOT NULL,
  revision     int    NOT NULL DEFAULT 0,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL
) WITH (fillfactor = 80);

-- One live hold per buyer: a double tap cannot take two.
CREATE UNIQUE INDEX shop_hold_live ON shop_hold (show_id, sku, buyer) WHERE state IN ('HELD', 'PAYING');
CREATE UNIQUE INDEX shop_hold_request ON shop_hold (buyer, request_key);
CREATE INDEX shop_hold_due ON shop_hold (sku, location, expires_at) WHERE state = 'HELD';
CREATE INDEX shop_hold_of_buyer ON shop_hold (buyer, product_id);
CREATE INDEX shop_hold_of_checkout ON shop_hold (checkout_id);

-- Append-only; the sums of the three columns are the three counters.
CREATE TABLE shop_stock_movement (
  movement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id    text NOT NULL,
  sku         text NOT NULL,
  location    text NOT NULL,
  kind        text NOT NULL
    CHECK (kind IN ('ADJUST', 'HOLD', 'RESIZE', 'RELEASE', 'EXPIRE', 'COMMIT', 'RETAKE')),
  source      text NOT NULL, -- what caused it: a hold, a revision of one, a staff request
  on_hand     int  NOT NULL,
  held        int  NOT NULL,
  committed   int  NOT NULL,
  reason      text NOT NULL DEFAULT '',
  actor       text NOT NULL DEFAULT '',
  at          timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE UNIQUE INDEX shop_stock_movement_once ON shop_stock_movement (source, kind);
-- A hold ends once, whichever way.
CREATE UNIQUE INDEX shop_stock_movement_one_end ON shop_stock_movement (source)
  WHERE kind IN ('RELEASE', 'EXPIRE', 'COMMIT');
CREATE INDEX shop_stock_movement_of_sku ON shop_stock_movement (sku, location, movement_id);
