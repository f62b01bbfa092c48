-- Look-ups that the first version lacked, and with what the projections were made.

CREATE INDEX items_index_number ON items (organ, index_number);
CREATE INDEX organs_parent ON organs (parent);

-- One row a name: which program and calendar derived the projections, so that an upgrade renews them.
CREATE TABLE marks (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
