-- What lists and pages say of how many there are: kept with every act, so that nothing public is counted when somebody reads it.
CREATE TABLE counts (
    organ TEXT NOT NULL,
    subject TEXT NOT NULL,
    year TEXT NOT NULL,
    class TEXT NOT NULL,
    part TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (organ, subject, year, class, part)
);
CREATE INDEX counts_subject ON counts (subject, year, class, part);
INSERT INTO counts (organ, subject, year, class, part, count)
    SELECT organ, 'item', SUBSTR(published_on, 1, 4), placed, CAST(head AS TEXT), COUNT(*) FROM public_items
    GROUP BY organ, SUBSTR(published_on, 1, 4), placed, CAST(head AS TEXT);
INSERT INTO counts (organ, subject, year, class, part, count)
    SELECT organ, 'request', SUBSTR(received_on, 1, 4),
    CASE WHEN closed_on IS NULL THEN 'open' WHEN closed_on > due THEN 'late' ELSE 'closed' END, '', COUNT(*)
    FROM requests WHERE received_on IS NOT NULL
    GROUP BY organ, SUBSTR(received_on, 1, 4), CASE WHEN closed_on IS NULL THEN 'open' WHEN closed_on > due THEN 'late' ELSE 'closed' END;
INSERT INTO counts (organ, subject, year, class, part, count)
    SELECT organ, 'opinion', '', page, TRIM(status || ' ' || set_aside), COUNT(*) FROM messages
    WHERE topic = 'opinion' GROUP BY organ, page, TRIM(status || ' ' || set_aside);

-- When the public last saw something else of an item, whatever day the document bears.
ALTER TABLE public_items ADD COLUMN shown_at TEXT NOT NULL DEFAULT '';
UPDATE public_items SET shown_at = COALESCE((SELECT MAX(a.recorded_at) FROM acts a WHERE a.organ = public_items.organ
    AND a.stream = 'item/' || public_items.id AND a.kind IN ('published', 'repealed', 'restored')), '');

-- A page of every public list is one look into an index, whatever lies before it.
DROP INDEX public_items_column;
CREATE INDEX public_items_column ON public_items (organ, placed, head, published_on, id);
CREATE INDEX public_items_placed_of_organ ON public_items (organ, placed, published_on, id);
CREATE INDEX public_items_placed ON public_items (placed, published_on, id);
CREATE INDEX public_items_head ON public_items (head, published_on, id);
CREATE INDEX public_items_numbered ON public_items (published_on, id) WHERE document_number <> '';
CREATE INDEX public_items_year ON public_items (organ, (SUBSTR(published_on, 1, 4)), shown_at, id);
-- Whatever is, or may come to be, in force no longer.
CREATE INDEX public_items_moot ON public_items (published_on, id)
    WHERE validity <> 'valid' OR repealed_on IS NOT NULL OR in_force_until IS NOT NULL;
CREATE INDEX public_items_moot_of_organ ON public_items (organ, published_on, id)
    WHERE validity <> 'valid' OR repealed_on IS NOT NULL OR in_force_until IS NOT NULL;
CREATE INDEX ties_tie ON ties (tie, other_organ, other_id);
