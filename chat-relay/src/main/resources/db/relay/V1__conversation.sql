-- How people may speak in a show. Its row is locked first by whatever moderates the show.
CREATE TABLE relay_chat (
  show_id     text    PRIMARY KEY,
  slow        integer NOT NULL DEFAULT 0,
  who         text    NOT NULL DEFAULT 'EVERYONE',
  hold        boolean NOT NULL DEFAULT false,
  links       boolean NOT NULL DEFAULT false,
  raid        boolean NOT NULL DEFAULT false,
  calm_slow   integer,                    -- what the raid button puts back
  calm_who    text,
  calm_hold   boolean,
  calm_links  boolean,
  pinned_eid  text,
  version     bigint  NOT NULL DEFAULT 0, -- of the mode, for those who follow
  asked_off   bigint  NOT NULL DEFAULT 0, -- comments up to here were looked at for questions
  board       bigint  NOT NULL DEFAULT 0  -- of the board of questions
);

-- Counts up whenever what every node keeps in memory has changed.
CREATE TABLE relay_change (
  what     text   PRIMARY KEY,
  version  bigint NOT NULL
);
INSERT INTO relay_change VALUES ('sanction', 0), ('word', 0);

CREATE TABLE relay_word (
  word     text PRIMARY KEY,
  verdict  text NOT NULL
);

-- Who changed the words; they belong to no show, whose backstage would tell it.
CREATE TABLE relay_word_change (
  at_ms   bigint NOT NULL,
  by_id   text   NOT NULL,
  words   jsonb  NOT NULL                 -- as they were afterwards
);

-- Whoever has followed a stage: since when, and from where lately.
CREATE TABLE relay_person (
  person      text   PRIMARY KEY,
  first_ms    bigint NOT NULL,
  first_show  text   NOT NULL,
  last_ms     bigint NOT NULL,
  name        text   NOT NULL,
  device      text   NOT NULL,            -- this and the address are forgotten after a while
  address     text   NOT NULL
);

CREATE TABLE relay_sanction (
  sid        text   PRIMARY KEY,
  show_id    text,                        -- null: every show of the company
  kind       text   NOT NULL,
  account    text   NOT NULL,
  device     text   NOT NULL,
  network    text   NOT NULL,
  name       text   NOT NULL,
  reason     text   NOT NULL,
  made_in    text   NOT NULL,             -- the show whose moderators see it
  made_by    text   NOT NULL,
  made_ms    bigint NOT NULL,
  until_ms   bigint,
  lifted_ms  bigint,
  lifted_by  text
);
CREATE INDEX relay_sanction_account ON relay_sanction (account);
CREATE INDEX relay_sanction_made_in ON relay_sanction (made_in, made_ms);

-- Comments viewers do not see. Their words lie beside the backstage log.
CREATE TABLE relay_held (
  show_id     text    NOT NULL,
  eid         text    NOT NULL,
  author      text    NOT NULL,
  badge       text    NOT NULL,
  client_key  text    NOT NULL,
  media_ms    bigint,
  reply_to    text,
  question    boolean NOT NULL,
  why         text    NOT NULL,
  at_ms       bigint  NOT NULL,
  state       text    NOT NULL,           -- WAITING, SHADOW, SHOWN, REJECTED, DELETED
  decided_by  text,
  PRIMARY KEY (show_id, eid)
);
CREATE INDEX relay_held_waiting ON relay_held (show_id, at_ms) WHERE state = 'WAITING';
CREATE INDEX relay_held_author ON relay_held (author);

-- What moderators took down, for undo and as evidence; without words once its author wants it gone.
CREATE TABLE relay_removed (
  show_id     text   NOT NULL,
  eid         text   NOT NULL,
  author      text   NOT NULL,
  name        text,
  body        text,
  removed_by  text   NOT NULL,
  removed_ms  bigint NOT NULL,
  PRIMARY KEY (show_id, eid)
);
CREATE INDEX relay_removed_author ON relay_removed (author);

CREATE TABLE relay_report (
  show_id   text   NOT NULL,
  eid       text   NOT NULL,
  reporter  text   NOT NULL,
  author    text   NOT NULL,
  why       text   NOT NULL,
  at_ms     bigint NOT NULL,
  PRIMARY KEY (show_id, eid, reporter)
);
CREATE INDEX relay_report_author ON relay_report (author);
CREATE INDEX relay_report_reporter ON relay_report (reporter);

-- Questions; their words lie beside the stage log.
CREATE TABLE relay_question (
  show_id      text     NOT NULL,
  eid          text     NOT NULL,
  asker        text     NOT NULL,
  at_ms        bigint   NOT NULL,
  media_ms     bigint,
  into_eid     text,                      -- the head of its group; null for a head
  by_hand      boolean  NOT NULL DEFAULT false,
  status       text     NOT NULL,         -- OPEN, ANSWERED, PRIVATE, CLOSED
  tokens       text[]   NOT NULL,
  answer_ms    bigint,                    -- media time
  answer       text,
  answered_by  text,
  settled_ms   bigint,
  PRIMARY KEY (show_id, eid)
);
CREATE INDEX relay_question_open ON relay_question (show_id, at_ms) WHERE status = 'OPEN';
CREATE INDEX relay_question_group ON relay_question (show_id, into_eid);
CREATE INDEX relay_question_asker ON relay_question (asker);

CREATE TABLE relay_vote (
  show_id  text NOT NULL,
  eid      text NOT NULL,
  viewer   text NOT NULL,
  PRIMARY KEY (show_id, eid, viewer)
);
CREATE INDEX relay_vote_viewer ON relay_vote (viewer);
