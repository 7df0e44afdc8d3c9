/* A payment by hand, once or again and again; and what a mandate is changed to. */
import { useState } from "preact/hooks";
import { api, ApiError } from "../../api";
import { amount_plain, day_full, group_mark, today } from "../../format";
import { uuid } from "../../ids";
import { amount_typed, is_negative, is_zero } from "../../money";
import { currency } from "../../session";
import { t } from "../../text";
import type { Account, Day, Mandate, NewMandate, Payment, PaymentAsked, Proposal } from "../../types";
import { Segments } from "../../ui/basics";
import { Form, FormFoot, SelectField, TextField, useSubmit } from "../../ui/form";
import { ask, Dialog } from "../../ui/layers";
import { refuse_denied, settle, told } from "./actions";
import { rhythm_of, rhythm_text, UNITS } from "./schedule";

const EVERY_MOST = 1000;
const FIELDS = ["account", "payee", "to", "number", "amount", "due", "first", "every", "reference"];

/* What the form begins with: nothing, an earlier payment, a mandate that is changed, or one that was proposed. */
export interface Begin {
    like?: Payment;
    mandate?: Mandate;
    wish?: Proposal;
    next?: Day;
    accounts?: Account[];
    day?: Day;
}

const word = (it: Proposal | undefined, name: string) => {
    const value = it?.action[name];
    return typeof value === "string" ? value : "";
};

const usual_account = (accounts: Account[]) => {
    const assets = accounts.filter(a => a.kind === "asset");
    return assets.find(a => a.currency === currency.value) ?? assets[0] ?? accounts[0]!;
};

function begin_with(b: Begin, accounts: Account[]) {
    const { like, mandate, wish } = b;
    const named =
        accounts.find(a => a.name === (like ?? mandate)?.account) ??
        accounts.find(a => a.id === word(wish, "account"));
    const own = like?.kind === "transfer" ? accounts.find(a => a.name === like.payee) : undefined;
    const from = named ?? usual_account(accounts);
    const amount = like?.amount ?? mandate?.most ?? wish?.amount ?? "";
    const { n, unit } = rhythm_of(mandate?.every ?? word(wish, "every"));
    const day = b.next ?? mandate?.next ?? b.day ?? today();
    return {
        account: from.id,
        to: own?.id ?? accounts.find(a => a.id !== from.id)?.id ?? "",
        payee: own ? "" : (like?.payee ?? mandate?.payee ?? word(wish, "payee")),
        number: like?.number ?? mandate?.number ?? word(wish, "number"),
        amount: amount ? amount_plain(amount) : "",
        day: day < today() ? today() : day,
        n: String(n),
        unit,
        reference: like?.reference ?? mandate?.reference ?? word(wish, "reference"),
    };
}

/* The API speaks of the action's members. */
async function sent<R>(work: Promise<R>): Promise<R> {
    try {
        return await work;
    } catch (e) {
        if (!(e instanceof ApiError)) throw e;
        const field = /^action\.(\w+)$/.exec(e.field ?? "")?.[1] ?? e.field;
        throw new ApiError(e.status, e.code, e.message.replace(/^action\.(\w+)/, "$1"), field);
    }
}

type Way = "payee" | "own";
type Often = "once" | "again";

