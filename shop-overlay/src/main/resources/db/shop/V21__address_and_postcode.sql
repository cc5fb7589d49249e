-- Addresses that a viewer keeps for the next order.
CREATE TABLE shop_address (
  store_id   text  NOT NULL,
  viewer     text  NOT NULL,
  address_id text  NOT NULL, -- chosen by the page, so that saving twice is saving once
  label      text  NOT NULL,
  details    jsonb NOT NULL, -- customer/BuyerJson
  saved_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (store_id, viewer, address_id)
);

-- Japan Post's 郵便番号データ. The same for every store.
CREATE TABLE shop_postcode (
  code       text NOT NULL CHECK (code ~ '^[0-9]{7}$'),
  position   int  NOT NULL,
  prefecture text NOT NULL,
  city       text NOT NULL,
  town       text NOT NULL, -- empty where the code names no town
  PRIMARY KEY (code, position)
);

-- Which file the postcodes are from, so that a start does not load the same again.
CREATE TABLE shop_postcode_source (
  one       boolean PRIMARY KEY DEFAULT true CHECK (one),
  sha256    text NOT NULL,
  rows      int  NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now()
);
