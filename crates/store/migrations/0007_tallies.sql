-- How many requests of an organ are alike for 表三: kept with every act, so that a report is read from some hundred rows however
-- many requests it counts. A request is in it once it has its day of receipt.
CREATE TABLE tallies (
    organ TEXT NOT NULL,
    received TEXT NOT NULL,
    applicant TEXT NOT NULL,
    closed TEXT NOT NULL,
    code TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (organ, received, applicant, closed, code)
);
INSERT INTO tallies (organ, received, applicant, closed, code, count)
    SELECT organ, SUBSTR(received_on, 1, 4), applicant, COALESCE(SUBSTR(closed_on, 1, 4), ''), COALESCE(code, ''), COUNT(*)
    FROM requests WHERE received_on IS NOT NULL
    GROUP BY organ, SUBSTR(received_on, 1, 4), applicant, COALESCE(SUBSTR(closed_on, 1, 4), ''), COALESCE(code, '');
