-- A picture in several widths. Each rendition is a row of shop_image under the hash of its own bytes;
-- the picture's key is that of its JPEG, for mail, documents and old browsers.
CREATE TABLE shop_image_rendition (
  image_key     text NOT NULL REFERENCES shop_image,
  width         int  NOT NULL CHECK (width BETWEEN 1 AND 10000),
  height        int  NOT NULL CHECK (height BETWEEN 1 AND 10000),
  rendition_key text NOT NULL REFERENCES shop_image,
  store_id      text NOT NULL,
  PRIMARY KEY (image_key, width)
);
