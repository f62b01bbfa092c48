-- While others are being asked, the last day of a request moves each working day without an act (A-33.4). The row says when it
-- is to be counted anew; nothing stands here for the many whose last day stands still.
ALTER TABLE requests ADD COLUMN recount_on TEXT;
CREATE INDEX requests_recount ON requests (recount_on, organ);
