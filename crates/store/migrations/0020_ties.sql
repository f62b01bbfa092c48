-- What public items have to do with each other, and how long a document is in force.
CREATE TABLE ties (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    tie TEXT NOT NULL,
    other_organ TEXT NOT NULL,
    other_id TEXT NOT NULL,
    PRIMARY KEY (organ, id, tie, other_organ, other_id)
);
CREATE INDEX ties_other ON ties (other_organ, other_id, tie);
ALTER TABLE public_items ADD COLUMN in_force_from TEXT;
ALTER TABLE public_items ADD COLUMN in_force_until TEXT;
ALTER TABLE public_items ADD COLUMN explain_by TEXT;
CREATE INDEX public_items_explain ON public_items (organ, explain_by);
CREATE INDEX public_items_ends ON public_items (in_force_until);
CREATE INDEX items_suspended ON items (organ, suspended_on);
CREATE INDEX public_items_number ON public_items (document_number);
