#include "identity/proofs/questions.h"

#include "base/hash.h"
#include "identity/identity_inner.h"
#include "identity/password/password.h"

#define SECOND_US    INT64_C(1000000)
#define WAIT_MOST_US (900 * SECOND_US)

/* "  Old  Harbour " is "old harbour". */
static struct text plain_answer(struct ctx *c, struct text answer)
{
    struct buf *out = buf_in_arena(c->arena);
    struct text folded = text_fold(c->arena, text_trim(answer));
    for (size_t i = 0; i < folded.len; i++)
        if (!ascii_space(folded.at[i]) || (i > 0 && !ascii_space(folded.at[i - 1])))
            buf_char(out, ascii_space(folded.at[i]) ? ' ' : folded.at[i]);
    return buf_view(out);
}

enum err questions_hash(struct ctx *c, const struct question_new *given, size_t count,
                        struct question_row **out)
{
    struct password_hash hash;
    if (count > QUESTIONS_MAX)
        return fail(c, ERR_LIMIT, "questions: at most %d", QUESTIONS_MAX);
    *out = ARENA_ARRAY(c->arena, struct question_row, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct text question = text_trim(given[i].question), answer = plain_answer(c, given[i].answer);
        if (question.len == 0 || question.len > QUESTION_BYTES || !text_is_utf8(question))
            return fail(c, ERR_INPUT, "questions: a question has 1 to %d bytes", QUESTION_BYTES);
        if (text_length(answer) < ANSWER_CHARACTERS_LEAST || answer.len > ANSWER_BYTES)
            return fail(c, ERR_INPUT, "questions: an answer has %d characters at least",
                        ANSWER_CHARACTERS_LEAST);
        if (text_find_nocase(question, answer) >= 0)
            return fail(c, ERR_INPUT, "questions: a question tells its answer");
        TRY(password_hash(c, answer, &hash));
        (*out)[i] = (struct question_row){(int64_t)i + 1, question, text_copy(c->arena, text_of(hash.text))};
    }
    return OK;
}

enum err questions_set(struct ctx *c, struct identity *identity, struct store *store,
                       const struct caller *caller, const struct login_checked *checked,
                       const struct question_row *rows, size_t count)
{
    struct store_tx *tx;
    bool right;
    TRY(store_begin(c, store, &tx));
    TRY(login_settle(c, identity, tx, checked, &right));
    if (right && checked->person == caller->user)
        TRY(question_replace(c, tx, caller->user, rows, count));
    TRY(store_commit(c, tx)); /* a failure is counted */
    return right && checked->person == caller->user ? OK : fail(c, ERR_DENIED, "password: it is wrong");
}

enum err question_for(struct ctx *c, struct store_tx *tx, int64_t person, struct id about,
                      struct question_row *out, bool *found)
{
    struct question_row *rows;
    size_t count;
    TRY(question_rows(c, tx, person, &rows, &count));
    *found = count > 0;
    if (*found)
        *out = rows[hash_bytes(about.bytes, sizeof about.bytes, (uint64_t)person) % count];
    return OK;
}

/* After the free ones: 30 s, 60 s, 120 s … */
static int64_t wait_us(const struct proof_row *row, int64_t now_us)
{
    if (row->failures < QUESTION_FREE_TRIES)
        return 0;
    int64_t doublings = row->failures - QUESTION_FREE_TRIES,
            wait = doublings > 5 ? WAIT_MOST_US : (30 * SECOND_US) << doublings;
    int64_t left = row->failed_us + (wait < WAIT_MOST_US ? wait : WAIT_MOST_US) - now_us;
    return left > WAIT_MOST_US ? WAIT_MOST_US : left;
}

enum err question_check(struct ctx *c, struct store *store, int64_t person, const struct question_row *row,
                        struct text answer, bool *right)
{
    struct store_tx *tx;
    struct proof_row proof;
    TRY(store_begin_read(c, store, &tx));
    TRY(proof_get(c, tx, person, &proof));
    store_rollback(tx);
    *right = false;
    if (wait_us(&proof, c->now_us) > 0) {
        enum err e = fail(c, ERR_LIMIT, "answer: too many were wrong; try again later");
        c->retriable = true;
        return e;
    }
    if (answer.len > ANSWER_BYTES)
        return OK;
    return password_verify(c, row->hash, plain_answer(c, answer), right);
}

enum err question_settle(struct ctx *c, struct store_tx *tx, int64_t person, bool right)
{
    struct proof_row row;
    TRY(proof_get(c, tx, person, &row));
    row.failures = right ? 0 : row.failures + 1;
    row.failed_us = right ? row.failed_us : c->now_us;
    return proof_put(c, tx, &row);
}
