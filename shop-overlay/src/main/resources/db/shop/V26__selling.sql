-- How units are sold: kept for a show, at a price for a time, all at one moment, or in the order of
-- a waiting list. Everything here that counts units is changed while the SKU's counter is locked.

-- kept: the rest of every open allotment. It is neither held nor sold, and not for other shows.
ALTER TABLE shop_stock
  ADD COLUMN kept       int NOT NULL DEFAULT 0 CONSTRAINT shop_stock_kept CHECK (kept >= 0),
  ADD COLUMN allotments int NOT NULL DEFAULT 0 CONSTRAINT shop_stock_allotments CHECK (allotments >= 0),
  DROP CONSTRAINT shop_stock_never_oversold,
  ADD CONSTRAINT shop_stock_never_oversold CHECK (held + committed + kept <= on_hand);

-- Units that only one show sells この番組分. taken: held or sold out of it.
CREATE TABLE shop_allotment (
  allotment_id text PRIMARY KEY,
  store_id     text NOT NULL,
  show_id      text NOT NULL,
  sku          text NOT NULL,
  location     text NOT NULL,
  drop_id      text, -- the drop that brought it, if one did
  units        int  NOT NULL,
  taken        int  NOT NULL DEFAULT 0,
  opened_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  closed_at    timestamptz, -- its rest went back to everyone
  CONSTRAINT shop_allotment_never_oversold CHECK (taken BETWEEN 0 AND units)
);

CREATE UNIQUE INDEX shop_allotment_one_open ON shop_allotment (sku, location, show_id)
  WHERE closed_at IS NULL;

-- Append-only; the sum is the allotment's units.
CREATE TABLE shop_allotment_change (
  change_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id     text NOT NULL,
  allotment_id text NOT NULL REFERENCES shop_allotment,
  delta        int  NOT NULL,
  reason       text NOT NULL,
  actor        text NOT NULL,
  at           timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX shop_allotment_change_of ON shop_allotment_change (allotment_id);

ALTER TABLE shop_hold
  ADD COLUMN allotment_id text,
  -- First paid, first served: a hold that keeps no unit until its order is being paid.
  ADD COLUMN soft         boolean NOT NULL DEFAULT false,
  ADD COLUMN timed_id     text;

ALTER TABLE shop_listing
  ADD COLUMN mode text NOT NULL DEFAULT 'HOLD' CHECK (mode IN ('HOLD', 'FIRST_PAID'));

-- タイムセール. ends_at is the moment that was promised, or an earlier one if it was ended early.
CREATE TABLE shop_timed_price (
  timed_id     text   NOT NULL,
  sku          text   NOT NULL REFERENCES shop_variant,
  store_id     text   NOT NULL,
  show_id      text   NOT NULL,
  product_id   text   NOT NULL,
  yen          bigint NOT NULL CHECK (yen BETWEEN 1 AND 100000000),
  starts_at    timestamptz NOT NULL,
  ends_at      timestamptz NOT NULL,
  corrected_at timestamptz, -- 訂正: no tap earns it from then on
  reason       text   NOT NULL DEFAULT '',
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (timed_id, sku),
  CHECK (starts_at < ends_at)
);

CREATE INDEX shop_timed_price_of_sku ON shop_timed_price (sku, show_id, ends_at);
CREATE INDEX shop_timed_price_of_show ON shop_timed_price (show_id, starts_at);
CREATE INDEX shop_hold_of_timed_price ON shop_hold (timed_id) WHERE timed_id IS NOT NULL;

-- 数量限定販売. The seed stays here until the order is drawn; only its hash is public before.
CREATE TABLE shop_drop (
  drop_id      text PRIMARY KEY,
  store_id     text NOT NULL,
  show_id      text NOT NULL,
  product_id   text NOT NULL,
  sku          text NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('FIRST_COME', 'FAIR')),
  units        int  NOT NULL CHECK (units BETWEEN 1 AND 100000),
  per_buyer    int  NOT NULL CHECK (per_buyer BETWEEN 1 AND 100),
  opens_at     timestamptz NOT NULL,
  closes_at    timestamptz NOT NULL,
  pay_within_s int  NOT NULL CHECK (pay_within_s BETWEEN 60 AND 86400),
  seed         bytea NOT NULL,
  commitment   text NOT NULL, -- hex SHA-256 of the seed, public from the start
  state        text NOT NULL DEFAULT 'PLANNED'
    CHECK (state IN ('PLANNED', 'OPEN', 'DRAWN', 'ENDED', 'CANCELLED')),
  entries_hash text, -- hex SHA-256 of all entry ids in order, fixed before the seed is shown
  entry_count  int NOT NULL DEFAULT 0,
  request_key  text NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK (opens_at < closes_at)
);

CREATE UNIQUE INDEX shop_drop_request ON shop_drop (request_key);
CREATE INDEX shop_drop_of_show ON shop_drop (show_id, opens_at);
CREATE UNIQUE INDEX shop_drop_one_at_a_time ON shop_drop (show_id, sku)
  WHERE state IN ('PLANNED', 'OPEN', 'DRAWN');

CREATE TABLE shop_drop_entry (
  entry_id   text PRIMARY KEY, -- 128 random bits; says nothing about who it is
  store_id   text NOT NULL,
  drop_id    text NOT NULL REFERENCES shop_drop,
  viewer     text, -- null once erased
  quantity   int  NOT NULL CHECK (quantity BETWEEN 1 AND 100),
  entered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  place      int,  -- from 1, once drawn
  state      text NOT NULL DEFAULT 'ENTERED'
    CHECK (state IN ('ENTERED', 'WON', 'PASSED')),
  hold_id    text
);

CREATE UNIQUE INDEX shop_drop_entry_once ON shop_drop_entry (drop_id, viewer);
CREATE INDEX shop_drop_entry_of_viewer ON shop_drop_entry (viewer);
CREATE UNIQUE INDEX shop_drop_entry_place ON shop_drop_entry (drop_id, place);

-- 入荷待ち. Who waits is served in order; an offer is a hold.
CREATE TABLE shop_waiting (
  waiting_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id   text NOT NULL,
  show_id    text NOT NULL,
  product_id text NOT NULL,
  sku        text NOT NULL,
  viewer     text NOT NULL,
  state      text NOT NULL DEFAULT 'WAITING'
    CHECK (state IN ('WAITING', 'OFFERED', 'LEFT', 'PASSED')),
  hold_id    text,
  joined_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE UNIQUE INDEX shop_waiting_once ON shop_waiting (show_id, sku, viewer) WHERE state = 'WAITING';
CREATE INDEX shop_waiting_line ON shop_waiting (sku, waiting_id) WHERE state = 'WAITING';
CREATE INDEX shop_waiting_of_viewer ON shop_waiting (viewer, show_id);
