-- 透明日志: the order in which acts of all organs entered the installation's log. A leaf is the hash of the act.
CREATE TABLE log (
    place BIGINT NOT NULL PRIMARY KEY,
    organ TEXT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE UNIQUE INDEX log_act ON log (organ, seq);
