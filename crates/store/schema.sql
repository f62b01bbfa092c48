-- The schema as the migrations make it (long: every table). Generated: MINGBAI_WRITE=1 cargo test -p store schema

CREATE TABLE acts (
    organ TEXT NOT NULL,
    seq BIGINT NOT NULL,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    on_date TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (organ, seq)
);

CREATE UNIQUE INDEX acts_stream ON acts (organ, stream, version);

CREATE TABLE allowances (
    day TEXT NOT NULL,
    key TEXT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (day, key)
);

CREATE TABLE attempts (
    key TEXT NOT NULL,
    at TEXT NOT NULL
);

CREATE INDEX attempts_key ON attempts (key, at);

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

CREATE TABLE calendar_notices (
    id TEXT NOT NULL PRIMARY KEY,
    notice TEXT NOT NULL,
    lines TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    actor TEXT NOT NULL
);

CREATE TABLE chases (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    above TEXT NOT NULL,
    indicator TEXT NOT NULL,
    place TEXT NOT NULL,
    rule TEXT NOT NULL,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    by_rule BIGINT NOT NULL,
    status TEXT NOT NULL,
    ordered_on TEXT NOT NULL,
    due TEXT,
    asked_until TEXT,
    answered_on TEXT,
    escalated_for TEXT,
    closed_on TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (organ, id)
);

CREATE INDEX chases_about ON chases (organ, indicator, place);

CREATE INDEX chases_above ON chases (above, closed_on, due);

CREATE INDEX chases_closed ON chases (organ, closed_on, id);

CREATE INDEX chases_due ON chases (organ, due);

CREATE TABLE claims (
    organ TEXT NOT NULL,
    key TEXT NOT NULL,
    reference TEXT NOT NULL,
    PRIMARY KEY (organ, key)
);

CREATE TABLE cosignatures (
    witness TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    note TEXT NOT NULL,
    line TEXT NOT NULL
);

CREATE TABLE counters (
    organ TEXT NOT NULL,
    name TEXT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (organ, name)
);

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

CREATE TABLE figures (
    organ TEXT NOT NULL,
    year BIGINT NOT NULL,
    report_row TEXT NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (organ, year, report_row)
);

CREATE TABLE followed (
    organ TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (organ)
);

CREATE TABLE heads (
    organ TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
, recorded_at TEXT NOT NULL DEFAULT '');

CREATE TABLE inspections (
    organ TEXT NOT NULL,
    seq BIGINT NOT NULL,
    rules TEXT NOT NULL,
    looked_on TEXT NOT NULL,
    again_on TEXT,
    PRIMARY KEY (organ)
);

CREATE TABLE items (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    index_number TEXT NOT NULL,
    placed TEXT NOT NULL,
    head BIGINT NOT NULL,
    title TEXT NOT NULL,
    document_number TEXT NOT NULL,
    made_on TEXT NOT NULL,
    published_on TEXT,
    validity TEXT NOT NULL,
    summary TEXT NOT NULL,
    body_html TEXT NOT NULL,
    attachments TEXT NOT NULL,
    source_class TEXT NOT NULL,
    status TEXT NOT NULL,
    author TEXT NOT NULL,
    repealed_on TEXT,
    repealed_by TEXT NOT NULL,
    version BIGINT NOT NULL,
    act_hash TEXT NOT NULL, published_time TEXT NOT NULL DEFAULT '', public BIGINT NOT NULL DEFAULT 0, planned_at TEXT NOT NULL DEFAULT '', suspended_on TEXT, publish_by TEXT,
    PRIMARY KEY (organ, id)
);

CREATE INDEX items_index_number ON items (organ, index_number);

CREATE INDEX items_of_column ON items (organ, placed, id);

CREATE INDEX items_of_status ON items (organ, status, id);

CREATE INDEX items_planned ON items (organ, planned_at);

CREATE INDEX items_publish_by ON items (organ, publish_by);

CREATE INDEX items_status ON items (organ, status, published_on);

CREATE INDEX items_suspended ON items (organ, suspended_on);

CREATE TABLE jobs (
    id TEXT NOT NULL PRIMARY KEY,
    organ TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    unique_key TEXT UNIQUE,
    run_at TEXT NOT NULL,
    leased_by TEXT NOT NULL,
    leased_until TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT NOT NULL
, dead_at TEXT NOT NULL DEFAULT '');

