-- 基层政务公开标准目录: an organ's catalogue in a field of work as the public reads it, and the items that stand under its rows.
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
CREATE TABLE standard_links (
    organ TEXT NOT NULL,
    id TEXT NOT NULL,
    line TEXT NOT NULL,
    item_organ TEXT NOT NULL,
    item_id TEXT NOT NULL,
    PRIMARY KEY (organ, id, line, item_organ, item_id)
);
CREATE INDEX standard_links_item ON standard_links (item_organ, item_id);
