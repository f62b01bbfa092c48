-- 督办 of an organ, from its own streams: what the organ above ordered it to mend, and how far that is.
CREATE TABLE chases (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    above TEXT NOT NULL,
    indicator TEXT NOT NULL,
    place TEXT NOT NULL,
    rule TEXT NOT NULL,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    by_rule BIGINT NOT NULL,
    status TEXT NOT NULL,
    ordered_on TEXT NOT NULL,
    due TEXT,
    asked_until TEXT,
    answered_on TEXT,
    escalated_for TEXT,
    closed_on TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (organ, id)
);
CREATE INDEX chases_due ON chases (organ, due);
CREATE INDEX chases_closed ON chases (organ, closed_on, id);
CREATE INDEX chases_above ON chases (above, closed_on, due);
CREATE INDEX chases_about ON chases (organ, indicator, place);
