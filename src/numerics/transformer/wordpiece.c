#include "numerics/transformer/wordpiece.h"

#include "base/hash.h"
#include "numerics/transformer/characters.h"

enum { SPECIALS = 5, UNK = 0, CLS = 1, SEP = 2, WORD_BYTES = WORDPIECE_WORD_MOST * 4 };
static const char *const special_names[SPECIALS] = {"[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"};

struct token {
    struct text text; /* without "##" */
    bool goes_on;
};

struct wordpiece {
    bool uncased;
    size_t count, longest; /* longest: bytes of a token */
    struct token *tokens;
    int32_t *slots; /* token numbers by hash, -1: none */
    size_t mask;
    int32_t specials[SPECIALS];
};

/* -- The vocabulary */

static size_t slot_of(const struct wordpiece *w, struct text t, bool goes_on)
{
    size_t slot = (size_t)hash_bytes(t.at, t.len, goes_on) & w->mask;
    while (w->slots[slot] >= 0) {
        const struct token *token = &w->tokens[w->slots[slot]];
        if (token->goes_on == goes_on && text_equal(token->text, t))
            return slot;
        slot = (slot + 1) & w->mask;
    }
    return slot;
}

static int32_t find(const struct wordpiece *w, struct text t, bool goes_on)
{
    return w->slots[slot_of(w, t, goes_on)];
}

static bool take_line(struct text *rest, struct text *line)
{
    if (rest->len == 0)
        return false;
    const char *end = memchr(rest->at, '\n', rest->len);
    size_t len = end == NULL ? rest->len : (size_t)(end - rest->at);
    *line = (struct text){rest->at, len};
    *rest = text_from(*rest, len + (end != NULL));
    if (line->len > 0 && line->at[line->len - 1] == '\r')
        line->len--;
    return true;
}

static void add(struct wordpiece *w, struct text line)
{
    bool goes_on = line.len > 2 && text_starts(line, TEXT("##"));
    struct token *token = &w->tokens[w->count];
    *token = (struct token){goes_on ? text_from(line, 2) : line, goes_on};
    if (token->text.len > 0)
        w->slots[slot_of(w, token->text, goes_on)] = (int32_t)w->count; /* of twins the last one counts */
    if (token->text.len > w->longest)
        w->longest = token->text.len;
    w->count++;
}

enum err wordpiece_new(struct ctx *c, struct text vocabulary, bool uncased, struct wordpiece **out)
{
    struct text rest = vocabulary, line;
    size_t count = 0, slots = 16;
    void *tokens, *table, *copy;
    if (vocabulary.len > WORDPIECE_BYTES_MOST)
        return fail(c, ERR_LIMIT, "the vocabulary has %zu bytes; at most %d are read", vocabulary.len,
                    WORDPIECE_BYTES_MOST);
    if (!text_is_utf8(vocabulary))
        return fail(c, ERR_INPUT, "the vocabulary is not UTF-8");
    while (take_line(&rest, &line))
        count++;
    if (count > WORDPIECE_TOKENS_MOST)
        return fail(c, ERR_LIMIT, "the vocabulary has %zu tokens; at most %d are read", count,
                    WORDPIECE_TOKENS_MOST);
    while (slots < 2 * count)
        slots *= 2;
    struct wordpiece *w = ARENA_NEW(c->arena, struct wordpiece);
    TRY(arena_alloc_outside(c, (count + 1) * sizeof *w->tokens, &tokens));
    TRY(arena_alloc_outside(c, slots * sizeof *w->slots, &table));
    TRY(arena_alloc_outside(c, vocabulary.len + 1, &copy));
    *w = (struct wordpiece){.uncased = uncased, .tokens = tokens, .slots = table, .mask = slots - 1};
    memset(table, 0xff, slots * sizeof *w->slots);
    if (vocabulary.len > 0)
        memcpy(copy, vocabulary.at, vocabulary.len);
    rest = (struct text){copy, vocabulary.len};
    while (take_line(&rest, &line))
        add(w, line);
    for (int i = 0; i < SPECIALS; i++)
        w->specials[i] = wordpiece_id(w, text_of(special_names[i]));
    for (int i = 0; i <= SEP; i++)
        if (w->specials[i] < 0)
            return fail(c, ERR_INPUT, "the vocabulary has no %s", special_names[i]);
    *out = w;
    return OK;
}

