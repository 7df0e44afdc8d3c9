/* One payment or mandate: what it is, what happened to it, who allowed it, and what can be done. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { api } from "../../api";
import { category_full, day_add, day_full, moment, money, today } from "../../format";
import { useQuery } from "../../query";
import { is_owner, may_write } from "../../session";
import { t } from "../../text";
import type { Mandate, Payment, Proposal } from "../../types";
import { Button, Loaded } from "../../ui/basics";
import { Form, FormFoot, TextField, useSubmit } from "../../ui/form";
import { ask, Dialog } from "../../ui/layers";
import { Why } from "../approvals/why";
import * as act from "./actions";
import { ask_payment } from "./edit";
import { is_mandate, next_of } from "./month";
import { rhythm_words } from "./schedule";

export function Facts({ rows }: { rows: [string, ComponentChildren][] }) {
    return (
        <dl class="pay-facts">
            {rows
                .filter(row => row[1])
                .map(([name, value]) => (
                    <div key={name}>
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                    </div>
                ))}
        </dl>
    );
}

/* -- What happened */

const EVENTS_READ = 200;

async function history(id: string) {
    const [proposal, events] = await Promise.all([
        api.proposal(id).catch(() => null),
        api.events({ type: "payment.*", limit: EVENTS_READ }).catch(() => ({ items: [] })),
    ]);
    const own = events.items
        .filter(e => e.subject === `payment/${id}`)
        .sort((a, b) => Number(a.id) - Number(b.id));
    return { proposal, events: own };
}

function Allowed({ it }: { it: Proposal }) {
    const d = it.decision;
    return (
        <section class="pay-section">
            <h3 class="pay-title">{t.payments.allowed}</h3>
            <p class="small">
                {d.rule ? t.payments.by_rule(d.rule) : t.payments.by_policy},{" "}
                {t.payments.by_people(d.approvals)}.{" "}
                {it.agent ? t.payments.by_agent(it.agent) : t.payments.by_person}.
            </p>
            {d.why ? <p class="small muted">{d.why}</p> : null}
        </section>
    );
}

function History({ it }: { it: Payment }) {
    const query = useQuery(`payment history ${it.id}`, () => history(it.id), ["payment", "proposal"]);
    return (
        <Loaded query={query} lines={2}>
            {found => {
                const said = found.events.map(e => ({
                    time: e.time,
                    text: t.payments.events[e.type] ?? e.type,
                }));
                const first = { time: it.created, text: t.payments.events.created! };
                const rows = said.some(e => e.text === first.text) ? said : [first, ...said];
                return (
                    <>
                        <section class="pay-section">
                            <h3 class="pay-title">{t.payments.history}</h3>
                            <ol class="pay-history small">
                                {rows.map((row, i) => (
                                    <li key={i}>
                                        <time class="faint" dateTime={row.time}>
                                            {moment(row.time)}
                                        </time>{" "}
                                        {row.text}
                                    </li>
                                ))}
                            </ol>
                        </section>
                        {found.proposal ? <Allowed it={found.proposal} /> : null}
                    </>
                );
            }}
        </Loaded>
    );
}

/* -- A payment */

function Postpone({ it, close }: { it: Payment; close: () => void }) {
    const submit = useSubmit(["due"]);
    const soonest = day_add(it.due > today() ? it.due : today(), 1);
    const [due, set_due] = useState(day_add(soonest, 6));
    const send = async () => {
        if (!due) return submit.complain("due", t.error.required);
        if (due <= today()) return submit.complain("due", t.payments.past);
        await act.postpone(it, due);
        close();
    };
    return (
        <Dialog title={t.payments.postpone_title(it.payee)} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <TextField
                    label={t.payments.postpone_to}
                    type="date"
                    value={due}
                    error={submit.of("due")}
                    onText={set_due}
                />
                <FormFoot submit={submit} label={t.payments.postpone} onCancel={close} />
            </Form>
        </Dialog>
    );
}
const ask_postpone = (it: Payment) =>
    void ask<void>(close => <Postpone key={`later ${it.id}`} it={it} close={() => close()} />);

