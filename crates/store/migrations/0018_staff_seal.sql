-- A keyed digest of what a member of staff is and may do: whoever changes a row without the installation's key is seen by `verify`.
ALTER TABLE staff ADD COLUMN seal TEXT NOT NULL DEFAULT '';
