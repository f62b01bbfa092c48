-- Applicants recognised without being read: keyed hashes of proof of identity and telephone beside the sealed person.
ALTER TABLE people ADD COLUMN id_mark TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN phone_mark TEXT NOT NULL DEFAULT '';
CREATE INDEX people_id_mark ON people (organ, id_mark);
CREATE INDEX people_phone_mark ON people (organ, phone_mark);
CREATE INDEX requests_person ON requests (organ, person);

-- 复议 and 诉讼 with their own clocks (D-12, D-14).
ALTER TABLE remedies ADD COLUMN procedure TEXT NOT NULL DEFAULT '';
ALTER TABLE remedies ADD COLUMN body TEXT NOT NULL DEFAULT '';
ALTER TABLE remedies ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE remedies ADD COLUMN copy_on TEXT;
ALTER TABLE remedies ADD COLUMN answer_due TEXT;
ALTER TABLE remedies ADD COLUMN answered_on TEXT;
ALTER TABLE remedies ADD COLUMN decision_due TEXT;
ALTER TABLE remedies ADD COLUMN comply_by TEXT;
ALTER TABLE remedies ADD COLUMN complied_on TEXT;

-- 更正申请 (A-41): a stream of their own, in no table of the report (R-49).
CREATE TABLE corrections (
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
CREATE INDEX corrections_status ON corrections (organ, status, due);
