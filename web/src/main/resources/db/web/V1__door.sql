-- Made once per installation, never shown: signs viewers' cookies, derives stream keys.
CREATE TABLE web_secret (
  name   text PRIMARY KEY,
  value  bytea NOT NULL
);

CREATE TABLE web_account (
  id             text PRIMARY KEY,
  email          text NOT NULL UNIQUE,
  name           text NOT NULL,
  password_hash  text NOT NULL,
  roles          text[] NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now()
);

-- A session is known by the hash of its cookie, so that a copy of this table opens no door.
CREATE TABLE web_session (
  token_hash  bytea PRIMARY KEY,
  account_id  text NOT NULL REFERENCES web_account (id) ON DELETE CASCADE,
  expires_at  timestamptz NOT NULL
);
CREATE INDEX web_session_expiry ON web_session (expires_at);

-- Viewers who chose a name; everyone else is only their cookie.
CREATE TABLE web_viewer (
  id          text PRIMARY KEY,
  name        text NOT NULL,
  updated_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE web_show (
  id           text PRIMARY KEY,
  store_id     text NOT NULL,
  title        text NOT NULL,
  title_en     text NOT NULL,
  presenter    text NOT NULL,
  description  text NOT NULL,
  sponsored    boolean NOT NULL DEFAULT false,
  key_version  integer NOT NULL DEFAULT 1,
  created_at   timestamptz NOT NULL DEFAULT now()
);
