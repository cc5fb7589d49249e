-- What became of an order, its payments and its refunds.

ALTER TABLE shop_payment_attempt
  ADD COLUMN method     text NOT NULL DEFAULT 'CARD',
  ADD COLUMN step       jsonb, -- what the buyer has to do now; order/Step
  ADD COLUMN give_up_at timestamptz, -- nobody can pay from then on
  ADD COLUMN cancel_at  timestamptz, -- then the provider is asked to give it up
  ALTER COLUMN card_token DROP NOT NULL,
  DROP CONSTRAINT shop_payment_attempt_state_check;

-- WAITING: the buyer, or the till of a convenience store, has the next word. CANCELLING: the provider
-- was or will be asked to give it up; only its answer decides.
ALTER TABLE shop_payment_attempt
  ADD CONSTRAINT shop_payment_attempt_state CHECK (state IN
    ('CREATED', 'UNKNOWN', 'WAITING', 'CANCELLING', 'CAPTURED', 'ON_DELIVERY', 'FAILED', 'CANCELLED'));

DROP INDEX shop_payment_attempt_one_open;
CREATE UNIQUE INDEX shop_payment_attempt_one_open ON shop_payment_attempt (order_id)
  WHERE state IN ('CREATED', 'UNKNOWN', 'WAITING', 'CANCELLING', 'CAPTURED', 'ON_DELIVERY');
DROP INDEX shop_payment_attempt_due;
CREATE INDEX shop_payment_attempt_due ON shop_payment_attempt (next_check)
  WHERE state IN ('CREATED', 'UNKNOWN', 'WAITING', 'CANCELLING');

-- Append-only.
CREATE TABLE shop_order_history (
  entry_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id   text NOT NULL,
  order_id   text NOT NULL REFERENCES shop_order,
  from_state text, -- null for the first
  to_state   text NOT NULL,
  what       text NOT NULL CHECK (what IN ('STATE', 'REFUND', 'RETURN')),
  actor      text NOT NULL, -- buyer, shop (the machinery), or staff:name
  note       text NOT NULL DEFAULT '',
  at         timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX shop_order_history_of_order ON shop_order_history (order_id, entry_id);

-- What the staff did under which key, so that a repeated request does it once.
CREATE TABLE shop_order_action (
  order_id    text NOT NULL REFERENCES shop_order,
  request_key text NOT NULL,
  store_id    text NOT NULL,
  action      text NOT NULL,
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (order_id, request_key)
);

CREATE TABLE shop_refund (
  refund_id  text PRIMARY KEY, -- the key under which the provider does it once
  store_id   text   NOT NULL,
  order_id   text   NOT NULL REFERENCES shop_order,
  attempt_id text   NOT NULL REFERENCES shop_payment_attempt,
  amount     bigint NOT NULL CHECK (amount > 0),
  reason     text   NOT NULL,
  actor      text   NOT NULL,
  -- NEEDS_DETAILS: the buyer has to say where the money should go. UNKNOWN: asked for, no answer.
  state      text   NOT NULL
    CHECK (state IN ('CREATED', 'UNKNOWN', 'NEEDS_DETAILS', 'DONE', 'REFUSED')),
  reference  text,
  words      text, -- what the provider said
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  next_check timestamptz NOT NULL,
  checks     int NOT NULL DEFAULT 0
);

CREATE INDEX shop_refund_of_order ON shop_refund (order_id, created_at);
CREATE INDEX shop_refund_due ON shop_refund (next_check)
  WHERE state IN ('CREATED', 'UNKNOWN', 'NEEDS_DETAILS');

CREATE TABLE shop_return (
  return_id   text NOT NULL,
  store_id    text NOT NULL,
  order_id    text NOT NULL REFERENCES shop_order,
  line        int  NOT NULL,
  quantity    int  NOT NULL CHECK (quantity > 0),
  reason      text NOT NULL,
  moment_ms   bigint, -- what was said in the show when it was chosen, as show time
  restocked   boolean NOT NULL,
  refund_id   text REFERENCES shop_refund,
  actor       text NOT NULL,
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (return_id, line)
);

CREATE INDEX shop_return_of_order ON shop_return (order_id, at);

-- Units leave the house when they are shipped, come back when they are returned or cancelled.
ALTER TABLE shop_hold DROP CONSTRAINT shop_hold_state_check;
ALTER TABLE shop_hold ADD CONSTRAINT shop_hold_state CHECK (state IN
  ('HELD', 'PAYING', 'COMMITTED', 'SHIPPED', 'RELEASED', 'EXPIRED'));
ALTER TABLE shop_stock_movement DROP CONSTRAINT shop_stock_movement_kind_check;
ALTER TABLE shop_stock_movement ADD CONSTRAINT shop_stock_movement_kind CHECK (kind IN
  ('ADJUST', 'HOLD', 'RESIZE', 'RELEASE', 'EXPIRE', 'COMMIT', 'RETAKE', 'CANCEL', 'SHIP', 'RETURN'));
