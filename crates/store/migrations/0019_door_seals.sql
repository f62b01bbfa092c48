-- A keyed digest of what opens a door, as staff rows have one: what was put into the database without the installation's key opens
-- nothing, and `verify` names it.
ALTER TABLE sessions ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE links ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE tokens ADD COLUMN seal TEXT NOT NULL DEFAULT '';
