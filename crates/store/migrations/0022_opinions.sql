-- Drafts out for comment, what the public says on them, and what became of it.
ALTER TABLE messages ADD COLUMN gist TEXT NOT NULL DEFAULT '';
CREATE INDEX messages_page ON messages (organ, page, topic, id);
ALTER TABLE public_items ADD COLUMN comments_until TEXT;
ALTER TABLE public_items ADD COLUMN comments_short TEXT NOT NULL DEFAULT '';
ALTER TABLE public_items ADD COLUMN gists TEXT NOT NULL DEFAULT '[]';
CREATE INDEX public_items_comments ON public_items (comments_until, id);
CREATE INDEX public_items_comments_of_organ ON public_items (organ, comments_until);
