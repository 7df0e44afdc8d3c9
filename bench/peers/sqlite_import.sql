.bail on
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
.mode csv
.import --skip 1 rows.csv staged
BEGIN;
CREATE TEMP TABLE fresh AS SELECT coalesce(max(id), 0) AS after FROM entry;
INSERT INTO account (name) SELECT DISTINCT account FROM staged WHERE true ON CONFLICT DO NOTHING;
-- An entry is known when its account has the bank's id already.
INSERT INTO entry (account, day, cents, description, bank_id)
SELECT account.id, staged.day, CAST(round(CAST(staged.amount AS REAL) * 100) AS INTEGER), staged.description, staged.bank_id
FROM staged JOIN account ON account.name = staged.account
WHERE true ON CONFLICT DO NOTHING;
INSERT INTO posting (entry, account, day, cents)
SELECT id, account, day, cents FROM entry WHERE id > (SELECT after FROM fresh);
-- The first rule whose pattern the description contains.
INSERT INTO posting (entry, account, day, cents)
SELECT e.id,
       coalesce((SELECT category FROM rule WHERE instr(lower(e.description), rule.pattern) > 0 ORDER BY place LIMIT 1),
                (SELECT id FROM account WHERE name = 'Expenses:Uncategorised')),
       e.day, -e.cents
FROM entry e WHERE e.id > (SELECT after FROM fresh);
DELETE FROM staged;
COMMIT;
