-- Letters to be sent. A row is written in the transaction of what it tells, and is sent at least once.
CREATE TABLE shop_mail (
  mail_id      text PRIMARY KEY, -- also the Message-ID
  store_id     text NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('LOGIN_CODE', 'RECEIVED', 'PAYMENT_SLIP', 'ACCEPTED',
                                             'SHIPPED', 'CANCELLED', 'REFUNDED')),
  about        text NOT NULL,
  viewer       text,
  recipient    text NOT NULL,
  subject      text NOT NULL,
  body         text NOT NULL, -- empty again once a code was sent
  state        text NOT NULL CHECK (state IN ('QUEUED', 'SENT', 'DEAD')),
  attempts     int  NOT NULL DEFAULT 0,
  problem      text NOT NULL DEFAULT '',
  next_at      timestamptz NOT NULL, -- in the future while a node sends it
  useful_until timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  sent_at      timestamptz,
  CONSTRAINT shop_mail_once UNIQUE (store_id, kind, about)
);

CREATE INDEX shop_mail_due ON shop_mail (store_id, next_at) WHERE state = 'QUEUED';
CREATE INDEX shop_mail_dead ON shop_mail (store_id, created_at) WHERE state = 'DEAD';
CREATE INDEX shop_mail_of_viewer ON shop_mail (viewer);
