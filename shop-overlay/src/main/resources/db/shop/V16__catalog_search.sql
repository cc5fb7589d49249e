-- The words of a product as the analyser cut them, written with the product, and how all of it reads
-- in katakana, so that kana find kanji. Null until the analyser of this version has seen the product.
ALTER TABLE shop_product
  ADD COLUMN search_words      text[],
  ADD COLUMN search_name_words text[],
  ADD COLUMN search_reading    text,
  ADD COLUMN search_version    int NOT NULL DEFAULT 0;

CREATE INDEX shop_product_words ON shop_product USING gin (search_words);
