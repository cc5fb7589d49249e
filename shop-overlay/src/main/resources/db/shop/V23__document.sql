-- Papers that were handed out 納品書, 領収書, 適格請求書, 適格返還請求書: once per order and occasion, then always the
-- same (消費税法 第57条の4, 電子帳簿保存法). What a paper says is kept as figures; the picture of it is drawn anew.
CREATE TABLE shop_document (
  order_id  text NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('PACKING_SLIP', 'RECEIPT', 'INVOICE', 'RETURN_INVOICE')),
  about     text NOT NULL DEFAULT '', -- the refund, of a return invoice
  store_id  text NOT NULL,
  number    text NOT NULL,
  paper     jsonb NOT NULL, -- document/Paper
  sha256    text NOT NULL, -- of the paper as it was written
  issued_by text NOT NULL, -- buyer, or staff:name
  issued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (order_id, kind, about),
  CONSTRAINT shop_document_number UNIQUE (store_id, number)
);
