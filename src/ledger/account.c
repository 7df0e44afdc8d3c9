#include "ledger/account.h"

#include "base/limits.h"

const char *account_kind_name(enum account_kind kind)
{
    switch (kind) {
    case ACCOUNT_ASSET:
        return "asset";
    case ACCOUNT_LIABILITY:
        return "liability";
    case ACCOUNT_INCOME:
        return "income";
    case ACCOUNT_EXPENSE:
        return "expense";
    case ACCOUNT_EQUITY:
        return "equity";
    }
    return "unknown";
}

static bool path_is_well_formed(struct text path)
{
    if (path.len == 0 || path.len > LIMIT_CATEGORY_TEXT || !text_is_utf8(path))
        return false;
    size_t start = 0;
    for (size_t i = 0; i <= path.len; i++) {
        if (i < path.len && (unsigned char)path.at[i] < 0x20)
            return false;
        if (i < path.len && path.at[i] != ':')
            continue;
        struct text level = {path.at + start, i - start};
        if (level.len == 0 || text_trim(level).len != level.len)
            return false;
        start = i + 1;
    }
    return true;
}

bool category_kind(struct text path, enum account_kind *out)
{
    static const struct {
        const char *root;
        enum account_kind kind;
    } roots[] = {
        {"Expenses", ACCOUNT_EXPENSE}, {"Income", ACCOUNT_INCOME},         {"Equity", ACCOUNT_EQUITY},
        {"Assets", ACCOUNT_ASSET},     {"Liabilities", ACCOUNT_LIABILITY},
    };
    if (!path_is_well_formed(path))
        return false;
    ptrdiff_t colon = text_find(path, TEXT(":"));
    struct text root = {path.at, colon < 0 ? path.len : (size_t)colon};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        if (text_is(root, roots[i].root)) {
            *out = roots[i].kind;
            return true;
        }
    }
    return false;
}

const char *account_journal_name(struct arena *arena, enum account_kind kind, struct text name)
{
    const char *root = kind == ACCOUNT_ASSET ? "Assets:" : kind == ACCOUNT_LIABILITY ? "Liabilities:" : "";
    char *out = arena_printf(arena, "%s%.*s", root, TEXT_ARGS(name));
    char *to = out;
    for (const char *from = out; *from != '\0'; from++) {
        char ch = *from == ';' || (unsigned char)*from < 0x20 ? ' ' : *from;
        if (ch == ' ' && to > out && to[-1] == ' ')
            continue;
        *to++ = ch;
    }
    *to = '\0';
    return out;
}
