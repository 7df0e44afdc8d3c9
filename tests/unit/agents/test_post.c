/* Telling people: who gets what, when, how often; and what becomes of it when servers are away. The channel is a recorder that reaches people, the
 * clock is the test's. */
#include "agents/host.h"
#include "agents/notify.h"
#include "identity/caller.h"
#include "identity/wishes/sealing.h"
#include "identity/wishes/webhooks.h"
#include "identity/wishes/wishes.h"
#include "store/entity/people/member.h"
#include "store/entity/people/person.h"
#include "unit/events/world.h"

#define US   INT64_C(1000000)
#define HOUR (3600 * US)

static struct notice told;
static int times;
static struct insight_row noticed;

static enum err on_event(struct agent_context *x, const struct relay_event *event)
{
    (void)event;
    for (int i = 0; i < times; i++) {
        struct notice one = told;
        if (times > 1)
            one.topic = text_of(arena_printf(x->c->arena, "%.*s/%d", TEXT_ARGS(told.topic), i));
        TRY(agent_tell(x, &one));
    }
    if (noticed.title.len > 0) {
        struct insight_row row = noticed;
        bool fresh;
        TRY(agent_insight(x, &row, &fresh));
        TRY(agent_notify(x, &row));
    }
    return OK;
}

static const char *const types[] = {"test.*", NULL};
static const struct agent teller = {.name = "teller",
                                    .title = "Tells",
                                    .types = types,
                                    .permissions = AGENT_NOTIFIES | AGENT_WRITES_INSIGHTS,
                                    .on_event = on_event};

struct scene {
    struct world *w;
    struct host *host;
    struct channel *mail, *hooks;
    struct sealer *sealer;
    int64_t ada, ben, cleo; /* owner in Berlin, member in New York, viewer */
};

static int64_t a_person(struct world *w, const char *email, const char *locale, const char *zone, int role)
{
    struct store_tx *tx = world_begin(w);
    struct person_row row = {
        .email = text_of(email), .name = text_of(email), .locale = text_of(locale), .zone = text_of(zone)};
    bool fresh;
    assert_ok(&w->c, person_insert(&w->c, tx, &row, TEXT(""), &fresh));
    assert_ok(&w->c, member_insert(&w->c, tx, HOUSEHOLD_FIRST, row.seq, role, &fresh));
    world_commit(w, tx);
    return row.seq;
}

/* Noon of a Saturday in Berlin. */
static struct scene *scene_new(void)
{
    static const struct agent *const team[] = {&teller, NULL};
    struct scene *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->w = world_new();
    assert_true(time_parse(TEXT("2026-11-21T11:00:00Z"), &s->w->now_us));
    s->w->c.now_us = s->w->now_us;
    assert_ok(&s->w->c, sealer_open(&s->w->c, ":memory:", &s->sealer));
    assert_ok(&s->w->c, host_open_team(&s->w->c, s->w->relay, s->w->store, team, &s->host));
    notify_set_up(s->host, &(struct notify_options){s->sealer, "https://money.example"});
    s->mail = channel_recorder_new(CHANNEL_EMAIL, SEVERITY_INFO);
    channel_recorder_set_reach(s->mail, CHANNEL_PEOPLE);
    s->hooks = channel_recorder_new(CHANNEL_WEBHOOK, SEVERITY_INFO);
    channel_recorder_set_reach(s->hooks, CHANNEL_ENDPOINTS);
    assert_ok(&s->w->c, host_attach(&s->w->c, s->host, s->mail));
    assert_ok(&s->w->c, host_attach(&s->w->c, s->host, s->hooks));
    s->ada = a_person(s->w, "ada@example.org", "de-DE", "Europe/Berlin", ROLE_OWNER);
    s->ben = a_person(s->w, "ben@example.org", "en-US", "America/New_York", ROLE_MEMBER);
    s->cleo = a_person(s->w, "cleo@example.org", "en", "UTC", ROLE_VIEWER);
    told =
        (struct notice){.kind = NOTICE_PAYMENT_EXECUTED,
                        .severity = SEVERITY_WARNING,
                        .topic = TEXT("payment/1"),
                        .data = TEXT("{\"amount\":\"12.50\",\"currency\":\"EUR\",\"payee\":\"Gym\",\"date\":"
                                     "\"2026-11-21\",\"link\":\"/transactions\"}")};
    times = 1;
    noticed = (struct insight_row){.seq = 0};
    return s;
}

