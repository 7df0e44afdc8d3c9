#include "store/entity/people/member.h"

#include "store/entity/people/rows.h"

enum err member_insert(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person, int role,
                       bool *fresh)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx,
                    "INSERT INTO member (household, person, role, since_us) VALUES (?1, ?2, ?3, ?4) "
                    "ON CONFLICT (household, person) DO NOTHING",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, person);
    store_bind_int(q, 3, role);
    store_bind_int(q, 4, c->now_us);
    TRY(store_run(c, q, &changed));
    *fresh = changed == 1;
    return OK;
}

enum err member_role(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person, int *role)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT role FROM member WHERE household = ?1 AND person = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, person);
    TRY(store_next(c, q, &row));
    *role = row ? (int)store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err member_set_role(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person, int role)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE member SET role = ?3 WHERE household = ?1 AND person = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, person);
    store_bind_int(q, 3, role);
    return store_run(c, q, NULL);
}

static enum err run_for_member(struct ctx *c, struct store_tx *tx, const char *sql, int64_t household,
                               int64_t person)
{
    struct store_query *q;
    TRY(store_query(c, tx, sql, &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, person);
    return store_run(c, q, NULL);
}

enum err member_delete(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person)
{
    TRY(run_for_member(c, tx, "DELETE FROM session WHERE household = ?1 AND person = ?2", household, person));
    TRY(run_for_member(c, tx, "DELETE FROM api_key WHERE household = ?1 AND person = ?2", household, person));
    return run_for_member(c, tx, "DELETE FROM member WHERE household = ?1 AND person = ?2", household,
                          person);
}

enum err member_count(struct ctx *c, struct store_tx *tx, int64_t household, int role, int64_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT COUNT(*) FROM member WHERE household = ?1 AND (?2 = 0 OR role = ?2)", &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, role);
    TRY(store_next(c, q, &row));
    *count = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err member_rows(struct ctx *c, struct store_tx *tx, int64_t household, struct member_row **out,
                     size_t *count)
{
    struct store_query *q;
    struct rows rows = {0};
    bool row;
    TRY(store_query(c, tx,
                    "SELECT m.person, p.id, p.email, p.name, m.role, m.since_us FROM member m "
                    "JOIN person p ON p.seq = m.person WHERE m.household = ?1 ORDER BY p.email LIMIT ?2",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        *ROWS_ADD(c->arena, &rows, struct member_row) =
            (struct member_row){.person = store_int(q, 0),
                                .person_id = store_get_id(q, 1),
                                .email = text_copy(c->arena, store_text(q, 2)),
                                .name = text_copy(c->arena, store_text(q, 3)),
                                .role = (int)store_int(q, 4),
                                .since_us = store_int(q, 5)};
    }
    *out = rows.at;
    *count = rows.count;
    return OK;
}

enum err membership_rows(struct ctx *c, struct store_tx *tx, int64_t person, struct membership_row **out,
                         size_t *count)
{
    struct store_query *q;
    struct rows rows = {0};
    bool row;
    TRY(store_query(c, tx,
                    "SELECT m.household, h.id, h.name, m.role, m.since_us FROM member m "
                    "JOIN household h ON h.seq = m.household WHERE m.person = ?1 "
                    "ORDER BY m.since_us, m.household LIMIT ?2",
                    &q));
    store_bind_int(q, 1, person);
    store_bind_int(q, 2, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        *ROWS_ADD(c->arena, &rows, struct membership_row) =
            (struct membership_row){.household = store_int(q, 0),
                                    .household_id = store_get_id(q, 1),
                                    .household_name = text_copy(c->arena, store_text(q, 2)),
                                    .role = (int)store_int(q, 3),
                                    .since_us = store_int(q, 4)};
    }
    *out = rows.at;
    *count = rows.count;
    return OK;
}

static enum err first_owner(struct ctx *c, struct store_tx *tx, int64_t household, int column,
                            struct text *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx,
                    "SELECT p.zone, p.locale FROM member m JOIN person p ON p.seq = m.person WHERE "
                    "m.household = ?1 ORDER BY m.role DESC, m.since_us, m.person LIMIT 1",
                    &q));
    store_bind_int(q, 1, household);
    TRY(store_next(c, q, &row));
    *out = row ? text_copy(c->arena, store_text(q, column)) : TEXT("");
    store_reset(q);
    return OK;
}

enum err household_zone(struct ctx *c, struct store_tx *tx, int64_t household, struct text *zone)
{
    return first_owner(c, tx, household, 0, zone);
}

enum err household_locale(struct ctx *c, struct store_tx *tx, int64_t household, struct text *locale)
{
    return first_owner(c, tx, household, 1, locale);
}
