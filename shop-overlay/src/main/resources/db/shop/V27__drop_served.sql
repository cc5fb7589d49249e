-- How many of a drop had their turn, for the thousands who ask how many are before them.
CREATE INDEX shop_drop_entry_served ON shop_drop_entry (drop_id) WHERE state <> 'ENTERED';
