/* A statement format: one file in bankfile/formats/, found by its file name. `formats/mt940.c` defines
 *     const struct bankfile_format bankfile_format_mt940 = {…};
 * and nothing else is edited: the build lists the folder. Helpers that only one format needs live in a folder of its name. */
#ifndef BANKFILE_FORMAT_H
#define BANKFILE_FORMAT_H

#include "bankfile/bankfile.h"

/* The state of one reading, shared by a format and the core. */
struct bankfile_reader {
    struct source *source; /* raw bytes, at their start */
    struct text head;      /* the first bytes of the source (up to BANKFILE_HEAD_BYTES), raw */
    const struct bankfile_options *options;
    const struct bankfile_sink *sink;
    struct bankfile_report *report;
    uint64_t line; /* where the format stands now: kept up to date, so that every failure names it */
};

enum { BANKFILE_HEAD_BYTES = 64 << 10 };

struct bankfile_format {
    const char *name;  /* as users write it: "mt940" */
    const char *title; /* one line for help: "SWIFT MT940 and MT942 statements" */
    /* How surely these bytes are this format: 0 = not at all, 100 = a signature nobody else has. No allocation that outlives the call.
     * `name` is the file's name; its extension may add a little, never decide alone. */
    int (*detect)(struct text head, const char *name);
    /* Reads r->source to its end, calling the three functions below. c->arena lives for the whole file: what is needed per
     * entry must be rewound (arena_mark, arena_rewind). */
    enum err (*read)(struct ctx *c, struct bankfile_reader *r);
};

/* Opens a statement. `s` stays the format's and must live until bankfile_end. */
enum err bankfile_begin(struct ctx *c, struct bankfile_reader *r, struct bankfile_statement *s) MUST_USE;
/* Hands one entry on. Checks date, amount, limits and splits; cuts over-long payees and memos; adds to the sum. */
enum err bankfile_entry(struct ctx *c, struct bankfile_reader *r, struct bankfile_statement *s,
                        const struct bankfile_entry *e) MUST_USE;
/* Closes a statement: works out `reconciles` (unless the format already said RECONCILES_NO). */
enum err bankfile_end(struct ctx *c, struct bankfile_reader *r, struct bankfile_statement *s) MUST_USE;

/* Refuses the file at r->line: `return bankfile_refuse(c, r, "the amount \"%.*s\" is no number", …);` */
enum err bankfile_refuse(struct ctx *c, struct bankfile_reader *r, const char *format, ...) PRINTF_LIKE(3, 4);
/* Tells the user something that does not stop the reading. Beyond BANKFILE_NOTES_MAX they are dropped. */
void bankfile_note(struct bankfile_reader *r, uint64_t line, const char *format, ...) PRINTF_LIKE(3, 4);

/* For formats that hold other files (zip): reads `member` as a file of its own, format detected, into the same sink and report.
 * A failure names the member: "statement.xml:12: …". What it allocates is gone on return. */
enum err bankfile_read_member(struct ctx *c, struct bankfile_reader *outer, struct source *member) MUST_USE;

/* All formats, NULL-terminated; generated from the folder. */
extern const struct bankfile_format *const bankfile_formats[];

#endif
