/* The words of an entry, from the columns that a mapping names. */
#include "bankfile/csv/table.h"

/* Runs of white space as one blank: they carry no meaning, and padding hides what does. */
static struct text clean(struct arena *arena, struct text t)
{
    size_t i = 0;
    while (i < t.len &&
           !(ascii_space(t.at[i]) && (t.at[i] != ' ' || (i + 1 < t.len && ascii_space(t.at[i + 1])))))
        i++;
    if (i == t.len)
        return t;
    char *out = arena_alloc(arena, t.len);
    size_t len = 0;
    for (i = 0; i < t.len; i++) {
        bool blank = ascii_space(t.at[i]);
        if (!blank || (len > 0 && out[len - 1] != ' '))
            out[len++] = blank ? ' ' : t.at[i];
    }
    return (struct text){out, len};
}

/* What banks write where nothing is. */
static bool is_empty_mark(struct text t)
{
    return t.len <= 2 && (text_is(t, "-") || text_is(t, "''") || text_is(t, "--"));
}

/* '1140200400…', as some banks keep spreadsheets from counting. */
struct text csv_without_apostrophes(struct text t)
{
    if (t.len > 1 && t.at[0] == '\'')
        t = text_from(t, 1);
    if (t.len > 0 && t.at[t.len - 1] == '\'')
        t.len--;
    return t;
}

/* The columns of a role, joined with " / "; empty ones and repetitions are left out. */
static struct text joined(struct arena *arena, const struct csv_mapping *m, enum csv_role role,
                          const struct csv_row *row, struct text besides)
{
    const struct csv_columns *columns = &m->columns[role];
    if (columns->count == 0) /* most roles have none; the array below is cleared by the compiler */
        return (struct text){NULL, 0};
    struct text parts[CSV_JOIN_MAX];
    size_t count = 0, len = 0;
    for (uint8_t i = 0; i < columns->count; i++) {
        struct text part = clean(arena, csv_cell(row, columns->at[i]));
        bool known = part.len == 0 || is_empty_mark(part) || text_equal(part, besides);
        for (size_t k = 0; k < count && !known; k++)
            known = text_equal(parts[k], part);
        if (known)
            continue;
        parts[count++] = part;
        len += part.len + 3;
    }
    if (count <= 1)
        return count == 0 ? (struct text){NULL, 0} : parts[0];
    char *out = arena_alloc(arena, len), *at = out;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            at = memcpy(at, " / ", 3), at += 3;
        memcpy(at, parts[i].at, parts[i].len);
        at += parts[i].len;
    }
    return (struct text){out, (size_t)(at - out)};
}

static struct text first_text(struct arena *arena, const struct csv_mapping *m, enum csv_role role,
                              const struct csv_row *row)
{
    return joined(arena, m, role, row, (struct text){NULL, 0});
}

/* Tags come separated by '|' or ';' too. */
static struct text tags_of(struct arena *arena, const struct csv_mapping *m, const struct csv_row *row)
{
    struct text t = first_text(arena, m, CSV_TAGS, row);
    bool other = t.len > 0 && (memchr(t.at, '|', t.len) != NULL || memchr(t.at, ';', t.len) != NULL);
    if (!other)
        return t;
    char *copy = arena_copy(arena, t.at, t.len);
    for (size_t i = 0; i < t.len; i++)
        if (copy[i] == '|' || copy[i] == ';')
            copy[i] = ',';
    return (struct text){copy, t.len};
}

/* A bank's id is compared later: one that is too long to keep is no id. */
static struct text id_of(struct arena *arena, const struct csv_mapping *m, const struct csv_row *row)
{
    struct text id = csv_without_apostrophes(first_text(arena, m, CSV_ID, row));
    return id.len > LIMIT_BANK_ID ? (struct text){NULL, 0} : id;
}

void csv_texts_fill(struct arena *arena, const struct csv_mapping *m, const struct csv_row *row,
                    struct bankfile_entry *entry)
{
    entry->payee = first_text(arena, m, CSV_PAYEE, row);
    entry->counter_account = csv_without_apostrophes(first_text(arena, m, CSV_COUNTER, row));
    if (entry->amount.digits > 0) {
        /* What comes in comes from the payer; the payee is then the owner himself. */
        struct text payer = first_text(arena, m, CSV_PAYER, row),
                    account = first_text(arena, m, CSV_PAYER_ACCOUNT, row);
        entry->payee = payer.len > 0 ? payer : entry->payee;
        entry->counter_account = account.len > 0 ? account : entry->counter_account;
    }
    entry->memo = joined(arena, m, CSV_MEMO, row, entry->payee);
    entry->id = id_of(arena, m, row);
    entry->category = first_text(arena, m, CSV_CATEGORY, row);
    entry->tags = tags_of(arena, m, row);
    entry->number = first_text(arena, m, CSV_NUMBER, row);
    entry->code = first_text(arena, m, CSV_CODE, row);
}