static void scene_free(struct scene *s)
{
    world_free(s->w);
    host_close(s->host);
    sealer_close(s->sealer);
    free(s);
}

static void tell(struct scene *s)
{
    world_append(s->w, "test.a", "{}");
    world_drain(s->w);
}

/* One turn of the sending thread. */
static int64_t post(struct scene *s)
{
    struct ctx c = {.arena = arena_new(), .now_us = s->w->now_us};
    int64_t next_us = INT64_MAX;
    assert_ok(&c, post_run(&c, s->host, &next_us));
    arena_free(c.arena);
    return next_us;
}

static struct channel_message mail(struct scene *s, size_t i)
{
    if (i >= channel_recorder_count(s->mail))
        fail_msg("only %zu mails", channel_recorder_count(s->mail));
    return channel_recorder_at(s->mail, i);
}

static bool has(struct text t, const char *words)
{
    return text_find(t, text_of(words)) >= 0;
}

static size_t mails_to(struct scene *s, const char *address)
{
    size_t found = 0;
    for (size_t i = 0; i < channel_recorder_count(s->mail); i++)
        found += text_is(mail(s, i).to, address);
    return found;
}

static void wish(struct scene *s, int64_t person, const struct notice_wishes *wishes)
{
    const struct caller caller = {.user = person, .household = HOUSEHOLD_FIRST};
    s->w->c.now_us = s->w->now_us;
    const struct wishes all = {.of = *wishes, .links = true};
    assert_ok(&s->w->c, wishes_change(&s->w->c, s->w->store, &caller, TEXT(CHANNEL_EMAIL), &all));
}

static void each_in_their_own_language_once(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    tell(s);
    assert_int_equal(0, channel_recorder_count(s->mail)); /* not on the agents' thread */
    assert_int_equal(1, world_number(s->w, "SELECT count(*) FROM notification WHERE channel = 'inapp'"));
    post(s);
    assert_int_equal(3, channel_recorder_count(s->mail));
    for (size_t i = 0; i < 3; i++) {
        bool german = text_is(mail(s, i).to, "ada@example.org");
        assert_true(has(mail(s, i).title, german ? "Bezahlt: 12,50" : "Paid: €12.50 to Gym"));
        assert_true(has(mail(s, i).html, "href=\"https://money.example/transactions\""));
        assert_true(has(mail(s, i).settings, "https://money.example/settings"));
        assert_int_equal(36, mail(s, i).id.len);
    }
    tell(s); /* the same topic */
    post(s);
    post(s);
    assert_int_equal(3, channel_recorder_count(s->mail));
    assert_int_equal(3, world_number(s->w, "SELECT count(*) FROM notification WHERE channel = 'email' AND "
                                           "state = 2 AND tries = 1 AND done_us > 0"));
    assert_int_equal(3, world_number(s->w, "SELECT count(*) FROM notice_try WHERE outcome = 0"));
    assert_int_equal(4, world_number(s->w, "SELECT count(*) FROM event WHERE type = 'user.alert.sent'"));
    scene_free(s);
}

