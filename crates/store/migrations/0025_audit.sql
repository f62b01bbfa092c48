-- 审计日志: who came in, what rights and settings were changed, what was looked at and carried out. Kept apart from acts, in one chain
-- of the whole installation; rows are never changed, and go only when the time for which they are kept has passed.
CREATE TABLE audit (
    seq BIGINT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    organ TEXT NOT NULL,
    actor TEXT NOT NULL,
    login TEXT NOT NULL,
    whom TEXT NOT NULL,
    place TEXT NOT NULL,
    detail TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL,
    seal TEXT NOT NULL
);
CREATE INDEX audit_day ON audit (day, seq);
CREATE INDEX audit_kind ON audit (kind, seq);
CREATE INDEX audit_login ON audit (login, seq);
CREATE INDEX audit_whom ON audit (whom, seq);

-- When a session began, when it was last used, and from which network: for whoever looks through his sessions, and for the end of one
-- that nobody uses.
ALTER TABLE sessions ADD COLUMN begun_at TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN seen_at TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN place TEXT NOT NULL DEFAULT '';
CREATE INDEX sessions_staff ON sessions (staff);
