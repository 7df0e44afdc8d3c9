/* The statement that is being read: opened before its first entry, closed with its balance; and what the
 * server says about itself. */
#ifndef BANKFILE_OFX_STATEMENT_H
#define BANKFILE_OFX_STATEMENT_H

#include "bankfile/ofx/values.h"

struct ofx_statement {
    struct bankfile_statement shared; /* what the sink sees */
    uint64_t line;                    /* where its element begins */
    bool begun;                       /* the sink knows it */
    uint64_t without_cash;            /* trades that moved securities only */
};

struct ofx_server_error {
    uint64_t line; /* 0: there was none */
    char what[240];
};

void ofx_statement_reset(struct ofx_statement *s, struct ofx_values *v, const struct ofx_word *word,
                         uint64_t line);
/* The entry of the closed element `word`; it opens the statement when it is the first. */
enum err ofx_statement_entry(struct ctx *c, struct bankfile_reader *r, struct ofx_statement *s,
                             struct ofx_values *v, const struct ofx_word *word, uint64_t line) MUST_USE;
enum err ofx_statement_finish(struct ctx *c, struct bankfile_reader *r, struct ofx_statement *s,
                              struct ofx_values *v) MUST_USE;

/* A closed STATUS: warnings and errors become notes, the first error is kept. */
void ofx_status_finish(struct bankfile_reader *r, const struct ofx_values *v, uint64_t line,
                       struct ofx_server_error *first);

#endif
