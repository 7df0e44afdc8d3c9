#include "finance/export/export.h"

#include "finance/export/format.h"

#include <errno.h>

enum { WRITE_BYTES = 256 << 10 };

static const struct export_format *const formats[] = {&export_format_csv, &export_format_json,
                                                      &export_format_journal};

struct running {
    struct exporting exporting;
    const struct export_format *format;
    FILE *out;
};

const struct account_row *export_account(const struct exporting *e, int64_t seq)
{
    static const struct account_row missing = {.name = {"?", 1}, .kind = ACCOUNT_EQUITY};
    const struct account_row *row = account_index_find(&e->accounts, seq);
    return row == NULL ? &missing : row;
}

const char *export_state(const struct walk_txn *txn)
{
    return txn->row.state == TXN_PENDING ? "pending" : "posted";
}

static const struct export_format *find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}

bool export_knows(const char *format)
{
    return find(format) != NULL;
}

static enum err not_written(struct ctx *c)
{
    int why = errno;
    return fail(c, err_of_errno(why), "the export could not be written: %s", strerror(why));
}

static enum err write_out(struct ctx *c, struct running *r)
{
    struct buf *text = &r->exporting.text;
    if (text->len > 0 && fwrite(text->at, 1, text->len, r->out) != text->len)
        return not_written(c);
    buf_clear(text);
    return OK;
}

static enum err each(struct ctx *c, void *self, const struct walk_txn *txn)
{
    struct running *r = self;
    r->format->each(c, &r->exporting, txn);
    r->exporting.count++;
    return r->exporting.text.len >= WRITE_BYTES ? write_out(c, r) : OK;
}

static void release(void *thing)
{
    struct exporting *e = thing;
    buf_free(&e->text);
    text_map_free(&e->declared);
}

enum err export_write(struct ctx *c, struct store_tx *tx, const struct export_options *options, FILE *out,
                      int64_t *count)
{
    struct walk walk = {options->household, options->account, options->from, options->to};
    struct running *r = ARENA_NEW(c->arena, struct running);
    *r = (struct running){.exporting = {.options = options}, .format = find(options->format), .out = out};
    arena_defer(c->arena, release, &r->exporting);
    if (r->format == NULL)
        return fail(c, ERR_INPUT, "there is no export format \"%s\": csv, json, journal", options->format);
    TRY(account_index_load(c, tx, options->household, &r->exporting.accounts));
    r->format->begin(c, &r->exporting);
    TRY(walk_transactions(c, tx, &walk, each, r));
    r->format->end(&r->exporting);
    *count = r->exporting.count;
    TRY(write_out(c, r));
    return fflush(out) == 0 && !ferror(out) ? OK : not_written(c);
}
