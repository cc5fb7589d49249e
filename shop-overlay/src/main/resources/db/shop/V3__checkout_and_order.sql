-- A checkout's id is the id of its first hold: 128 random bits, known to its buyer only.
CREATE TABLE shop_checkout (
  checkout_id text PRIMARY KEY,
  store_id    text NOT NULL,
  show_id     text NOT NULL,
  buyer       text NOT NULL,
  hold_id     text NOT NULL,
  state       text NOT NULL CHECK (state IN ('OPEN', 'ORDERED', 'CANCELLED', 'EXPIRED')),
  name        text,
  email       text,
  phone       text,
  postal      text,
  prefecture  text,
  city        text,
  line1       text,
  line2       text,
  card_token  text,
  card_brand  text,
  card_last4  text,
  keep        boolean NOT NULL DEFAULT false, -- the buyer asked to be remembered
  kept        boolean NOT NULL DEFAULT false, -- filled in from an earlier order
  created_at  timestamptz NOT NULL,
  CONSTRAINT shop_checkout_buyer_complete CHECK ((name IS NULL) = (card_token IS NULL))
);

-- A buyer who asked to be remembered.
CREATE TABLE shop_customer (
  store_id   text NOT NULL,
  buyer      text NOT NULL,
  name       text NOT NULL,
  email      text NOT NULL,
  phone      text NOT NULL,
  postal     text NOT NULL,
  prefecture text NOT NULL,
  city       text NOT NULL,
  line1      text NOT NULL,
  line2      text NOT NULL,
  card_token text NOT NULL,
  card_brand text NOT NULL,
  card_last4 text NOT NULL,
  kept_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (store_id, buyer)
);

CREATE SEQUENCE shop_order_number START 100001;

-- An order is a full copy of what was agreed; nothing in it is recomputed later.
CREATE TABLE shop_order (
  order_id    text PRIMARY KEY,
  sequence    bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  number      text   NOT NULL UNIQUE,
  token_hash  text   NOT NULL UNIQUE,
  store_id    text   NOT NULL,
  show_id     text   NOT NULL,
  checkout_id text   NOT NULL CONSTRAINT shop_order_one_per_checkout UNIQUE,
  hold_id     text   NOT NULL,
  buyer       text   NOT NULL,
  -- PREPARED: money not decided, nobody was told. PLACED: the buyer was told it is being checked.
  state       text   NOT NULL
    CHECK (state IN ('PREPARED', 'PLACED', 'ACCEPTED', 'PAID_SHORT', 'CANCELLED', 'EXPIRED')),
  subtotal    bigint NOT NULL,
  shipping    bigint NOT NULL,
  total       bigint NOT NULL CHECK (total = subtotal + shipping),
  name        text   NOT NULL,
  email       text   NOT NULL,
  phone       text   NOT NULL,
  postal      text   NOT NULL,
  prefecture  text   NOT NULL,
  city        text   NOT NULL,
  line1       text   NOT NULL,
  line2       text   NOT NULL,
  card_token  text   NOT NULL,
  card_brand  text   NOT NULL,
  card_last4  text   NOT NULL,
  keep        boolean NOT NULL,
  delivery    text   NOT NULL, -- the promise that was shown
  delivery_en text   NOT NULL,
  terms       jsonb  NOT NULL, -- the whole confirmation screen as shown
  placed_at   timestamptz NOT NULL,
  decided_at  timestamptz
);

CREATE INDEX shop_order_of_show ON shop_order (show_id, sequence DESC)
  WHERE state NOT IN ('PREPARED', 'EXPIRED');

CREATE TABLE shop_order_line (
  order_id   text   NOT NULL REFERENCES shop_order,
  line       int    NOT NULL,
  store_id   text   NOT NULL,
  product_id text   NOT NULL,
  sku        text   NOT NULL,
  name       text   NOT NULL,
  name_en    text   NOT NULL,
  variant    text   NOT NULL,
  variant_en text   NOT NULL,
  image_key  text,
  unit_yen   bigint NOT NULL,
  quantity   int    NOT NULL CHECK (quantity > 0),
  tax_rate   int    NOT NULL,
  total      bigint NOT NULL CHECK (total = unit_yen * quantity),
  PRIMARY KEY (order_id, line)
);

-- Rounded once per rate per order when it was placed (qualified invoices), then frozen.
CREATE TABLE shop_order_tax (
  order_id text   NOT NULL REFERENCES shop_order,
  rate     int    NOT NULL,
  store_id text   NOT NULL,
  taxable  bigint NOT NULL, -- tax included
  tax      bigint NOT NULL CHECK (tax BETWEEN 0 AND taxable),
  PRIMARY KEY (order_id, rate)
);

CREATE TABLE shop_payment_attempt (
  attempt_id   text PRIMARY KEY,
  store_id     text   NOT NULL,
  order_id     text   NOT NULL REFERENCES shop_order,
  request_key  text   NOT NULL,
  provider     text   NOT NULL,
  provider_ref text,
  amount       bigint NOT NULL,
  card_token   text   NOT NULL,
  -- CREATED: maybe asked for. UNKNOWN: asked for, no answer; never taken for a failure.
  state        text   NOT NULL CHECK (state IN ('CREATED', 'UNKNOWN', 'CAPTURED', 'FAILED')),
  failure      text,
  created_at   timestamptz NOT NULL DEFAULT now(),
  next_check   timestamptz NOT NULL,
  checks       int NOT NULL DEFAULT 0
);

-- At most one attempt per order may take money, and a repeated press is the same attempt.
CREATE UNIQUE INDEX shop_payment_attempt_one_open ON shop_payment_attempt (order_id)
  WHERE state IN ('CREATED', 'UNKNOWN', 'CAPTURED');
CREATE UNIQUE INDEX shop_payment_attempt_request ON shop_payment_attempt (order_id, request_key);
CREATE INDEX shop_payment_attempt_due ON shop_payment_attempt (next_check)
  WHERE state IN ('CREATED', 'UNKNOWN');
