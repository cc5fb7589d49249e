-- What a product is beyond its name and price. The lists are small, read whole and written whole, so
-- they stand in the product's row: options and talking points as [{"ja","en"}], a set's composition.
ALTER TABLE shop_product
  ADD COLUMN kind           text   NOT NULL DEFAULT 'GENERAL'
    CHECK (kind IN ('GENERAL', 'ALCOHOL', 'SECOND_HAND', 'MEDICINE')),
  ADD COLUMN notes          text   NOT NULL DEFAULT '', -- how it feels, tastes, smells
  ADD COLUMN notes_en       text   NOT NULL DEFAULT '',
  ADD COLUMN talking_points jsonb  NOT NULL DEFAULT '[]', -- for the presenter only
  ADD COLUMN options        jsonb  NOT NULL DEFAULT '[]',
  ADD COLUMN ships_from     date, -- in Japan; a preorder until then
  ADD COLUMN goes_with      text[] NOT NULL DEFAULT '{}',
  ADD COLUMN composition    jsonb, -- null for what is no set
  ADD COLUMN archived       boolean NOT NULL DEFAULT false,
  ADD COLUMN version        bigint  NOT NULL DEFAULT 1,
  -- 酒税法 and 薬機法 goods are never food at the reduced rate (消費税法 別表第一).
  ADD CONSTRAINT shop_product_kind_at_standard_rate
    CHECK (kind NOT IN ('ALCOHOL', 'MEDICINE') OR tax_category = 'STANDARD');

ALTER TABLE shop_variant
  ADD COLUMN jan          text CHECK (jan ~ '^([0-9]{8}|[0-9]{13})$'),
  ADD COLUMN weight_grams int  CHECK (weight_grams BETWEEN 1 AND 1000000),
  ADD COLUMN choices      jsonb   NOT NULL DEFAULT '[]', -- one per option of the product
  ADD COLUMN retired      boolean NOT NULL DEFAULT false; -- no longer made; old orders still name it

CREATE INDEX shop_variant_of_jan ON shop_variant (jan) WHERE jan IS NOT NULL;

ALTER TABLE shop_price ADD COLUMN actor text NOT NULL DEFAULT '';

-- The price beside the price. Shown only while it may be.
CREATE TABLE shop_compare_at (
  sku      text PRIMARY KEY REFERENCES shop_variant,
  store_id text   NOT NULL,
  kind     text   NOT NULL CHECK (kind IN ('USUAL', 'MAKER')),
  yen      bigint NOT NULL CHECK (yen BETWEEN 1 AND 100000000),
  source   text, -- where the maker says so in public
  actor    text   NOT NULL,
  set_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT shop_compare_at_source CHECK ((kind = 'MAKER') = (source IS NOT NULL))
);

-- When a product could be bought in a show. Written by the trigger below, so that no way of changing
-- a sale state is missed; the eight-week rule counts only time on sale.
CREATE TABLE shop_sale_period (
  period_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  show_id    text NOT NULL,
  product_id text NOT NULL REFERENCES shop_product,
  store_id   text NOT NULL,
  from_at    timestamptz NOT NULL,
  to_at      timestamptz -- null while it is on sale
);

CREATE INDEX shop_sale_period_of_product ON shop_sale_period (product_id, from_at);
CREATE UNIQUE INDEX shop_sale_period_one_open ON shop_sale_period (show_id, product_id)
  WHERE to_at IS NULL;

INSERT INTO shop_sale_period (show_id, product_id, store_id, from_at)
SELECT show_id, product_id, store_id, now() FROM shop_listing WHERE state = 'ON_SALE';

CREATE FUNCTION shop_note_sale_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.state = 'ON_SALE' AND (TG_OP = 'DELETE' OR NEW.state <> 'ON_SALE') THEN
    UPDATE shop_sale_period SET to_at = clock_timestamp()
     WHERE show_id = OLD.show_id AND product_id = OLD.product_id AND to_at IS NULL;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.state = 'ON_SALE' AND (TG_OP = 'INSERT' OR OLD.state <> 'ON_SALE') THEN
    INSERT INTO shop_sale_period (show_id, product_id, store_id, from_at)
    VALUES (NEW.show_id, NEW.product_id, NEW.store_id, clock_timestamp())
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER shop_listing_sale_period AFTER INSERT OR UPDATE OF state OR DELETE ON shop_listing
  FOR EACH ROW EXECUTE FUNCTION shop_note_sale_period();

-- Prices charged elsewhere before the platform knew the product, declared by a member of the staff.
CREATE TABLE shop_declared_price (
  declared_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id    text   NOT NULL,
  sku         text   NOT NULL REFERENCES shop_variant,
  yen         bigint NOT NULL CHECK (yen BETWEEN 0 AND 100000000),
  from_at     timestamptz NOT NULL,
  to_at       timestamptz NOT NULL,
  statement   text   NOT NULL, -- where it was sold, in the words of whoever declares it
  actor       text   NOT NULL,
  declared_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT shop_declared_price_period CHECK (from_at < to_at),
  CONSTRAINT shop_declared_price_once UNIQUE (sku, from_at, to_at)
);

-- What a licence obliges the shop to show beside licensed goods.
CREATE TABLE shop_licence (
  store_id text NOT NULL,
  kind     text NOT NULL CHECK (kind IN ('ALCOHOL', 'SECOND_HAND', 'MEDICINE')),
  words    text NOT NULL,
  words_en text NOT NULL,
  actor    text NOT NULL,
  set_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (store_id, kind)
);

-- Raised at the end of every transaction that changed the catalogue; what a node remembers is keyed by
-- it, so no node shows a product older than the version it knows.
CREATE TABLE shop_catalog_version (
  store_id text PRIMARY KEY,
  version  bigint NOT NULL
);
