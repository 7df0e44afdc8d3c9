/* Looks after credit cards: says what to pay before a statement reports too much, and proposes to ask a bank for a higher limit when that is wise. What it
 * reasons with is in finance/credit/advice.h. It looks every morning and whenever something happens on a card; each card and statement is told of
 * once. */
#include "finance/credit/credit.h"

#include "agents/agent.h"
#include "store/entity/agency/proposal.h"

#include <string.h>

enum { MORNING = 6 * 60 + 20, NAME_BYTES = 40 };

/* -- What it knows -- */

static void write_card(struct json *j, const struct card_at *at, int64_t money)
{
    const struct credit_history *h = &at->request.history;
    json_object(j);
    json_key(j, "account");
    json_id(j, at->account.id);
    json_key_text(j, "name", at->account.name);
    json_key_int(j, "currency", at->account.currency);
    json_key_int(j, "limit", at->card.limit);
    json_key_int(j, "target", at->card.target);
    json_key_int(j, "owed", at->owed);
    json_key_int(j, "projected", at->projected);
    json_key_int(j, "statement", at->statement);
    json_key_int(j, "money", money);
    json_key_int(j, "average", h->average_owed);
    json_key_int(j, "months_open", h->months_open);
    json_key_int(j, "since_asked", h->months_since_asked);
    json_key_int(j, "worst_used", at->request.worst_used);
    json_key_int(j, "refused", at->request.refused);
    json_key_bool(j, "open", at->request.open);
    json_key_bool(j, "rests", at->request.rests);
    json_key_bool(j, "wished", at->wish.state == PROPOSAL_WAITING || at->wish.state == PROPOSAL_APPROVED);
    json_key_text(j, "wish", at->wish.key);
    json_object_end(j);
}

/* Nothing on a card: nothing to think about. */
static enum err concerns_cards(struct agent_context *x, struct store_tx *tx,
                               const struct agent_trigger *trigger, bool *out)
{
    const struct relay_event *event = trigger->event;
    *out = true;
    if (trigger->task != NULL || event == NULL || event->txn_first == 0)
        return OK;
    return card_is_touched(x->c, tx, x->household, event->txn_first, event->txn_last, out);
}

static enum err gather(struct agent_context *x, const struct agent_trigger *trigger, struct json *facts)
{
    struct store_tx *tx;
    struct card_row *cards;
    struct credit_look look;
    size_t count;
    bool concerned = false;
    TRY(agent_ledger(x, &tx));
    TRY(card_list(x->c, tx, x->household, 1, &cards, &count));
    if (count > 0)
        TRY(concerns_cards(x, tx, trigger, &concerned));
    x->idle = !concerned;
    if (!concerned)
        return OK;
    TRY(credit_look(x->c, tx, x->household, &look));
    /* The day's row is the reading of a meter, no decision: in the same transaction, and the same however often it is read. */
    TRY(credit_keep(x->c, tx, x->household, &look));
    json_key_int(facts, "today", look.today);
    json_key_bool(facts, "has_score", look.has_change);
    json_key_int(facts, "score_change", look.score_change);
    json_key_int(facts, "missed", look.missed);
    json_key_bool(facts, "tight", look.tight);
    json_key(facts, "cards");
    json_array(facts);
    for (size_t i = 0; i < look.count; i++)
        for (size_t k = 0; k < look.total_count; k++)
            if (look.totals[k].currency == look.cards[i].account.currency)
                write_card(facts, &look.cards[i], look.totals[k].money);
    json_array_end(facts);
    return OK;
}

/* -- What it makes of that -- */

struct mind {
    struct ctx *c;
    const struct json_value *facts;
    struct decision *out;
    date today;
    const struct json_value *cards[CREDIT_CARDS_MOST];
    struct advice_card given[CREDIT_CARDS_MOST];
    size_t count;
};

static void read_cards(struct mind *m)
{
    const struct json_value *v = json_first(fact(m->facts, "cards"));
    for (; v != NULL && m->count < CREDIT_CARDS_MOST; v = json_next(v)) {
        m->cards[m->count] = v;
        m->given[m->count++] = (struct advice_card){.limit = fact_int(v, "limit"),
                                                    .owed = fact_int(v, "owed"),
                                                    .projected = fact_int(v, "projected"),
                                                    .target = fact_int(v, "target"),
                                                    .statement = (date)fact_int(v, "statement"),
                                                    .currency = (currency)fact_int(v, "currency"),
                                                    .money = fact_int(v, "money")};
    }
}

