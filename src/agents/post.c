/* Sends what is queued for people and endpoints, outside of any transaction, and notes every try. A message can arrive twice when the process ends
 * between sending and noting it, or when a server's answer is lost; it has the same id then. It is never lost in silence.
 *
 * Of one person's: what is gathered goes as one digest, and more than POST_BURST at once go as one as well. What is no alert waits for the end of
 * quiet hours. A channel that is away rests, and so does whoever could not be reached, while others go on. */
#include "agents/links.h"
#include "base/date.h"
#include "base/json.h"
#include "events/data.h"
#include "identity/wishes/callbacks.h"
#include "identity/wishes/webhooks.h"
#include "identity/wishes/wishes.h"
#include "store/entity/household.h"
#include "store/entity/people/member.h"
#include "store/entity/people/person.h"

#define US INT64_C(1000000)
/* Longer than any channel takes: a second process may think that the first, held up, is gone. */
#define CLAIM_US (INT64_C(180) * US)
/* What was committed is seen within this. */
#define LOOK_US US
enum { BATCH = 500, GROUP_MOST = NOTICE_ITEMS_SHOWN };

/* One message that is on its way: rows of one addressee. */
struct letter {
    struct ctx *c;
    struct host *host;
    struct outlet *outlet;
    struct notification_row *rows[GROUP_MOST];
    size_t count;
    struct person_row person;
    struct wishes wishes;
    struct webhook_row hook;
    struct task_callback_row callback;
    struct household household;
    struct text code;
    struct mail_links links;
    struct channel_message message;
};

/* -- What belongs together */

static enum notice_kind kind_of(const struct notification_row *row)
{
    enum notice_kind kind = notice_kind_parse(row->kind);
    return kind == NOTICE_KINDS ? NOTICE_INSIGHT : kind;
}

static bool may_join(const struct notification_row *row)
{
    return row->person != 0 && id_is_zero(row->message) && row->sealed.len == 0 &&
           notice_waits(kind_of(row), row->severity);
}

static bool belong(const struct notification_row *a, const struct notification_row *b, bool burst)
{
    if (a->person != b->person || a->household != b->household || a->webhook != b->webhook)
        return false;
    if (!id_is_zero(a->message) || !id_is_zero(b->message))
        return id_equal(a->message, b->message);
    return may_join(a) && may_join(b) && (burst || (a->gather && b->gather));
}

static size_t count_of(struct notification_row *rows, size_t count, const struct notification_row *first,
                       bool burst)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += rows[i].seq != 0 && belong(first, &rows[i], burst);
    return found;
}

/* Takes the rows that go with the first one out of the batch (seq 0: taken). */
static void gather(struct letter *l, struct notification_row *rows, size_t count,
                   struct notification_row *first)
{
    bool burst = may_join(first) && count_of(rows, count, first, true) > POST_BURST;
    l->rows[l->count++] = first;
    for (size_t i = 0; i < count && l->count < GROUP_MOST; i++)
        if (&rows[i] != first && rows[i].seq != 0 && belong(first, &rows[i], burst))
            l->rows[l->count++] = &rows[i];
}

/* -- Ends */

static enum err end_row(struct letter *l, struct store_tx *tx, struct notification_row *row)
{
    struct relay_event cause;
    struct id insight;
    TRY(notification_update(l->c, tx, row));
    if (row->state != NOTIFICATION_DELIVERED || row->task != 0)
        return OK;
    TRY(outbound_find_cause(l->c, tx, row, &cause, &insight));
    return append_alert_sent(l->c, tx, row, insight, &cause);
}

/* Nothing was tried. */
static enum err give_up(struct letter *l, enum notification_state state, const char *why)
{
    struct store_tx *tx;
    TRY(store_begin(l->c, l->host->store, &tx));
    for (size_t i = 0; i < l->count; i++) {
        l->rows[i]->state = state;
        l->rows[i]->why = text_of(why);
        l->rows[i]->done_us = l->c->now_us;
        TRY(end_row(l, tx, l->rows[i]));
    }
    count_sent(l->host, l->outlet->name, 0, (int64_t)l->count);
    return store_commit(l->c, tx);
}

static enum err postpone(struct letter *l, int64_t until_us)
{
    struct store_tx *tx;
    TRY(store_begin(l->c, l->host->store, &tx));
    for (size_t i = 0; i < l->count; i++) {
        l->rows[i]->next_try_us = until_us;
        TRY(notification_update(l->c, tx, l->rows[i]));
    }
    return store_commit(l->c, tx);
}

