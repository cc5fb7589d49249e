-- What is for sale. Cold rows: read often, changed rarely, cached by every node.

CREATE TABLE shop_tax_rate (
  category   text NOT NULL CHECK (category IN ('STANDARD', 'REDUCED')),
  valid_from date NOT NULL, -- in Japan
  percent    int  NOT NULL CHECK (percent BETWEEN 0 AND 100),
  PRIMARY KEY (category, valid_from)
);

INSERT INTO shop_tax_rate (category, valid_from, percent) VALUES
  ('STANDARD', '2014-04-01', 8), ('STANDARD', '2019-10-01', 10),
  ('REDUCED',  '2014-04-01', 8);

CREATE TABLE shop_product (
  product_id        text PRIMARY KEY,
  store_id          text NOT NULL,
  name              text NOT NULL,
  name_en           text NOT NULL,
  description       text NOT NULL,
  description_en    text NOT NULL,
  tax_category      text NOT NULL CHECK (tax_category IN ('STANDARD', 'REDUCED')),
  per_buyer         int  NOT NULL CONSTRAINT shop_product_per_buyer CHECK (per_buyer BETWEEN 1 AND 100),
  ships_within_days int  NOT NULL CHECK (ships_within_days BETWEEN 1 AND 365)
);

CREATE TABLE shop_variant (
  sku        text PRIMARY KEY,
  store_id   text NOT NULL,
  product_id text NOT NULL REFERENCES shop_product,
  position   int  NOT NULL,
  name       text NOT NULL, -- empty when it is the only one
  name_en    text NOT NULL
);

CREATE INDEX shop_variant_of_product ON shop_variant (product_id, position);

-- Tax-inclusive prices, never overwritten: the newest one that has begun counts.
CREATE TABLE shop_price (
  price_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id   text   NOT NULL,
  sku        text   NOT NULL REFERENCES shop_variant,
  yen        bigint NOT NULL CHECK (yen BETWEEN 0 AND 100000000),
  valid_from timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX shop_price_of_sku ON shop_price (sku, valid_from DESC, price_id DESC);

-- The key is the hash of the bytes, so a picture never changes under its address.
CREATE TABLE shop_image (
  image_key    text PRIMARY KEY,
  store_id     text  NOT NULL,
  content_type text  NOT NULL,
  bytes        bytea NOT NULL CONSTRAINT shop_image_size CHECK (length(bytes) <= 2097152),
  width        int   NOT NULL CHECK (width BETWEEN 1 AND 10000),
  height       int   NOT NULL CHECK (height BETWEEN 1 AND 10000)
);

CREATE TABLE shop_product_image (
  product_id text NOT NULL REFERENCES shop_product,
  position   int  NOT NULL,
  store_id   text NOT NULL,
  image_key  text NOT NULL REFERENCES shop_image,
  alt        text NOT NULL,
  alt_en     text NOT NULL,
  PRIMARY KEY (product_id, position)
);

-- A product in a show: what can be bought there, whatever is pinned.
CREATE TABLE shop_listing (
  show_id    text NOT NULL,
  product_id text NOT NULL REFERENCES shop_product,
  store_id   text NOT NULL,
  position   int  NOT NULL,
  state      text NOT NULL CHECK (state IN ('HIDDEN', 'COMING', 'ON_SALE', 'PAUSED', 'ENDED')),
  PRIMARY KEY (show_id, product_id)
);

CREATE INDEX shop_listing_of_product ON shop_listing (product_id);
