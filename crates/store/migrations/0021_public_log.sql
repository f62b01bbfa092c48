-- 公开日志: the leaves of the public log in their one order. The entry is what others hash; an act becomes at most one leaf.
CREATE TABLE leaves (
    place BIGINT NOT NULL PRIMARY KEY,
    organ TEXT NOT NULL,
    seq BIGINT NOT NULL,
    address TEXT NOT NULL,
    entry TEXT NOT NULL
);
CREATE UNIQUE INDEX leaves_act ON leaves (organ, seq);
CREATE INDEX leaves_address ON leaves (address, place);

-- Tiles of hashes (C2SP tlog-tiles): up to 256 hashes in base64, one after another.
CREATE TABLE tiles (
    level BIGINT NOT NULL,
    number BIGINT NOT NULL,
    hashes TEXT NOT NULL,
    PRIMARY KEY (level, number)
);

-- How far the log has followed each organ's ledger.
CREATE TABLE followed (
    organ TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (organ)
);

-- The last cosignature of each witness of our log, with the note that it is of.
CREATE TABLE cosignatures (
    witness TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    note TEXT NOT NULL,
    line TEXT NOT NULL
);

-- 见证: the last tree of each log of others that was cosigned here. Whoever forgets it could cosign two histories.
CREATE TABLE witnessed (
    origin TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    root TEXT NOT NULL,
    note TEXT NOT NULL,
    seen_at TEXT NOT NULL
);
