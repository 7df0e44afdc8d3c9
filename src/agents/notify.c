/* What agents tell people: a row for each person or endpoint and channel, in the transaction of its cause. */
#include "agents/host_inner.h"
#include "base/json.h"
#include "identity/wishes/webhooks.h"
#include "identity/wishes/wishes.h"
#include "store/entity/people/member.h"
#include "store/entity/people/person.h"

#define INSIGHT_LANGUAGE "en" /* that insights are written in */

enum err append_alert_sent(struct ctx *c, struct store_tx *tx, const struct notification_row *row,
                           struct id insight, const struct relay_event *cause)
{
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key(&j, "notification");
    json_id(&j, row->id);
    json_key(&j, "insight");
    json_id(&j, insight);
    json_key_text(&j, "channel", row->channel);
    json_key_z(&j, "severity", severity_name(row->severity));
    /* The log is read by the whole household: what is for one person says no more than that it is. */
    json_key_bool(&j, "personal", row->person != 0);
    json_key_text(&j, "title", row->person != 0 ? TEXT("") : row->title);
    json_object_end(&j);
    struct event_row event = {.household = row->household,
                              .type = TEXT(EVENT_ALERT_SENT),
                              .subject =
                                  text_of(arena_printf(c->arena, "notification/%lld", (long long)row->seq)),
                              .data = buf_view(data)};
    if (cause != NULL) {
        event.correlation = cause->correlation;
        event.causation = cause->id;
    }
    return event_append(c, tx, &event);
}

void notify_set_up(struct host *host, const struct notify_options *options)
{
    host->notify = *options;
}

struct text notify_place(struct ctx *c, int64_t person)
{
    return text_of(arena_printf(c->arena, "notification/p%lld", (long long)person));
}

/* One thing that is being told. */
struct telling {
    struct agent_context *x;
    enum notice_kind kind;
    enum severity severity;
    int64_t person, insight, until_us;
    struct id insight_id;
    const struct json_value *data; /* NULL: in the insight's own words */
    struct text data_text, code, topic;
    struct text title, body; /* the insight's */
};

/* -- Rows */

/* Title and body as lists show them, in a language. */
static void write_words(const struct telling *t, struct text locale, struct notification_row *row)
{
    struct notice_page page;
    bool own = t->title.len > 0 && strcmp(notice_language(notice_locale(locale)), INSIGHT_LANGUAGE) == 0;
    if (t->data == NULL || own) {
        row->title = t->title;
        row->body = t->body;
        return;
    }
    notice_render(t->x->c, t->kind, t->data, &(struct notice_frame){.locale = locale}, &page);
    row->title = page.title;
    row->body = page.brief;
}

static struct notification_row row_of(const struct telling *t, const char *channel, struct text locale)
{
    struct notification_row row = {.household = t->x->household,
                                   .channel = text_of(channel),
                                   .insight = t->insight,
                                   .event = t->x->cause->place,
                                   .severity = t->severity,
                                   .state = NOTIFICATION_QUEUED,
                                   .kind = text_of(notice_kinds[t->kind].name),
                                   .topic = t->topic,
                                   .data = t->data_text,
                                   .until_us = t->until_us};
    write_words(t, locale, &row);
    return row;
}

static enum err locale_of(struct telling *t, int64_t person, struct text *out)
{
    struct person_row row;
    *out = TEXT("en");
    if (person == 0)
        return OK;
    TRY(person_by_seq(t->x->c, t->x->tx, person, &row));
    *out = row.locale;
    return OK;
}

/* In the store it has arrived with the commit; whoever looks elsewhere gets it after that, from outbound.c. */
static enum err tell_here(struct telling *t, const struct outlet *outlet)
{
    struct ctx *c = t->x->c;
    struct text locale;
    bool here = outlet->channel == NULL, fresh;
    if (!here && t->person != 0)
        return OK;
    TRY(locale_of(t, t->person, &locale));
    struct notification_row row = row_of(t, outlet->name, locale);
    row.person = t->person;
    row.state = here ? NOTIFICATION_DELIVERED : NOTIFICATION_QUEUED;
    TRY(notification_insert(c, t->x->tx, &row, &fresh));
    if (!fresh || !here)
        return OK;
    t->x->employee->told++;
    return append_alert_sent(c, t->x->tx, &row, t->insight_id, t->x->cause);
}

/* -- People */

static enum err tell_person(struct telling *t, const struct outlet *outlet, int64_t person)
{
    struct ctx *c = t->x->c;
    struct person_row who;
    struct wishes wishes;
    bool fresh;
    TRY(person_by_seq(c, t->x->tx, person, &who));
    TRY(wishes_load(c, t->x->tx, person, text_of(outlet->name), &wishes));
    enum notice_how how = notice_decide(&wishes.of, t->kind, t->severity);
    if (how == HOW_NEVER)
        return OK;
    struct notification_row row = row_of(t, outlet->name, who.locale);
    row.person = person;
    if (how == HOW_GATHERED) {
        row.gather = true;
        row.next_try_us = notice_digest_us(who.zone, &wishes.of.times, c->now_us);
    }
    if (t->code.len > 0)
        row.sealed = sealer_seal(c, t->x->employee->host->notify.sealer, notify_place(c, person), t->code);
    return notification_insert(c, t->x->tx, &row, &fresh);
}

