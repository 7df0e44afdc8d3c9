/* What the caller wants to be told by mail, and when. */
#include "api/api.h"
#include "api/shapes/insight.h"
#include "channel/channel.h"
#include "identity/wishes/wishes.h"
#include "store/entity/people/person.h"

#include <stdio.h>

static const char *const level_words[] = {"info", "notice", "warning", "alert", "never", NULL};
static const char *const how_words[] = {"by_severity", "never", "at_once", "digest", NULL};
static const char *const digest_words[] = {"never", "daily", "weekly", NULL};
static const char *const weekday_words[] = {"monday", "tuesday",  "wednesday", "thursday",
                                            "friday", "saturday", "sunday",    NULL};

static const struct api_field kind_fields[] = {
    {"kind", API_TEXT, API_REQUIRED, "GET /templates lists them"},
    {"title", API_TEXT, 0, "what it is called, in the caller's language"},
    {"how", API_WORD, API_REQUIRED, "by_severity: as at_once and digest_from say", .words = how_words},
    {0},
};
static const struct api_shape kind_shape = {"NotificationChoice", kind_fields};

#define CHOICES                                                                                              \
    {"at_once", API_WORD, 0, "from which severity on at once (default warning)", .words = level_words},      \
        {"digest_from", API_WORD, 0, "from which severity on in the digest (default notice)",                \
         .words = level_words},                                                                              \
        {"digest", API_WORD, 0, "when what is gathered is sent (default weekly)", .words = digest_words},    \
        {"digest_at", API_TEXT, 0, "HH:MM by the caller's clock (default 08:00)", .least = 5, .most = 5},    \
        {"digest_weekday", API_WORD, 0, "of a weekly digest (default monday)", .words = weekday_words},      \
        {"quiet_from",                                                                                       \
         API_TEXT,                                                                                           \
         API_NULLABLE,                                                                                       \
         "HH:MM by the caller's clock; null: no quiet hours. Alerts "                                        \
         "and codes come all the same",                                                                      \
         .least = 5,                                                                                         \
         .most = 5},                                                                                         \
        {"quiet_to", API_TEXT, API_NULLABLE, "HH:MM; what waited comes then", .least = 5, .most = 5},        \
        {"answer_links", API_BOOL, 0, "mails that ask hold links that answer (default true)"},               \
    {                                                                                                        \
        "kinds", API_LIST, 0, "kinds with a choice of their own", .item = API_OBJECT, .shape = &kind_shape,  \
                                                                  .most = 64                                 \
    }

static const struct api_field change_fields[] = {CHOICES, {0}};
static const struct api_shape change_shape = {"NotificationPreferencesChange", change_fields};

static const struct api_field fields[] = {
    {"email", API_TEXT, API_REQUIRED, "where mail goes"},
    {"sends_mail", API_BOOL, API_REQUIRED, "this server has a mail server to send with"},
    {"bounced", API_TEXT, API_REQUIRED | API_NULLABLE,
     "why no mail gets to this address; none is sent until the preferences are saved again"},
    CHOICES,
    {0},
};
static const struct api_shape shape = {"NotificationPreferences", fields};

/* -- Out */

static void write_minute(struct json *j, const char *key, int minute)
{
    char text[8];
    snprintf(text, sizeof text, "%02d:%02d", minute / 60 % 24, minute % 60);
    json_key_z(j, key, text);
}

static void write_kinds(struct json *j, const struct notice_wishes *w, struct text locale)
{
    json_key(j, "kinds");
    json_array(j);
    for (int kind = 0; kind < NOTICE_KINDS; kind++) {
        if (!notice_kinds[kind].chosen)
            continue;
        json_object(j);
        json_key_z(j, "kind", notice_kinds[kind].name);
        json_key_z(j, "title", notice_kind_title((enum notice_kind)kind, locale));
        json_key_z(j, "how", how_words[w->how[kind]]);
        json_object_end(j);
    }
    json_array_end(j);
}

