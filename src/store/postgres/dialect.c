#include "store/postgres/dialect.h"

#include <stdlib.h>

/* -- Tokens -- */

enum token_kind {
    TOKEN_END,
    TOKEN_BLANK,
    TOKEN_WORD,
    TOKEN_STRING,
    TOKEN_BLOB,
    TOKEN_QUOTED,
    TOKEN_VALUE,
    TOKEN_OTHER
};

struct token {
    enum token_kind kind;
    struct text text;
    int number; /* of a ?N */
};

static bool word_char(char ch)
{
    return ascii_alpha(ch) || ascii_digit(ch) || ch == '_' || (unsigned char)ch >= 0x80;
}

/* Behind the closing quote; a doubled one belongs to the text. */
static const char *quoted_end(const char *at, char quote)
{
    for (at++; *at != '\0'; at++) {
        if (*at != quote)
            continue;
        if (at[1] != quote)
            return at + 1;
        at++;
    }
    return at;
}

static const char *blank_end(const char *at)
{
    for (;;) {
        if (ascii_space(*at))
            at++;
        else if (at[0] == '-' && at[1] == '-')
            at += strcspn(at, "\n");
        else
            return at;
    }
}

static struct token token_next(const char **at)
{
    const char *start = *at, *end = start;
    struct token token = {.kind = TOKEN_OTHER};
    if (*start == '\0') {
        token.kind = TOKEN_END;
    } else if ((end = blank_end(start)) != start) {
        token.kind = TOKEN_BLANK;
    } else if (*start == '\'') {
        token.kind = TOKEN_STRING;
        end = quoted_end(start, '\'');
    } else if (ascii_lower(*start) == 'x' && start[1] == '\'') {
        token.kind = TOKEN_BLOB;
        end = quoted_end(start + 1, '\'');
    } else if (*start == '"') {
        token.kind = TOKEN_QUOTED;
        end = quoted_end(start, '"');
    } else if (*start == '?') {
        token.kind = TOKEN_VALUE;
        for (end = start + 1; ascii_digit(*end) && token.number < 1000; end++)
            token.number = token.number * 10 + (*end - '0');
    } else if (word_char(*start)) {
        token.kind = TOKEN_WORD;
        while (word_char(*end))
            end++;
    } else {
        end = start + 1;
    }
    token.text = (struct text){start, (size_t)(end - start)};
    *at = end;
    return token;
}

static struct token token_solid(const char **at)
{
    struct token token;
    do
        token = token_next(at);
    while (token.kind == TOKEN_BLANK);
    return token;
}

static bool is_word(struct token token, const char *word)
{
    return token.kind == TOKEN_WORD && text_equal_nocase(token.text, text_of(word));
}

static bool is_char(struct token token, char ch)
{
    return token.kind == TOKEN_OTHER && token.text.at[0] == ch;
}

/* -- Rewriting -- */

enum { DEPTH_MAX = 64 };

struct rewriting {
    struct buf out;
    const char *at;
    struct token token, before; /* before: the last that was no blank */
    int depth;
    enum { CALL_NONE, CALL_SUM, CALL_SUBSTR } calls[DEPTH_MAX]; /* what each open parenthesis belongs to */
    bool after_comma[DEPTH_MAX];
    int parameters;
    int statements; /* that have begun; a ';' alone is none */
    bool begun;
    bool has_values, limited, ordered;
    struct text table,
        column; /* of the CREATE TABLE of a large table, and the column that stands there; else empty */
    struct postgres_reference references[POSTGRES_REFERENCES_MAX];
    int reference_count;
};

static void add_type(struct rewriting *r)
{
    if (is_word(r->token, "INTEGER"))
        buf_z(&r->out, "bigint");
    else if (is_word(r->token, "BLOB"))
        buf_z(&r->out, "bytea");
    else
        buf_z(&r->out, is_word(r->before, "AS") ? "text" : "text COLLATE \"C\"");
}

/* In the program's SQL types are written in capitals and names are not. */
static bool is_type(struct text word)
{
    return text_is(word, "INTEGER") || text_is(word, "BLOB") || text_is(word, "TEXT");
}

/* REFERENCES parent (key) of a large table. */
static bool take_reference(struct rewriting *r)
{
    const char *ahead = r->at;
    if (r->table.len == 0 || !is_word(r->token, "REFERENCES"))
        return false;
    struct token parent = token_solid(&ahead);
    struct token open = token_solid(&ahead), key = token_solid(&ahead), close = token_solid(&ahead);
    if (!is_char(open, '(') || !is_char(close, ')') || r->reference_count == POSTGRES_REFERENCES_MAX)
        die("a reference that PostgreSQL's driver does not know");
    r->references[r->reference_count++] = (struct postgres_reference){r->column, parent.text, key.text};
    r->at = ahead;
    return true;
}

/* Notices the CREATE TABLE of a large table, and its columns. */
static void note_table(struct rewriting *r)
{
    const char *ahead = r->at;
    if (r->depth == 0 && is_word(r->token, "TABLE") && is_word(r->before, "CREATE")) {
        struct token name = token_solid(&ahead);
        r->table = postgres_is_large(name.text) ? name.text : (struct text){NULL, 0};
    }
    if (r->depth == 1 && (is_char(r->before, '(') || is_char(r->before, ',')))
        r->column = r->token.text;
}

static void end_table(struct rewriting *r)
{
    postgres_references_write(&r->out, r->table, r->references, r->reference_count);
    r->table = (struct text){NULL, 0};
    r->reference_count = 0;
}

