/* What all stores share: names, values that are kept for a while, and how long a place that is away is left alone. */
#include "secret/secret.h"

#include "base/limits.h"
#include "secret/secret_driver.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static const int64_t REST_FIRST_US = 5 * INT64_C(1000000);
static const int64_t REST_MOST_US = 60 * INT64_C(1000000);
static const int64_t REST_ASKED_US = 300 * INT64_C(1000000); /* the most that a place may ask for */
static const int64_t REFUSED_US = 30 * INT64_C(1000000);     /* how long "no such secret" is remembered */
static const int64_t SLACK_US = 60 * INT64_C(1000000);

struct entry {
    char name[SECRET_NAME_MAX + 1];
    char *value; /* NULL: not known */
    size_t len;
    int64_t fetched_us;
    enum err refusal; /* what the place last said instead, remembered for REFUSED_US */
    int64_t refused_us;
    bool retriable;
    char why[sizeof((struct ctx *)0)->why];
};

struct secrets {
    struct secret_source *source;
    int64_t ttl_us;
    pthread_mutex_t asking; /* one fetch at a time; taken before `lock` */
    pthread_mutex_t lock;   /* what follows */
    struct entry *entries;
    size_t count, room;
    int64_t rest_from_us, rest_us; /* the place is away and left alone */
};

/* -- Opening */

enum err secret_open_with(struct ctx *c, const char *where, const struct secret_options *options,
                          struct secrets **out)
{
    static const struct secret_options plain = {0};
    struct buf *names = buf_in_arena(c->arena);
    struct secret_source *source;
    const char *colon = strchr(where, ':');
    struct text name = {where, colon == NULL ? strlen(where) : (size_t)(colon - where)};
    if (!text_is_utf8(text_of(where)) || strpbrk(where, "\r\n") != NULL)
        return fail(c, ERR_USAGE, "where secrets are kept is one line of text");
    options = options == NULL ? &plain : options;
    for (const struct secret_driver *const *driver = secret_drivers; *driver != NULL; driver++) {
        buf_printf(names, "%s%s", names->len > 0 ? ", " : "", (*driver)->name);
        if (!text_is(name, (*driver)->name))
            continue;
        TRY((*driver)->open(c, colon == NULL ? NULL : colon + 1, options, &source));
        struct secrets *secrets = calloc(1, sizeof *secrets);
        if (secrets == NULL)
            die("out of memory");
        source->driver = *driver;
        secrets->source = source;
        secrets->ttl_us = options->ttl_us > 0 ? options->ttl_us : SECRET_TTL_US;
        pthread_mutex_init(&secrets->asking, NULL);
        pthread_mutex_init(&secrets->lock, NULL);
        *out = secrets;
        return OK;
    }
    /* What was given is not repeated: it may be a secret in the wrong place. */
    return fail(c, ERR_USAGE, "where secrets are kept begins with one of %s", names->at);
}

enum err secret_open(struct ctx *c, const char *where, struct secrets **out)
{
    return secret_open_with(c, where, NULL, out);
}

static void forget(struct entry *entry)
{
    if (entry->value != NULL)
        explicit_bzero(entry->value, entry->len);
    free(entry->value);
    entry->value = NULL;
    entry->len = 0;
}

void secret_close(struct secrets *secrets)
{
    if (secrets == NULL)
        return;
    for (size_t i = 0; i < secrets->count; i++)
        forget(&secrets->entries[i]);
    secrets->source->driver->close(secrets->source);
    pthread_mutex_destroy(&secrets->asking);
    pthread_mutex_destroy(&secrets->lock);
    free(secrets->entries);
    free(secrets);
}

/* -- Names and values */

static enum err check_name(struct ctx *c, struct text name)
{
    bool good =
        name.len > 0 && name.len <= SECRET_NAME_MAX && !text_is(name, ".") && !text_starts(name, TEXT(".."));
    for (size_t i = 0; good && i < name.len; i++)
        good = ascii_alpha(name.at[i]) || ascii_digit(name.at[i]) || name.at[i] == '_' || name.at[i] == '.' ||
               name.at[i] == '-';
    if (good)
        return OK;
    return fail(
        c, ERR_INPUT,
        "a secret's name has 1 to %d letters, digits, '_', '.' or '-', and does not begin with \"..\"",
        SECRET_NAME_MAX);
}