static const char *name_of(struct mind *m, size_t card)
{
    struct text name = fact_text(m->cards[card], "name");
    while (name.len > NAME_BYTES || (name.len > 0 && !text_is_utf8(name)))
        name.len--;
    return arena_printf(m->c->arena, "%.*s", TEXT_ARGS(name));
}

static const char *money_of(struct mind *m, size_t card, int64_t minor)
{
    char text[MONEY_TEXT_MAX];
    currency cur = m->given[card].currency;
    return arena_printf(m->c->arena, "%s %s", money_format(minor, cur, text), currency_code(cur));
}

/* "61.7 %" */
static const char *share_of(struct mind *m, int64_t share)
{
    int64_t tenths = (share + 5) / 10;
    return arena_printf(m->c->arena, "%lld.%lld %%", (long long)(tenths / 10), (long long)(tenths % 10));
}

static struct text body_of(struct mind *m, const struct advice *a)
{
    char by[DATE_TEXT_MAX], statement[DATE_TEXT_MAX];
    const struct advice_card *card = &m->given[a->card];
    struct buf *out = buf_in_arena(m->c->arena);
    buf_printf(out, "On %s %s of %s (%s) would be reported; the target is %s. ",
               date_format(card->statement, statement), money_of(m, a->card, card->projected),
               money_of(m, a->card, card->limit), share_of(m, a->reported), share_of(m, card->target));
    buf_printf(out, "Pay %s by %s. ", money_of(m, a->card, a->pay), date_format(a->by, by));
    if (a->can < a->pay)
        buf_printf(out, "Your accounts hold %s: %s of it here lowers the highest utilisation most, to %s. ",
                   money_of(m, a->card, card->money > 0 ? card->money : 0), money_of(m, a->card, a->can),
                   share_of(m, a->then));
    if (a->points > 0)
        buf_printf(out, "That may bring about %d points. %s", a->points, advice_assumed);
    return buf_view(out);
}

static void advise(struct mind *m)
{
    struct advice advice[CREDIT_CARDS_MOST];
    size_t count = credit_advise(m->given, m->count, m->today, advice);
    for (size_t i = 0; i < count; i++) {
        const struct advice *a = &advice[i];
        char by[DATE_TEXT_MAX], statement[DATE_TEXT_MAX];
        struct text id = fact_text(m->cards[a->card], "account");
        decision_explain(m->out, "%s: %s would be reported, %s is the target%s", name_of(m, a->card),
                         share_of(m, a->reported), share_of(m, m->given[a->card].target),
                         a->soon ? "" : "; there is time");
        if (!a->soon)
            continue;
        struct decision_insight insight = {
            .kind = "credit_utilisation",
            .topic = text_of(arena_printf(m->c->arena, "credit/%.*s/%s", TEXT_ARGS(id),
                                          date_format(m->given[a->card].statement, statement))),
            .severity = a->reported >= LIMIT_USED_TOP ? SEVERITY_WARNING : SEVERITY_NOTICE,
            .date = m->today,
            .title = text_of(arena_printf(m->c->arena, "Pay %s to %s by %s", money_of(m, a->card, a->pay),
                                          name_of(m, a->card), date_format(a->by, by))),
            .body = body_of(m, a)};
        decision_tell(m->out, &insight);
    }
}

static struct limit_case case_of(struct mind *m, size_t card)
{
    const struct json_value *v = m->cards[card];
    return (struct limit_case){
        .history = {.limit = m->given[card].limit,
                    .average_owed = fact_int(v, "average"),
                    .months_open = (int)fact_int(v, "months_open"),
                    .months_since_asked = (int)fact_int(v, "since_asked"),
                    .score_change = (int)fact_int(json_member(m->facts, "known"), "score_change"),
                    .missed_payments = (int)fact_int(json_member(m->facts, "known"), "missed"),
                    .stressed = fact_is(json_member(m->facts, "known"), "tight")},
        .has_score = fact_is(json_member(m->facts, "known"), "has_score"),
        .worst_used = (int32_t)fact_int(v, "worst_used"),
        .refused = (int)fact_int(v, "refused"),
        .open = fact_is(v, "open"),
        .rests = fact_is(v, "rests"),
        .currency = m->given[card].currency};
}

