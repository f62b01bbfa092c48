-- What the public sees of items, apart from what is worked on: a published text stays while its change is written and read.
CREATE TABLE public_items (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    index_number TEXT NOT NULL,
    placed TEXT NOT NULL,
    head BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    document_number TEXT NOT NULL,
    made_on TEXT NOT NULL,
    published_on TEXT NOT NULL,
    published_time TEXT NOT NULL,
    changed_on TEXT,
    changes TEXT NOT NULL,
    news_on TEXT NOT NULL,
    validity TEXT NOT NULL,
    summary TEXT NOT NULL,
    body_html TEXT NOT NULL,
    attachments TEXT NOT NULL,
    repealed_on TEXT,
    repealed_by TEXT NOT NULL,
    version BIGINT NOT NULL,
    act_hash TEXT NOT NULL,
    PRIMARY KEY (organ, id)
);
CREATE INDEX public_items_latest ON public_items (published_on, id);
CREATE INDEX public_items_of_organ ON public_items (organ, published_on, id);
CREATE INDEX public_items_news ON public_items (news_on, id);
CREATE INDEX public_items_news_of_organ ON public_items (organ, news_on, id);
CREATE INDEX public_items_index_number ON public_items (organ, index_number);
DROP INDEX items_public;
ALTER TABLE items ADD COLUMN public BIGINT NOT NULL DEFAULT 0;
ALTER TABLE items ADD COLUMN planned_at TEXT NOT NULL DEFAULT '';
CREATE INDEX items_planned ON items (organ, planned_at);