static void whoever_may_only_look_decides_nothing(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    told.kind = NOTICE_APPROVAL_WANTED;
    tell(s);
    post(s);
    assert_int_equal(2, channel_recorder_count(s->mail));
    assert_int_equal(0, mails_to(s, "cleo@example.org"));
    told.topic = TEXT("payment/2");
    told.person = s->ben;
    tell(s);
    post(s);
    assert_int_equal(2, mails_to(s, "ben@example.org"));
    assert_int_equal(3, channel_recorder_count(s->mail));
    const struct notification_reader ada = {HOUSEHOLD_FIRST, s->ada, true},
                                     ben = {HOUSEHOLD_FIRST, s->ben, false};
    struct notification_shown *rows;
    struct store_tx *tx;
    size_t count;
    assert_ok(&s->w->c, store_begin_read(&s->w->c, s->w->store, &tx));
    assert_ok(&s->w->c,
              notification_page(&s->w->c, tx, &ada, TEXT(NOTIFICATION_INAPP), false, 0, 10, &rows, &count));
    assert_int_equal(1, count);
    assert_ok(&s->w->c,
              notification_page(&s->w->c, tx, &ben, TEXT(NOTIFICATION_INAPP), false, 0, 10, &rows, &count));
    assert_int_equal(2, count);
    assert_err(ERR_NOT_FOUND, notification_find(&s->w->c, tx, &ada, rows[0].row.id, &rows[1]));
    store_rollback(tx);
    scene_free(s);
}

static void the_night_is_quiet_but_for_alerts(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    struct notice_wishes w = notice_wishes_usual;
    w.times.quiet = true;
    w.times.quiet_from = 22 * 60;
    w.times.quiet_to = 7 * 60;
    wish(s, s->ada, &w);
    wish(s, s->ben, &w);
    s->w->now_us += 11 * HOUR; /* 23:00 in Berlin, 17:00 in New York */
    tell(s);
    post(s);
    assert_int_equal(0, mails_to(s, "ada@example.org"));
    assert_int_equal(1, mails_to(s, "ben@example.org"));
    assert_int_equal(0, world_number(s->w, "SELECT max(tries) FROM notification WHERE state = 1"));
    told.kind = NOTICE_FRAUD_ALERT;
    told.severity = 0; /* the kind's own: an alert */
    told.topic = TEXT("fraud/1");
    tell(s);
    post(s);
    assert_int_equal(1, mails_to(s, "ada@example.org"));
    s->w->now_us += 8 * HOUR - US;
    post(s);
    assert_int_equal(1, mails_to(s, "ada@example.org"));
    s->w->now_us += US;
    post(s);
    assert_int_equal(2, mails_to(s, "ada@example.org"));
    scene_free(s);
}

static void what_matters_less_comes_in_a_digest(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    struct notice_wishes w = notice_wishes_usual;
    w.times.digest = DIGEST_DAILY;
    w.how[NOTICE_PAYMENT_EXECUTED] = HOW_NEVER;
    wish(s, s->ada, &w);
    w.times.digest = DIGEST_NEVER;
    wish(s, s->ben, &w);
    told.severity = SEVERITY_NOTICE;
    tell(s); /* ada and ben do not want it, cleo gets it on Monday */
    for (int i = 0; i < 3; i++) {
        noticed = (struct insight_row){.kind = TEXT("new_payee"),
                                       .severity = SEVERITY_NOTICE,
                                       .topic = text_of(arena_printf(s->w->c.arena, "t/%d", i)),
                                       .title = text_of(arena_printf(s->w->c.arena, "Thing %d", i)),
                                       .body = TEXT("Something.")};
        tell(s);
    }
    post(s);
    assert_int_equal(0, channel_recorder_count(s->mail));
    s->w->now_us += 20 * HOUR; /* 08:00 in Berlin */
    post(s);
    assert_int_equal(1, channel_recorder_count(s->mail));
    assert_text("3 Dinge zum Ansehen", mail(s, 0).title);
    assert_true(has(mail(s, 0).text, "Thing 0") && has(mail(s, 0).text, "Thing 2"));
    s->w->now_us += 26 * HOUR; /* past 08:00 of Monday for cleo */
    post(s);
    assert_int_equal(2, channel_recorder_count(s->mail));
    assert_text("4 things to look at", mail(s, 1).title);
    assert_int_equal(0, mails_to(s, "ben@example.org"));
    assert_int_equal(0, world_number(s->w, "SELECT count(*) FROM notification WHERE state = 1"));
    scene_free(s);
}

