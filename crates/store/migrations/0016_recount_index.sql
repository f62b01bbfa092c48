-- Only rows whose last day moves stand in it, by organ: whoever opens a list looks through none of the others.
DROP INDEX requests_recount;
CREATE INDEX requests_recount ON requests (organ, recount_on) WHERE recount_on IS NOT NULL;
