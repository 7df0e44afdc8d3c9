/* What can be done to payments and mandates. What can be taken back is done at once and offers to; before anything else one is asked. */
import { api, ApiError } from "../../api";
import { day_full, moment, money, today } from "../../format";
import { uuid } from "../../ids";
import { changed } from "../../query";
import { t } from "../../text";
import type { Day, Mandate, Payment, Proposal } from "../../types";
import { ask, confirm, toast, toast_error, type ToastAction } from "../../ui/layers";
import { Approve } from "../approvals/approve";
import { is_mandate, next_of } from "./month";
import { rhythm_words } from "./schedule";

export function told() {
    changed("payment", "mandate", "proposal", "transaction");
}

/* A person said yes to all of it already, or says it now, with a code where the policy wants one. */
export async function settle(it: Proposal, done: string, ...actions: ToastAction[]): Promise<boolean> {
    told();
    if (it.state === "waiting") {
        const said = await approve(it);
        return said ? settle_said(said, done, actions) : (toast(t.payments.waits_for), false);
    }
    return settle_said(it, done, actions);
}

function settle_said(it: Proposal, done: string, actions: ToastAction[]): boolean {
    told();
    if (it.state === "done") toast(done, ...actions);
    else if (it.state === "approved" && it.decision.not_before)
        toast(t.payments.approved_later(t.payments.valid_from(moment(it.decision.not_before))));
    else if (it.state === "approved" || it.state === "waiting") toast(t.payments.waits_for);
    else toast_error(new Error(t.payments.refused(it.decision.why)));
    return it.state === "done" || it.state === "approved";
}

/* What the policy denies is told in the form that asked for it. */
export function refuse_denied(it: Proposal) {
    if (it.state === "denied" || it.state === "failed")
        throw new ApiError(409, "denied", t.payments.refused(it.decision.why));
}

const words = (it: Proposal, name: string) => {
    const value = it.action[name];
    return typeof value === "string" && value ? value : null;
};

/* What one says yes to, in words: the accounts' names of now, the day on which it begins. */
export function facts_of(it: Proposal, account: string): [string, string][] {
    const f = t.payments.field;
    const day = is_mandate(it) ? next_of(it) : words(it, "due");
    const every = words(it, "every");
    const all: [string, string | null][] = [
        [f.payee, words(it, "payee")],
        [f.number, words(it, "number")],
        [is_mandate(it) ? f.most : f.amount, it.amount && it.currency ? money(it.amount, it.currency) : null],
        [f.rhythm, every ? rhythm_words(every) : null],
        [is_mandate(it) ? f.first : f.due, day ? day_full(day) : null],
        [f.account, account || null],
        [f.reference, words(it, "reference")],
    ];
    return all.filter((x): x is [string, string] => x[1] !== null);
}

export async function approve(it: Proposal): Promise<Proposal | undefined> {
    const accounts = await api.accounts().catch(() => ({ items: [] }));
    const account = accounts.items.find(a => a.id === it.action.account)?.name ?? "";
    const title = is_mandate(it) ? t.payments.confirm_title(words(it, "payee") ?? "") : it.summary;
    return ask<Proposal>(close => (
        <Approve
            key={it.id}
            it={it}
            title={title}
            facts={facts_of(it, account)}
            yes={t.payments.confirm}
            close={close}
        />
    ));
}

export async function confirm_wish(it: Proposal) {
    const said = await approve(it);
    if (!said) return;
    const done = is_mandate(it)
        ? t.payments.confirmed(words(it, "payee") ?? "")
        : t.payments.paid_now(words(it, "payee") ?? it.summary);
    settle_said(said, done, []);
}

export async function deny_wish(it: Proposal) {
    const text = is_mandate(it) ? t.payments.not_this_text(words(it, "payee") ?? "") : it.summary;
    if (!(await confirm(t.payments.not_this, text, t.payments.not_this))) return;
    try {
        await api.proposal_deny(it.id);
        toast(t.payments.denied);
    } catch (e) {
        toast_error(e);
    }
    told();
}

/* -- One payment */

const wish = (it: Payment, due: Day) =>
    api.propose({ kind: it.kind, key: `page/${uuid()}`, action: { payment: it.id, due } });

export async function pay_now(it: Payment) {
    const title = t.payments.pay_now_title(money(it.amount, it.currency), it.payee);
    if (!(await confirm(title, t.payments.pay_now_text, t.payments.pay_now))) return;
    try {
        await settle(await wish(it, today()), t.payments.paid_now(it.payee));
    } catch (e) {
        toast_error(e);
    }
}

export async function postpone(it: Payment, due: Day) {
    const made = await wish(it, due);
    refuse_denied(made);
    /* Going back to today would be paying at once. */
    const back = { text: t.do.undo, run: () => void bring_back(it) };
    void settle(made, t.payments.postponed_to(day_full(due)), ...(it.due > today() ? [back] : []));
}

async function bring_back(it: Payment) {
    try {
        await settle(await wish(it, it.due), t.payments.brought_back);
    } catch (e) {
        toast_error(e);
    }
}

async function plan_again(it: Payment) {
    try {
        const made = await api.payment_new({
            id: uuid(),
            account: it.account,
            ...(it.kind === "transfer"
                ? { to: it.payee }
                : { payee: it.payee, number: it.number ?? undefined, category: it.category ?? undefined }),
            amount: it.amount,
            due: it.due > today() ? it.due : undefined,
            reference: it.reference ?? undefined,
        });
        await settle(made.proposal, t.payments.planned_again);
    } catch (e) {
        toast_error(e);
    }
}

/* A mandate has one payment for each of its days: that one does not come back. */
export async function cancel(it: Payment) {
    const of_mandate = it.mandate !== null;
    const { cancel_title, cancel_text } = t.payments;
    if (of_mandate && !(await confirm(cancel_title(it.payee), cancel_text, t.payments.cancel))) return;
    try {
        await api.payment_cancel(it.id);
        const back = { text: t.do.undo, run: () => void plan_again(it) };
        toast(t.payments.cancelled(it.payee), ...(of_mandate ? [] : [back]));
    } catch (e) {
        toast_error(e);
    }
    told();
}

export async function say_what_became(it: Payment, paid: boolean) {
    const title = paid ? t.payments.it_was_paid : t.payments.it_was_not;
    if (!(await confirm(title, t.payments.settle_text, title))) return;
    try {
        await api.payment_settle(it.id, paid);
        toast(t.payments.settled);
    } catch (e) {
        toast_error(e);
    }
    told();
}

/* -- Mandates */

export async function start_again(it: Mandate, first: Day) {
    try {
        const made = await api.mandate_new({
            id: uuid(),
            account: it.account,
            payee: it.payee,
            number: it.number ?? undefined,
            amount: it.most,
            every: it.every,
            first,
            reference: it.reference ?? undefined,
            category: it.category ?? undefined,
        });
        await settle(made.proposal, t.payments.started(it.payee));
    } catch (e) {
        toast_error(e);
    }
}

export async function stop(it: Mandate) {
    try {
        await api.mandate_end(it.id);
        const again = () => void start_again(it, it.next ?? it.first);
        toast(t.payments.stopped(it.payee), { text: t.do.undo, run: again });
    } catch (e) {
        toast_error(e);
    }
    told();
}