/* Those who may see it; what asks for a decision is for those who can decide. */
static enum err tell_people(struct telling *t, const struct outlet *outlet)
{
    struct member_row *members;
    size_t count;
    enum role least = notice_kinds[t->kind].asks ? ROLE_MEMBER : ROLE_VIEWER;
    TRY(member_rows(t->x->c, t->x->tx, t->x->household, &members, &count));
    for (size_t i = 0; i < count; i++)
        if (t->person == 0 ? members[i].role >= (int)least : members[i].person == t->person)
            TRY(tell_person(t, outlet, members[i].person));
    return OK;
}

/* What is for one person is for no endpoint. */
static enum err tell_endpoints(struct telling *t, const struct outlet *outlet)
{
    struct webhook_row *hooks;
    size_t count;
    bool fresh;
    if (t->person != 0)
        return OK;
    TRY(webhook_rows(t->x->c, t->x->tx, t->x->household, &hooks, &count));
    for (size_t i = 0; i < count; i++) {
        if (!webhook_wants(&hooks[i], t->kind, t->severity))
            continue;
        struct notification_row row = row_of(t, outlet->name, TEXT("en"));
        row.webhook = hooks[i].seq;
        TRY(notification_insert(t->x->c, t->x->tx, &row, &fresh));
    }
    return OK;
}

static enum err tell(struct telling *t)
{
    struct host *host = t->x->employee->host;
    for (size_t i = 0; i < host->outlet_count; i++) {
        const struct outlet *outlet = &host->outlets[i];
        enum channel_reach reach = outlet->channel == NULL ? CHANNEL_HERE : channel_reach(outlet->channel);
        if (outlet->channel != NULL && t->severity < channel_least(outlet->channel))
            continue;
        TRY(reach == CHANNEL_PEOPLE      ? tell_people(t, outlet)
            : reach == CHANNEL_ENDPOINTS ? tell_endpoints(t, outlet)
                                         : tell_here(t, outlet));
    }
    return OK;
}

/* -- What agents call */

/* Numbers that the event carries are said in each one's language; what has none stays in its own words. */
static enum err read_numbers(struct telling *t)
{
    const struct json_value *event;
    if (json_read(t->x->c, t->x->cause->data, &event) != OK)
        return OK; /* from an older program, or from outside */
    t->data_text = notice_insight_data(t->x->c, event);
    return t->data_text.len == 0 ? OK : json_read(t->x->c, t->data_text, &t->data);
}

enum err agent_notify(struct agent_context *x, const struct insight_row *insight)
{
    TRY(agent_need(x, AGENT_NOTIFIES, "notify people"));
    struct telling t = {.x = x,
                        .kind = notice_kind_of_insight(insight->kind),
                        .severity = insight->severity,
                        .insight = insight->seq,
                        .insight_id = insight->id,
                        .title = insight->title,
                        .body = insight->body};
    TRY(read_numbers(&t));
    return tell(&t);
}

/* The code goes apart; what is left is written anew. */
static enum err read_data(struct telling *t, struct text data)
{
    struct ctx *c = t->x->c;
    const struct json_value *all;
    struct buf *kept = buf_in_arena(c->arena);
    struct json j = json_into(kept);
    TRY(json_read(c, data.len == 0 ? TEXT("{}") : data, &all));
    if (json_kind(all) != JSON_OBJECT)
        return fail(c, ERR_INPUT, "a notice's data is a JSON object");
    json_object(&j);
    for (const struct json_value *v = json_first(all); v != NULL; v = json_next(v)) {
        if (text_is(json_name(v), "code")) {
            t->code = json_as_text(v);
            continue;
        }
        json_key(&j, text_z(c->arena, json_name(v)));
        json_copy(&j, v);
    }
    json_object_end(&j);
    t->data_text = buf_view(kept);
    return json_read(c, t->data_text, &t->data);
}

enum err agent_tell(struct agent_context *x, const struct notice *n)
{
    TRY(agent_need(x, AGENT_NOTIFIES, "notify people"));
    struct telling t = {.x = x,
                        .kind = n->kind,
                        .severity = n->severity == 0 ? notice_kinds[n->kind].severity : n->severity,
                        .person = n->person,
                        .insight = n->insight,
                        .until_us = n->until_us,
                        .topic = n->topic};
    struct insight_row about;
    if (n->topic.len == 0 && n->insight == 0)
        return fail(x->c, ERR_USAGE, "a notice needs a topic");
    TRY(read_data(&t, n->data));
    if ((t.code.len > 0 || n->kind == NOTICE_CODE) && n->person == 0)
        return fail(x->c, ERR_USAGE, "a code is for one person");
    if (t.code.len > 0 && x->employee->host->notify.sealer == NULL)
        return fail(x->c, ERR_DENIED, "this program cannot seal codes");
    if (n->insight != 0) {
        TRY(insight_by_seq(x->c, x->tx, x->household, n->insight, &about));
        t.insight_id = about.id;
    }
    return tell(&t);
}
