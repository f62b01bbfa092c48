-- Items that are taken from the public for the time of a check, and when the stock was looked through, with what.
ALTER TABLE items ADD COLUMN suspended_on TEXT;
CREATE TABLE looks (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    scanner TEXT NOT NULL,
    found TEXT NOT NULL,
    PRIMARY KEY (organ, id)
);
