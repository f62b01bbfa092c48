-- 无结果检索: what visitors looked for and did not find, counted by day. No visitor, no address.
CREATE TABLE unfound (
    day TEXT NOT NULL,
    query TEXT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (day, query)
);