static enum err get(struct api_call *call)
{
    struct wishes wishes;
    struct person_row person;
    struct store_tx *tx;
    struct json *j = &call->reply;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(wishes_load(call->c, tx, call->caller.user, TEXT(CHANNEL_EMAIL), &wishes));
    TRY(person_by_seq(call->c, tx, call->caller.user, &person));
    TRY(store_commit(call->c, tx));
    const struct notice_wishes *w = &wishes.of;
    bool bounced = wishes.bounced.len > 0 && text_equal(wishes.bounced, person.email);
    json_object(j);
    json_key_text(j, "email", person.email);
    json_key_bool(j, "sends_mail", call->api->sends_mail);
    api_key_text_or_null(j, "bounced", bounced ? wishes.bounced_why : TEXT(""));
    json_key_z(j, "at_once", level_words[w->at_once - SEVERITY_INFO]);
    json_key_z(j, "digest_from", level_words[w->gathered - SEVERITY_INFO]);
    json_key_z(j, "digest", digest_words[w->times.digest]);
    write_minute(j, "digest_at", w->times.digest_at);
    json_key_z(j, "digest_weekday", weekday_words[w->times.digest_weekday]);
    if (w->times.quiet) {
        write_minute(j, "quiet_from", w->times.quiet_from);
        write_minute(j, "quiet_to", w->times.quiet_to);
    } else {
        json_key_z(j, "quiet_from", NULL);
        json_key_z(j, "quiet_to", NULL);
    }
    json_key_bool(j, "answer_links", wishes.links);
    write_kinds(j, w, person.locale);
    json_object_end(j);
    return OK;
}

/* -- In: what is not given stays */

static int word_of(struct text word, const char *const *words, int otherwise)
{
    for (int i = 0; words[i] != NULL; i++)
        if (text_is(word, words[i]))
            return i;
    return otherwise;
}

static enum err minute_of(struct api_call *call, const char *name, int *out)
{
    struct text t = api_text(call->body, name);
    int64_t hour, minute;
    if (t.len == 0)
        return OK;
    if (t.len != 5 || t.at[2] != ':' || !ascii_digit(t.at[0]) || !ascii_digit(t.at[3]) ||
        !text_to_int((struct text){t.at, 2}, &hour) || !text_to_int((struct text){t.at + 3, 2}, &minute) ||
        hour > 23 || minute > 59)
        return fail(call->c, ERR_INPUT, "%s: a time of day such as 22:00", name);
    *out = (int)(hour * 60 + minute);
    return OK;
}

static enum err take_kinds(struct api_call *call, struct notice_wishes *w)
{
    const struct json_value *list = json_member(call->body, "kinds");
    for (const struct json_value *v = json_first(list); v != NULL; v = json_next(v)) {
        enum notice_kind kind = notice_kind_parse(api_text(v, "kind"));
        if (kind == NOTICE_KINDS)
            return fail(call->c, ERR_INPUT, "kinds: there is no such kind");
        w->how[kind] = (enum notice_how)word_of(api_text(v, "how"), how_words, HOW_BY_SEVERITY);
    }
    return OK;
}

static enum err take_times(struct api_call *call, struct notice_times *t)
{
    TRY(minute_of(call, "digest_at", &t->digest_at));
    t->digest = (enum notice_digest)word_of(api_text(call->body, "digest"), digest_words, (int)t->digest);
    t->digest_weekday = word_of(api_text(call->body, "digest_weekday"), weekday_words, t->digest_weekday);
    bool begins = api_given(call->body, "quiet_from"), ends = api_given(call->body, "quiet_to");
    if (!begins && !ends)
        return OK;
    bool from = api_text(call->body, "quiet_from").len > 0, to = api_text(call->body, "quiet_to").len > 0;
    if (from != to)
        return fail(call->c, ERR_INPUT, "quiet_to: quiet hours have a begin and an end");
    t->quiet = from;
    TRY(minute_of(call, "quiet_from", &t->quiet_from));
    return minute_of(call, "quiet_to", &t->quiet_to);
}

static enum err change(struct api_call *call)
{
    struct wishes wishes;
    TRY(wishes_get(call->c, call->store, &call->caller, TEXT(CHANNEL_EMAIL), &wishes));
    struct notice_wishes *w = &wishes.of;
    w->at_once = word_of(api_text(call->body, "at_once"), level_words, w->at_once - 1) + 1;
    w->gathered = word_of(api_text(call->body, "digest_from"), level_words, w->gathered - 1) + 1;
    TRY(take_times(call, &w->times));
    TRY(take_kinds(call, w));
    if (api_given(call->body, "answer_links"))
        wishes.links = json_as_bool(json_member(call->body, "answer_links"));
    TRY(wishes_change(call->c, call->store, &call->caller, TEXT(CHANNEL_EMAIL), &wishes));
    return get(call);
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/notification-preferences",
     .id = "getNotificationPreferences",
     .title = "What I want to be told by mail, and when",
     .need = API_SELF,
     .reply = &shape,
     .handle = get},
    {.method = "PATCH",
     .path = "/api/v1/notification-preferences",
     .id = "changeNotificationPreferences",
     .title = "Change that",
     .about = "What is not given stays as it is. The page always shows everything.",
     .need = API_SELF,
     .lane = API_WRITES,
     .body = &change_shape,
     .reply = &shape,
     .handle = change},
    {0},
};

const struct api_resource api_resource_notification_preferences = {
    "Notification preferences", "Of the person, in all households. Times are by the person's own clock.",
    routes};
