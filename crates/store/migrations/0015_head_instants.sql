-- The instant of an organ's last act beside its head, so that the next act is not recorded before it without looking it up.
ALTER TABLE heads ADD COLUMN recorded_at TEXT NOT NULL DEFAULT '';
UPDATE heads SET recorded_at = COALESCE(
    (SELECT a.recorded_at FROM acts a WHERE a.organ = heads.organ AND a.seq = heads.seq), '');
