-- The simulator learns states: a challenge or a wallet's page to be answered, a slip to be paid, an
-- end without money, refunds, and the webhooks it owes.
ALTER TABLE shop_sim_card DROP CONSTRAINT shop_sim_card_behaviour_check;

ALTER TABLE shop_sim_charge DROP CONSTRAINT shop_sim_charge_result_check;
ALTER TABLE shop_sim_charge
  ALTER COLUMN token DROP NOT NULL,
  ADD COLUMN method      text NOT NULL DEFAULT 'CARD',
  ADD COLUMN reason      text,                       -- why it was declined
  ADD COLUMN behaviour   text NOT NULL DEFAULT 'ACCEPT', -- what the bank does after a challenge
  ADD COLUMN mischief    text NOT NULL DEFAULT 'NONE',   -- what goes wrong with its webhooks
  ADD COLUMN page_key    text UNIQUE,                -- knowing it is the right to answer its page
  ADD COLUMN return_path text NOT NULL DEFAULT '/',
  ADD COLUMN slip_number text,
  ADD COLUMN slip_ends   timestamptz,
  ADD COLUMN paid_at     timestamptz,
  ADD COLUMN created_at  timestamptz NOT NULL DEFAULT now();
UPDATE shop_sim_charge SET result = 'DECLINED', reason = 'insufficient_funds'
 WHERE result = 'INSUFFICIENT';
UPDATE shop_sim_charge SET reason = 'card_declined' WHERE result = 'DECLINED' AND reason IS NULL;
-- NOT_ARRIVED: the request was lost on the way once; asked again, it is done.
ALTER TABLE shop_sim_charge ADD CONSTRAINT shop_sim_charge_result_check
  CHECK (result IN ('NOT_ARRIVED', 'ACTION', 'CASH', 'CAPTURED', 'DECLINED', 'CANCELLED'));

CREATE TABLE shop_sim_refund (
  refund_id  text PRIMARY KEY, -- the idempotency key
  store_id   text   NOT NULL,
  attempt_id text   NOT NULL,
  reference  text   NOT NULL UNIQUE,
  amount     bigint NOT NULL CHECK (amount > 0),
  result     text   NOT NULL CHECK (result IN ('DONE', 'NEEDS_DETAILS')),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX shop_sim_refund_of ON shop_sim_refund (attempt_id);

-- Webhooks not sent yet; a row goes when it was taken.
CREATE TABLE shop_sim_event (
  post_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id   text NOT NULL,
  event_id   text NOT NULL, -- the same in a duplicate
  attempt_id text NOT NULL,
  kind       text NOT NULL,
  due_at     timestamptz NOT NULL,
  tries      int  NOT NULL DEFAULT 0
);
CREATE INDEX shop_sim_event_due ON shop_sim_event (due_at);

CREATE TABLE shop_sim_outage (
  store_id text PRIMARY KEY,
  ends_at  timestamptz NOT NULL
);
