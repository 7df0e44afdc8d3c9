/* Ways in which money leaves: payment providers. One order is one payment; its id is the idempotency key, so that an order which is given twice is the
 * same payment. A provider that did not answer is asked before it is given the order again: `finance/payment/` sees to that.
 *
 * Nothing here knows the ledger. One thread at a time. */
#ifndef PAYMENT_PAYMENT_H
#define PAYMENT_PAYMENT_H

#include "base/date.h"
#include "base/id.h"
#include "ledger/currency.h"

struct payment_provider;

struct payment_order {
    struct id id;
    struct text debtor, debtor_number, debtor_bank; /* the own account; the bank may be empty */
    struct text payee, number;                      /* the number may be empty where the provider allows it */
    int64_t amount;                                 /* minor units, above 0 */
    currency currency;
    date due;
    struct text reference;    /* what the payee reads */
    struct text provider_ref; /* what the provider called it, when it took it; may be empty */
    int64_t created_us;
};

enum payment_outcome {
    PAYMENT_SETTLED, /* the money has moved */
    PAYMENT_TAKEN,   /* they have it; ask later, or wait for the statement */
    PAYMENT_REFUSED, /* never: nothing has moved and nothing will */
    PAYMENT_LATER,   /* not taken for sure; once more later */
    PAYMENT_UNKNOWN, /* it may have been taken: ask before anything else */
    PAYMENT_ABSENT,  /* asked: they do not have it */
};

enum { PAYMENT_REF_BYTES = 128, PAYMENT_WHY_BYTES = 200 };

struct payment_receipt {
    enum payment_outcome outcome;
    char ref[PAYMENT_REF_BYTES + 1]; /* the provider's name for it; "" when it gave none */
    char why[PAYMENT_WHY_BYTES + 1]; /* for people, unless it went well */
    int64_t wait_us;                 /* how long it asks to wait; 0: it does not say */
    bool away;                       /* nobody answers at all: others need not be tried now */
};

/* "ledger", "pain001", "openbanking": payments keep it. */
const char *payment_provider_name(const struct payment_provider *provider);
/* Is it settled at once, without anything that leaves this process? Then it may be given an order within a transaction. */
bool payment_provider_is_immediate(const struct payment_provider *provider);
/* Can it be asked how it went, or does the bank's statement alone tell? */
bool payment_provider_tells(const struct payment_provider *provider);
/* Gives an order. Never PAYMENT_ABSENT. Uses c->arena and c->now_us alone. */
void payment_submit(struct ctx *c, struct payment_provider *provider, const struct payment_order *order,
                    struct payment_receipt *out);
/* What became of an order that may have been given. */
void payment_inquire(struct ctx *c, struct payment_provider *provider, const struct payment_order *order,
                     struct payment_receipt *out);
/* NULL is allowed. */
void payment_provider_close(struct payment_provider *provider);

/* Built in: the ledger is all there is. */
struct payment_provider *payment_ledger_new(void);

/* ISO 20022 customer credit transfers, pain.001.001.09: one file for each payment in a folder, for a bank's page or another program to take. Never
 * written twice. Settled when the statement shows it. */
struct payment_pain001_options {
    const char *folder; /* made when it is not there */
    const char *name;   /* of who pays: "Anna and Ben" */
};
enum err payment_pain001_new(struct ctx *c, const struct payment_pain001_options *options,
                             struct payment_provider **out) MUST_USE;
/* The file's text. ERR_INPUT: not an order that a bank takes. For tests and fuzzing. */
enum err payment_pain001_write(struct ctx *c, const struct payment_order *order, const char *name,
                               struct buf *out) MUST_USE;

/* A small REST interface as banks' gateways have it (docs/guides/payments.md). */
struct payment_openbanking_options {
    const char *url;     /* "https://bank.example/v1": /payments stands behind it */
    const char *key;     /* Authorization: Bearer; may be "" */
    const char *ca_file; /* NULL: the system's authorities */
    int timeout_ms;      /* 0: the usual */
};
enum err payment_openbanking_new(struct ctx *c, const struct payment_openbanking_options *options,
                                 struct payment_provider **out) MUST_USE;

/* Is it an IBAN (ISO 13616): letters and digits of the right length, blanks aside, whose remainder by 97 is 1? */
bool iban_is_valid(struct text number);
/* Does it look as if it wanted to be one: two letters and two digits first? */
bool iban_is_like(struct text number);
/* Without blanks, upper case, in the arena. */
struct text iban_clean(struct arena *arena, struct text number);

#endif