CREATE INDEX jobs_run ON jobs (run_at);

CREATE TABLE kept_columns (
    organ TEXT NOT NULL,
    code TEXT NOT NULL,
    office TEXT NOT NULL,
    owner TEXT NOT NULL,
    review_on TEXT,
    reviewed_on TEXT,
    PRIMARY KEY (organ, code)
);

CREATE TABLE leaves (
    place BIGINT NOT NULL PRIMARY KEY,
    organ TEXT NOT NULL,
    seq BIGINT NOT NULL,
    address TEXT NOT NULL,
    entry TEXT NOT NULL
);

CREATE UNIQUE INDEX leaves_act ON leaves (organ, seq);

CREATE INDEX leaves_address ON leaves (address, place);

CREATE TABLE links (
    token_hash TEXT NOT NULL PRIMARY KEY,
    staff TEXT NOT NULL,
    expires_at TEXT NOT NULL
, seal TEXT NOT NULL DEFAULT '');

CREATE INDEX links_staff ON links (staff);

CREATE TABLE log (
    place BIGINT NOT NULL PRIMARY KEY,
    organ TEXT NOT NULL,
    seq BIGINT NOT NULL
);

CREATE UNIQUE INDEX log_act ON log (organ, seq);

CREATE TABLE looks (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    scanner TEXT NOT NULL,
    found TEXT NOT NULL,
    PRIMARY KEY (organ, id)
);

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

CREATE TABLE marks (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE messages (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    query_hash TEXT NOT NULL,
    person TEXT NOT NULL,
    topic TEXT NOT NULL,
    page TEXT NOT NULL,
    agreed BIGINT NOT NULL,
    status TEXT NOT NULL,
    waits_for TEXT NOT NULL,
    received_on TEXT NOT NULL,
    first_due TEXT NOT NULL,
    due TEXT,
    first_replied_on TEXT,
    replied_on TEXT,
    doubted_on TEXT,
    outcome TEXT NOT NULL,
    handed_to TEXT NOT NULL,
    handed_from TEXT NOT NULL,
    set_aside TEXT NOT NULL,
    public BIGINT NOT NULL,
    title TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    published_on TEXT,
    withdrawn_on TEXT,
    act_hash TEXT NOT NULL,
    version BIGINT NOT NULL, gist TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (organ, id)
);

CREATE INDEX messages_due ON messages (organ, status, due);

CREATE INDEX messages_number ON messages (number);

CREATE INDEX messages_page ON messages (organ, page, topic, id);

CREATE INDEX messages_public ON messages (public, published_on, organ, id);

CREATE INDEX messages_received ON messages (received_on, organ);

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

CREATE TABLE organs (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX organs_parent ON organs (parent);

CREATE TABLE people (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    wrapped_key TEXT,
    sealed TEXT, id_mark TEXT NOT NULL DEFAULT '', phone_mark TEXT NOT NULL DEFAULT '', subject TEXT, subject_no BIGINT NOT NULL DEFAULT 0, name_mark TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (organ, id)
);

CREATE INDEX people_id_mark ON people (organ, id_mark);

CREATE INDEX people_name ON people (organ, name_mark);

CREATE INDEX people_phone_mark ON people (organ, phone_mark);

CREATE INDEX people_subject ON people (organ, subject_no);

CREATE INDEX people_without_subject ON people (organ, id) WHERE kind = 'applicant' AND subject IS NULL AND sealed IS NOT NULL;

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

CREATE INDEX previews_made_by ON previews (organ, made_by, expires_at);

CREATE UNIQUE INDEX previews_token ON previews (token_hash);

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
    act_hash TEXT NOT NULL, in_force_from TEXT, in_force_until TEXT, explain_by TEXT, comments_until TEXT, comments_short TEXT NOT NULL DEFAULT '', gists TEXT NOT NULL DEFAULT '[]', says_until TEXT, shown_at TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (organ, id)
);

CREATE INDEX public_items_column ON public_items (organ, placed, head, published_on, id);

CREATE INDEX public_items_comments ON public_items (comments_until, id);

CREATE INDEX public_items_comments_of_organ ON public_items (organ, comments_until);

CREATE INDEX public_items_ends ON public_items (in_force_until);

CREATE INDEX public_items_explain ON public_items (organ, explain_by);

CREATE INDEX public_items_head ON public_items (head, published_on, id);

CREATE INDEX public_items_index_number ON public_items (organ, index_number);

CREATE INDEX public_items_latest ON public_items (published_on, id);

CREATE INDEX public_items_moot ON public_items (published_on, id)
    WHERE validity <> 'valid' OR repealed_on IS NOT NULL OR in_force_until IS NOT NULL;

CREATE INDEX public_items_moot_of_organ ON public_items (organ, published_on, id)
    WHERE validity <> 'valid' OR repealed_on IS NOT NULL OR in_force_until IS NOT NULL;

CREATE INDEX public_items_news ON public_items (news_on, id);

CREATE INDEX public_items_news_of_organ ON public_items (organ, news_on, id);

CREATE INDEX public_items_number ON public_items (document_number);

CREATE INDEX public_items_numbered ON public_items (published_on, id) WHERE document_number <> '';

CREATE INDEX public_items_of_organ ON public_items (organ, published_on, id);

CREATE INDEX public_items_placed ON public_items (placed, published_on, id);

CREATE INDEX public_items_placed_of_organ ON public_items (organ, placed, published_on, id);

CREATE INDEX public_items_says ON public_items (organ, says_until);

CREATE INDEX public_items_year ON public_items (organ, (SUBSTR(published_on, 1, 4)), shown_at, id);

CREATE TABLE rectifications (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    person TEXT NOT NULL,
    received_on TEXT NOT NULL,
    status TEXT NOT NULL,
    due TEXT,
    closed_on TEXT,
    result TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organ, id)
);

