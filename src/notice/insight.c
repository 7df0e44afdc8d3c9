/* What agents noticed, for languages that it is not written in: the numbers that its event carries become fields. */
#include "notice/inner.h"

static void copy(struct json *j, const struct json_value *from, const char *name, const char *as)
{
    const struct json_value *v = json_member(from, name);
    if (v == NULL)
        return;
    json_key(j, as);
    json_copy(j, v);
}

/* "Food:Restaurants" of "Expenses:Food:Restaurants". */
static struct text below_root(struct text category)
{
    ptrdiff_t colon = text_find(category, TEXT(":"));
    return colon < 0 ? category : text_from(category, (size_t)colon + 1);
}

static struct text without_sign(struct text amount)
{
    return amount.len > 0 && amount.at[0] == '-' ? text_from(amount, 1) : amount;
}

static bool is_nothing(struct text amount)
{
    for (size_t i = 0; i < amount.len; i++)
        if (amount.at[i] >= '1' && amount.at[i] <= '9')
            return false;
    return true;
}

static void write_amounts(struct json *j, struct text kind, const struct json_value *numbers)
{
    struct text amount = json_as_text(json_member(numbers, "amount")),
                usual = json_as_text(json_member(numbers, "usual"));
    bool month = text_is(kind, "month_summary"), budget = text_starts(kind, TEXT("budget_"));
    copy(j, numbers, "currency", "currency");
    copy(j, numbers, "limit", "budget");
    copy(j, numbers, "spent", "spent");
    copy(j, numbers, "left", "left");
    if (amount.len > 0 && !budget)
        json_key_text(j, month ? "spent" : "amount", without_sign(amount));
    if (!is_nothing(usual))
        json_key_text(j, "usual", usual);
}

static void write_rest(struct json *j, const struct json_value *numbers)
{
    struct text category = json_as_text(json_member(numbers, "category"));
    int64_t permille;
    copy(j, numbers, "payee", "payee");
    copy(j, numbers, "account", "account");
    if (category.len > 0)
        json_key_text(j, "category", below_root(category));
    copy(j, numbers, "month", "month");
    copy(j, numbers, "count", "count");
    copy(j, numbers, "weekday", "weekday");
    copy(j, numbers, json_member(numbers, "day") != NULL ? "day" : "due", "due");
    copy(j, numbers, "reason", "reason");
    if (json_member(numbers, "percent") != NULL)
        copy(j, numbers, "percent", "percent");
    else if (json_as_int(json_member(numbers, "permille"), &permille))
        json_key_int(j, "percent", permille / 10 + (permille % 10 >= 5));
}

struct text notice_insight_data(struct ctx *c, const struct json_value *event)
{
    const struct json_value *numbers = json_member(event, "numbers");
    struct text kind = json_as_text(json_member(event, "kind"));
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    if (json_count(numbers) == 0 || kind.len == 0)
        return TEXT("");
    bool came_not = text_is(kind, "missed_payment") &&
                    !text_starts(json_as_text(json_member(numbers, "amount")), TEXT("-"));
    json_object(&j);
    json_key_text(&j, "insight", came_not ? TEXT("missed_income") : kind);
    copy(&j, event, "title", "title");
    copy(&j, event, "body", "body");
    copy(&j, event, "date", "date");
    write_amounts(&j, kind, numbers);
    write_rest(&j, numbers);
    json_key_z(&j, "link", "/alerts");
    json_object_end(&j);
    return buf_view(out);
}

const struct notice_sentences *notice_insight_sentences(const struct notice_words *words,
                                                        enum notice_kind kind, const struct json_value *data)
{
    struct text name = json_as_text(json_member(data, "insight"));
    const struct notice_insight *i = words->insights;
    if (name.len == 0)
        return &words->kinds[kind];
    for (; i != NULL && i->name != NULL; i++)
        if (text_is(name, i->name))
            return &i->sentences;
    return &words->kinds[NOTICE_INSIGHT]; /* in its own words */
}
