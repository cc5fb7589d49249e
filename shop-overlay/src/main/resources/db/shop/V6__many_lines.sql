-- A checkout and an order have any number of lines; who buys is one value of customer/BuyerJson's shape.

CREATE FUNCTION shop_v6_buyer(name text, email text, phone text, postal text, prefecture text, city text,
                              line1 text, line2 text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object(
    'familyName', split_part(tidy.name, ' ', 1),
    'givenName', btrim(substr(tidy.name, 1 + length(split_part(tidy.name, ' ', 1)))),
    'familyKana', '', 'givenKana', '', 'email', email, 'phone', phone,
    'address', jsonb_build_object('postal', postal, 'prefecture', prefecture, 'city', city,
                                  'line1', line1, 'line2', line2))
    FROM (SELECT btrim(regexp_replace($1, '[[:space:]　]+', ' ', 'g')) AS name) tidy
$$;

ALTER TABLE shop_checkout
  ADD COLUMN details     jsonb,
  ADD COLUMN method      text    NOT NULL DEFAULT 'CARD'
    CHECK (method IN ('CARD', 'PAYPAY', 'KONBINI', 'CASH_ON_DELIVERY')),
  ADD COLUMN choices     jsonb   NOT NULL DEFAULT '{}', -- checkout/Choices
  ADD COLUMN opened      jsonb   NOT NULL DEFAULT '{}', -- checkout/Opened: what it began with
  ADD COLUMN from_cart   boolean NOT NULL DEFAULT false,
  ADD COLUMN request_key text; -- of the press in the cart; a tap's is with its hold

UPDATE shop_checkout
   SET details = shop_v6_buyer(name, email, phone, postal, prefecture, city, line1, line2)
 WHERE name IS NOT NULL;

ALTER TABLE shop_checkout
  DROP CONSTRAINT shop_checkout_buyer_complete,
  DROP COLUMN name, DROP COLUMN email, DROP COLUMN phone, DROP COLUMN postal, DROP COLUMN prefecture,
  DROP COLUMN city, DROP COLUMN line1, DROP COLUMN line2, DROP COLUMN hold_id;

CREATE UNIQUE INDEX shop_checkout_request ON shop_checkout (buyer, request_key)
  WHERE request_key IS NOT NULL;

ALTER TABLE shop_order
  ADD COLUMN details      jsonb,
  ADD COLUMN method       text   NOT NULL DEFAULT 'CARD'
    CHECK (method IN ('CARD', 'PAYPAY', 'KONBINI', 'CASH_ON_DELIVERY')),
  ADD COLUMN choices      jsonb  NOT NULL DEFAULT '{}',
  ADD COLUMN discounts    jsonb  NOT NULL DEFAULT '[]', -- checkout/DiscountView, as it was shown
  ADD COLUMN discount     bigint NOT NULL DEFAULT 0 CHECK (discount >= 0),
  ADD COLUMN fee          bigint NOT NULL DEFAULT 0 CHECK (fee >= 0), -- for paying that way
  ADD COLUMN terms_hash   text   NOT NULL DEFAULT '',
  ADD COLUMN captured     bigint NOT NULL DEFAULT 0,
  ADD COLUMN refunded     bigint NOT NULL DEFAULT 0, -- asked back or paid back; what was refused is not
  ADD COLUMN refund_state text   NOT NULL DEFAULT 'NONE'
    CHECK (refund_state IN ('NONE', 'PARTIAL', 'FULL')),
  ADD COLUMN carrier      text,
  ADD COLUMN tracking     text,
  DROP CONSTRAINT shop_order_state_check,
  DROP CONSTRAINT shop_order_check,
  ALTER COLUMN card_token DROP NOT NULL,
  ALTER COLUMN card_brand DROP NOT NULL,
  ALTER COLUMN card_last4 DROP NOT NULL;

UPDATE shop_order
   SET details = shop_v6_buyer(name, email, phone, postal, prefecture, city, line1, line2),
       captured = CASE WHEN state IN ('ACCEPTED', 'PAID_SHORT') THEN total ELSE 0 END;

-- PREPARED: money not decided, nobody was told. PLACED: the buyer was told it is being checked.
ALTER TABLE shop_order
  ALTER COLUMN details SET NOT NULL,
  DROP COLUMN name, DROP COLUMN email, DROP COLUMN phone, DROP COLUMN postal, DROP COLUMN prefecture,
  DROP COLUMN city, DROP COLUMN line1, DROP COLUMN line2, DROP COLUMN hold_id,
  ADD CONSTRAINT shop_order_state CHECK (state IN
    ('PREPARED', 'PLACED', 'AWAITING_CASH', 'PAID', 'ACCEPTED', 'SHIPPED', 'DELIVERED', 'PAID_SHORT',
     'CANCELLED', 'EXPIRED')),
  ADD CONSTRAINT shop_order_total CHECK (total = subtotal - discount + shipping + fee AND total >= 0),
  ADD CONSTRAINT shop_order_refunded CHECK (refunded BETWEEN 0 AND captured);

CREATE INDEX shop_order_of_buyer ON shop_order (buyer, sequence DESC)
  WHERE state NOT IN ('PREPARED', 'EXPIRED');
CREATE INDEX shop_order_newest ON shop_order (sequence DESC) WHERE state NOT IN ('PREPARED', 'EXPIRED');

ALTER TABLE shop_order_line
  ADD COLUMN show_id  text, -- where it was chosen
  ADD COLUMN returned int NOT NULL DEFAULT 0,
  ADD COLUMN parts    jsonb, -- order/LineParts: per tax rate, after discounts
  ADD CONSTRAINT shop_order_line_returned CHECK (returned BETWEEN 0 AND quantity);

UPDATE shop_order_line l
   SET show_id = o.show_id,
       parts = jsonb_build_array(
         jsonb_build_object('rate', l.tax_rate, 'gross', l.total, 'discount', 0))
  FROM shop_order o WHERE o.order_id = l.order_id;

ALTER TABLE shop_order_line
  ALTER COLUMN show_id SET NOT NULL,
  ALTER COLUMN parts SET NOT NULL;

DROP FUNCTION shop_v6_buyer(text, text, text, text, text, text, text, text);