function PaymentActions({ it, wish, close }: { it: Payment; wish?: Proposal; close: () => void }) {
    const then = (run: () => unknown) => () => {
        close();
        run();
    };
    const out = it.state === "submitted" || (it.state === "held" && it.tries > 0);
    if (!may_write.value) return null;
    return (
        <div class="pay-actions">
            {wish ? (
                <Button kind="main" icon="check" onClick={then(() => act.confirm_wish(wish))}>
                    {t.payments.confirm}
                </Button>
            ) : null}
            {it.state === "planned" ? (
                <>
                    <Button icon="check" onClick={then(() => act.pay_now(it))}>
                        {t.payments.pay_now}
                    </Button>
                    <Button icon="clock" onClick={then(() => ask_postpone(it))}>
                        {t.payments.postpone}
                    </Button>
                </>
            ) : null}
            {it.state === "planned" || (it.state === "held" && !out) ? (
                <Button kind="bad" icon="close" onClick={then(() => act.cancel(it))}>
                    {t.payments.cancel}
                </Button>
            ) : null}
            {out && is_owner.value ? (
                <>
                    <Button onClick={then(() => act.say_what_became(it, true))}>
                        {t.payments.it_was_paid}
                    </Button>
                    <Button onClick={then(() => act.say_what_became(it, false))}>
                        {t.payments.it_was_not}
                    </Button>
                </>
            ) : null}
            {it.state === "failed" ? (
                <Button icon="undo" onClick={then(() => ask_payment({ like: it }))}>
                    {t.payments.try_again}
                </Button>
            ) : null}
        </div>
    );
}

const state_words = (it: Payment) => {
    const moved = it.occurrence !== null && it.occurrence !== it.due;
    if (it.state === "planned") return t.payments.kinds[moved ? "postponed" : "planned"];
    return t.payments.kinds[it.state === "held" || it.state === "submitted" ? "under_way" : it.state];
};

function PaymentDialog({ id, wish, close }: { id: string; wish?: Proposal; close: () => void }) {
    const query = useQuery(`payment ${id}`, () => api.payment(id), ["payment", "proposal"]);
    const f = t.payments.field;
    return (
        <Dialog title={query.data?.payee ?? t.payments.details} onClose={close}>
            <Loaded query={query}>
                {it => (
                    <>
                        <p class="figure-m">{money(it.amount, it.currency)}</p>
                        <Facts
                            rows={[
                                [f.state, [state_words(it), it.why].filter(Boolean).join(": ")],
                                [f.due, day_full(it.due)],
                                [f.account, it.account],
                                [f.number, it.number],
                                [f.reference, it.reference],
                                [f.category, it.category ? category_full(it.category) : null],
                                [f.provider, [it.provider, it.provider_reference].filter(Boolean).join(", ")],
                                [f.tries, it.tries > 0 ? String(it.tries) : null],
                            ]}
                        />
                        {it.transaction ? (
                            <p>
                                <a href={`/transactions?open=${it.transaction}`} onClick={close}>
                                    {t.payments.booking}
                                </a>
                            </p>
                        ) : null}
                        <PaymentActions it={it} wish={wish} close={close} />
                        <History it={it} />
                    </>
                )}
            </Loaded>
        </Dialog>
    );
}
export const show_payment = (it: Payment, wish?: Proposal) =>
    void ask<void>(close => <PaymentDialog key={it.id} id={it.id} wish={wish} close={() => close()} />);

/* -- A mandate */