static enum err check_value(struct ctx *c, struct text name, struct text value)
{
    if (value.len == 0)
        return fail(c, ERR_NOT_FOUND, "the secret %.*s is empty", TEXT_ARGS(name));
    if (value.len > LIMIT_SECRET_BYTES)
        return fail(c, ERR_LIMIT, "the secret %.*s is larger than %d KiB", TEXT_ARGS(name),
                    LIMIT_SECRET_BYTES >> 10);
    if (memchr(value.at, '\0', value.len) != NULL)
        return fail(c, ERR_INPUT, "the secret %.*s contains the character NUL", TEXT_ARGS(name));
    return OK;
}

struct held {
    char *at;
    size_t len;
};

static void wipe(void *held)
{
    explicit_bzero(((struct held *)held)->at, ((struct held *)held)->len);
}

/* A copy that is overwritten when the caller's arena goes. */
static void give(struct ctx *c, struct text value, struct text *out)
{
    struct held *held = ARENA_NEW(c->arena, struct held);
    *held = (struct held){arena_copy(c->arena, value.at, value.len), value.len};
    arena_defer(c->arena, wipe, held);
    *out = (struct text){held->at, held->len};
}

/* -- What is known. All of these with `lock` held. */

static struct entry *find(const struct secrets *secrets, struct text name)
{
    for (size_t i = 0; i < secrets->count; i++)
        if (text_is(name, secrets->entries[i].name))
            return &secrets->entries[i];
    return NULL;
}

/* A place for a name; beyond the limit the one that was longest not renewed makes room. */
static struct entry *place_for(struct secrets *secrets, struct text name)
{
    struct entry *entry = find(secrets, name);
    if (entry != NULL)
        return entry;
    if (secrets->count == SECRETS_KEPT_MOST) {
        entry = secrets->entries;
        for (size_t i = 1; i < secrets->count; i++)
            if (secrets->entries[i].fetched_us < entry->fetched_us)
                entry = &secrets->entries[i];
        forget(entry);
    } else {
        if (secrets->count == secrets->room) {
            secrets->room = secrets->room == 0 ? 16 : secrets->room * 2;
            secrets->entries = realloc(secrets->entries,
                                       secrets->room * sizeof *secrets->entries); /* values stand elsewhere */
            if (secrets->entries == NULL)
                die("out of memory");
        }
        entry = &secrets->entries[secrets->count++];
    }
    *entry = (struct entry){0};
    memcpy(entry->name, name.at, name.len);
    return entry;
}

/* Units of work read their clocks a little before or after each other; a clock that was set back further makes nothing young. */
static bool younger(int64_t since_us, int64_t now_us, int64_t most_us)
{
    return now_us - since_us > -SLACK_US && now_us - since_us < most_us;
}

/* May a value that is no longer fresh stand in? Also when the clock was set back: a value is not lost for that. */
static bool serves(const struct entry *entry, int64_t now_us)
{
    return entry != NULL && entry->value != NULL && now_us - entry->fetched_us <= SECRET_LAST_US;
}

static enum err repeat(struct ctx *c, enum err e, const char *why, bool retriable)
{
    fail(c, e, "%s", why);
    c->retriable = retriable;
    return e;
}

/* Answers from what is known: a fresh value, and where asking is of no use now (`old_too` says so as well) an old one or the last refusal. *done is false
 * when the place must be asked. */
static enum err from_memory(struct ctx *c, struct secrets *secrets, struct text name, bool old_too,
                            bool *done, struct text *out)
{
    enum err e = OK;
    pthread_mutex_lock(&secrets->lock);
    const struct entry *entry = find(secrets, name);
    bool rests = younger(secrets->rest_from_us, c->now_us, secrets->rest_us);
    bool refused = entry != NULL && entry->refusal != OK && younger(entry->refused_us, c->now_us, REFUSED_US);
    bool fresh =
        entry != NULL && entry->value != NULL && younger(entry->fetched_us, c->now_us, secrets->ttl_us);
    *done = true;
    if (fresh || ((old_too || rests || refused) && serves(entry, c->now_us)))
        give(c, (struct text){entry->value, entry->len}, out);
    else if (refused)
        e = repeat(c, entry->refusal, entry->why, entry->retriable);
    else if (rests)
        e = fail(c, ERR_BUSY, "the secret %.*s is not known, and its store was away a moment ago",
                 TEXT_ARGS(name));
    else
        *done = false;
    pthread_mutex_unlock(&secrets->lock);
    return e;
}

/* -- Asking */

