-- 预览链接: by which somebody without an account reads one text of an item that is not public yet. Only the hash of its secret is kept,
-- under a seal like those of sessions and one-time links; how often it was opened is no right, and stands beside the seal.
CREATE TABLE previews (
    organ TEXT NOT NULL,
    item TEXT NOT NULL,
    id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    text TEXT NOT NULL,
    purpose TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    ended_by TEXT NOT NULL,
    opened BIGINT NOT NULL,
    first_opened TEXT NOT NULL,
    last_opened TEXT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (organ, item, id)
);
CREATE UNIQUE INDEX previews_token ON previews (token_hash);
CREATE INDEX previews_made_by ON previews (organ, made_by, expires_at);
