-- One-time links with which a colleague sets a password: only the hash of the secret, used once, short-lived like a session.
CREATE TABLE links (
    token_hash TEXT NOT NULL PRIMARY KEY,
    staff TEXT NOT NULL,
    expires_at TEXT NOT NULL
);
CREATE INDEX links_staff ON links (staff);
