/* Regular expressions of rules: compiled within limits, and searched for literals that every match must
 * contain. */
#include "base/limits.h"
#include "sorting/rules_inner.h"

/* What all patterns of a set may take in memory, compiled. */
enum { PATTERNS_BYTES_MAX = 64 << 20, PARENS_MAX = 64, LITERAL_MIN = 3 };

static void release_code(void *thing)
{
    pcre2_code_free(thing);
}

static void release_context(void *thing)
{
    pcre2_compile_context_free(thing);
}

static size_t code_bytes(const pcre2_code *code)
{
    size_t size = 0, jit = 0;
    pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size);
    pcre2_pattern_info(code, PCRE2_INFO_JITSIZE, &jit);
    return size + jit;
}

enum err rule_pattern_compile(struct ctx *c, struct text pattern, size_t *spent_bytes, pcre2_code **out)
{
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (context == NULL)
        return fail(c, ERR_MEMORY, "no memory for a pattern");
    arena_defer(c->arena, release_context, context);
    pcre2_set_parens_nest_limit(context, PARENS_MAX);
    pcre2_set_max_pattern_length(context, LIMIT_PATTERN_TEXT);
    int code;
    PCRE2_SIZE offset;
    /* MATCH_INVALID_UTF: the subject comes from a bank. UCP: \b and \w know letters beyond ASCII. */
    uint32_t options =
        PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
    *out = pcre2_compile((PCRE2_SPTR)pattern.at, pattern.len, options, &code, &offset, context);
    if (*out == NULL) {
        char why[120];
        pcre2_get_error_message(code, (PCRE2_UCHAR *)why, sizeof why);
        return fail(c, ERR_INPUT, "the pattern is wrong at its character %zu: %s", (size_t)offset + 1, why);
    }
    arena_defer(c->arena, release_code, *out);
    pcre2_jit_compile(*out, PCRE2_JIT_COMPLETE); /* without it the same is only slower */
    *spent_bytes += code_bytes(*out);
    if (*spent_bytes > PATTERNS_BYTES_MAX)
        return fail(c, ERR_LIMIT, "the patterns up to this one take more than %d MiB",
                    PATTERNS_BYTES_MAX >> 20);
    return OK;
}

/* A walk over a pattern that keeps the longest run of plain characters of each alternative. */
struct run {
    char now[LIMIT_PATTERN_TEXT];
    size_t now_len;
    char best[LIMIT_PATTERN_TEXT];
    size_t best_len;
};

static void run_end(struct run *r)
{
    if (r->now_len > r->best_len) {
        memcpy(r->best, r->now, r->now_len);
        r->best_len = r->now_len;
    }
    r->now_len = 0;
}

/* Behind a character: does a quantifier make it optional? Then it belongs to no run. */
static bool is_optional(struct text p, size_t i)
{
    return i < p.len && (p.at[i] == '?' || p.at[i] == '*' || p.at[i] == '{');
}

/* The offset behind a class [...]; the pattern compiled, so it ends. */
static size_t skip_class(struct text p, size_t i)
{
    i++;
    if (i < p.len && p.at[i] == '^')
        i++;
    if (i < p.len && p.at[i] == ']')
        i++;
    while (i < p.len && p.at[i] != ']')
        i += p.at[i] == '\\' ? 2 : 1;
    return i + 1;
}

static size_t skip_group(struct text p, size_t i)
{
    int depth = 0;
    while (i < p.len) {
        if (p.at[i] == '[') {
            i = skip_class(p, i);
            continue;
        }
        depth += (p.at[i] == '(') - (p.at[i] == ')');
        i += p.at[i] == '\\' ? 2 : 1;
        if (depth == 0)
            break;
    }
    return i;
}

/* One element of the pattern at `i`: a plain character joins the run, anything else ends it. Returns what
 * comes next. */
static size_t run_step(struct run *r, struct text p, size_t i)
{
    char ch = p.at[i];
    size_t next = i + 1;
    bool plain = ascii_alpha(ch) || ascii_digit(ch) || ch == ' ' || strchr("-_&/'\",:;=<>!@%~`#", ch) != NULL;
    if (ch == '\\' && next < p.len) {
        ch = p.at[next++];
        plain = !ascii_alpha(ch) && !ascii_digit(ch) && (unsigned char)ch < 0x80;
    } else if (ch == '[') {
        next = skip_class(p, i);
    } else if (ch == '(') {
        next = skip_group(p, i);
    }
    if (plain && !is_optional(p, next)) {
        r->now[r->now_len++] = ascii_lower(ch);
        if (next >= p.len || p.at[next] != '+')
            return next;
    }
    run_end(r);
    while (next < p.len && strchr("?*+", p.at[next]) != NULL)
        next++;
    if (next < p.len && p.at[next] == '{')
        while (next < p.len && p.at[next] != '}')
            next++;
    return next;
}

/* What changes the meaning of plain characters: (?x), (?(…), verbs, \Q…\E, POSIX classes in classes. */
static bool is_tricky(struct text p)
{
    static const char *const signs[] = {"(?",  "(*",  "\\Q", "\\E", "[:",  "[.",  "[=", "\\N",
                                        "\\x", "\\o", "\\c", "\\p", "\\P", "\\g", "\\k"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (text_find(p, text_of(signs[i])) >= 0)
            return true;
    return false;
}

bool rule_pattern_literals(struct arena *arena, struct text pattern, struct text *out, size_t max,
                           size_t *count)
{
    if (is_tricky(pattern) || pattern.len > LIMIT_PATTERN_TEXT)
        return false;
    struct run r = {.now_len = 0};
    *count = 0;
    for (size_t i = 0; i <= pattern.len;) {
        if (i < pattern.len && pattern.at[i] != '|') {
            i = run_step(&r, pattern, i);
            continue;
        }
        run_end(&r);
        if (r.best_len < LITERAL_MIN || *count == max)
            return false;
        out[(*count)++] = text_copy(arena, (struct text){r.best, r.best_len});
        r.best_len = 0;
        i++;
        if (i > pattern.len)
            break;
    }
    return *count > 0;
}
