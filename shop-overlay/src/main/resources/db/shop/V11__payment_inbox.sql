-- What providers told us, once each; a hint, never a fact. Only ids are kept, no bodies.
CREATE TABLE shop_psp_event (
  provider    text NOT NULL,
  event_id    text NOT NULL,
  store_id    text NOT NULL,
  kind        text NOT NULL,
  attempt_id  text,
  received_at timestamptz NOT NULL DEFAULT now(),
  settled_at  timestamptz,
  tries       int NOT NULL DEFAULT 0,
  next_try    timestamptz NOT NULL,
  PRIMARY KEY (provider, event_id)
);
CREATE INDEX shop_psp_event_due ON shop_psp_event (next_try) WHERE settled_at IS NULL;

-- 代金引換: what the carrier is to collect. No provider keeps it, so we do.
CREATE TABLE shop_cash_on_delivery (
  attempt_id text PRIMARY KEY,
  store_id   text   NOT NULL,
  amount     bigint NOT NULL CHECK (amount >= 0),
  cancelled  boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Cash given back by bank transfer, as staff say who made it.
CREATE TABLE shop_cash_payout (
  refund_id text PRIMARY KEY,
  store_id  text NOT NULL,
  paid_by   text NOT NULL,
  note      text NOT NULL CHECK (length(note) BETWEEN 1 AND 200),
  paid_at   timestamptz NOT NULL DEFAULT now()
);

-- What was asked of Stripe, written before it is asked. Our ids and theirs, nobody's name.
CREATE TABLE shop_stripe_intent (
  attempt_id text PRIMARY KEY,
  store_id   text NOT NULL,
  intent_id  text UNIQUE,
  amount     bigint NOT NULL CHECK (amount >= 0),
  in_page    boolean NOT NULL DEFAULT false, -- the buyer types the card after the press
  cancelled  boolean NOT NULL DEFAULT false, -- before it was ever asked
  first_asked timestamptz NOT NULL DEFAULT now(),
  last_asked  timestamptz NOT NULL DEFAULT now()
);
