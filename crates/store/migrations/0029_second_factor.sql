-- 第二因素: by what somebody proves who he is beside his password. The seal of the row covers it; the step of the clock whose code was
-- used last is no secret and no right, and moves with each code.
ALTER TABLE staff ADD COLUMN factor TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN factor_step BIGINT NOT NULL DEFAULT 0;
