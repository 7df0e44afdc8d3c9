-- How many transactions of a payee are void: so all are counted in one index, and these in the other, without looking at a row.
CREATE INDEX txn_payee_void ON txn (payee) WHERE state = 3;
