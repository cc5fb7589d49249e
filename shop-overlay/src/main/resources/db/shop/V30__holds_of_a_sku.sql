-- While nothing is left, each batch of presses asks who is to be answered from the rows.
CREATE INDEX shop_hold_of_sku ON shop_hold (sku, created_at);
CREATE INDEX shop_hold_live_of_sku ON shop_hold (sku) WHERE state IN ('HELD', 'PAYING');
