-- The clock service: reminders and what they leave on the desk, mail handed over, tokens of programs and feeds,
-- notices about working days and the deadlines that they moved.

ALTER TABLE staff ADD COLUMN mail TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN lang TEXT NOT NULL DEFAULT 'zh';
ALTER TABLE jobs ADD COLUMN dead_at TEXT NOT NULL DEFAULT '';

CREATE TABLE reminders (
    organ TEXT NOT NULL,
    about TEXT NOT NULL,
    due TEXT NOT NULL,
    step TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (organ, about, due, step)
);

CREATE TABLE notices (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    staff TEXT NOT NULL,
    role TEXT NOT NULL,
    about TEXT NOT NULL,
    step TEXT NOT NULL,
    text_key TEXT NOT NULL,
    detail TEXT NOT NULL,
    made_at TEXT NOT NULL,
    read_at TEXT,
    read_by TEXT NOT NULL,
    PRIMARY KEY (organ, id)
);
CREATE INDEX notices_staff ON notices (organ, staff, made_at);

CREATE TABLE mails (
    organ TEXT NOT NULL,
    job TEXT NOT NULL,
    template TEXT NOT NULL,
    about TEXT NOT NULL,
    message_id TEXT NOT NULL,
    state TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (organ, job)
);

CREATE TABLE tokens (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    staff TEXT NOT NULL,
    roles TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_on TEXT NOT NULL,
    revoked_at TEXT,
    PRIMARY KEY (organ, id)
);

CREATE TABLE calendar_notices (
    id TEXT NOT NULL PRIMARY KEY,
    notice TEXT NOT NULL,
    lines TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    actor TEXT NOT NULL
);

CREATE TABLE calendar_moves (
    organ TEXT NOT NULL,
    about TEXT NOT NULL,
    made_at TEXT NOT NULL,
    number TEXT NOT NULL,
    due_before TEXT NOT NULL,
    due_after TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (organ, about, made_at)
);