/* -- Whom it is for */

static enum err find_person(struct letter *l, struct store_tx *tx, const char **never)
{
    int role;
    enum err e = person_by_seq(l->c, tx, l->rows[0]->person, &l->person);
    if (e == ERR_NOT_FOUND)
        *never = "the person is gone";
    TRY(e == ERR_NOT_FOUND ? OK : e);
    if (*never != NULL)
        return OK;
    TRY(member_role(l->c, tx, l->rows[0]->household, l->person.seq, &role));
    if (role == ROLE_NONE)
        *never = "the person has left the household";
    return wishes_load(l->c, tx, l->person.seq, text_of(l->outlet->name), &l->wishes);
}

static enum err find_addressee(struct letter *l, const char **never)
{
    struct store_tx *tx;
    const struct notification_row *first = l->rows[0];
    TRY(store_begin_read(l->c, l->host->store, &tx));
    TRY(household_get(l->c, tx, first->household, &l->household));
    if (first->person != 0)
        TRY(find_person(l, tx, never));
    if (first->webhook != 0) {
        TRY(webhook_by_seq(l->c, tx, first->webhook, &l->hook));
        if (l->hook.state != WEBHOOK_ON)
            *never = "the webhook is switched off";
    }
    if (first->task != 0) {
        bool found;
        TRY(task_callback_get(l->c, tx, first->task, &l->callback, &found));
        if (!found)
            *never = "nobody wants to be called any more";
    }
    if (first->person == 0 && first->webhook == 0 && first->task == 0)
        *never = "it is for nobody";
    return store_commit(l->c, tx);
}

/* Those of the letter that are too late drop out of it. */
static enum err drop_late(struct letter *l)
{
    struct letter late = *l;
    late.count = 0;
    size_t kept = 0;
    for (size_t i = 0; i < l->count; i++)
        if (l->rows[i]->until_us != 0 && l->c->now_us > l->rows[i]->until_us)
            late.rows[late.count++] = l->rows[i];
        else
            l->rows[kept++] = l->rows[i];
    l->count = kept;
    return late.count == 0 ? OK : give_up(&late, NOTIFICATION_FAILED, "too late: it is of no use any more");
}

/* -- Taking it */

/* Alone on its store, a process finds what it was sending at once when it begins again. */
static enum err claim(struct letter *l)
{
    struct store_tx *tx;
    int64_t until_us = store_is_shared(l->host->store) ? l->c->now_us + CLAIM_US : l->c->now_us;
    size_t kept = 0;
    TRY(store_begin(l->c, l->host->store, &tx));
    for (size_t i = 0; i < l->count; i++) {
        bool mine;
        TRY(notification_claim(l->c, tx, l->rows[i]->seq, l->c->now_us, until_us, &mine));
        if (mine)
            l->rows[kept++] = l->rows[i];
    }
    l->count = kept;
    struct id together = kept > 1 ? id_new(l->c->now_us) : (struct id){{0}};
    for (size_t i = 0; i < l->count; i++) {
        struct notification_row *row = l->rows[i];
        row->next_try_us = until_us;
        row->begun = row->tries + 1;
        row->first_us = row->first_us == 0 ? l->c->now_us : row->first_us;
        if (id_is_zero(row->message))
            row->message = together;
        TRY(notification_update(l->c, tx, row));
    }
    return store_commit(l->c, tx);
}

/* -- Writing it */

