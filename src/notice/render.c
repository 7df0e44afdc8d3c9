/* A kind's sentences and a notice's data become blocks, in the person's language. */
#include "notice/inner.h"

const char *const notice_field_names[NOTICE_FIELDS] = {
    "amount",  "payee",  "date",    "due",   "account", "category", "balance", "missing",
    "spent",   "budget", "left",    "usual", "card",    "limit",    "percent", "reason",
    "receipt", "month",  "minutes", "count", "channel", "weekday",  "title",   "body"};

struct work {
    struct ctx *c;
    const struct notice_locale *locale;
    const struct json_value *data;
    const struct notice_frame *frame;
    enum notice_kind kind;
};

static bool is_money(enum notice_field field)
{
    return field == FIELD_AMOUNT || field == FIELD_BALANCE || field == FIELD_MISSING ||
           field == FIELD_SPENT || field == FIELD_BUDGET || field == FIELD_LEFT || field == FIELD_USUAL ||
           field == FIELD_LIMIT;
}

/* -- Fields as people read them; false: not given, or not what it must be */

static bool money_of(const struct work *w, const struct json_value *object, const char *name,
                     struct text *out)
{
    struct decimal amount;
    const struct json_value *own = json_member(object, "currency");
    if (!json_as_decimal(json_member(object, name), &amount))
        return false;
    *out = notice_money(w->c, w->locale, amount,
                        json_as_text(own != NULL ? own : json_member(w->data, "currency")));
    return true;
}

static bool day_of(const struct work *w, const struct json_value *v, struct text *out)
{
    date d;
    if (!date_parse(json_as_text(v), &d))
        return false;
    *out = notice_date(w->c, w->locale, d);
    return true;
}

static bool number_of(const struct work *w, const struct json_value *v, const char *behind, struct text *out)
{
    int64_t number;
    if (!json_as_int(v, &number))
        return false;
    *out = text_of(arena_printf(w->c->arena, "%lld%s", (long long)number, behind));
    return true;
}

static bool weekday_of(const struct work *w, const struct json_value *v, struct text *out)
{
    int64_t number;
    if (!json_as_int(v, &number) || number < 0 || number > 6)
        return false;
    *out = text_of(w->locale->words->weekdays[number]);
    return true;
}

static bool words_of(const struct work *w, const struct json_value *v, bool lines, struct text *out)
{
    *out = notice_plain(w->c, json_as_text(v), lines, lines ? NOTICE_LINE_BYTES : NOTICE_TITLE_BYTES);
    return out->len > 0;
}

static bool value_of(const struct work *w, enum notice_field field, struct text *out)
{
    const char *name = notice_field_names[field];
    const struct json_value *v = json_member(w->data, name);
    int32_t month;
    if (is_money(field))
        return money_of(w, w->data, name, out);
    switch (field) {
    case FIELD_DATE:
    case FIELD_DUE:
        return day_of(w, v, out);
    case FIELD_MONTH:
        if (!month_parse(json_as_text(v), &month))
            return false;
        *out = notice_month(w->c, w->locale, month);
        return true;
    case FIELD_PERCENT:
        return number_of(w, v, w->locale->words == &notice_words_en ? "%" : "\xC2\xA0%", out);
    case FIELD_WEEKDAY:
        return weekday_of(w, v, out);
    case FIELD_MINUTES:
    case FIELD_COUNT:
        return number_of(w, v, "", out);
    default:
        return words_of(w, v, field == FIELD_BODY, out);
    }
}

/* -- Sentences */

static bool find_value(const struct work *w, struct text name, struct text *out)
{
    if (text_is(name, "household")) {
        *out = notice_plain(w->c, w->frame->household, false, NOTICE_TITLE_BYTES);
        return out->len > 0;
    }
    for (int field = 0; field < NOTICE_FIELDS; field++)
        if (text_is(name, notice_field_names[field]))
            return value_of(w, (enum notice_field)field, out);
    return false;
}

/* "{payee} was paid": with what {} names; false when one of them is not there. What is put in is not looked at again. */
static bool fill(const struct work *w, const char *sentence, struct text *out)
{
    struct buf *to = buf_in_arena(w->c->arena);
    for (const char *at = sentence; *at != '\0';) {
        const char *end = *at == '{' ? strchr(at, '}') : NULL;
        struct text value;
        if (end == NULL) {
            buf_char(to, *at++);
            continue;
        }
        if (!find_value(w, (struct text){at + 1, (size_t)(end - at) - 1}, &value))
            return false;
        buf_text(to, value);
        at = end + 1;
    }
    *out = to->len == 0 ? TEXT("") : buf_view(to);
    return true;
}

static struct text title_of(const struct work *w)
{
    const struct notice_sentences *s = notice_insight_sentences(w->locale->words, w->kind, w->data);
    struct text title;
    for (int i = 0; i < NOTICE_TITLES && s->titles[i] != NULL; i++)
        if (fill(w, s->titles[i], &title))
            return notice_plain(w->c, title, false, NOTICE_TITLE_BYTES);
    return text_of(s->name);
}

/* -- Blocks */

/* A field that is a whole sentence, or the number of a sentence, is no fact of its own. */
static void add_facts(const struct work *w, struct notice_blocks *blocks)
{
    for (int field = 0; field < NOTICE_FIELDS; field++) {
        const char *label = w->locale->words->labels[field];
        struct text value;
        if (label != NULL && value_of(w, (enum notice_field)field, &value))
            notice_block_add(w->c, blocks, BLOCK_FACT, text_of(label), value);
    }
    for (const struct json_value *v = json_first(json_member(w->data, "top")); v != NULL; v = json_next(v)) {
        struct text label, value;
        if (words_of(w, json_member(v, "category"), false, &label) && money_of(w, v, "amount", &value))
            notice_block_add(w->c, blocks, BLOCK_FACT, label, value);
    }
}

