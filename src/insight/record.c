#include "insight/record.h"

#include <stdio.h>

/* -- Out */

static void number(struct json *j, const char *key, int64_t value)
{
    if (value != 0)
        json_key_int(j, key, value);
}

static void name(struct json *j, const char *key, struct text value)
{
    if (value.len > 0)
        json_key_text(j, key, value);
}

static void day(struct json *j, const char *key, date value)
{
    if (value == DATE_NONE)
        return;
    json_key(j, key);
    json_date(j, value);
}

static bool is_budget(const struct finding *f)
{
    return f->kind == INSIGHT_BUDGET_WARNING || f->kind == INSIGHT_BUDGET_EXCEEDED;
}

static void write_budget(struct json *j, const struct budget_month *b)
{
    json_key(j, "budget");
    json_object(j);
    number(j, "amount", b->amount);
    number(j, "carried", b->carried);
    number(j, "limit", b->limit);
    number(j, "spent", b->spent);
    number(j, "left", b->left);
    number(j, "percent", b->percent);
    json_object_end(j);
}

static void write_top(struct json *j, const struct finding *f, const struct finding_names *names)
{
    json_key(j, "top");
    json_array(j);
    for (size_t i = 0; i < FINDING_TOP && f->top[i].category != 0; i++) {
        json_object(j);
        json_key_text(j, "category", names->top[i]);
        number(j, "amount", f->top[i].amount);
        number(j, "usual", f->top[i].usual);
        json_object_end(j);
    }
    json_array_end(j);
}

void finding_write(struct json *j, const struct finding *f, const struct finding_names *names)
{
    json_object(j);
    json_key_z(j, "kind", insight_kind_name(f->kind));
    json_key_z(j, "topic", f->topic);
    json_key_z(j, "severity", severity_name(f->severity));
    day(j, "date", f->date);
    json_key_z(j, "currency", currency_code(f->currency));
    number(j, "transaction", f->txn);
    name(j, "payee", names->payee);
    name(j, "account", names->account);
    name(j, "category", names->category);
    number(j, "month", f->month);
    number(j, "count", f->count);
    number(j, "period_months", f->period_months);
    number(j, "permille", f->permille);
    number(j, "weekday", f->weekday);
    number(j, "amount", f->amount);
    number(j, "usual", f->usual);
    day(j, "date_before", f->date_before);
    if (is_budget(f))
        write_budget(j, &f->budget);
    if (f->top[0].category != 0)
        write_top(j, f, names);
    json_object_end(j);
}

/* -- In */

static int64_t int_of(const struct json_value *v, const char *key)
{
    int64_t value;
    return json_as_int(json_member(v, key), &value) ? value : 0;
}

static int32_t small_of(const struct json_value *v, const char *key)
{
    int64_t value = int_of(v, key);
    return value < INT32_MIN || value > INT32_MAX ? 0 : (int32_t)value;
}

static struct text text_of_member(const struct json_value *v, const char *key)
{
    return json_as_text(json_member(v, key));
}

static date day_of_member(const struct json_value *v, const char *key)
{
    date value = DATE_NONE;
    return date_parse(text_of_member(v, key), &value) ? value : DATE_NONE;
}

static bool read_kind(const struct json_value *v, struct finding *f)
{
    struct text kind = text_of_member(v, "kind"), severity = text_of_member(v, "severity");
    int k = 0, s = SEVERITY_INFO;
    while (k < INSIGHT_KIND_COUNT && !text_is(kind, insight_kind_name((enum insight_kind)k)))
        k++;
    while (s <= SEVERITY_ALERT && !text_is(severity, severity_name((enum severity)s)))
        s++;
    f->kind = (enum insight_kind)k;
    f->severity = (enum severity)s;
    return k < INSIGHT_KIND_COUNT && s <= SEVERITY_ALERT;
}

static void read_top(const struct json_value *list, struct finding *f, struct finding_names *names)
{
    size_t i = 0;
    for (const struct json_value *v = json_first(list); v != NULL && i < FINDING_TOP; v = json_next(v), i++) {
        names->top[i] = text_of_member(v, "category");
        f->top[i].category = 1;
        f->top[i].amount = int_of(v, "amount");
        f->top[i].usual = int_of(v, "usual");
    }
}

void finding_read(const struct json_value *v, struct finding *f, struct finding_names *names, bool *ok)
{
    const struct json_value *budget = json_member(v, "budget");
    struct text topic = text_of_member(v, "topic");
    *f = (struct finding){.txn = int_of(v, "transaction"),
                          .month = small_of(v, "month"),
                          .count = small_of(v, "count"),
                          .period_months = small_of(v, "period_months"),
                          .permille = small_of(v, "permille"),
                          .weekday = small_of(v, "weekday"),
                          .amount = int_of(v, "amount"),
                          .usual = int_of(v, "usual"),
                          .date = day_of_member(v, "date"),
                          .date_before = day_of_member(v, "date_before")};
    f->budget = (struct budget_month){.amount = int_of(budget, "amount"),
                                      .carried = int_of(budget, "carried"),
                                      .limit = int_of(budget, "limit"),
                                      .spent = int_of(budget, "spent"),
                                      .left = int_of(budget, "left"),
                                      .percent = small_of(budget, "percent")};
    *names = (struct finding_names){text_of_member(v, "payee"),
                                    text_of_member(v, "account"),
                                    text_of_member(v, "category"),
                                    {{NULL, 0}, {NULL, 0}, {NULL, 0}}};
    f->payee = names->payee.len > 0;
    f->account = names->account.len > 0;
    f->category = names->category.len > 0;
    read_top(json_member(v, "top"), f, names);
    *ok = read_kind(v, f) && currency_from_code(text_of_member(v, "currency"), &f->currency) &&
          topic.len > 0 && topic.len < sizeof f->topic && f->weekday >= 0 && f->weekday < 7 && f->month >= 0;
    if (*ok)
        snprintf(f->topic, sizeof f->topic, "%.*s", TEXT_ARGS(topic));
}
