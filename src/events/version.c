/* Processes of two versions on one store: the newer program's consumer may ask for types of events that the older one's does not know, and both
 * move the same place. Which types a place was moved for stands beside it, and:
 *
 * - A process that knows more of them writes its own at its first look. What was passed of the new types until then stays passed: it was
 *   nobody's business. (A type that takes another's place in one release is more, too, at the first look alone, or two versions would write over
 *   each other for as long as both run.)
 * - A process that knows fewer leaves the consumer to the others: it gives its lease back and looks on. When nobody has held the lease for some
 *   time, they are gone, the release was taken back: it takes over, writes down what it knows, and says so. */
#include "base/date.h"
#include "events/lease.h"
#include "events/relay_inner.h"

enum { PATIENCE_US = 3 * LEASE_US, LOOK_US = 1000000 };

/* The next word of a list with blanks between; empty: there is none. */
static struct text next_word(struct text *rest)
{
    *rest = text_trim(*rest);
    size_t len = 0;
    while (len < rest->len && rest->at[len] != ' ')
        len++;
    struct text word = {rest->at, len};
    *rest = text_from(*rest, len);
    return word;
}

/* Does the consumer ask for all of these? */
static bool knows_all(const struct relay_consumer *consumer, struct text types)
{
    for (struct text word = next_word(&types); word.len > 0; word = next_word(&types))
        if (!bus_type_matches(consumer->bus.types, word))
            return false;
    return true;
}

/* One of the consumer's own that is not among them. */
static const char *one_more(const struct relay_consumer *consumer, struct text types)
{
    for (const char *const *own = consumer->bus.types; *own != NULL; own++) {
        struct text rest = types;
        bool there = false;
        for (struct text word = next_word(&rest); word.len > 0 && !there; word = next_word(&rest))
            there = text_is(word, *own) || (word.at[word.len - 1] == '*' &&
                                            text_starts(text_of(*own), (struct text){word.at, word.len - 1}));
        if (!there)
            return *own;
    }
    return NULL;
}

static struct text own_types(struct ctx *c, const struct relay_consumer *consumer)
{
    struct buf *list = buf_in_arena(c->arena);
    for (const char *const *own = consumer->bus.types; *own != NULL; own++) {
        buf_z(list, list->len > 0 ? " " : "");
        buf_z(list, *own);
    }
    return buf_view(list);
}

bool version_fits(const struct member *member, const struct consumer_row *place)
{
    return knows_all(&member->consumer, place->types);
}

static void say(struct ctx *c, const struct relay *relay, const char *why)
{
    (void)c;
    if (relay->options.trouble != NULL)
        relay->options.trouble(relay->options.self, why);
}

/* As the place stands when nobody else can write. *row: as it is then. */
static enum err write_types(struct ctx *c, struct relay *relay, struct member *member, bool takes_over,
                            struct consumer_row *row)
{
    struct store_tx *tx;
    const char *name = member->consumer.bus.name, *more;
    TRY(store_begin(c, relay->store, &tx));
    TRY(consumer_get(c, tx, name, row));
    struct consumer_row before = *row;
    bool all = version_fits(member, row);
    more = one_more(&member->consumer, row->types);
    if ((all || takes_over) ? more != NULL || !all : more != NULL && !member->looked) {
        row->types = own_types(c, &member->consumer);
        TRY(consumer_put(c, tx, row));
    }
    TRY(store_commit(c, tx));
    if (row->types.at == before.types.at || before.types.len == 0)
        return OK;
    if (takes_over && !all)
        say(c, relay,
            arena_printf(c->arena,
                         "%s: takes over from another version of Florin that asked for more events; "
                         "what it does not know is passed from event %lld on",
                         name, (long long)row->event));
    else
        say(c, relay,
            arena_printf(c->arena,
                         "%s: asks for %s from now on, which another version of Florin did not; up to "
                         "event %lld they were passed",
                         name, more, (long long)row->event));
    return OK;
}

static enum err look(struct ctx *c, struct relay *relay, struct member *member)
{
    struct store_tx *tx;
    struct consumer_row row;
    TRY(store_begin_read(c, relay->store, &tx));
    TRY(consumer_get(c, tx, member->consumer.bus.name, &row));
    store_rollback(tx);
    bool more = one_more(&member->consumer, row.types) != NULL;
    if (more && (!member->looked || version_fits(member, &row)))
        TRY(write_types(c, relay, member, false, &row));
    member->looked = true;
    member->outdated = !version_fits(member, &row);
    return OK;
}

/* Another version's: are there still processes of it? */
static enum err wait_for_others(struct ctx *c, struct relay *relay, struct member *member)
{
    bool is_free = true;
    struct consumer_row row;
    int64_t patience_us = relay->options.patience_us > 0 ? relay->options.patience_us : PATIENCE_US;
    if (relay->options.leases != NULL)
        TRY(leases_is_free(c, relay->options.leases, member->consumer.bus.name, &is_free));
    if (!is_free)
        member->free_since_us = 0;
    else if (member->free_since_us == 0)
        member->free_since_us = time_steady_us();
    bool alone = relay->options.leases == NULL; /* nobody else moves the place */
    if (!alone && (!is_free || time_steady_us() < member->free_since_us + patience_us))
        return OK;
    TRY(write_types(c, relay, member, true, &row));
    member->outdated = !version_fits(member, &row);
    member->free_since_us = 0;
    return OK;
}

enum err version_look(struct ctx *c, struct relay *relay, struct member *member, int64_t *due_us)
{
    bool was_outdated = member->outdated;
    if (member->looked && !member->outdated)
        return OK;
    TRY(look(c, relay, member));
    if (!member->outdated)
        return OK;
    if (!was_outdated)
        TRY(version_leave(c, relay, member));
    TRY(wait_for_others(c, relay, member));
    *due_us = member->outdated ? relay_now(relay) + LOOK_US : INT64_MAX;
    return OK;
}

enum err version_leave(struct ctx *c, struct relay *relay, struct member *member)
{
    member->outdated = true;
    member->free_since_us = 0;
    return relay->options.leases == NULL
               ? OK
               : leases_give_back(c, relay->options.leases, member->consumer.bus.name);
}
