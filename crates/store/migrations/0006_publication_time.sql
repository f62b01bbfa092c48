-- The time of day of a publication (W-2: PubDate is YYYY-MM-DD hh:mm). Filled by the rebuild that follows.
ALTER TABLE items ADD COLUMN published_time TEXT NOT NULL DEFAULT '';
DELETE FROM marks WHERE name = 'projections';
