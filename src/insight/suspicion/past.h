/* Inside the past. For this folder alone. */
#ifndef INSIGHT_SUSPICION_PAST_H
#define INSIGHT_SUSPICION_PAST_H

#include "insight/suspicion/suspicion.h"

enum {
    PAST_BINS = 160,
    PAST_DAYS = 64,
    PAST_FOREIGN = 64,
    PAST_HOURS_OF = 4,
    PAST_HOURS = 24 / PAST_HOURS_OF
};

/* Tables of these begin with their key; 0 is free. */
struct past_account {
    uint64_t account;
    int64_t count, most;
    date first, last;
    uint32_t bins[PAST_BINS];
};
struct past_payee {
    uint64_t payee;
    int64_t count, most;
    date last;
};
struct past_table {
    void *at;
    size_t count, size;
};

struct past_recent {
    int64_t number, account, amount;
    uint64_t payee;
    date date;
    int64_t at_us;
    bool fresh; /* to a payee that was new then */
};
struct past_day {
    date date;
    int64_t count;
};

struct past {
    struct past_table accounts, payees;
    int64_t count;
    date first, last;
    struct past_recent recent[PAST_RECENT];
    size_t recent_next;
    struct past_day days[PAST_DAYS];
    uint32_t foreign[PAST_FOREIGN];
    size_t foreign_count;
    int64_t hours[PAST_HOURS], hours_count;
    uint64_t digest;
};

const struct past_account *past_account(const struct past *past, int64_t account);
const struct past_payee *past_payee(const struct past *past, uint64_t payee);
int past_bin(int64_t amount);
/* How many payments of the account were in this amount's bin or above. */
int64_t past_as_large(const struct past_account *a, int64_t amount);
bool past_has_foreign(const struct past *past, uint32_t foreign);
/* Sorts the reasons and adds their weights up. */
void suspicion_sum(struct suspicion *s);

#endif
