-- Members. One keeps the viewer id of the browser they first logged in with, and from then on that id
-- opens only together with a session.
CREATE TABLE shop_member (
  member_id     text PRIMARY KEY,
  store_id      text NOT NULL,
  viewer        text NOT NULL,
  email         text, -- null once erased; the row stays so that the id is never a guest's again
  email_key     text,
  password_hash text,
  created_at    timestamptz NOT NULL DEFAULT now(),
  erased_at     timestamptz,
  CONSTRAINT shop_member_one_per_viewer UNIQUE (viewer),
  CONSTRAINT shop_member_one_per_mailbox UNIQUE (store_id, email_key),
  CONSTRAINT shop_member_erased CHECK ((email IS NULL) = (erased_at IS NOT NULL))
);

-- The guests a member was in other browsers.
CREATE TABLE shop_member_guest (
  member_id text NOT NULL REFERENCES shop_member,
  guest     text NOT NULL,
  store_id  text NOT NULL,
  moved_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (member_id, guest)
);

-- Known by the hash of its cookie, so that a copy of this table opens no door.
CREATE TABLE shop_member_session (
  token_hash text PRIMARY KEY,
  member_id  text NOT NULL REFERENCES shop_member,
  store_id   text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);

CREATE INDEX shop_member_session_of_member ON shop_member_session (member_id);
CREATE INDEX shop_member_session_expiry ON shop_member_session (expires_at);

-- One code per mailbox and browser. It works in the browser that asked for it only.
CREATE TABLE shop_login_code (
  store_id   text NOT NULL,
  email_key  text NOT NULL,
  browser    text NOT NULL,
  code_hash  text NOT NULL, -- keyed with the installation's secret
  tries      int  NOT NULL DEFAULT 0,
  sent_at    timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (store_id, email_key, browser)
);

CREATE INDEX shop_login_code_expiry ON shop_login_code (expires_at);

-- How many codes a mailbox was sent, whoever asked.
CREATE TABLE shop_login_limit (
  store_id   text NOT NULL,
  email_key  text NOT NULL,
  hour_began timestamptz NOT NULL,
  in_hour    int NOT NULL,
  day_began  timestamptz NOT NULL,
  in_day     int NOT NULL,
  PRIMARY KEY (store_id, email_key)
);

CREATE INDEX shop_login_limit_age ON shop_login_limit (day_began);