static void add_items(const struct work *w, struct notice_blocks *blocks)
{
    size_t shown = 0, all = json_count(json_member(w->data, "items"));
    const struct json_value *v = json_first(json_member(w->data, "items"));
    for (; v != NULL && shown < NOTICE_ITEMS_SHOWN; v = json_next(v)) {
        struct text title, body = {0};
        if (!words_of(w, json_member(v, "title"), false, &title))
            continue;
        if (!words_of(w, json_member(v, "body"), true, &body))
            body = TEXT("");
        notice_block_add(w->c, blocks, BLOCK_ITEM, title, body);
        shown++;
    }
    if (v != NULL) {
        struct buf *words = buf_in_arena(w->c->arena);
        const char *more = w->locale->words->more, *place = strstr(more, "{count}");
        buf_printf(words, "%.*s%zu%s", (int)(place - more), more, all - shown, place + strlen("{count}"));
        notice_block_add(w->c, blocks, BLOCK_LINE, buf_view(words), TEXT(""));
    }
}

void notice_facts(struct ctx *c, const struct notice_locale *locale, const struct json_value *data,
                  struct notice_blocks *blocks)
{
    const struct notice_frame frame = {.locale = text_of(locale->tag)};
    const struct work w = {c, locale, data, &frame, NOTICE_INSIGHT};
    add_facts(&w, blocks);
}

/* An address of this server, or one that a browser opens; everything else is no link. */
static struct text link_of(const struct work *w)
{
    struct text link = notice_plain(w->c, json_as_text(json_member(w->data, "link")), false, 1000);
    bool whole = text_starts(link, TEXT("https://")) || text_starts(link, TEXT("http://"));
    bool own = link.len > 0 && link.at[0] == '/' && !text_starts(link, TEXT("//")) && w->frame->base.len > 0;
    for (size_t i = 0; i < link.len; i++)
        if (link.at[i] == ' ' || link.at[i] == '"' || link.at[i] == '<' || link.at[i] == '>' ||
            link.at[i] == '\\')
            return TEXT("");
    if (whole)
        return link;
    return own ? text_of(arena_printf(w->c->arena, "%.*s%.*s", TEXT_ARGS(w->frame->base), TEXT_ARGS(link)))
               : TEXT("");
}

static void add_blocks(const struct work *w, struct notice_blocks *blocks, struct notice_page *out)
{
    const struct notice_sentences *s = notice_insight_sentences(w->locale->words, w->kind, w->data);
    bool insight = json_member(w->data, "insight") != NULL; /* its sentences say all */
    struct text line;
    out->brief = TEXT("");
    for (int i = 0; i < NOTICE_LINES && s->lines[i] != NULL; i++)
        if (fill(w, s->lines[i], &line) && line.len > 0) {
            if (out->brief.len == 0)
                out->brief = notice_plain(w->c, line, false, NOTICE_LINE_BYTES);
            notice_block_add(w->c, blocks, BLOCK_LINE, line, TEXT(""));
        }
    if (w->kind == NOTICE_CODE)
        notice_block_add(w->c, blocks, BLOCK_CODE,
                         w->frame->code.len == 0 ? TEXT(NOTICE_MASKED)
                                                 : notice_plain(w->c, w->frame->code, false, 40),
                         TEXT(""));
    add_items(w, blocks);
    if (w->kind != NOTICE_DIGEST && w->kind != NOTICE_INSIGHT && !insight)
        add_facts(w, blocks);
    out->link = link_of(w);
    if (s->yes != NULL && w->frame->yes.len > 0 && w->frame->no.len > 0) {
        notice_block_add(w->c, blocks, BLOCK_BUTTON, text_of(s->yes), w->frame->yes);
        notice_block_add(w->c, blocks, BLOCK_BUTTON, text_of(s->no), w->frame->no);
        notice_block_add(w->c, blocks, BLOCK_LINE, text_of(w->locale->words->links), TEXT(""));
        if (out->link.len > 0)
            notice_block_add(w->c, blocks, BLOCK_BUTTON, text_of(w->locale->words->open), out->link);
    } else if (out->link.len > 0)
        notice_block_add(w->c, blocks, BLOCK_BUTTON,
                         text_of(s->button != NULL ? s->button : w->locale->words->open), out->link);
}

void notice_render(struct ctx *c, enum notice_kind kind, const struct json_value *data,
                   const struct notice_frame *frame, struct notice_page *out)
{
    struct notice_blocks blocks = {0};
    struct work w = {c, notice_locale(frame->locale), data, frame, kind};
    struct text footer;
    *out = (struct notice_page){.title = title_of(&w)};
    if (json_as_bool(json_member(data, "sample")))
        out->title = text_of(arena_printf(c->arena, "[Test] %.*s", TEXT_ARGS(out->title)));
    add_blocks(&w, &blocks, out);
    if (!fill(&w, w.locale->words->footer_household, &footer))
        footer = text_of(w.locale->words->footer);
    out->settings =
        frame->base.len == 0
            ? TEXT("")
            : text_of(arena_printf(c->arena, "%.*s/settings?show=notifications", TEXT_ARGS(frame->base)));
    notice_write(c, w.locale->words, &blocks, footer, out);
}

const char *notice_kind_title(enum notice_kind kind, struct text locale)
{
    return notice_locale(locale)->words->kinds[kind].name;
}
