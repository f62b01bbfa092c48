-- 更正 of a record (A-41) has one English word, rectification; correction is 补正 of a request.
ALTER TABLE corrections RENAME TO rectifications;
DROP INDEX corrections_status;
CREATE INDEX rectifications_status ON rectifications (organ, status, due);
