-- 年度任务 of an organ, from its own streams: which point of the year's programme it was given, by when, and how far that is.
CREATE TABLE tasks (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    above TEXT NOT NULL,
    lot TEXT NOT NULL,
    year BIGINT NOT NULL,
    words TEXT NOT NULL,
    title TEXT NOT NULL,
    point TEXT NOT NULL,
    wants TEXT NOT NULL,
    status TEXT NOT NULL,
    given_on TEXT NOT NULL,
    due TEXT NOT NULL,
    owed_by TEXT,
    first_on TEXT,
    handed_on TEXT,
    late BIGINT NOT NULL,
    item TEXT NOT NULL,
    closed_on TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (organ, id)
);
CREATE INDEX tasks_owed ON tasks (organ, owed_by, id);
CREATE INDEX tasks_given ON tasks (organ, year, title);
CREATE INDEX tasks_of_year ON tasks (above, year, lot, organ);
CREATE INDEX tasks_waiting ON tasks (above, status, handed_on);
