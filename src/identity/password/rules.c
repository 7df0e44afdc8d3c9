#include "identity/password/guess.h"
#include "identity/password/password.h"

enum { OWN_WORDS_MAX = 64, OWN_WORD_BYTES_MIN = 3 };

/* What ten thousand million guesses do not find (2^33): far beyond what log-in lets anybody try, and years of work against a stolen hash. */
static const double guess_bits_min = 33;

static int64_t characters(struct text t)
{
    int64_t n = 0;
    for (size_t i = 0; i < t.len; i++)
        n += ((unsigned char)t.at[i] & 0xC0) != 0x80;
    return n;
}

static bool parts_words(char ch)
{
    return strchr(" @._-+,;:/'\"()&\t", ch) != NULL;
}

static void add_word(struct text *words, size_t *count, struct text word)
{
    if (word.len >= OWN_WORD_BYTES_MIN && *count < OWN_WORDS_MAX)
        words[(*count)++] = word;
}

/* "ada.lovelace@example.org" knows ada, lovelace, example, org and itself. */
static void add_own(struct ctx *c, struct text *words, size_t *count, struct text own)
{
    struct text low = text_fold(c->arena, own);
    size_t start = 0;
    add_word(words, count, low);
    for (size_t i = 0; i <= low.len; i++) {
        if (i < low.len && !parts_words(low.at[i]))
            continue;
        add_word(words, count, (struct text){low.at + start, i - start});
        start = i + 1;
    }
}

enum err password_allow(struct ctx *c, struct text password, int characters_min, const struct text *own,
                        size_t own_count)
{
    struct text words[OWN_WORDS_MAX];
    size_t count = 0;
    if (password.len > PASSWORD_BYTES_MAX)
        return fail(c, ERR_INPUT, "password: longer than %d bytes", PASSWORD_BYTES_MAX);
    if (!text_is_utf8(password))
        return fail(c, ERR_INPUT, "password: not UTF-8 text");
    if (characters(password) < characters_min)
        return fail(
            c, ERR_INPUT,
            "password: at least %d characters; four or more words that do not belong together do well",
            characters_min);
    for (size_t i = 0; i < own_count; i++)
        add_own(c, words, &count, own[i]);
    double needed = characters_min < PASSWORD_CHARACTERS_MIN ? guess_bits_min * 2 / 3 : guess_bits_min;
    if (guess_bits(password, words, count) < needed)
        return fail(c, ERR_INPUT,
                    "password: too easy to guess: it is made of common words, repeats, sequences, dates or "
                    "your own names; take words that do not belong together");
    return OK;
}
