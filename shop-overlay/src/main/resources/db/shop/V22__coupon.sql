-- Coupons クーポン. A code is kept the way it is compared: NFKC, upper case, without blanks and hyphens.
CREATE TABLE shop_coupon (
  coupon_id   text PRIMARY KEY,
  store_id    text   NOT NULL,
  code        text   NOT NULL CHECK (code ~ '^[A-Z0-9]{4,32}$'),
  label       text   NOT NULL,
  label_en    text   NOT NULL,
  kind        text   NOT NULL CHECK (kind IN ('PERCENT', 'YEN', 'FREE_SHIPPING')),
  amount      bigint NOT NULL CHECK (amount >= 0), -- percent or yen
  segment     text   CHECK (segment ~ '^[a-z0-9_-]{1,32}$'), -- null for everybody
  minimum     bigint NOT NULL DEFAULT 0 CHECK (minimum >= 0), -- goods for at least so much
  total_max   int    CHECK (total_max > 0), -- null without limit; then the uses are not counted here
  person_max  int    CHECK (person_max > 0),
  used        int    NOT NULL DEFAULT 0 CHECK (used >= 0),
  starts_at   timestamptz,
  ends_at     timestamptz,
  active      boolean NOT NULL,
  created_by  text   NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT shop_coupon_code UNIQUE (store_id, code),
  CONSTRAINT shop_coupon_percent CHECK (kind <> 'PERCENT' OR amount <= 100),
  CONSTRAINT shop_coupon_never_over CHECK (total_max IS NULL OR used <= total_max)
);

-- One row per order that has it; given back at most once.
CREATE TABLE shop_coupon_use (
  coupon_id   text NOT NULL REFERENCES shop_coupon,
  order_id    text NOT NULL,
  store_id    text NOT NULL,
  buyer       text NOT NULL,
  mailbox     text NOT NULL, -- keyed hash of the buyer's e-mail address
  taken_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  returned_at timestamptz,
  PRIMARY KEY (coupon_id, order_id)
);

CREATE INDEX shop_coupon_use_of_order ON shop_coupon_use (order_id);
CREATE INDEX shop_coupon_use_of_buyer ON shop_coupon_use (coupon_id, buyer) WHERE returned_at IS NULL;
CREATE INDEX shop_coupon_use_of_mailbox ON shop_coupon_use (coupon_id, mailbox) WHERE returned_at IS NULL;
CREATE INDEX shop_coupon_use_by_buyer ON shop_coupon_use (buyer);

-- How many codes somebody tried that there are not.
CREATE TABLE shop_coupon_guess (
  who          text PRIMARY KEY, -- a viewer, or the range of an address
  store_id     text NOT NULL,
  minute_began timestamptz NOT NULL,
  in_minute    int NOT NULL,
  hour_began   timestamptz NOT NULL,
  in_hour      int NOT NULL
);

CREATE INDEX shop_coupon_guess_age ON shop_coupon_guess (hour_began);
