/* A payment entered by hand: cash, mostly. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { category_full, group_mark, today } from "../../format";
import { absolute, amount_typed, negated } from "../../money";
import { changed } from "../../query";
import { t } from "../../text";
import type { Account } from "../../types";
import { Icon, Segments } from "../../ui/basics";
import { Field, Form, FormFoot, SelectField, TextField, useSubmit } from "../../ui/form";
import { ask, Dialog, toast } from "../../ui/layers";
import { uuid } from "../../ids";
import { pick_category, pick_payee } from "./pickers";

const LAST_ACCOUNT = "florin.account";
const remembered = () => {
    try {
        return localStorage.getItem(LAST_ACCOUNT);
    } catch {
        return null;
    }
};

function PickField({
    label,
    value,
    none,
    error,
    onPick,
}: {
    label: string;
    value: string;
    none: string;
    error?: string | null;
    onPick: (anchor: Element) => void;
}) {
    return (
        <Field label={label} error={error}>
            {given => (
                <button
                    type="button"
                    class="input split-category"
                    {...given}
                    aria-invalid={undefined}
                    onClick={e => onPick(e.currentTarget)}
                >
                    <span class={value ? "clip" : "clip faint"}>{value || none}</span>
                    <Icon name="down" small />
                </button>
            )}
        </Field>
    );
}

function AddDialog({
    accounts,
    account,
    close,
}: {
    accounts: Account[];
    account?: string;
    close: () => void;
}) {
    const submit = useSubmit(["amount", "payee", "date", "account", "category"]);
    const [id] = useState(uuid); /* sent twice is booked once */
    const [way, set_way] = useState<"out" | "in">("out");
    const first = accounts.find(a => a.id === (account ?? remembered())) ?? accounts[0]!;
    const [given, set] = useState({
        account: first.id,
        amount: "",
        payee: "",
        date: today(),
        category: "",
        notes: "",
    });
    const put = (change: Partial<typeof given>) => set(old => ({ ...old, ...change }));

    const choose_payee = async (anchor: Element) => {
        const payee = await pick_payee(anchor, given.payee);
        if (!payee) return;
        put({ payee });
        if (given.category) return;
        const known = await api.payees(payee, 5).catch(() => null);
        const category = known?.items.find(p => p.name === payee)?.category;
        if (category) set(old => (old.category ? old : { ...old, category }));
    };
    const send = async () => {
        const amount = amount_typed(given.amount, group_mark());
        if (!amount) return submit.complain("amount", t.error.amount);
        if (!given.payee) return submit.complain("payee", t.error.required);
        const signed = way === "out" ? negated(absolute(amount)) : absolute(amount);
        const { account: at, payee, date, category, notes } = given;
        await api.transaction_new({
            id,
            account: at,
            date,
            amount: signed,
            payee,
            category: category || undefined,
            notes: notes.trim() || undefined,
        });
        try {
            localStorage.setItem(LAST_ACCOUNT, at);
        } catch {
            /* Then the first account is offered next time. */
        }
        changed("transaction");
        toast(t.tx.added);
        close();
    };
    return (
        <Dialog title={t.tx.add} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <Segments
                    label={t.tx.direction}
                    value={way}
                    options={[
                        { value: "out", text: t.tx.expense },
                        { value: "in", text: t.tx.income },
                    ]}
                    onChange={set_way}
                />
                <TextField
                    label={t.tx.amount}
                    inputMode="decimal"
                    autofocus
                    autocomplete="off"
                    value={given.amount}
                    error={submit.of("amount")}
                    onText={amount => put({ amount })}
                />
                <PickField
                    label={t.tx.payee}
                    value={given.payee}
                    none={t.do.choose}
                    error={submit.of("payee")}
                    onPick={e => void choose_payee(e)}
                />
                <PickField
                    label={t.tx.category}
                    value={given.category ? category_full(given.category) : ""}
                    none={t.do.choose}
                    error={submit.of("category")}
                    onPick={e =>
                        void pick_category(e, way === "out", given.category).then(
                            c => c && put({ category: c }),
                        )
                    }
                />
                <div class="field-pair">
                    <TextField
                        label={t.tx.date}
                        type="date"
                        value={given.date}
                        error={submit.of("date")}
                        onText={date => put({ date })}
                    />
                    <SelectField
                        label={t.tx.account}
                        value={given.account}
                        error={submit.of("account")}
                        options={accounts.map(a => ({ value: a.id, text: a.name }))}
                        onValue={at => put({ account: at })}
                    />
                </div>
                <TextField label={t.tx.notes} value={given.notes} onText={notes => put({ notes })} />
                <FormFoot submit={submit} label={t.tx.add} onCancel={close} />
            </Form>
        </Dialog>
    );
}

export function ask_add(accounts: Account[], account?: string) {
    const open = accounts.filter(a => !a.closed);
    if (open.length > 0)
        void ask<void>(close => (
            <AddDialog key="add" accounts={open} account={account} close={() => close()} />
        ));
}
