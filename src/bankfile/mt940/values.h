/* The fields of fixed shape: entries (:61:), balances (:60F: …), counts (:90D:), dates. */
#ifndef BANKFILE_MT940_VALUES_H
#define BANKFILE_MT940_VALUES_H

#include "base/date.h"
#include "base/decimal.h"

/* :61: 6!n[4!n]2a[1!a]15d1!a3!c16x[//16x][CRLF 34x]. The texts are parts of the field's value. */
struct mt_entry {
    date value_date;
    date entry_date;          /* the value date when the field has no other */
    struct decimal amount;    /* positive comes in: C and RD */
    bool reversal;            /* RC, RD */
    bool expected;            /* EC, ED: announced, not booked */
    struct text code;         /* "NTRF"; may be empty */
    struct text customer_ref; /* what the payer or the owner called it */
    struct text bank_ref;     /* behind "//" */
    struct text supplement;   /* the lines behind the first */
};

struct mt_balance {
    struct decimal amount;
    date date;
    char currency[4];
};

/* :90D: 5n3!a15d */
struct mt_count {
    bool given;
    int64_t count;
    char currency[4];
    struct decimal sum;
};

/* NULL when it is well formed, else what is wrong with it. */
const char *mt_entry_parse(struct text value, struct mt_entry *out);
const char *mt_balance_parse(struct text value, struct mt_balance *out);
const char *mt_count_parse(struct text value, struct mt_count *out);

/* Is it an IBAN, by its country's length? Check digits do not count: banks' examples and masked files have
 * wrong ones. */
bool mt_is_iban(struct text t);
/* "NONREF", "EREF" and the like stand where a reference could. */
bool mt_is_no_reference(struct text t);
/* Does it look like one of a kind? Long enough and with digits: "RENT" comes back every month. */
bool mt_is_telling_reference(struct text t);

#endif