static void add_word(struct rewriting *r)
{
    const char *ahead = r->at;
    note_table(r);
    if (take_reference(r))
        return;
    if (is_word(r->token, "LIMIT"))
        r->limited = true;
    if (is_word(r->token, "ORDER") && r->depth == 0)
        r->ordered = true;
    if (is_type(r->token.text)) {
        add_type(r);
    } else if (is_word(r->token, "WITHOUT") && is_word(token_solid(&ahead), "ROWID")) {
        r->at = ahead;
    } else if (text_is(r->token.text, "only")) {
        buf_z(&r->out, "\"only\"");
    } else {
        buf_text(&r->out, r->token.text);
    }
}

static void add_open(struct rewriting *r)
{
    buf_char(&r->out, '(');
    if (r->depth + 1 >= DEPTH_MAX)
        die("an SQL text with too many parentheses");
    r->depth++;
    r->after_comma[r->depth] = false;
    r->calls[r->depth] = is_word(r->before, "sum")      ? CALL_SUM
                         : is_word(r->before, "substr") ? CALL_SUBSTR
                                                        : CALL_NONE;
}

static void add_close(struct rewriting *r)
{
    buf_char(&r->out, ')');
    if (r->depth == 0)
        return;
    if (r->calls[r->depth] == CALL_SUM)
        buf_z(&r->out, "::bigint");
    r->depth--;
}

static void add_value(struct rewriting *r)
{
    r->has_values = true;
    if (r->token.number > r->parameters)
        r->parameters = r->token.number;
    buf_printf(&r->out, "$%d", r->token.number);
    if (r->calls[r->depth] == CALL_SUBSTR && r->after_comma[r->depth])
        buf_z(&r->out, "::int");
}

static void add_token(struct rewriting *r)
{
    struct text text = r->token.text;
    if (is_char(r->token, ';'))
        end_table(r);
    if (r->token.kind == TOKEN_WORD)
        add_word(r);
    else if (r->token.kind == TOKEN_VALUE)
        add_value(r);
    else if (r->token.kind == TOKEN_BLOB)
        buf_printf(&r->out, "'\\x%.*s'::bytea", (int)text.len - 3, text.at + 2);
    else if (is_char(r->token, '('))
        add_open(r);
    else if (is_char(r->token, ')'))
        add_close(r);
    else
        buf_text(&r->out, text);
    if (is_char(r->token, ','))
        r->after_comma[r->depth] = true;
    if (is_char(r->token, ';'))
        r->begun = false;
    else if (!r->begun) {
        r->begun = true;
        r->statements++;
    }
    r->before = r->token;
}

/* -- INSERTs whose rows can go together -- */

/* The columns' list, then the values'; NULL unless that is all there is. */
static void find_into(struct postgres_dialect *out, const char *sql)
{
    const char *at = sql;
    struct token token;
    unsigned char order[255];
    int columns = 0, values = 0;
    if (!is_word(token_solid(&at), "INSERT") || !is_word(token_solid(&at), "INTO"))
        return;
    struct token table = token_solid(&at);
    const char *list = blank_end(at);
    if (table.kind != TOKEN_WORD || !is_char(token_solid(&at), '('))
        return;
    do {
        token = token_solid(&at);
        if (token.kind != TOKEN_WORD || text_is(token.text, "only"))
            return;
        columns++;
        token = token_solid(&at);
    } while (is_char(token, ','));
    const char *list_end = at;
    if (!is_char(token, ')') || !is_word(token_solid(&at), "VALUES") || !is_char(token_solid(&at), '('))
        return;
    do {
        token = token_solid(&at);
        if (token.kind != TOKEN_VALUE || token.number < 1 || token.number > 255 || values >= 255)
            return;
        order[values++] = (unsigned char)token.number;
        token = token_solid(&at);
    } while (is_char(token, ','));
    if (!is_char(token, ')') || token_solid(&at).kind != TOKEN_END || values != columns)
        return;
    struct buf into = {0};
    buf_printf(&into, "%.*s %.*s", TEXT_ARGS(table.text), (int)(list_end - list), list);
    out->into = into.at;
    out->table = (struct text){into.at, table.text.len};
    out->columns = columns;
    out->order = malloc((size_t)columns);
    if (out->order == NULL)
        die("out of memory");
    memcpy(out->order, order, (size_t)columns);
}

void postgres_dialect_init(struct postgres_dialect *out, const char *sql)
{
    struct rewriting r = {.at = sql};
    *out = (struct postgres_dialect){0};
    const char *first = sql;
    bool selects = is_word(token_solid(&first), "SELECT");
    for (;;) {
        r.token = token_next(&r.at);
        if (r.token.kind == TOKEN_END)
            break;
        if (r.token.kind == TOKEN_BLANK)
            buf_char(&r.out, ' ');
        else
            add_token(&r);
    }
    end_table(&r);
    buf_z(&r.out, ""); /* ends with a zero byte, also when it is empty */
    out->sql = r.out.at;
    out->parameters = r.parameters;
    out->one = r.statements == 1;
    out->walks = selects && r.ordered && !r.limited && !r.has_values;
    find_into(out, sql);
}

void postgres_dialect_release(struct postgres_dialect *dialect)
{
    free(dialect->sql);
    free(dialect->into);
    free(dialect->order);
}

bool postgres_dialect_names(const struct postgres_dialect *dialect, struct text table)
{
    const char *at = dialect->sql;
    for (;;) {
        struct token token = token_next(&at);
        if (token.kind == TOKEN_END)
            return false;
        if (token.kind == TOKEN_WORD && text_equal_nocase(token.text, table))
            return true;
    }
}
