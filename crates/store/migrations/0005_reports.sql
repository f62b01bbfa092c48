-- Reports with their whole life: an organ's own and, beside it, the consolidated one. Derived rows: made anew from the acts.

DROP TABLE reports;

CREATE TABLE reports (
    organ TEXT NOT NULL,
    scope TEXT NOT NULL,
    year BIGINT NOT NULL,
    status TEXT NOT NULL,
    sections TEXT NOT NULL,
    answers TEXT NOT NULL,
    signed TEXT NOT NULL,
    held TEXT NOT NULL,
    held_on TEXT,
    via TEXT NOT NULL,
    report TEXT NOT NULL,
    files TEXT NOT NULL,
    published_on TEXT,
    edition BIGINT NOT NULL,
    note TEXT NOT NULL,
    chased_on TEXT,
    chases BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organ, scope, year)
);
CREATE INDEX reports_year ON reports (year, scope, organ);

-- So that the next start fills the table.
DELETE FROM marks WHERE name = 'projections';