static void a_digest_that_fails_comes_again_as_it_was(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    times = 8; /* a burst: more than POST_BURST at once */
    told.person = s->ben;
    tell(s);
    channel_recorder_break(s->mail, 1, ERR_BUSY);
    post(s);
    assert_int_equal(0, channel_recorder_count(s->mail));
    assert_int_equal(
        8, world_number(s->w, "SELECT count(*) FROM notification WHERE channel = 'email' AND state = 1 AND "
                              "tries = 1 AND why <> ''"));
    assert_int_equal(1, world_number(s->w, "SELECT count(DISTINCT message) FROM notification"));
    times = 1;
    told.topic = TEXT("later");
    tell(s);
    s->w->now_us += HOUR;
    post(s);
    assert_int_equal(2, channel_recorder_count(s->mail));
    bool first = has(mail(s, 0).title, "8 things");
    assert_true(first || has(mail(s, 1).title, "8 things"));
    assert_true(has(mail(s, first ? 1 : 0).title, "Paid"));
    assert_int_equal(2, world_number(s->w, "SELECT count(DISTINCT number) FROM notice_try"));
    scene_free(s);
}

/* How many things a digest tells of; a mail about one tells of one. */
static size_t items_in(struct text text)
{
    size_t found = text_starts(text, TEXT("* "));
    for (size_t i = 0; i + 3 < text.len; i++)
        found += text.at[i] == '\n' && text.at[i + 1] == '*' && text.at[i + 2] == ' ';
    return found == 0 ? 1 : found;
}

static void a_server_is_down_for_an_hour(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    channel_recorder_answer(s->mail, 1000000, CHANNEL_AWAY);
    for (int i = 0; i < 60; i++) {
        told.topic = text_of(arena_printf(s->w->c.arena, "payment/%d", i));
        tell(s);
        post(s);
        s->w->now_us += 60 * US;
    }
    int64_t tries = world_number(s->w, "SELECT count(DISTINCT at_us) FROM notice_try");
    assert_true(tries > 5 && tries < 30); /* it rests between them, all of it together */
    assert_int_equal(0, channel_recorder_count(s->mail));
    channel_recorder_break(s->mail, 0, OK);
    s->w->now_us += 300 * US;
    for (int i = 0; i < 5; i++)
        post(s);
    assert_int_equal(0, world_number(s->w, "SELECT count(*) FROM notification WHERE state <> 2"));
    assert_int_equal(180, world_number(s->w, "SELECT count(*) FROM notification WHERE channel = 'email'"));
    size_t items = 0; /* each in one mail, and one only */
    for (size_t i = 0; i < channel_recorder_count(s->mail); i++)
        items += items_in(mail(s, i).text);
    assert_int_equal(180, items);
    assert_true(channel_recorder_count(s->mail) <= 12);
    assert_int_equal(180, world_number(s->w, "SELECT count(*) FROM notice_try WHERE outcome = 0"));
    scene_free(s);
}

static void given_up_after_two_days(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    told.person = s->ben;
    tell(s);
    channel_recorder_answer(s->mail, 1000000, CHANNEL_LATER);
    int64_t begun_us = s->w->now_us;
    for (int i = 0; i < 100 && world_number(s->w, "SELECT count(*) FROM notification WHERE state = 1") > 0;
         i++) {
        post(s);
        s->w->now_us += HOUR;
    }
    assert_true(s->w->now_us - begun_us > 48 * HOUR && s->w->now_us - begun_us < 52 * HOUR);
    assert_int_equal(1,
                     world_number(s->w, "SELECT count(*) FROM notification WHERE state = 3 AND why <> ''"));
    scene_free(s);
}

static void an_address_that_bounces_is_left_alone(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    told.person = s->ben;
    channel_recorder_answer(s->mail, 1, CHANNEL_BOUNCED);
    tell(s);
    post(s);
    assert_int_equal(1,
                     world_number(s->w, "SELECT count(*) FROM notification WHERE state = 5 AND tries = 1"));
    told.topic = TEXT("payment/2");
    tell(s);
    post(s);
    assert_int_equal(0, channel_recorder_count(s->mail));
    assert_int_equal(1,
                     world_number(s->w, "SELECT count(*) FROM notification WHERE state = 5 AND tries = 0"));
    wish(s, s->ben, &notice_wishes_usual); /* saved again: it is tried again */
    told.topic = TEXT("payment/3");
    tell(s);
    post(s);
    assert_int_equal(1, channel_recorder_count(s->mail));
    channel_recorder_answer(s->mail, 1, CHANNEL_REFUSED);
    told.topic = TEXT("payment/4");
    tell(s);
    post(s);
    post(s);
    assert_int_equal(1, world_number(s->w, "SELECT count(*) FROM notification WHERE state = 3"));
    assert_int_equal(1, channel_recorder_count(s->mail));
    scene_free(s);
}