static void keep_value(struct secrets *secrets, struct text name, struct text value, int64_t now_us)
{
    char *copy = malloc(value.len);
    if (copy == NULL)
        die("out of memory");
    memcpy(copy, value.at, value.len);
    pthread_mutex_lock(&secrets->lock);
    struct entry *entry = place_for(secrets, name);
    forget(entry);
    entry->value = copy;
    entry->len = value.len;
    entry->fetched_us = now_us;
    entry->refusal = OK;
    secrets->rest_us = 0;
    pthread_mutex_unlock(&secrets->lock);
}

/* Takes note of a failure; gives true when the last known value may serve instead. */
static bool note_failure(struct secrets *secrets, struct text name, enum err e, const struct ctx *asked,
                         int64_t wait_us)
{
    bool final = (e == ERR_NOT_FOUND || e == ERR_DENIED) && !asked->retriable;
    pthread_mutex_lock(&secrets->lock);
    if (e == ERR_BUSY) {
        int64_t longer = secrets->rest_us == 0 ? REST_FIRST_US : secrets->rest_us * 2;
        longer = longer > REST_MOST_US ? REST_MOST_US : longer;
        secrets->rest_us = wait_us > REST_ASKED_US ? REST_ASKED_US : wait_us > 0 ? wait_us : longer;
        secrets->rest_from_us = asked->now_us;
    } else {
        struct entry *entry = place_for(secrets, name);
        if (final)
            forget(entry);
        entry->refusal = e;
        entry->refused_us = asked->now_us;
        entry->retriable = asked->retriable;
        snprintf(entry->why, sizeof entry->why, "%s", asked->why);
    }
    bool serve = serves(find(secrets, name), asked->now_us);
    pthread_mutex_unlock(&secrets->lock);
    return serve;
}

/* In memory of its own, which is wiped: what a driver leaves behind while it reads is as secret as what it reads. */
static enum err fetch(struct ctx *inner, struct secrets *secrets, struct text name,
                      struct secret_answer *answer)
{
    *answer = (struct secret_answer){0};
    TRY(secrets->source->driver->fetch(inner, secrets->source, name, answer));
    return check_value(inner, name, answer->value);
}

static enum err read_local(struct ctx *c, struct secrets *secrets, struct text name, struct text *out)
{
    struct ctx inner = {.arena = arena_new_wiped(), .now_us = c->now_us};
    struct secret_answer answer;
    enum err e = fetch(&inner, secrets, name, &answer);
    if (e == OK)
        give(c, answer.value, out);
    else
        repeat(c, e, inner.why, inner.retriable);
    arena_free(inner.arena);
    return e;
}

/* Over the network, with `asking` held. */
static enum err ask(struct ctx *c, struct secrets *secrets, struct text name, struct text *out)
{
    struct ctx inner = {.arena = arena_new_wiped(), .now_us = c->now_us};
    struct secret_answer answer;
    bool served = false;
    enum err e = fetch(&inner, secrets, name, &answer);
    if (e == OK) {
        keep_value(secrets, name, answer.value, c->now_us);
        give(c, answer.value, out);
        served = true;
    } else if (note_failure(secrets, name, e, &inner, answer.wait_us)) {
        e = from_memory(c, secrets, name, true, &served, out);
    }
    if (!served)
        repeat(c, e, inner.why, inner.retriable);
    arena_free(inner.arena);
    return e;
}

enum err secret_get(struct ctx *c, struct secrets *secrets, struct text name, struct text *out)
{
    bool done;
    TRY(check_name(c, name));
    if (secrets->source->driver->local)
        return read_local(c, secrets, name, out);
    enum err e = from_memory(c, secrets, name, false, &done, out);
    if (done)
        return e;
    if (pthread_mutex_trylock(&secrets->asking) !=
        0) { /* somebody asks already: an old value spares the wait */
        e = from_memory(c, secrets, name, true, &done, out);
        if (done)
            return e;
        pthread_mutex_lock(&secrets->asking);
    }
    e = from_memory(c, secrets, name, false, &done, out); /* they may have asked for this very one */
    if (!done)
        e = ask(c, secrets, name, out);
    pthread_mutex_unlock(&secrets->asking);
    return e;
}

size_t secret_known(struct ctx *c, struct secrets *secrets, struct text *names, size_t most)
{
    size_t count = 0;
    pthread_mutex_lock(&secrets->lock);
    for (size_t i = 0; i < secrets->count && count < most; i++)
        if (secrets->entries[i].value != NULL)
            names[count++] = text_copy(c->arena, text_of(secrets->entries[i].name));
    pthread_mutex_unlock(&secrets->lock);
    return count;
}
