-- What a person would write for pgbench to enter one transaction: the rows that `florin` writes for it (bench/postgres_bench.c), with
-- sequences for numbers and one commit each. The same tables, indexes and checks.
\set day random(20000, 20029)
\set cents random(100, 9099)
\set which random(1, 5)
BEGIN;
SELECT next FROM counter WHERE name = 'household/1';
SELECT seq FROM payee WHERE household = 1 AND name = (ARRAY['Rewe', 'Bakery', 'Shell', 'Pharmacy', 'Cinema'])[:which::int];
INSERT INTO txn (seq, id, account, date, amount, state, flags, sorted_by, payee, row_check, text)
VALUES (nextval('bench_txn'), uuid_send(gen_random_uuid()), 1, :day, -(:cents)::bigint, 2, 0, 5, :which, 4711, 'Rewe');
INSERT INTO transfer (txn, line, debit, credit, amount, currency, date, phase)
VALUES (currval('bench_txn'), 0, 2, 1, :cents, 978, :day, 2);
UPDATE month_total SET debit = debit + :cents, lines = lines + 1 WHERE account = 2 AND currency = 978 AND month = 24297;
UPDATE month_total SET credit = credit + :cents, lines = lines + 1 WHERE account = 1 AND currency = 978 AND month = 24297;
INSERT INTO event (seq, id, household, type, subject, time_us, correlation, txn_first, txn_last, data)
VALUES (nextval('bench_event'), uuid_send(gen_random_uuid()), 1, 'finance.transaction.created', '', 0, '\x00', currval('bench_txn'), currval('bench_txn'), '{}');
COMMIT;