CREATE INDEX rectifications_status ON rectifications (organ, status, due);

CREATE TABLE remedies (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    track TEXT NOT NULL,
    request TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    closed_on TEXT,
    result TEXT NOT NULL,
    version BIGINT NOT NULL, procedure TEXT NOT NULL DEFAULT '', body TEXT NOT NULL DEFAULT '', number TEXT NOT NULL DEFAULT '', copy_on TEXT, answer_due TEXT, answered_on TEXT, decision_due TEXT, comply_by TEXT, complied_on TEXT,
    PRIMARY KEY (organ, id)
);

CREATE TABLE reminders (
    organ TEXT NOT NULL,
    about TEXT NOT NULL,
    due TEXT NOT NULL,
    step TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (organ, about, due, step)
);

CREATE TABLE reports (
    organ TEXT NOT NULL,
    scope TEXT NOT NULL,
    year BIGINT NOT NULL,
    status TEXT NOT NULL,
    sections TEXT NOT NULL,
    answers TEXT NOT NULL,
    signed TEXT NOT NULL,
    held TEXT NOT NULL,
    held_on TEXT,
    via TEXT NOT NULL,
    report TEXT NOT NULL,
    files TEXT NOT NULL,
    published_on TEXT,
    edition BIGINT NOT NULL,
    note TEXT NOT NULL,
    chased_on TEXT,
    chases BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organ, scope, year)
);

CREATE INDEX reports_year ON reports (year, scope, organ);

CREATE TABLE requests (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    submitted_on TEXT NOT NULL,
    received_on TEXT,
    channel TEXT NOT NULL,
    applicant TEXT NOT NULL,
    person TEXT NOT NULL,
    query_hash TEXT NOT NULL,
    status TEXT NOT NULL,
    due TEXT,
    latest TEXT,
    provisional BIGINT NOT NULL,
    closed_on TEXT,
    code TEXT,
    report_row TEXT,
    version BIGINT NOT NULL, recount_on TEXT, handler TEXT NOT NULL DEFAULT '', office TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (organ, id)
);

CREATE INDEX requests_by_code ON requests (organ, code, submitted_on, number);

CREATE INDEX requests_by_handler ON requests (organ, handler, submitted_on, number);

CREATE INDEX requests_by_last_day ON requests (organ, (COALESCE(due, '9999-99-99')), number);

CREATE INDEX requests_by_office ON requests (organ, office, submitted_on, number);

CREATE INDEX requests_by_status ON requests (organ, status, submitted_on, number);

CREATE UNIQUE INDEX requests_number ON requests (number);

CREATE INDEX requests_person ON requests (organ, person);

CREATE INDEX requests_received ON requests (organ, received_on);

