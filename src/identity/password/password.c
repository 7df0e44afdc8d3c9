#include "identity/password/password.h"

#include <pthread.h>
#include <sodium.h>

_Static_assert(sizeof(((struct password_hash *)0)->text) == crypto_pwhash_argon2id_STRBYTES,
               "room for a hash");

enum { PASSES = 3, MEMORY_BYTES = 64 << 20, AT_ONCE_MAX = 2 };

/* Of a password that nobody has, with the settings above: comparing with it takes as long as with a real one. */
static const char nobody[] =
    "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t given_back = PTHREAD_COND_INITIALIZER;
static int at_once;

static void seat_take(void)
{
    pthread_mutex_lock(&lock);
    while (at_once == AT_ONCE_MAX)
        pthread_cond_wait(&given_back, &lock);
    at_once++;
    pthread_mutex_unlock(&lock);
}

static void seat_give(void)
{
    pthread_mutex_lock(&lock);
    at_once--;
    pthread_cond_signal(&given_back);
    pthread_mutex_unlock(&lock);
}

enum err password_hash(struct ctx *c, struct text password, struct password_hash *out)
{
    if (password.len > PASSWORD_BYTES_MAX)
        return fail(c, ERR_INPUT, "password: longer than %d bytes", PASSWORD_BYTES_MAX);
    if (sodium_init() < 0)
        return fail(c, ERR_IO, "there is no source of random numbers");
    seat_take();
    int failed = crypto_pwhash_argon2id_str(out->text, password.at == NULL ? "" : password.at, password.len,
                                            PASSES, MEMORY_BYTES);
    seat_give();
    return failed == 0 ? OK : fail(c, ERR_MEMORY, "no memory to hash a password (64 MiB)");
}

enum err password_verify(struct ctx *c, struct text hash, struct text password, bool *right)
{
    struct password_hash stored = {{0}};
    *right = false;
    if (password.len > PASSWORD_BYTES_MAX)
        return fail(c, ERR_INPUT, "password: longer than %d bytes", PASSWORD_BYTES_MAX);
    if (hash.len >= sizeof stored.text)
        return fail(c, ERR_CORRUPT, "a stored password's hash is too long");
    bool known = hash.len > 0;
    memcpy(stored.text, known ? hash.at : nobody, known ? hash.len : sizeof nobody);
    seat_take();
    int differs =
        crypto_pwhash_argon2id_str_verify(stored.text, password.at == NULL ? "" : password.at, password.len);
    seat_give();
    sodium_memzero(&stored, sizeof stored);
    *right = known && differs == 0;
    return OK;
}
