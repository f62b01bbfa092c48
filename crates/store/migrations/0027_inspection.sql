-- 栏目责任 of an organ, from its own stream: who answers for a column, and by when it is looked through again.
CREATE TABLE kept_columns (
    organ TEXT NOT NULL,
    code TEXT NOT NULL,
    office TEXT NOT NULL,
    owner TEXT NOT NULL,
    review_on TEXT,
    reviewed_on TEXT,
    PRIMARY KEY (organ, code)
);
-- 自查: the faults of an organ that stand or will, each with its first day; made again when an act moves them.
CREATE TABLE watches (
    organ TEXT NOT NULL,
    indicator TEXT NOT NULL,
    place TEXT NOT NULL,
    rule TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    first_on TEXT NOT NULL,
    owner TEXT NOT NULL,
    class TEXT NOT NULL,
    PRIMARY KEY (organ, indicator, place)
);
CREATE INDEX watches_first ON watches (organ, first_on);
CREATE INDEX watches_class ON watches (class, first_on);
-- At which act, with which rules an organ was looked at last, and from which day on it is to be looked at again without an act.
CREATE TABLE inspections (
    organ TEXT NOT NULL,
    seq BIGINT NOT NULL,
    rules TEXT NOT NULL,
    looked_on TEXT NOT NULL,
    again_on TEXT,
    PRIMARY KEY (organ)
);
-- The newest of a column, what is owed and what has ended, each found without a walk through all of an organ's items.
CREATE INDEX public_items_column ON public_items (organ, placed, head, published_on);
ALTER TABLE public_items ADD COLUMN says_until TEXT;
CREATE INDEX public_items_says ON public_items (organ, says_until);
ALTER TABLE items ADD COLUMN publish_by TEXT;
CREATE INDEX items_publish_by ON items (organ, publish_by);
