-- How often somebody failed at a door, and until when he waits. The key is a keyed hash of what failed and from where.
CREATE TABLE throttles (
    key TEXT PRIMARY KEY NOT NULL,
    failures BIGINT NOT NULL,
    until TEXT NOT NULL,
    touched TEXT NOT NULL
);
CREATE INDEX throttles_touched ON throttles (touched);

-- How much of something an address, or everybody together, used on a day.
CREATE TABLE allowances (
    day TEXT NOT NULL,
    key TEXT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (day, key)
);
