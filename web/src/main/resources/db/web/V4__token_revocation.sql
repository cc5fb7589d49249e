-- Join tokens of a customer that were issued before this moment open nothing any more. Kept for as
-- long as such a token could have lived.
CREATE TABLE web_token_revocation (
  customer    text PRIMARY KEY,
  issued_before timestamptz NOT NULL DEFAULT now()
);
