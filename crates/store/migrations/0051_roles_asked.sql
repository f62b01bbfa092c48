-- 三员分立: roles that were asked for an account and wait for the security administrator, words separated by commas. They open nothing;
-- the seal of the row covers them, so that nobody changes what he is asked to give.
ALTER TABLE staff ADD COLUMN asked TEXT NOT NULL DEFAULT '';
CREATE INDEX staff_asked ON staff (organ, login) WHERE asked <> '';