static void a_code_goes_to_one_person_and_nowhere_else(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    told = (struct notice){
        .kind = NOTICE_CODE,
        .topic = TEXT("code/1"),
        .data = TEXT("{\"code\":\"482913\",\"minutes\":10,\"amount\":\"5.00\",\"currency\":\"EUR\","
                     "\"payee\":\"Gym\"}"),
        .until_us = s->w->now_us + 600 * US};
    tell(s); /* for nobody: refused */
    assert_int_equal(1, world_number(s->w, "SELECT count(*) FROM dead_letter"));
    told.person = s->ben;
    tell(s);
    assert_int_equal(2, world_number(s->w, "SELECT count(*) FROM notification"));
    assert_int_equal(
        0, world_number(s->w, "SELECT count(*) FROM notification WHERE title LIKE '%482913%' OR body LIKE "
                              "'%482913%' OR data LIKE '%482913%' OR person IS NULL"));
    assert_int_equal(0, world_number(s->w, "SELECT count(*) FROM event WHERE data LIKE '%482913%'"));
    assert_int_equal(1, world_number(s->w, "SELECT count(*) FROM notification WHERE sealed IS NOT NULL"));
    post(s);
    assert_int_equal(1, channel_recorder_count(s->mail));
    assert_text("ben@example.org", mail(s, 0).to);
    assert_true(has(mail(s, 0).text, "482913") && has(mail(s, 0).html, "482913"));
    assert_int_equal(0, world_number(s->w, "SELECT count(*) FROM notification WHERE sealed IS NOT NULL"));
    told.topic = TEXT("code/2");
    tell(s);
    s->w->now_us += 700 * US; /* it is of no use any more */
    post(s);
    assert_int_equal(1, channel_recorder_count(s->mail));
    assert_int_equal(
        1, world_number(s->w, "SELECT count(*) FROM notification WHERE state = 3 AND sealed IS NULL AND "
                              "why LIKE 'too late%'"));
    scene_free(s);
}

static void who_has_left_hears_nothing(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    tell(s);
    struct store_tx *tx = world_begin(s->w);
    assert_ok(&s->w->c, member_delete(&s->w->c, tx, HOUSEHOLD_FIRST, s->ben));
    assert_ok(&s->w->c, person_delete(&s->w->c, tx, s->cleo));
    world_commit(s->w, tx);
    post(s);
    assert_int_equal(1, channel_recorder_count(s->mail));
    assert_int_equal(1, world_number(s->w, "SELECT count(*) FROM notification WHERE state = 3"));
    assert_int_equal(2, world_number(s->w, "SELECT count(*) FROM notification WHERE channel = 'email'"));
    scene_free(s);
}

