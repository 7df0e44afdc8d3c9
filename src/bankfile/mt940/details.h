/* What a bank writes about an entry (:86:, :NS:, the supplement of :61:), taken apart: who, from where, what
 * for. Every bank has its dialect; what no dialect claims is the memo. CAMT's AddtlNtryInf carries the same
 * texts. */
#ifndef BANKFILE_MT940_DETAILS_H
#define BANKFILE_MT940_DETAILS_H

#include "base/text.h"

struct mt_details_in {
    struct text information;  /* :86:, lines with '\n' between them */
    struct text non_swift;    /* :NS: */
    struct text supplement;   /* the lines of :61: behind the first */
    struct text customer_ref; /* of :61: */
};

/* The parts, each clean: trimmed, single blanks. Buffers are used again by the next call. */
struct mt_details {
    struct buf *payee, *memo, *account;
    struct buf *label;   /* the bank's name for this kind of entry: "SEPA-UEBERW" */
    struct buf *tail;    /* references and the rest, behind the purpose */
    struct buf *joined;  /* the text without its line breaks */
    struct buf *purpose; /* of subfields, before it is taken apart itself */
};

struct mt_details mt_details_new(struct arena *arena);
/* Fills payee, memo and account. */
void mt_details_read(struct mt_details *d, const struct mt_details_in *in);

/* Between details.c and the dialects. */

/* Adds to one of the buffers, separated by a blank, with single blanks; nothing when there is nothing to add.
 */
void mt_details_add(struct buf *to, struct text t);
/* The same with a name before it: "EREF+…". Nothing when `t` says only that there is none. */
void mt_details_add_named(struct buf *to, struct text name, struct text t);
/* The lines as one, in d->joined, without the breaks that only the width made. */
struct text mt_details_join(struct mt_details *d, struct text lines);
/* The account, unless there is one already. */
void mt_details_account(struct mt_details *d, struct text t);

/* Each returns false when the text is not of its dialect. */
bool mt_dialect_subfields(struct mt_details *d, struct text joined); /* ?20…?63 */
bool mt_dialect_keywords(struct mt_details *d, struct text joined);  /* /NAME/, NAAM:, TYT.: */
bool mt_dialect_dutch(struct mt_details *d, const struct mt_details_in *in, struct text joined);
bool mt_dialect_lines(struct mt_details *d, struct text lines);
/* Takes a purpose with SEPA marks (SVWZ+, EREF+ …) apart. */
void mt_sepa_purpose(struct mt_details *d, struct text purpose);
void mt_dialect_non_swift(struct mt_details *d, struct text lines);

#endif
