-- A remembered buyer is one value of customer/BuyerJson's shape, as in checkouts and orders. Who paid
-- without a card is remembered too.
ALTER TABLE shop_customer ADD COLUMN details jsonb;

UPDATE shop_customer SET details = jsonb_build_object(
  'familyName', split_part(btrim(regexp_replace(name, '[[:space:]　]+', ' ', 'g')), ' ', 1),
  'givenName', btrim(substr(btrim(regexp_replace(name, '[[:space:]　]+', ' ', 'g')),
    1 + length(split_part(btrim(regexp_replace(name, '[[:space:]　]+', ' ', 'g')), ' ', 1)))),
  'familyKana', '', 'givenKana', '', 'email', email, 'phone', phone,
  'address', jsonb_build_object('postal', postal, 'prefecture', prefecture, 'city', city,
    'line1', line1, 'line2', line2));

ALTER TABLE shop_customer
  ALTER COLUMN details SET NOT NULL,
  DROP COLUMN name, DROP COLUMN email, DROP COLUMN phone, DROP COLUMN postal, DROP COLUMN prefecture,
  DROP COLUMN city, DROP COLUMN line1, DROP COLUMN line2,
  ALTER COLUMN card_token DROP NOT NULL,
  ALTER COLUMN card_brand DROP NOT NULL,
  ALTER COLUMN card_last4 DROP NOT NULL,
  ADD CONSTRAINT shop_customer_card_complete
    CHECK ((card_token IS NULL) = (card_brand IS NULL) AND (card_token IS NULL) = (card_last4 IS NULL));