CREATE INDEX requests_recount ON requests (organ, recount_on) WHERE recount_on IS NOT NULL;

CREATE INDEX requests_status ON requests (organ, status, due);

CREATE INDEX requests_submitted ON requests (organ, submitted_on, number);

CREATE TABLE sessions (
    token_hash TEXT NOT NULL PRIMARY KEY,
    staff TEXT NOT NULL,
    csrf TEXT NOT NULL,
    expires_at TEXT NOT NULL
, seal TEXT NOT NULL DEFAULT '', begun_at TEXT NOT NULL DEFAULT '', seen_at TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '', proved TEXT NOT NULL DEFAULT '');

CREATE INDEX sessions_staff ON sessions (staff);

CREATE TABLE staff (
    id TEXT NOT NULL PRIMARY KEY,
    organ TEXT NOT NULL,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    disabled BIGINT NOT NULL
, mail TEXT NOT NULL DEFAULT '', lang TEXT NOT NULL DEFAULT 'zh', seal TEXT NOT NULL DEFAULT '', factor TEXT NOT NULL DEFAULT '', factor_step BIGINT NOT NULL DEFAULT 0, asked TEXT NOT NULL DEFAULT '');

CREATE INDEX staff_asked ON staff (organ, login) WHERE asked <> '';

CREATE TABLE standard_links (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    line TEXT NOT NULL,
    item_organ TEXT NOT NULL,
    item_id TEXT NOT NULL,
    PRIMARY KEY (organ, id, line, item_organ, item_id)
);

CREATE INDEX standard_links_item ON standard_links (item_organ, item_id);

CREATE TABLE standards (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    field TEXT NOT NULL,
    count BIGINT NOT NULL,
    awaiting BIGINT NOT NULL,
    lines TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organ, id)
);

CREATE INDEX standards_field ON standards (field, organ);

CREATE TABLE tallies (
    organ TEXT NOT NULL,
    received TEXT NOT NULL,
    applicant TEXT NOT NULL,
    closed TEXT NOT NULL,
    code TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (organ, received, applicant, closed, code)
);

CREATE TABLE tasks (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    above TEXT NOT NULL,
    lot TEXT NOT NULL,
    year BIGINT NOT NULL,
    words TEXT NOT NULL,
    title TEXT NOT NULL,
    point TEXT NOT NULL,
    wants TEXT NOT NULL,
    status TEXT NOT NULL,
    given_on TEXT NOT NULL,
    due TEXT NOT NULL,
    owed_by TEXT,
    first_on TEXT,
    handed_on TEXT,
    late BIGINT NOT NULL,
    item TEXT NOT NULL,
    closed_on TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (organ, id)
);

CREATE INDEX tasks_given ON tasks (organ, year, title);

CREATE INDEX tasks_of_year ON tasks (above, year, lot, organ);

CREATE INDEX tasks_owed ON tasks (organ, owed_by, id);

CREATE INDEX tasks_waiting ON tasks (above, status, handed_on);

CREATE TABLE throttles (
    key TEXT PRIMARY KEY NOT NULL,
    failures BIGINT NOT NULL,
    until TEXT NOT NULL,
    touched TEXT NOT NULL
);

CREATE INDEX throttles_touched ON throttles (touched);

CREATE TABLE ties (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    tie TEXT NOT NULL,
    other_organ TEXT NOT NULL,
    other_id TEXT NOT NULL,
    PRIMARY KEY (organ, id, tie, other_organ, other_id)
);

CREATE INDEX ties_other ON ties (other_organ, other_id, tie);

CREATE INDEX ties_tie ON ties (tie, other_organ, other_id);

CREATE TABLE tiles (
    level BIGINT NOT NULL,
    number BIGINT NOT NULL,
    hashes TEXT NOT NULL,
    PRIMARY KEY (level, number)
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
    revoked_at TEXT, seal TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (organ, id)
);

CREATE TABLE unfound (
    day TEXT NOT NULL,
    query TEXT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (day, query)
);

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

CREATE INDEX watches_class ON watches (class, first_on);

CREATE INDEX watches_first ON watches (organ, first_on);

CREATE TABLE witnessed (
    origin TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    root TEXT NOT NULL,
    note TEXT NOT NULL,
    seen_at TEXT NOT NULL
);
