/* What is moved from store to store: one line of SQL to read a table and one to write it. A table is behind those that it refers to. */
#include "store/copy/copy.h"

const struct copy_table copy_tables[] = {
    {.name = "counter",
     .kinds = "ti",
     .keys = 1,
     .page = "SELECT name, next FROM counter WHERE name > ?1 ORDER BY name LIMIT 1000",
     .insert = "INSERT INTO counter (name, next) VALUES (?1, ?2)",
     .count = "SELECT count(*) FROM counter",
     .clear = "DELETE FROM counter"},
    {.name = "household",
     .kinds = "ibtii",
     .keys = 1,
     .page = "SELECT seq, id, name, currency, created_us FROM household WHERE seq > ?1 ORDER BY seq LIMIT "
             "1000",
     .insert = "INSERT INTO household (seq, id, name, currency, created_us) VALUES (?1, ?2, ?3, ?4, ?5)",
     .count = "SELECT count(*) FROM household",
     .clear = "DELETE FROM household",
     .content = "SELECT count(*) FROM household WHERE seq <> 1 OR name <> 'Household' OR currency <> 0"},
    {.name = "person",
     .kinds = "ibtttttii",
     .keys = 1,
     .page = "SELECT seq, id, email, name, locale, zone, password, password_us, created_us FROM person WHERE "
             "seq > ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO person (seq, id, email, name, locale, zone, password, password_us, created_us) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
     .count = "SELECT count(*) FROM person"},
    {.name = "member",
     .kinds = "iiii",
     .keys = 2,
     .page = "SELECT household, person, role, since_us FROM member WHERE (household, person) > (?1, ?2) "
             "ORDER BY household, person LIMIT 1000",
     .insert = "INSERT INTO member (household, person, role, since_us) VALUES (?1, ?2, ?3, ?4)",
     .count = "SELECT count(*) FROM member"},
    {.name = "session",
     .kinds = "ibiiibtii",
     .keys = 1,
     .page = "SELECT seq, id, person, household, kind, hash, agent, created_us, seen_us FROM session WHERE "
             "seq > ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO session (seq, id, person, household, kind, hash, agent, created_us, seen_us) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
     .count = "SELECT count(*) FROM session"},
    {.name = "api_key",
     .kinds = "ibiitibiii",
     .keys = 1,
     .page = "SELECT seq, id, person, household, name, scopes, hash, created_us, used_us, expires_us FROM "
             "api_key WHERE seq > ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO api_key (seq, id, person, household, name, scopes, hash, created_us, used_us, "
               "expires_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
     .count = "SELECT count(*) FROM api_key"},
    {.name = "invitation",
     .kinds = "ibitibii",
     .keys = 1,
     .page = "SELECT seq, id, household, email, role, hash, created_us, expires_us FROM invitation WHERE seq "
             "> ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO invitation (seq, id, household, email, role, hash, created_us, expires_us) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
     .count = "SELECT count(*) FROM invitation"},
    {.name = "login_failure",
     .kinds = "bii",
     .keys = 1,
     .page = "SELECT account, failures, failed_us FROM login_failure WHERE account > ?1 ORDER BY account "
             "LIMIT 1000",
     .insert = "INSERT INTO login_failure (account, failures, failed_us) VALUES (?1, ?2, ?3)",
     .count = "SELECT count(*) FROM login_failure",
     .clear = "DELETE FROM login_failure"},
    {.name = "account",
     .kinds = "ibiitittiii",
     .keys = 1,
     .page = "SELECT seq, id, household, kind, name, currency, number, bank, created_us, closed_us, lowest "
             "FROM account WHERE seq > ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO account (seq, id, household, kind, name, currency, number, bank, created_us, "
               "closed_us, lowest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
     .count = "SELECT count(*) FROM account"},
    {.name = "category_alias",
     .kinds = "iti",
     .keys = 2,
     .page = "SELECT household, path, category FROM category_alias WHERE (household, path) > (?1, ?2) ORDER "
             "BY household, path LIMIT 1000",
     .insert = "INSERT INTO category_alias (household, path, category) VALUES (?1, ?2, ?3)",
     .count = "SELECT count(*) FROM category_alias"},
    {.name = "payee",
     .kinds = "iit",
     .keys = 1,
     .page = "SELECT seq, household, name FROM payee WHERE seq > ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO payee (seq, household, name) VALUES (?1, ?2, ?3)",
     .count = "SELECT count(*) FROM payee"},
    {.name = "import",
     .kinds = "ibittiiiiiiiii",
     .keys = 1,
     .page = "SELECT seq, id, household, name, format, state, entries, added, duplicates, suggested, "
             "txn_first, txn_last, created_us, undone_us FROM import WHERE seq > ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO import (seq, id, household, name, format, state, entries, added, duplicates, "
               "suggested, txn_first, txn_last, created_us, undone_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
               "?8, ?9, ?10, ?11, ?12, ?13, ?14)",
     .count = "SELECT count(*) FROM import"},
    {.name = "statement",
     .kinds = "iiitiiiiii",
     .keys = 2,
     .page = "SELECT import, line, account, number, opening, closing, opening_date, closing_date, entries, "
             "reconciles FROM statement WHERE (import, line) > (?1, ?2) ORDER BY import, line LIMIT 1000",
     .insert = "INSERT INTO statement (import, line, account, number, opening, closing, opening_date, "
               "closing_date, entries, reconciles) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
     .count = "SELECT count(*) FROM statement"},
    {.name = "txn",
     .kinds = "ibiiiiiiiiiittttt",
     .keys = 1,
     .page = "SELECT seq, id, account, date, amount, state, flags, sorted_by, import, payee, pair, "
             "row_check, text, bank_id, memo, tags, notes FROM txn WHERE seq > ?1 ORDER BY seq LIMIT 2000",
     .insert = "INSERT INTO txn (seq, id, account, date, amount, state, flags, sorted_by, import, payee, "
               "pair, row_check, text, bank_id, memo, tags, notes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
               "?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
     .count = "SELECT count(*) FROM txn"},
    {.name = "transfer",
     .kinds = "iiiiiiiii",
     .keys = 2,
     .page = "SELECT txn, line, debit, credit, amount, currency, date, phase, reverses FROM transfer WHERE "
             "(txn, line) > (?1, ?2) ORDER BY txn, line LIMIT 4000",
     .insert = "INSERT INTO transfer (txn, line, debit, credit, amount, currency, date, phase, reverses) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
     .count = "SELECT count(*) FROM transfer"},
    {.name = "month_total",
     .kinds = "iiiiiiii",
     .keys = 3,
     .page = "SELECT account, currency, month, debit, credit, pending_debit, pending_credit, lines FROM "
             "month_total WHERE (account, currency, month) > (?1, ?2, ?3) ORDER BY account, currency, month "
             "LIMIT 1000",
     .insert = "INSERT INTO month_total (account, currency, month, debit, credit, pending_debit, "
               "pending_credit, lines) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
     .count = "SELECT count(*) FROM month_total"},
    {.name = "import_touch",
     .kinds = "iii",
     .keys = 2,
     .page = "SELECT import, txn, kind FROM import_touch WHERE (import, txn) > (?1, ?2) ORDER BY import, txn "
             "LIMIT 1000",
     .insert = "INSERT INTO import_touch (import, txn, kind) VALUES (?1, ?2, ?3)",
     .count = "SELECT count(*) FROM import_touch"},
    {.name = "suggestion",
     .kinds = "iiit",
     .keys = 1,
     .page = "SELECT txn, candidate, state, reason FROM suggestion WHERE txn > ?1 ORDER BY txn LIMIT 1000",
     .insert = "INSERT INTO suggestion (txn, candidate, state, reason) VALUES (?1, ?2, ?3, ?4)",
     .count = "SELECT count(*) FROM suggestion"},
    {.name = "rule",
     .kinds = "ibiiti",
     .keys = 1,
     .page = "SELECT seq, id, household, position, text, created_us FROM rule WHERE seq > ?1 ORDER BY seq "
             "LIMIT 1000",
     .insert = "INSERT INTO rule (seq, id, household, position, text, created_us) VALUES (?1, ?2, ?3, ?4, "
               "?5, ?6)",
     .count = "SELECT count(*) FROM rule"},
    {.name = "label",
     .kinds = "itiiii",
     .keys = 4,
     .page = "SELECT household, payee_key, outgoing, category, times, updated_us FROM label WHERE "
             "(household, payee_key, outgoing, category) > (?1, ?2, ?3, ?4) ORDER BY household, payee_key, "
             "outgoing, category LIMIT 1000",
     .insert = "INSERT INTO label (household, payee_key, outgoing, category, times, updated_us) VALUES (?1, "
               "?2, ?3, ?4, ?5, ?6)",
     .count = "SELECT count(*) FROM label"},
    {.name = "budget",
     .kinds = "ibiiiiii",
     .keys = 1,
     .page = "SELECT seq, id, household, category, currency, month_from, amount, rollover FROM budget WHERE "
             "seq > ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO budget (seq, id, household, category, currency, month_from, amount, rollover) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
     .count = "SELECT count(*) FROM budget"},
    {.name = "csv_mapping",
     .kinds = "ittii",
     .keys = 2,
     .page = "SELECT household, fingerprint, mapping, edited, updated_us FROM csv_mapping WHERE (household, "
             "fingerprint) > (?1, ?2) ORDER BY household, fingerprint LIMIT 100",
     .insert = "INSERT INTO csv_mapping (household, fingerprint, mapping, edited, updated_us) VALUES (?1, "
               "?2, ?3, ?4, ?5)",
     .count = "SELECT count(*) FROM csv_mapping"},
    {.name = "goal",
     .kinds = "ibitiiiiiii",
     .keys = 1,
     .page = "SELECT seq, id, household, name, target, currency, saved, account, due, achieved_us, "
             "created_us FROM goal WHERE seq > ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO goal (seq, id, household, name, target, currency, saved, account, due, "
               "achieved_us, created_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
     .count = "SELECT count(*) FROM goal"},
    {.name = "event",
     .kinds = "ibittibbiit",
     .keys = 1,
     .page = "SELECT seq, id, household, type, subject, time_us, correlation, causation, txn_first, "
             "txn_last, data FROM event WHERE seq > ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO event (seq, id, household, type, subject, time_us, correlation, causation, "
               "txn_first, txn_last, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
     .count = "SELECT count(*) FROM event"},
    {.name = "consumer",
     .kinds = "tiiit",
     .keys = 1,
     .page =
         "SELECT name, event, tries, next_try_us, types FROM consumer WHERE name > ?1 ORDER BY name LIMIT "
         "1000",
     .insert = "INSERT INTO consumer (name, event, tries, next_try_us, types) VALUES (?1, ?2, ?3, ?4, ?5)",
     .count = "SELECT count(*) FROM consumer",
     .clear = "DELETE FROM consumer"},
    {.name = "inbox",
     .kinds = "ti",
     .keys = 2,
     .page = "SELECT consumer, event FROM inbox WHERE (consumer, event) > (?1, ?2) ORDER BY consumer, event "
             "LIMIT 1000",
     .insert = "INSERT INTO inbox (consumer, event) VALUES (?1, ?2)",
     .count = "SELECT count(*) FROM inbox"},
    {.name = "dead_letter",
     .kinds = "tiitii",
     .keys = 2,
     .page = "SELECT consumer, event, tries, why, time_us, state FROM dead_letter WHERE (consumer, event) > "
             "(?1, ?2) ORDER BY consumer, event LIMIT 1000",
     .insert = "INSERT INTO dead_letter (consumer, event, tries, why, time_us, state) VALUES (?1, ?2, ?3, "
               "?4, ?5, ?6)",
     .count = "SELECT count(*) FROM dead_letter"},
    {.name = "task",
     .kinds = "ibittiiiiiittttiibii",
     .keys = 1,
     .page = "SELECT seq, id, household, queue, kind, priority, state, due_us, asked_us, deadline_us, tries, "
             "why, data, result, holder, leased_us, event, correlation, created_us, changed_us FROM task "
             "WHERE seq > ?1 ORDER BY seq LIMIT 200",
     .insert = "INSERT INTO task (seq, id, household, queue, kind, priority, state, due_us, asked_us, "
               "deadline_us, tries, why, data, result, holder, leased_us, event, correlation, created_us, "
               "changed_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
               "?17, ?18, ?19, ?20)",
     .count = "SELECT count(*) FROM task"},
    {.name = "task_callback",
     .kinds = "iitbi",
     .keys = 1,
     .page =
         "SELECT task, household, url, secret, created_us FROM task_callback WHERE task > ?1 ORDER BY task "
         "LIMIT 1000",
     .insert = "INSERT INTO task_callback (task, household, url, secret, created_us) VALUES (?1, ?2, ?3, ?4, "
               "?5)",
     .count = "SELECT count(*) FROM task_callback"},
    {.name = "totp",
     .kinds = "ibbiiiii",
     .keys = 1,
     .page = "SELECT person, secret, next_secret, confirmed_us, last_step, failures, failed_us, created_us "
             "FROM totp WHERE person > ?1 ORDER BY person LIMIT 1000",
     .insert = "INSERT INTO totp (person, secret, next_secret, confirmed_us, last_step, failures, failed_us, "
               "created_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
     .count = "SELECT count(*) FROM totp"},
    {.name = "run",
     .kinds = "ibititibiiiiibbttti",
     .keys = 1,
     .page = "SELECT seq, id, household, agent, cause, kind, event, correlation, started_us, took_us, "
             "outcome, model_calls, cost, facts_hash, decision_hash, facts, decision, why, tokens FROM run "
             "WHERE seq "
             "> ?1 ORDER BY seq LIMIT 200",
     .insert = "INSERT INTO run (seq, id, household, agent, cause, kind, event, correlation, started_us, "
               "took_us, outcome, model_calls, cost, facts_hash, decision_hash, facts, decision, why, "
               "tokens) VALUES "
               "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
     .count = "SELECT count(*) FROM run"},
    {.name = "agent_pause",
     .kinds = "tit",
     .keys = 1,
     .page = "SELECT agent, since_us, why FROM agent_pause WHERE agent > ?1 ORDER BY agent LIMIT 1000",
     .insert = "INSERT INTO agent_pause (agent, since_us, why) VALUES (?1, ?2, ?3)",
     .count = "SELECT count(*) FROM agent_pause"},
    {.name = "proposal",
     .kinds = "ibitibtttbttiiiitbtiiiiiibtii",
     .keys = 1,
     .page = "SELECT seq, id, household, agent, person, run, kind, key, action, digest, reason, summary, "
             "amount, currency, state, verdict, rule, policy, why, approvals_needed, approvals, step_up, "
             "not_before_us, expires_us, event, correlation, receipt, created_us, changed_us FROM proposal "
             "WHERE seq > ?1 ORDER BY seq LIMIT 200",
     .insert = "INSERT INTO proposal (seq, id, household, agent, person, run, kind, key, action, digest, "
               "reason, summary, amount, currency, state, verdict, rule, policy, why, approvals_needed, "
               "approvals, step_up, not_before_us, expires_us, event, correlation, receipt, created_us, "
               "changed_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
               "?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)",
     .count = "SELECT count(*) FROM proposal"},
    {.name = "approval",
     .kinds = "iiiiitbi",
     .keys = 2,
     .page = "SELECT proposal, person, household, verdict, step_up, way, digest, time_us FROM approval WHERE "
             "(proposal, person) > (?1, ?2) ORDER BY proposal, person LIMIT 1000",
     .insert = "INSERT INTO approval (proposal, person, household, verdict, step_up, way, digest, time_us) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
     .count = "SELECT count(*) FROM approval"},
    {.name = "policy",
     .kinds = "iitii",
     .keys = 2,
     .page = "SELECT household, version, text, person, created_us FROM policy WHERE (household, version) > "
             "(?1, ?2) ORDER BY household, version LIMIT 20",
     .insert =
         "INSERT INTO policy (household, version, text, person, created_us) VALUES (?1, ?2, ?3, ?4, ?5)",
     .count = "SELECT count(*) FROM policy"},
    {.name = "verification",
     .kinds = "ibiibiitbtttiiiiiitiiii",
     .keys = 1,
     .page = "SELECT seq, id, household, txn, txn_id, state, was, agent, proposal, payee, payee_key, "
             "account, amount, currency, date, score, threshold, probability, evidence, deadline_us, "
             "person, answered_us, created_us FROM verification WHERE seq > ?1 ORDER BY seq LIMIT 200",
     .insert = "INSERT INTO verification (seq, id, household, txn, txn_id, state, was, agent, proposal, "
               "payee, payee_key, account, amount, currency, date, score, threshold, probability, evidence, "
               "deadline_us, person, answered_us, created_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
               "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
     .count = "SELECT count(*) FROM verification"},
    {.name = "model_spent",
     .kinds = "itiiii",
     .keys = 3,
     .page = "SELECT household, agent, day, calls, tokens, cost FROM model_spent WHERE (household, agent, "
             "day) > (?1, ?2, ?3) "
             "ORDER BY household, agent, day LIMIT 1000",
     .insert = "INSERT INTO model_spent (household, agent, day, calls, tokens, cost) VALUES (?1, ?2, ?3, ?4, "
               "?5, ?6)",
     .count = "SELECT count(*) FROM model_spent"},
    {.name = "security_setting",
     .kinds = "iiiiii",
     .keys = 1,
     .page =
         "SELECT household, version, hours, target, holds, asks FROM security_setting WHERE household > ?1 "
         "ORDER BY household LIMIT 1000",
     .insert =
         "INSERT INTO security_setting (household, version, hours, target, holds, asks) VALUES (?1, ?2, ?3, "
         "?4, ?5, ?6)",
     .count = "SELECT count(*) FROM security_setting"},
    {.name = "security_trust",
     .kinds = "ittii",
     .keys = 3,
     .page = "SELECT household, payee, reason, amount, since_us FROM security_trust WHERE (household, payee, "
             "reason) > (?1, ?2, ?3) ORDER BY household, payee, reason LIMIT 1000",
     .insert = "INSERT INTO security_trust (household, payee, reason, amount, since_us) VALUES (?1, ?2, ?3, "
               "?4, ?5)",
     .count = "SELECT count(*) FROM security_trust"},
    {.name = "security_question",
     .kinds = "iitti",
     .keys = 2,
     .page = "SELECT person, number, question, hash, created_us FROM security_question WHERE (person, "
             "number) > (?1, ?2) ORDER BY person, number LIMIT 1000",
     .insert = "INSERT INTO security_question (person, number, question, hash, created_us) VALUES (?1, ?2, "
               "?3, ?4, ?5)",
     .count = "SELECT count(*) FROM security_question"},
    {.name = "security_proof",
     .kinds = "ibbiiiii",
     .keys = 1,
     .page = "SELECT person, salt, code, until_us, asked_us, tries, failures, failed_us FROM security_proof "
             "WHERE person > ?1 ORDER BY person LIMIT 1000",
     .insert = "INSERT INTO security_proof (person, salt, code, until_us, asked_us, tries, failures, "
               "failed_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
     .count = "SELECT count(*) FROM security_proof"},
    {.name = "payee_standing",
     .kinds = "ittiit",
     .keys = 2,
     .page = "SELECT household, payee, name, known_us, blocked_us, why FROM payee_standing WHERE (household, "
             "payee) > (?1, ?2) ORDER BY household, payee LIMIT 1000",
     .insert = "INSERT INTO payee_standing (household, payee, name, known_us, blocked_us, why) VALUES (?1, "
               "?2, ?3, ?4, ?5, ?6)",
     .count = "SELECT count(*) FROM payee_standing"},
    {.name = "mandate",
     .kinds = "ibiitttiiiiittiiiitii",
     .keys = 1,
     .page = "SELECT seq, id, household, account, payee, number, payee_key, most, currency, every, "
             "unit, first, reference, series, category, state, confirmed, proposal, why, created_us, "
             "ended_us FROM mandate WHERE seq > ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO mandate (seq, id, household, account, payee, number, payee_key, most, "
               "currency, every, unit, first, reference, series, category, state, confirmed, proposal, "
               "why, created_us, ended_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
               "?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
     .count = "SELECT count(*) FROM mandate"},
    {.name = "payment",
     .kinds = "ibiiiitttiiititiiiiiiiittiiiitii",
     .keys = 1,
     .page = "SELECT seq, id, household, kind, account, target, payee, number, payee_key, amount, "
             "currency, due, reference, category, agent, mandate, occurrence, state, proposal, asked, "
             "txn, other_txn, outlay_day, provider, provider_ref, tries, next_us, claim_us, told, why, "
             "created_us, changed_us FROM payment WHERE seq > ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO payment (seq, id, household, kind, account, target, payee, number, "
               "payee_key, amount, currency, due, reference, category, agent, mandate, occurrence, "
               "state, proposal, asked, txn, other_txn, outlay_day, provider, provider_ref, tries, "
               "next_us, claim_us, told, why, created_us, changed_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
               "?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, "
               "?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32)",
     .count = "SELECT count(*) FROM payment"},
    {.name = "outlay",
     .kinds = "iitiii",
     .keys = 4,
     .page = "SELECT household, currency, payee, date, amount, count FROM outlay WHERE (household, currency, "
             "payee, date) > (?1, ?2, ?3, ?4) ORDER BY household, currency, payee, date LIMIT 1000",
     .insert = "INSERT INTO outlay (household, currency, payee, date, amount, count) VALUES (?1, ?2, ?3, ?4, "
               "?5, ?6)",
     .count = "SELECT count(*) FROM outlay"},
    {.name = "credit_card",
     .kinds = "iiiiiiiii",
     .keys = 1,
     .page = "SELECT account, household, credit_limit, statement_day, target, rate, opened, created_us, "
             "changed_us FROM credit_card WHERE account > ?1 ORDER BY account LIMIT 1000",
     .insert = "INSERT INTO credit_card (account, household, credit_limit, statement_day, target, rate, "
               "opened, created_us, changed_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
     .count = "SELECT count(*) FROM credit_card"},
    {.name = "credit_use",
     .kinds = "iiiiiii",
     .keys = 2,
     .page = "SELECT account, day, household, owed, credit_limit, projected, statement FROM credit_use "
             "WHERE (account, day) > (?1, ?2) ORDER BY account, day LIMIT 1000",
     .insert = "INSERT INTO credit_use (account, day, household, owed, credit_limit, projected, statement) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
     .count = "SELECT count(*) FROM credit_use"},
    {.name = "credit_score",
     .kinds = "ibiitii",
     .keys = 1,
     .page = "SELECT seq, id, household, day, source, score, created_us FROM credit_score WHERE seq > ?1 "
             "ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO credit_score (seq, id, household, day, source, score, created_us) VALUES (?1, "
               "?2, ?3, ?4, ?5, ?6, ?7)",
     .count = "SELECT count(*) FROM credit_score"},
    {.name = "credit_request",
     .kinds = "ibiibiiiittii",
     .keys = 1,
     .page = "SELECT seq, id, household, account, proposal, state, limit_before, limit_asked, "
             "limit_granted, reason, letter, asked_us, answered_us FROM credit_request WHERE seq > ?1 ORDER "
             "BY seq LIMIT 200",
     .insert = "INSERT INTO credit_request (seq, id, household, account, proposal, state, limit_before, "
               "limit_asked, limit_granted, reason, letter, asked_us, answered_us) VALUES (?1, ?2, ?3, ?4, "
               "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
     .count = "SELECT count(*) FROM credit_request"},
    {.name = "insight",
     .kinds = "ibitttiittiii",
     .keys = 1,
     .page = "SELECT seq, id, household, agent, kind, topic, severity, date, title, body, txn, created_us, "
             "dismissed_us FROM insight WHERE seq > ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO insight (seq, id, household, agent, kind, topic, severity, date, title, body, "
               "txn, created_us, dismissed_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
               "?13)",
     .count = "SELECT count(*) FROM insight"},
    {.name = "webhook",
     .kinds = "ibitttibbiiti",
     .keys = 1,
     .page = "SELECT seq, id, household, name, url, kinds, least, secret, old_secret, old_until_us, state, "
             "why, created_us FROM webhook WHERE seq > ?1 ORDER BY seq LIMIT 1000",
     .insert = "INSERT INTO webhook (seq, id, household, name, url, kinds, least, secret, old_secret, "
               "old_until_us, state, why, created_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
               "?12, ?13)",
     .count = "SELECT count(*) FROM webhook"},
    {.name = "notice_setting",
     .kinds = "iiiiiititi",
     .keys = 1,
     .page = "SELECT person, quiet_from, quiet_to, digest, digest_at, digest_weekday, bounced, bounced_us, "
             "bounced_why, links FROM notice_setting WHERE person > ?1 ORDER BY person LIMIT 1000",
     .insert = "INSERT INTO notice_setting (person, quiet_from, quiet_to, digest, digest_at, digest_weekday, "
               "bounced, bounced_us, bounced_why, links) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
     .count = "SELECT count(*) FROM notice_setting"},
    {.name = "answer_link",
     .kinds = "biiibbiiii",
     .keys = 1,
     .page = "SELECT hash, household, person, about, subject, digest, answer, until_us, used_us, created_us "
             "FROM answer_link WHERE hash > ?1 ORDER BY hash LIMIT 1000",
     .insert = "INSERT INTO answer_link (hash, household, person, about, subject, digest, answer, until_us, "
               "used_us, created_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
     .count = "SELECT count(*) FROM answer_link"},
    {.name = "unsubscribe_link",
     .kinds = "bitii",
     .keys = 1,
     .page = "SELECT hash, person, kind, until_us, created_us FROM unsubscribe_link WHERE hash > ?1 ORDER BY "
             "hash LIMIT 1000",
     .insert = "INSERT INTO unsubscribe_link (hash, person, kind, until_us, created_us) VALUES (?1, ?2, ?3, "
               "?4, ?5)",
     .count = "SELECT count(*) FROM unsubscribe_link"},
    {.name = "notice_level",
     .kinds = "itii",
     .keys = 2,
     .page = "SELECT person, channel, at_once, gathered FROM notice_level WHERE (person, channel) > (?1, ?2) "
             "ORDER BY person, channel LIMIT 1000",
     .insert = "INSERT INTO notice_level (person, channel, at_once, gathered) VALUES (?1, ?2, ?3, ?4)",
     .count = "SELECT count(*) FROM notice_level"},
    {.name = "notice_choice",
     .kinds = "itti",
     .keys = 3,
     .page = "SELECT person, channel, kind, how FROM notice_choice WHERE (person, channel, kind) > (?1, ?2, "
             "?3) ORDER BY person, channel, kind LIMIT 1000",
     .insert = "INSERT INTO notice_choice (person, channel, kind, how) VALUES (?1, ?2, ?3, ?4)",
     .count = "SELECT count(*) FROM notice_choice"},
    {.name = "notification",
     .kinds = "ibitiittiiiiitiittttbibiiiii",
     .keys = 1,
     .page =
         "SELECT seq, id, household, channel, insight, severity, title, body, state, created_us, event, "
         "tries, next_try_us, why, person, webhook, target, kind, topic, data, sealed, gather, message, "
         "begun, first_us, done_us, until_us, task FROM notification WHERE seq > ?1 ORDER BY seq LIMIT 500",
     .insert =
         "INSERT INTO notification (seq, id, household, channel, insight, severity, title, body, state, "
         "created_us, event, tries, next_try_us, why, person, webhook, target, kind, topic, data, sealed, "
         "gather, message, begun, first_us, done_us, until_us, task) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
         "?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, "
         "?28)",
     .count = "SELECT count(*) FROM notification"},
    {.name = "notice_try",
     .kinds = "iiiiiit",
     .keys = 2,
     .page = "SELECT notification, number, at_us, outcome, status, unknown, why FROM notice_try WHERE "
             "(notification, number) > (?1, ?2) ORDER BY notification, number LIMIT 1000",
     .insert = "INSERT INTO notice_try (notification, number, at_us, outcome, status, unknown, why) VALUES "
               "(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
     .count = "SELECT count(*) FROM notice_try"},
    {.name = "upload",
     .kinds = "ibiitibtitttiitiiiiititii",
     .keys = 1,
     .page = "SELECT seq, id, household, person, name, bytes, hash, account, currency, format, encoding, "
             "mapping, unreconciled, state, read_as, entries, added, duplicates, settled, suggested, "
             "preview, problem_line, problem, created_us, changed_us FROM upload WHERE seq > ?1 ORDER BY seq "
             "LIMIT 20",
     .insert = "INSERT INTO upload (seq, id, household, person, name, bytes, hash, account, currency, "
               "format, encoding, mapping, unreconciled, state, read_as, entries, added, duplicates, "
               "settled, suggested, preview, problem_line, problem, created_us, changed_us) VALUES (?1, ?2, "
               "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, "
               "?23, ?24, ?25)",
     .count = "SELECT count(*) FROM upload"},
    {.name = "idempotency",
     .kinds = "itittitti",
     .keys = 2,
     .page = "SELECT person, key, household, route, body, status, headers, reply, created_us FROM "
             "idempotency WHERE (person, key) > (?1, ?2) ORDER BY person, key LIMIT 100",
     .insert = "INSERT INTO idempotency (person, key, household, route, body, status, headers, reply, "
               "created_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
     .count = "SELECT count(*) FROM idempotency"},
    {.name = "edit_undo",
     .kinds = "biii",
     .keys = 1,
     .page = "SELECT id, household, person, created_us FROM edit_undo WHERE id > ?1 ORDER BY id LIMIT 1000",
     .insert = "INSERT INTO edit_undo (id, household, person, created_us) VALUES (?1, ?2, ?3, ?4)",
     .count = "SELECT count(*) FROM edit_undo"},
    {.name = "edit_undo_txn",
     .kinds = "biiiiiitttiiii",
     .keys = 2,
     .page = "SELECT undo, txn, lines, state, flags, sorted_by, pair, payee, tags, notes, taught, side, "
             "gave_bank_id, after FROM edit_undo_txn WHERE (undo, txn) > (?1, ?2) ORDER BY undo, txn LIMIT "
             "1000",
     .insert = "INSERT INTO edit_undo_txn (undo, txn, lines, state, flags, sorted_by, pair, payee, tags, "
               "notes, taught, side, gave_bank_id, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
               "?11, ?12, ?13, ?14)",
     .count = "SELECT count(*) FROM edit_undo_txn"},
    {0},
};

const struct copy_left_out copy_left_out[] = {
    {"migration", "each store says itself which schema it has"},
    {"lease", "what a process does at the moment"},
    {"instance", "which processes run at the moment"},
    {"ticket", "good for half a minute"},
    {"search_place", "the search index is made again from the ledger"},
    {"search_slice", "the search index is made again from the ledger"},
    {"search_piece", "the search index is made again from the ledger"},
    {"search_stale", "the search index is made again from the ledger"},
    {"embedding_model", "vectors of texts are made again from the ledger"},
    {"embedding", "vectors of texts are made again from the ledger"},
    {"embedding_use", "vectors of texts are made again from the ledger"},
    {0},
};
