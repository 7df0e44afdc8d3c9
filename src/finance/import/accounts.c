#include "base/hash.h"
#include "finance/import/parts.h"

struct text account_number_clean(struct arena *arena, struct text number)
{
    char *out = arena_alloc(arena, number.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < number.len; i++) {
        char ch = number.at[i];
        if (ascii_digit(ch) || ascii_alpha(ch) || (unsigned char)ch >= 0x80)
            out[len++] = ch >= 'a' && ch <= 'z' ? (char)(ch - 32) : ch;
    }
    return (struct text){out, len};
}

/* A German IBAN is DE, two check digits, eight digits of bank code and ten of account number; MT940 writes
 * "bank code/number" with or without leading zeros. */
static bool iban_holds(struct text iban, struct text old)
{
    if (iban.len != 22 || !text_starts(iban, TEXT("DE")) || old.len < 9 || old.len > 18 ||
        memcmp(iban.at + 4, old.at, 8) != 0)
        return false;
    size_t digits = old.len - 8;
    for (size_t i = 12; i < 22 - digits; i++)
        if (iban.at[i] != '0')
            return false;
    return memcmp(iban.at + 22 - digits, old.at + 8, digits) == 0;
}

bool account_number_equal(struct text a, struct text b)
{
    return a.len > 0 && b.len > 0 && (text_equal(a, b) || iban_holds(a, b) || iban_holds(b, a));
}

/* Some banks write the currency behind the number: "DE89370400440532013000EUR". */
static struct text without_currency(struct text number, currency cur)
{
    struct text code = text_of(currency_code(cur));
    if (number.len > 8 && memcmp(number.at + number.len - 3, code.at, 3) == 0 &&
        ascii_digit(number.at[number.len - 4]))
        number.len -= 3;
    return number;
}

/* "exports/Joint 2025-01.csv" -> "Joint": what stays the same from one download to the next. */
static struct text name_from_file(struct arena *arena, const char *file_name)
{
    struct text name = text_of(file_name);
    for (size_t i = name.len; i > 0; i--) {
        if (name.at[i - 1] == '/') {
            name = text_from(name, i);
            break;
        }
    }
    for (size_t i = name.len; i > 1; i--) {
        if (name.at[i - 1] == '.') {
            name.len = i - 1;
            break;
        }
    }
    char *out = arena_alloc(arena, name.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < name.len; i++) {
        char ch = name.at[i];
        bool blank =
            ascii_digit(ch) || ch == '_' || ch == '-' || ch == '.' || ch == ' ' || ch == '(' || ch == ')';
        if (!blank)
            out[len++] = ch;
        else if (len > 0 && out[len - 1] != ' ')
            out[len++] = ' ';
    }
    struct text clean = text_trim((struct text){out, len});
    return clean.len > 0 ? clean : text_copy(arena, name.len > 0 ? name : TEXT("Account"));
}

static struct target *by_name(struct target *targets, struct text name)
{
    for (struct target *t = targets; t != NULL; t = t->next)
        if (text_equal(t->name, name))
            return t;
    return NULL;
}

static struct target *by_number(struct target *targets, struct text number, currency cur)
{
    for (struct target *t = targets; t != NULL; t = t->next)
        if (t->currency == cur && account_number_equal(t->number, number))
            return t;
    return NULL;
}

static enum err currency_for(struct ctx *c, const struct import_options *options,
                             const struct household *household, const struct bankfile_statement *s,
                             currency *out)
{
    if (s->currency[0] != '\0') {
        if (!currency_from_code(text_of(s->currency), out))
            return fail(c, ERR_INPUT, "\"%s\" is no currency that an account can be kept in", s->currency);
        return OK;
    }
    *out = options->currency != CURRENCY_NONE ? options->currency : household->currency;
    if (*out == CURRENCY_NONE)
        return fail(c, ERR_INPUT, "the file names no currency: say which with --currency");
    return OK;
}

/* A name that an own account may have: one line, and not the path of a category. */
static struct text name_clean(struct arena *arena, struct text wish)
{
    enum account_kind kind;
    char *out = arena_copy(arena, wish.at, wish.len);
    for (size_t i = 0; i < wish.len; i++)
        if ((unsigned char)out[i] < 0x20 || out[i] == 0x7F)
            out[i] = ' ';
    struct text clean = text_trim((struct text){out, wish.len});
    if (category_kind(clean, &kind))
        return text_of(arena_printf(arena, "Account %.*s", TEXT_ARGS(clean)));
    return clean.len > 0 ? clean : TEXT("Account");
}

/* A name that no account has: the wish itself, then with the currency, then with a number. */
static struct text free_name(struct arena *arena, struct target *targets, struct text wish,
                             struct text number, currency cur)
{
    if (by_name(targets, wish) == NULL)
        return wish;
    if (number.len > 0 && !text_equal(number, wish)) {
        struct text with = text_of(arena_printf(arena, "%.*s %.*s", TEXT_ARGS(wish), TEXT_ARGS(number)));
        if (by_name(targets, with) == NULL)
            return with;
    }
    struct text name = text_of(arena_printf(arena, "%.*s %s", TEXT_ARGS(wish), currency_code(cur)));
    for (int i = 2; by_name(targets, name) != NULL; i++)
        name = text_of(arena_printf(arena, "%.*s %s %d", TEXT_ARGS(wish), currency_code(cur), i));
    return name;
}

static bool account_fits(const struct target *t, struct text number, currency cur)
{
    return t != NULL && t->currency == cur &&
           (t->number.len == 0 || number.len == 0 || account_number_equal(t->number, number));
}

enum err target_for(struct ctx *c, struct target **targets, const struct import_options *options,
                    const struct household *household, const char *file_name,
                    const struct bankfile_statement *s, struct target **out)
{
    currency cur;
    TRY(currency_for(c, options, household, s, &cur));
    struct text number = without_currency(account_number_clean(c->arena, s->account), cur);
    struct text wish = s->account_name.len > 0 ? s->account_name : s->account;
    if (number.len > 0)
        *out = by_number(*targets, number, cur);
    if (number.len == 0 || *out == NULL) {
        if (options->account != NULL)
            wish = text_of(options->account);
        else if (wish.len == 0)
            wish = name_from_file(c->arena, file_name);
        wish = name_clean(c->arena, wish);
        struct target *named = by_name(*targets, wish);
        *out = account_fits(named, number, cur) ? named : NULL;
    }
    if (*out != NULL)
        return OK;
    struct target *t = ARENA_NEW(c->arena, struct target);
    bool owed = s->kind == BANKFILE_CARD || s->kind == BANKFILE_LOAN;
    *t = (struct target){.next = *targets,
                         .kind = owed ? ACCOUNT_LIABILITY : ACCOUNT_ASSET,
                         .currency = cur,
                         .name = free_name(c->arena, *targets, wish, number, cur),
                         .number = number,
                         .bank = text_copy(c->arena, s->bank),
                         .number_hash = number.len == 0 ? 0 : hash_text(number),
                         .is_new = true,
                         .known_from = DATE_NONE,
                         .known_to = DATE_NONE,
                         .live_from = DATE_NONE,
                         .first_date = DATE_NONE};
    *targets = *out = t;
    return OK;
}
