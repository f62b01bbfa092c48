-- 更正 of a record (A-41) has one English word, rectification; correction is 补正 of a request. Made anew and not renamed, as
-- PostgreSQL would leave the name of the primary key.
CREATE TABLE rectifications (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    person TEXT NOT NULL,
    received_on TEXT NOT NULL,
    status TEXT NOT NULL,
    due TEXT,
    closed_on TEXT,
    result TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organ, id)
);
INSERT INTO rectifications (organ, id, number, person, received_on, status, due, closed_on, result, version)
    SELECT organ, id, number, person, received_on, status, due, closed_on, result, version FROM corrections;
DROP TABLE corrections;
CREATE INDEX rectifications_status ON rectifications (organ, status, due);
