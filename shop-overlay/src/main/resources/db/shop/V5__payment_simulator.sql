-- What a payment provider would keep on its side. Only payment/SimulatedProvider reads these. Card
-- numbers, expiry dates and security codes are never stored.
CREATE TABLE shop_sim_card (
  token      text PRIMARY KEY,
  store_id   text NOT NULL,
  brand      text NOT NULL,
  last4      text NOT NULL,
  behaviour  text NOT NULL CHECK (behaviour IN ('ACCEPT', 'DECLINE', 'INSUFFICIENT', 'LATE')),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE shop_sim_charge (
  attempt_id text PRIMARY KEY, -- the idempotency key
  store_id   text   NOT NULL,
  reference  text   NOT NULL UNIQUE,
  token      text   NOT NULL,
  amount     bigint NOT NULL,
  result     text   NOT NULL CHECK (result IN ('CAPTURED', 'DECLINED', 'INSUFFICIENT')),
  settles_at timestamptz NOT NULL -- until then it does not say
);