function MandateDialog({ it, close }: { it: Mandate; close: () => void }) {
    const f = t.payments.field;
    const active = it.state === "active";
    return (
        <Dialog title={it.payee} onClose={close}>
            <p class="figure-m">{t.payments.up_to(money(it.most, it.currency))}</p>
            <Facts
                rows={[
                    [
                        f.state,
                        active ? t.payments.running : [t.payments.ended, it.why].filter(Boolean).join(": "),
                    ],
                    [f.rhythm, rhythm_words(it.every)],
                    [f.due, it.next ? t.payments.next(day_full(it.next)) : null],
                    [f.account, it.account],
                    [f.number, it.number],
                    [f.reference, it.reference],
                    [f.category, it.category ? category_full(it.category) : null],
                ]}
            />
            {may_write.value ? (
                <div class="pay-actions">
                    {active ? (
                        <>
                            <Button
                                icon="edit"
                                onClick={() => {
                                    close();
                                    ask_payment({ mandate: it });
                                }}
                            >
                                {t.payments.change}
                            </Button>
                            <Button
                                kind="bad"
                                icon="close"
                                onClick={() => {
                                    close();
                                    void act.stop(it);
                                }}
                            >
                                {t.payments.stop}
                            </Button>
                        </>
                    ) : (
                        <Button
                            icon="undo"
                            onClick={() => {
                                close();
                                void act.start_again(it, it.first);
                            }}
                        >
                            {t.payments.start_again}
                        </Button>
                    )}
                </div>
            ) : null}
            {active ? <p class="small muted">{t.payments.stop_text}</p> : null}
            <MandateHistory it={it} />
        </Dialog>
    );
}
function MandateHistory({ it }: { it: Mandate }) {
    const query = useQuery(`mandate allowed ${it.id}`, () => api.proposal(it.id).catch(() => null));
    return <Loaded query={query}>{found => (found ? <Allowed it={found} /> : null)}</Loaded>;
}
export const show_mandate = (it: Mandate) =>
    void ask<void>(close => <MandateDialog key={it.id} it={it} close={() => close()} />);

/* -- Something that is asked for */

function WishDialog({ it, account, close }: { it: Proposal; account: string; close: () => void }) {
    const run = it.run;
    const then = (go: () => unknown) => () => {
        close();
        go();
    };
    const next = is_mandate(it) ? next_of(it) : null;
    return (
        <Dialog title={String(it.action.payee ?? it.summary)} onClose={close}>
            <Facts rows={act.facts_of(it, account).slice(it.action.payee ? 1 : 0)} />
            {it.reason && !it.agent ? <p>{it.reason}</p> : null}
            {is_mandate(it) && it.agent ? <p class="pay-note">{t.payments.proposed_text}</p> : null}
            <p class="small muted">{it.decision.why}</p>
            {it.state === "approved" && it.decision.not_before ? (
                <p>{t.payments.approved_later(t.payments.valid_from(moment(it.decision.not_before)))}</p>
            ) : null}
            {may_write.value ? (
                <div class="pay-actions">
                    {it.state === "waiting" ? (
                        <Button kind="main" icon="check" onClick={then(() => act.confirm_wish(it))}>
                            {t.payments.confirm}
                        </Button>
                    ) : null}
                    {is_mandate(it) && it.state === "waiting" && next ? (
                        <Button icon="edit" onClick={then(() => ask_payment({ wish: it, next }))}>
                            {t.payments.change}
                        </Button>
                    ) : null}
                    <Button kind="bad" icon="close" onClick={then(() => act.deny_wish(it))}>
                        {t.payments.not_this}
                    </Button>
                    {run ? (
                        <Button
                            kind="quiet"
                            icon="info"
                            onClick={() =>
                                void ask<void>(shut => <Why key={run} run={run} close={() => shut()} />)
                            }
                        >
                            {t.payments.why}
                        </Button>
                    ) : null}
                </div>
            ) : null}
        </Dialog>
    );
}
export const show_wish = (it: Proposal, account: string) =>
    void ask<void>(close => <WishDialog key={it.id} it={it} account={account} close={() => close()} />);
