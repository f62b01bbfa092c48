-- 事由: the short title of a request, sealed with the applicant's key beside what else is his, and numbered anew within the organ
-- whenever it changes, so that a node knows which it has not read. The name is recognised like the other marks.
ALTER TABLE people ADD COLUMN subject TEXT;
ALTER TABLE people ADD COLUMN subject_no BIGINT NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN name_mark TEXT NOT NULL DEFAULT '';
CREATE INDEX people_subject ON people (organ, subject_no);
CREATE INDEX people_name ON people (organ, name_mark);
CREATE INDEX people_without_subject ON people (organ, id) WHERE kind = 'applicant' AND subject IS NULL AND sealed IS NOT NULL;

-- In whose hands a request is, and lists that go by key.
ALTER TABLE requests ADD COLUMN handler TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN office TEXT NOT NULL DEFAULT '';
DROP INDEX requests_submitted;
CREATE INDEX requests_submitted ON requests (organ, submitted_on, number);
CREATE INDEX requests_by_status ON requests (organ, status, submitted_on, number);
CREATE INDEX requests_by_code ON requests (organ, code, submitted_on, number);
CREATE INDEX requests_by_handler ON requests (organ, handler, submitted_on, number);
CREATE INDEX requests_by_office ON requests (organ, office, submitted_on, number);
CREATE INDEX requests_by_last_day ON requests (organ, (COALESCE(due, '9999-99-99')), number);