static struct text items_of(struct letter *l)
{
    struct buf *out = buf_in_arena(l->c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key_int(&j, "count", (int64_t)l->count);
    json_key(&j, "items");
    json_array(&j);
    for (size_t i = 0; i < l->count; i++) {
        json_object(&j);
        json_key_text(&j, "title", l->rows[i]->title);
        json_key_text(&j, "body", l->rows[i]->body);
        json_object_end(&j);
    }
    json_array_end(&j);
    json_key_z(&j, "link", "/alerts");
    json_object_end(&j);
    return buf_view(out);
}

/* An insight's own words. */
static struct text words_of(struct letter *l, const struct notification_row *row)
{
    struct buf *out = buf_in_arena(l->c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key_text(&j, "title", row->title);
    json_key_text(&j, "body", row->body);
    json_key_z(&j, "link", "/alerts");
    json_object_end(&j);
    return buf_view(out);
}

static enum err write_letter(struct letter *l)
{
    const struct notification_row *first = l->rows[0];
    const struct json_value *data;
    struct notice_page page;
    bool digest = l->count > 1;
    struct notice_frame frame = {.locale = l->person.locale,
                                 .household = l->household.name,
                                 .base = text_of(l->host->notify.base_url),
                                 .code = l->code,
                                 .yes = l->links.yes,
                                 .no = l->links.no};
    struct text all = digest ? items_of(l) : first->data.len > 0 ? first->data : words_of(l, first);
    TRY(json_read(l->c, all, &data));
    notice_render(l->c, digest ? NOTICE_DIGEST : kind_of(first), data, &frame, &page);
    l->message.title = page.title;
    l->message.body = page.brief;
    l->message.text = page.text;
    l->message.html = page.html;
    l->message.settings = page.settings;
    l->message.stop = l->links.stop;
    l->message.to = l->person.email;
    l->message.to_name = l->person.name;
    return OK;
}

static enum err write_call(struct letter *l)
{
    const struct notification_row *row = l->rows[0];
    struct buf *out = buf_in_arena(l->c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key_z(&j, "type", arena_printf(l->c->arena, "notice.%s", notice_kinds[kind_of(row)].name));
    json_key(&j, "timestamp");
    json_time(&j, row->created_us);
    json_key(&j, "data");
    json_object(&j);
    json_key(&j, "id");
    json_id(&j, row->id);
    json_key(&j, "household");
    json_id(&j, l->household.id);
    json_key_z(&j, "kind", notice_kinds[kind_of(row)].name);
    json_key_z(&j, "severity", severity_name(row->severity));
    json_key_text(&j, "title", row->title);
    json_key_text(&j, "body", row->body);
    json_key(&j, "fields");
    if (row->data.len > 0)
        json_raw(&j, row->data);
    else
        json_null(&j);
    json_object_end(&j);
    json_object_end(&j);
    l->message.text = buf_view(out);
    l->message.to = l->hook.url;
    return webhook_secrets(l->c, l->host->notify.sealer, &l->hook, l->message.secrets,
                           &l->message.secret_count);
}

/* Of a task: what was written down when it went on. */
static enum err write_call_back(struct letter *l)
{
    const struct notification_row *row = l->rows[0];
    struct buf *out = buf_in_arena(l->c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key_text(&j, "type", row->kind);
    json_key(&j, "timestamp");
    json_time(&j, row->created_us);
    json_key(&j, "data");
    json_raw(&j, row->data);
    json_object_end(&j);
    l->message.text = buf_view(out);
    l->message.to = l->callback.url;
    l->message.secret_count = 1;
    return callback_secret(l->c, l->host->notify.sealer, &l->callback, &l->message.secrets[0]);
}

static bool is_call(const struct notification_row *row)
{
    return row->webhook != 0 || row->task != 0;
}

static enum err write_message(struct letter *l)
{
    const struct notification_row *first = l->rows[0];
    char id[ID_TEXT_MAX];
    l->message = (struct channel_message){
        .severity = first->severity,
        .id = text_copy(l->c->arena,
                        text_of(id_format(id_is_zero(first->message) ? first->id : first->message, id))),
        .time_us = first->created_us};
    if (is_call(first) && l->host->notify.sealer == NULL)
        return fail(l->c, ERR_DENIED, "this program has no secret.key");
    if (is_call(first))
        return first->task != 0 ? write_call_back(l) : write_call(l);
    l->code = TEXT("");
    if (first->sealed.len > 0) {
        if (l->host->notify.sealer == NULL)
            return fail(l->c, ERR_DENIED, "this program has no secret.key");
        TRY(sealer_unseal(l->c, l->host->notify.sealer, notify_place(l->c, first->person), first->sealed,
                          &l->code));
    }
    return write_letter(l);
}

/* -- How it went */

static int64_t doubled_us(int64_t first_us, int64_t times, int64_t most_us)
{
    int64_t wait_us = first_us;
    while (times-- > 0 && wait_us < most_us)
        wait_us *= 2;
    return wait_us < most_us ? wait_us : most_us;
}

/* Of an endpoint as Standard Webhooks proposes; of a person as mail servers do it. */
static int64_t wait_us(const struct letter *l, int64_t tries, const struct channel_receipt *receipt)
{
    static const int hook_s[] = {5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400};
    const int64_t most = sizeof hook_s / sizeof *hook_s;
    int64_t own_us = is_call(l->rows[0]) ? hook_s[tries > most ? most - 1 : tries - 1] * US
                                         : doubled_us(60 * US, tries - 1, 3600 * US);
    return receipt->wait_us > own_us ? receipt->wait_us : own_us;
}

static void judge_row(struct letter *l, struct notification_row *row, const struct channel_receipt *receipt)
{
    row->tries++;
    row->why = receipt->outcome == CHANNEL_TAKEN ? TEXT("") : text_copy(l->c->arena, text_of(l->c->why));
    row->done_us = l->c->now_us;
    switch (receipt->outcome) {
    case CHANNEL_TAKEN:
        row->state = NOTIFICATION_DELIVERED;
        return;
    case CHANNEL_BOUNCED:
        row->state = NOTIFICATION_BOUNCED;
        return;
    case CHANNEL_REFUSED:
    case CHANNEL_GONE:
        row->state = NOTIFICATION_FAILED;
        return;
    case CHANNEL_AWAY:
        row->next_try_us = l->outlet->rest_until_us;
        if (!receipt->unknown) /* nobody has heard of it: it may go with others next time */
            row->message = (struct id){{0}};
        break;
    case CHANNEL_LATER:
        row->next_try_us = l->c->now_us + wait_us(l, row->tries, receipt);
        break;
    }
    row->done_us = 0;
    int64_t most_us = is_call(row) ? 2 * POST_GIVE_UP_US : POST_GIVE_UP_US;
    if (l->c->now_us - row->first_us > most_us) {
        row->state = NOTIFICATION_FAILED;
        row->done_us = l->c->now_us;
    }
}

static enum err note_addressee(struct letter *l, struct store_tx *tx, const struct channel_receipt *receipt)
{
    const struct notification_row *first = l->rows[0];
    if (receipt->outcome == CHANNEL_LATER && first->state == NOTIFICATION_QUEUED)
        return notification_postpone(l->c, tx, first, first->next_try_us);
    if (receipt->outcome == CHANNEL_BOUNCED && first->person != 0)
        return wishes_note_bounce(l->c, tx, first->person, l->person.email, first->why);
    if (receipt->outcome != CHANNEL_GONE || first->webhook == 0)
        return OK;
    TRY(webhook_by_seq(l->c, tx, first->webhook, &l->hook)); /* it may have been changed meanwhile */
    l->hook.state = WEBHOOK_GONE;
    l->hook.why = first->why;
    return webhook_update(l->c, tx, &l->hook);
}

static enum err settle(struct letter *l, const struct channel_receipt *receipt)
{
    struct store_tx *tx;
    bool taken = receipt->outcome == CHANNEL_TAKEN;
    struct text why = taken ? TEXT("") : text_copy(l->c->arena, text_of(l->c->why));
    if (receipt->outcome == CHANNEL_AWAY)
        l->outlet->rest_until_us = l->c->now_us + doubled_us(2 * US, l->outlet->vain++, 300 * US);
    else
        l->outlet->vain = 0;
    TRY(store_begin(l->c, l->host->store, &tx));
    for (size_t i = 0; i < l->count; i++) {
        struct notification_row *row = l->rows[i];
        judge_row(l, row, receipt);
        struct notice_try_row one = {.notification = row->seq,
                                     .number = row->tries,
                                     .at_us = l->c->now_us,
                                     .outcome = (int)receipt->outcome,
                                     .status = receipt->status,
                                     .unknown = receipt->unknown,
                                     .why = why};
        TRY(notice_try_insert(l->c, tx, &one));
        TRY(end_row(l, tx, row));
    }
    TRY(note_addressee(l, tx, receipt));
    if (!taken && !receipt->unknown) /* nobody has them */
        TRY(mail_links_drop(l->c, tx, &l->links));
    count_sent(l->host, l->outlet->name, taken ? (int64_t)l->count : 0, taken ? 0 : (int64_t)l->count);
    return store_commit(l->c, tx);
}

/* What was written of a code, and links. */
static void forget_secrets(const struct letter *l)
{
    const struct text texts[] = {l->message.text, l->message.html, l->links.yes, l->links.no, l->links.stop};
    bool any = l->code.len > 0 || l->links.count > 0;
    for (size_t i = 0; any && i < sizeof texts / sizeof *texts; i++)
        if (texts[i].len > 0)
            explicit_bzero((char *)(uintptr_t)texts[i].at, texts[i].len);
}

/* -- One after another */

/* For each try anew: the store cannot give back what it only has a hash of. */
static enum err make_links(struct letter *l)
{
    const struct mail_links_wish wish = {.first = l->rows[0],
                                         .kind = l->count > 1 ? NOTICE_DIGEST : kind_of(l->rows[0]),
                                         .alone = l->count == 1,
                                         .answers = l->wishes.links};
    return l->rows[0]->person == 0 ? OK : mail_links_make(l->c, l->host, &wish, &l->links);
}

static enum err post_letter(struct letter *l)
{
    const char *never = NULL;
    struct channel_receipt receipt = {.outcome = CHANNEL_REFUSED};
    const struct notification_row *first = l->rows[0];
    TRY(drop_late(l));
    if (l->count == 0)
        return OK;
    first = l->rows[0];
    TRY(find_addressee(l, &never));
    if (never != NULL)
        return give_up(l, NOTIFICATION_FAILED, never);
    if (first->person != 0 && kind_of(first) != NOTICE_TEST && l->wishes.bounced.len > 0 &&
        text_equal(l->wishes.bounced, l->person.email))
        return give_up(l, NOTIFICATION_BOUNCED, "no mail got to this address before");
    if (first->person != 0 && notice_waits(kind_of(first), first->severity)) {
        int64_t until_us = notice_quiet_until_us(l->person.zone, &l->wishes.of.times, l->c->now_us);
        if (until_us > l->c->now_us)
            return postpone(l, until_us);
    }
    TRY(claim(l));
    if (l->count == 0)
        return OK;
    TRY(make_links(l));
    if (write_message(l) == OK && channel_send(l->c, l->outlet->channel, &l->message, &receipt) == OK)
        receipt.outcome = CHANNEL_TAKEN;
    forget_secrets(l);
    return settle(l, &receipt);
}

static enum err post_batch(struct ctx *c, struct host *host, struct outlet *outlet, int64_t began_us,
                           bool *more)
{
    struct store_tx *tx;
    struct notification_row *rows;
    size_t count;
    int64_t start_us = c->now_us;
    TRY(store_begin_read(c, host->store, &tx));
    TRY(notification_due(c, tx, text_of(outlet->name), BATCH, &rows, &count));
    store_rollback(tx);
    *more = count == BATCH;
    for (size_t i = 0; i < count && outlet->rest_until_us <= c->now_us; i++) {
        if (rows[i].seq == 0)
            continue;
        struct letter *l = ARENA_NEW(c->arena, struct letter);
        *l = (struct letter){.c = c, .host = host, .outlet = outlet};
        gather(l, rows, count, &rows[i]);
        struct letter taken = *l;
        enum err e = post_letter(l);
        for (size_t j = 0; j < taken.count; j++)
            taken.rows[j]->seq = 0;
        TRY(e);
        c->now_us = start_us + time_steady_us() - began_us;
    }
    return OK;
}

static enum err post_outlet(struct ctx *c, struct host *host, struct outlet *outlet, int64_t *next_us)
{
    struct store_tx *tx;
    int64_t due_us;
    bool more = true;
    while (more && outlet->rest_until_us <= c->now_us) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(post_batch(c, host, outlet, time_steady_us(), &more));
        arena_rewind(c->arena, mark);
    }
    TRY(store_begin_read(c, host->store, &tx));
    TRY(notification_next_due(c, tx, text_of(outlet->name), &due_us));
    store_rollback(tx);
    due_us = due_us < outlet->rest_until_us ? outlet->rest_until_us : due_us;
    *next_us = due_us < *next_us ? due_us : *next_us;
    return OK;
}

enum err post_run(struct ctx *c, void *self, int64_t *next_us)
{
    struct host *host = self;
    for (size_t i = 0; i < host->outlet_count; i++) {
        struct outlet *outlet = &host->outlets[i];
        if (outlet->channel == NULL || channel_reach(outlet->channel) == CHANNEL_HERE ||
            !channel_sends(outlet->channel))
            continue;
        TRY(post_outlet(c, host, outlet, next_us));
    }
    int64_t look_us = c->now_us + LOOK_US;
    *next_us = look_us < *next_us ? look_us : *next_us;
    return OK;
}
