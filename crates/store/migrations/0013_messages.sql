-- 留言, 找错, 投诉 of the public, from their streams. What the writer wrote is sealed with him in people.
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
    version BIGINT NOT NULL,
    PRIMARY KEY (organ, id)
);
CREATE INDEX messages_due ON messages (organ, status, due);
CREATE INDEX messages_number ON messages (number);
CREATE INDEX messages_public ON messages (public, published_on, organ, id);
CREATE INDEX messages_received ON messages (received_on, organ);
