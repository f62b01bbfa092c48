-- The office's items by status or column, each page one look.
CREATE INDEX items_of_status ON items (organ, status, id);
CREATE INDEX items_of_column ON items (organ, placed, id);