static void propose(struct mind *m, size_t card, const struct limit_case *it, const struct limit_verdict *v)
{
    char day[DATE_TEXT_MAX], money[MONEY_TEXT_MAX];
    struct buf *action = buf_in_arena(m->c->arena);
    struct json j = json_into(action);
    struct text id = fact_text(m->cards[card], "account");
    const struct credit_history *h = &it->history;
    const char *why = arena_printf(
        m->c->arena,
        "Over the last six months %s of the limit were used on average, and the score rose by %d.",
        share_of(m, credit_utilisation(h->average_owed, h->limit)), h->score_change);
    json_object(&j);
    json_key_text(&j, "account", id);
    json_key_z(&j, "amount", money_format(v->limit, it->currency, money));
    json_key_z(&j, "currency", currency_code(it->currency));
    json_key_z(&j, "why", why);
    json_object_end(&j);
    struct decision_proposal proposal = {
        .kind = "limit-request",
        .key = text_of(arena_printf(m->c->arena, "limit/%.*s/%s", TEXT_ARGS(id), date_format(m->today, day))),
        .action = buf_view(action),
        .reason = text_of(arena_printf(
            m->c->arena,
            "%s No payment was missed and money is not tight. With %s instead of %s it would be %s.", why,
            money_of(m, card, v->limit), money_of(m, card, h->limit),
            share_of(m, credit_utilisation(h->average_owed, v->limit))))};
    decision_propose(m->out, &proposal);
}

static void consider_limit(struct mind *m, size_t card)
{
    struct limit_case it = case_of(m, card);
    struct limit_verdict v = credit_limit_case(&it);
    struct text wish = fact_text(m->cards[card], "wish"), own = TEXT("credit/");
    bool wished = fact_is(m->cards[card], "wished");
    for (unsigned i = 0; i < LIMIT_REASONS; i++)
        if ((v.reasons & 1U << i) != 0)
            decision_explain(m->out, "%s: no higher limit is asked for: %s", name_of(m, card),
                             limit_reason_texts[i]);
    if (v.may && !wished)
        propose(m, card, &it, &v);
    else if (!v.may && wished && wish.len > own.len)
        decision_withdraw(m->out, (struct text){wish.at + own.len, wish.len - own.len},
                          TEXT("It would not be wise any more."));
}

static bool is_transaction(struct text kind)
{
    static const char start[] = "transaction.";
    return kind.len >= sizeof start - 1 && memcmp(kind.at, start, sizeof start - 1) == 0;
}

static enum err decide(struct ctx *c, const struct json_value *facts, struct decision *out)
{
    struct mind m = {.c = c, .facts = facts, .out = out};
    m.today = (date)fact_int(json_member(facts, "known"), "today");
    read_cards(&m);
    advise(&m);
    if (!is_transaction(fact_text(facts, "kind")))
        for (size_t i = 0; i < m.count; i++)
            consider_limit(&m, i);
    if (text_is(fact_text(facts, "cause"), "task"))
        decision_answer(out, text_of(arena_printf(c->arena, "{\"cards\":%zu}", m.count)));
    return OK;
}

static const char *const types[] = {"transaction.*", "account.updated", "credit.*", NULL};
static const char *const kinds[] = {"daily", "review", NULL};
static const char *const proposes[] = {"limit-request", NULL};

const struct agent agent_credit = {
    .name = "credit",
    .title = "Looks after credit cards: what to pay before a statement, when to ask for a higher limit",
    .types = types,
    .permissions = AGENT_READS_LEDGER | AGENT_WRITES_INSIGHTS | AGENT_APPENDS_EVENTS | AGENT_PROPOSES,
    .gather = gather,
    .decide = decide,
    .kinds = kinds,
    .proposes = proposes,
    .budget = {.acts = 2 * CREDIT_CARDS_MOST},
    .daily_minute = MORNING,
};
