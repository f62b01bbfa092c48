-- 再次验证: when whoever sits at a session last gave the password there, and a seal over it. Empty in sessions of before: they prove anew
-- before keys and rights are changed.
ALTER TABLE sessions ADD COLUMN proved TEXT NOT NULL DEFAULT '';
