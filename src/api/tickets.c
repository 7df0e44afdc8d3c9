#include "api/tickets.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { TICKETS_MOST = 1024, TICKET_BYTES = 16 };

struct ticket {
    uint8_t secret[TICKET_BYTES];
    int64_t until_us; /* 0: free */
    struct caller caller;
};

struct tickets {
    pthread_mutex_t lock;
    size_t next;
    struct ticket all[TICKETS_MOST]; /* a ring */
};

struct tickets *tickets_new(void)
{
    struct tickets *tickets = calloc(1, sizeof *tickets);
    if (tickets == NULL)
        die("no memory for tickets");
    pthread_mutex_init(&tickets->lock, NULL);
    return tickets;
}

void tickets_free(struct tickets *tickets)
{
    if (tickets == NULL)
        return;
    pthread_mutex_destroy(&tickets->lock);
    free(tickets);
}

static void remember(struct tickets *tickets, const struct ticket *fresh)
{
    pthread_mutex_lock(&tickets->lock);
    tickets->all[tickets->next++ % TICKETS_MOST] = *fresh;
    pthread_mutex_unlock(&tickets->lock);
}

enum err ticket_give(struct ctx *c, struct tickets *tickets, struct store *store, const struct caller *caller,
                     char out[TICKET_TEXT_MAX])
{
    static const char digits[] = "0123456789abcdef";
    struct ticket fresh = {.until_us = c->now_us + (int64_t)TICKET_SECONDS * 1000000, .caller = *caller};
    if (getentropy(fresh.secret, sizeof fresh.secret) != 0)
        die("the system gives no random bytes");
    for (int i = 0; i < TICKET_BYTES; i++) {
        out[2 * i] = digits[fresh.secret[i] >> 4];
        out[2 * i + 1] = digits[fresh.secret[i] & 15];
    }
    out[2 * TICKET_BYTES] = '\0';
    if (store_is_shared(store))
        return ticket_keep(c, store, caller, text_of(out));
    remember(tickets, &fresh);
    return OK;
}

static bool read_secret(struct text ticket, uint8_t out[TICKET_BYTES])
{
    if (ticket.len != 2 * TICKET_BYTES)
        return false;
    for (size_t i = 0; i < ticket.len; i++) {
        char ch = ticket.at[i];
        if (!ascii_digit(ch) && (ch < 'a' || ch > 'f'))
            return false;
        int digit = ascii_digit(ch) ? ch - '0' : ch - 'a' + 10;
        out[i / 2] = (uint8_t)(i % 2 == 0 ? digit << 4 : out[i / 2] | digit);
    }
    return true;
}

/* All bytes are looked at, so that the time tells nothing of how many fit. */
static bool same_secret(const uint8_t *a, const uint8_t *b)
{
    unsigned differing = 0;
    for (int i = 0; i < TICKET_BYTES; i++)
        differing |= (unsigned)(a[i] ^ b[i]);
    return differing == 0;
}

static bool take_remembered(struct tickets *tickets, const uint8_t secret[TICKET_BYTES], int64_t now_us,
                            struct caller *out, int64_t *given_us)
{
    bool found = false;
    pthread_mutex_lock(&tickets->lock);
    for (size_t i = 0; i < TICKETS_MOST; i++) {
        struct ticket *t = &tickets->all[i];
        if (t->until_us < now_us || !same_secret(t->secret, secret))
            continue;
        *out = t->caller;
        *given_us = t->until_us - (int64_t)TICKET_SECONDS * 1000000;
        *t = (struct ticket){.until_us = 0};
        found = true;
    }
    pthread_mutex_unlock(&tickets->lock);
    return found;
}

enum err ticket_take(struct ctx *c, struct tickets *tickets, struct store *store, struct text ticket,
                     struct caller *out, int64_t *given_us, bool *found, bool *unspent)
{
    uint8_t secret[TICKET_BYTES];
    *found = *unspent = false;
    if (!read_secret(ticket, secret))
        return OK;
    if (!store_is_shared(store)) {
        *found = take_remembered(tickets, secret, c->now_us, out, given_us);
        return OK;
    }
    TRY(ticket_look_up(c, store, ticket, out, given_us, found));
    *unspent = *found;
    return OK;
}