function PaymentForm({ begin, accounts, close }: { begin: Begin; accounts: Account[]; close: () => void }) {
    const submit = useSubmit(FIELDS);
    const changes = begin.mandate !== undefined || begin.wish !== undefined;
    const [id] = useState(uuid); /* sent twice is paid once */
    const [way, set_way] = useState<Way>(begin.like?.kind === "transfer" ? "own" : "payee");
    const [often, set_often] = useState<Often>(changes ? "again" : "once");
    const [given, set] = useState(() => begin_with(begin, accounts));
    const again = often === "again";
    const own = way === "own" && !changes;
    const put = (change: Partial<typeof given>) => set(old => ({ ...old, ...change }));
    const field = (name: "payee" | "number" | "amount" | "reference") => ({
        value: given[name],
        error: submit.of(name),
        onText: (text: string) => put({ [name]: text }),
    });
    const account = accounts.find(a => a.id === given.account)!;
    const reference = given.reference.trim() || undefined;
    const number = given.number.trim() || undefined;

    const send_once = (amount: string) =>
        api.payment_new({
            id,
            account: given.account,
            ...(own ? { to: given.to } : { payee: given.payee.trim(), number }),
            amount,
            due: given.day,
            reference,
        });
    const send_again = (amount: string) => {
        const fresh: NewMandate = {
            id,
            account: given.account,
            payee: given.payee.trim(),
            number,
            amount,
            every: rhythm_text({ n: Number(given.n), unit: given.unit }),
            first: given.day,
            reference,
            category: begin.mandate?.category ?? undefined,
            replaces: begin.mandate?.id,
        };
        return api.mandate_new(fresh);
    };
    const after = async (made: PaymentAsked) => {
        refuse_denied(made.proposal);
        const name = own ? accounts.find(a => a.id === given.to)!.name : given.payee.trim();
        close();
        const done = again
            ? begin.mandate
                ? t.payments.changed
                : t.payments.confirmed(name)
            : t.payments.planned_for(name, day_full(given.day));
        const said = await settle(made.proposal, done);
        if (said && begin.wish) await api.proposal_deny(begin.wish.id).catch(() => undefined);
        told();
    };
    const send = async () => {
        const amount = amount_typed(given.amount, group_mark());
        const n = Number(given.n);
        const day = again ? "first" : "due";
        if (!own && !given.payee.trim()) return submit.complain("payee", t.error.required);
        if (own && (!given.to || given.to === given.account))
            return submit.complain("to", t.payments.same_account);
        if (amount === null || is_negative(amount) || is_zero(amount))
            return submit.complain("amount", t.error.amount);
        if (!given.day) return submit.complain(day, t.error.required);
        if (given.day < today()) return submit.complain(day, t.payments.past);
        if (again && (!Number.isInteger(n) || n < 1 || n > EVERY_MOST))
            return submit.complain("every", t.payments.number_bad);
        await after(await sent(again ? send_again(amount) : send_once(amount)));
    };
    const f = t.payments.field;
    const options = accounts.map(a => ({ value: a.id, text: a.name }));
    const title = begin.mandate
        ? t.payments.change_title(begin.mandate.payee)
        : begin.wish
          ? t.payments.confirm_title(word(begin.wish, "payee"))
          : t.payments.add_title;
    const label = begin.mandate ? t.do.save : again ? t.payments.add_again_do : t.payments.add_do;
    return (
        <Dialog title={title} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={send}>
                {changes ? null : (
                    <div class="pay-choices">
                        <Segments<Way>
                            label={f.way}
                            value={way}
                            options={[
                                { value: "payee", text: f.to_payee },
                                { value: "own", text: f.to_own },
                            ]}
                            onChange={next => {
                                set_way(next);
                                if (next === "own") set_often("once");
                            }}
                        />
                        {own ? null : (
                            <Segments<Often>
                                label={f.rhythm}
                                value={often}
                                options={[
                                    { value: "once", text: f.once },
                                    { value: "again", text: f.again },
                                ]}
                                onChange={set_often}
                            />
                        )}
                    </div>
                )}
                {own ? null : (
                    <div class="field-pair">
                        <TextField label={f.payee} maxLength={200} autofocus {...field("payee")} />
                        <TextField label={f.number} autocomplete="off" maxLength={60} {...field("number")} />
                    </div>
                )}
                <div class="field-pair">
                    <SelectField
                        label={f.account}
                        error={submit.of("account")}
                        value={given.account}
                        options={options}
                        onValue={value => put({ account: value })}
                    />
                    {own ? (
                        <SelectField
                            label={f.to}
                            error={submit.of("to")}
                            value={given.to}
                            options={options}
                            onValue={to => put({ to })}
                        />
                    ) : (
                        <TextField
                            label={again ? f.most_in(account.currency) : f.amount_in(account.currency)}
                            hint={again ? t.payments.field.most_hint : undefined}
                            inputMode="decimal"
                            autocomplete="off"
                            {...field("amount")}
                        />
                    )}
                </div>
                <div class="field-pair">
                    {own ? (
                        <TextField
                            label={f.amount_in(account.currency)}
                            inputMode="decimal"
                            autocomplete="off"
                            {...field("amount")}
                        />
                    ) : null}
                    <TextField
                        label={again ? f.first : f.due}
                        type="date"
                        value={given.day}
                        error={submit.of(again ? "first" : "due")}
                        onText={day => put({ day })}
                    />
                    {again ? (
                        <div class="pay-rhythm">
                            <TextField
                                label={f.every}
                                inputMode="numeric"
                                autocomplete="off"
                                value={given.n}
                                error={submit.of("every")}
                                onText={n => put({ n })}
                            />
                            <SelectField
                                label={f.unit}
                                value={given.unit}
                                options={UNITS.map(u => ({ value: u, text: t.payments.unit(u) }))}
                                onValue={unit => put({ unit: UNITS.find(u => u === unit)! })}
                            />
                        </div>
                    ) : own ? null : (
                        <TextField
                            label={f.reference}
                            hint={f.reference_hint}
                            maxLength={140}
                            {...field("reference")}
                        />
                    )}
                </div>
                {again || own ? (
                    <TextField
                        label={f.reference}
                        hint={f.reference_hint}
                        maxLength={140}
                        {...field("reference")}
                    />
                ) : null}
                <FormFoot submit={submit} label={label} onCancel={close} />
            </Form>
        </Dialog>
    );
}

export async function ask_payment(begin: Begin) {
    const all = begin.accounts ?? (await api.accounts()).items;
    const accounts = all.filter(a => !a.closed);
    if (accounts.length > 0)
        void ask<void>(close => (
            <PaymentForm key="payment" begin={begin} accounts={accounts} close={() => close()} />
        ));
}
