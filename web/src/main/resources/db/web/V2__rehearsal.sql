-- While it is on, what the show's encoders publish is not for viewers.
ALTER TABLE web_show ADD COLUMN rehearsal boolean NOT NULL DEFAULT false;