static void hooks_are_called_signed_and_rest_when_they_fail(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    const struct caller ada = {.user = s->ada,
                               .household = HOUSEHOLD_FIRST,
                               .credential = CREDENTIAL_SESSION,
                               .role = ROLE_OWNER,
                               .scopes = SCOPE_ALL};
    struct webhook_form form = {.name = TEXT("home"),
                                .url = TEXT("https://hooks.example/x"),
                                .kinds = TEXT("payment_executed fraud_alert"),
                                .least = SEVERITY_NOTICE};
    struct webhook_row row;
    struct text secret, second;
    struct ctx *c = &s->w->c;
    assert_ok(c, webhook_create(c, s->w->store, s->sealer, &ada, &form, &row, &secret));
    assert_true(text_starts(secret, TEXT("whsec_")));
    assert_false(text_find(row.secret, text_from(secret, 6)) >= 0); /* sealed */
    tell(s);
    told.kind = NOTICE_BLOCKED; /* not wanted */
    told.topic = TEXT("b");
    tell(s);
    told.kind = NOTICE_PAYMENT_EXECUTED; /* for one person: none of the hook's business */
    told.topic = TEXT("c");
    told.person = s->ben;
    tell(s);
    channel_recorder_answer(s->hooks, 1, CHANNEL_LATER);
    post(s);
    assert_int_equal(0, channel_recorder_count(s->hooks));
    assert_ok(c, webhook_rotate(c, s->w->store, s->sealer, &ada, row.id, &row, &second));
    s->w->now_us += 6 * US;
    post(s);
    assert_int_equal(1, channel_recorder_count(s->hooks));
    struct channel_message call = channel_recorder_at(s->hooks, 0);
    assert_text("https://hooks.example/x", call.to);
    assert_int_equal(2, call.secret_count); /* the old one for a day */
    assert_true(text_equal(call.secrets[0], second) && text_equal(call.secrets[1], secret));
    assert_true(has(call.text, "\"type\":\"notice.payment_executed\"") &&
                has(call.text, "\"payee\":\"Gym\""));
    told.person = 0;
    told.topic = TEXT("d");
    tell(s);
    channel_recorder_answer(s->hooks, 1, CHANNEL_GONE);
    s->w->now_us += 25 * HOUR;
    post(s);
    assert_int_equal(3, world_number(s->w, "SELECT state FROM webhook"));
    told.topic = TEXT("e");
    tell(s);
    post(s);
    assert_int_equal(1, channel_recorder_count(s->hooks));
    form.url = TEXT("https://name:password@hooks.example/");
    assert_err(ERR_INPUT, webhook_create(c, s->w->store, s->sealer, &ada, &form, &row, &secret));
    form.url = TEXT("ftp://hooks.example/");
    assert_err(ERR_INPUT, webhook_create(c, s->w->store, s->sealer, &ada, &form, &row, &secret));
    scene_free(s);
}

static void what_was_sealed_elsewhere_does_not_open(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct sealer *one, *other;
    struct text out;
    assert_ok(&c, sealer_open(&c, ":memory:", &one));
    assert_ok(&c, sealer_open(&c, ":memory:", &other));
    struct text sealed = sealer_seal(&c, one, TEXT("a"), TEXT("secret"));
    assert_ok(&c, sealer_unseal(&c, one, TEXT("a"), sealed, &out));
    assert_text("secret", out);
    assert_err(ERR_CORRUPT, sealer_unseal(&c, one, TEXT("b"), sealed, &out));
    assert_err(ERR_CORRUPT, sealer_unseal(&c, other, TEXT("a"), sealed, &out));
    assert_err(ERR_CORRUPT, sealer_unseal(&c, one, TEXT("a"), (struct text){sealed.at, 20}, &out));
    ((char *)(uintptr_t)sealed.at)[sealed.len - 1] ^= 1;
    assert_err(ERR_CORRUPT, sealer_unseal(&c, one, TEXT("a"), sealed, &out));
    sealer_close(one);
    sealer_close(other);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_in_their_own_language_once),
        cmocka_unit_test(whoever_may_only_look_decides_nothing),
        cmocka_unit_test(the_night_is_quiet_but_for_alerts),
        cmocka_unit_test(what_matters_less_comes_in_a_digest),
        cmocka_unit_test(a_digest_that_fails_comes_again_as_it_was),
        cmocka_unit_test(a_server_is_down_for_an_hour),
        cmocka_unit_test(given_up_after_two_days),
        cmocka_unit_test(an_address_that_bounces_is_left_alone),
        cmocka_unit_test(a_code_goes_to_one_person_and_nowhere_else),
        cmocka_unit_test(who_has_left_hears_nothing),
        cmocka_unit_test(hooks_are_called_signed_and_rest_when_they_fail),
        cmocka_unit_test(what_was_sealed_elsewhere_does_not_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