size_t wordpiece_count(const struct wordpiece *w)
{
    return w->count;
}

int32_t wordpiece_id(const struct wordpiece *w, struct text token)
{
    bool goes_on = token.len > 2 && text_starts(token, TEXT("##"));
    return token.len == 0 ? -1 : find(w, goes_on ? text_from(token, 2) : token, goes_on);
}

/* -- Texts */

struct encoding {
    const struct wordpiece *w;
    int32_t *out;
    size_t count, room;
    char word[WORD_BYTES];
    size_t bytes, characters; /* of the word; more characters than WORDPIECE_WORD_MOST: too long */
};

static void put(struct encoding *e, int32_t id)
{
    if (e->count < e->room)
        e->out[e->count++] = id;
}

/* The longest piece at the beginning of what is left; its bytes, 0: there is none. */
static size_t longest_piece(const struct encoding *e, size_t start, int32_t *id)
{
    size_t len = e->bytes - start;
    if (len > e->w->longest)
        len = e->w->longest;
    for (; len > 0; len--) {
        bool whole = start + len == e->bytes || ((unsigned char)e->word[start + len] & 0xc0) != 0x80;
        *id = whole ? find(e->w, (struct text){e->word + start, len}, start > 0) : -1;
        if (*id >= 0)
            return len;
    }
    return 0;
}

static void end_word(struct encoding *e)
{
    size_t before = e->count, start = 0, len = 1;
    int32_t id;
    if (e->characters > WORDPIECE_WORD_MOST)
        len = 0;
    while (len > 0 && start < e->bytes) {
        len = longest_piece(e, start, &id);
        if (len > 0)
            put(e, id);
        start += len;
    }
    if (len == 0) { /* also when its first pieces were known */
        e->count = before;
        put(e, e->w->specials[UNK]);
    }
    e->bytes = e->characters = 0;
}

static void add_character(struct encoding *e, uint32_t ch)
{
    if (e->characters < WORDPIECE_WORD_MOST)
        e->bytes += character_write(ch, e->word + e->bytes);
    e->characters += e->characters <= WORDPIECE_WORD_MOST;
}

static void take_character(struct encoding *e, uint32_t ch)
{
    enum character_kind kind = character_kind(ch);
    bool alone = kind == CHARACTER_PUNCTUATION || kind == CHARACTER_IDEOGRAPH;
    if (kind == CHARACTER_BLANK || alone)
        end_word(e);
    if (kind != CHARACTER_BLANK)
        add_character(e, ch);
    if (alone)
        end_word(e);
}

static void take(struct encoding *e, uint32_t ch)
{
    uint32_t plain[CHARACTER_PLAIN_MOST];
    enum character_kind kind = character_kind(ch);
    if (kind == CHARACTER_CONTROL)
        return;
    if (!e->w->uncased || kind == CHARACTER_BLANK) {
        take_character(e, ch);
        return;
    }
    size_t count = character_plain(ch, plain);
    if (kind == CHARACTER_IDEOGRAPH)
        end_word(e);
    for (size_t i = 0; i < count; i++)
        take_character(e, plain[i]);
    if (kind == CHARACTER_IDEOGRAPH)
        end_word(e);
}

/* Which of the special tokens stands here; SPECIALS: none. */
static size_t special_at(const struct wordpiece *w, struct text rest)
{
    size_t i = 0;
    while (i < SPECIALS && (w->specials[i] < 0 || !text_starts(rest, text_of(special_names[i]))))
        i++;
    return i;
}

size_t wordpiece_encode(const struct wordpiece *w, struct text t, int32_t *out, size_t room)
{
    struct encoding e = {.w = w, .out = out, .room = room - 1};
    size_t bytes = 0;
    put(&e, w->specials[CLS]);
    for (size_t i = 0; i < t.len && e.count < e.room; i += bytes) {
        struct text rest = text_from(t, i);
        size_t special = rest.at[0] == '[' ? special_at(w, rest) : SPECIALS;
        if (special < SPECIALS) {
            end_word(&e);
            put(&e, w->specials[special]);
            bytes = strlen(special_names[special]);
        } else {
            take(&e, character_read(rest.at, rest.len, &bytes));
        }
    }
    end_word(&e);
    e.room++;
    put(&e, w->specials[SEP]);
    return e.count;
}
