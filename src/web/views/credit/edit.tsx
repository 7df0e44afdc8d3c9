/* Saying which account is a card, and telling a score. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { useAccounts } from "../../data";
import { amount_plain, group_mark, today } from "../../format";
import { amount_typed, is_negative, is_zero } from "../../money";
import { changed } from "../../query";
import { t } from "../../text";
import type { CreditCard } from "../../types";
import { Button } from "../../ui/basics";
import { Form, FormFoot, SelectField, TextField, useSubmit } from "../../ui/form";
import { ask, Dialog, toast, toast_error } from "../../ui/layers";

async function end(it: CreditCard, close: () => void) {
    try {
        await api.credit_card_end(it.id);
        changed("credit");
        close();
        toast(t.credit.removed(it.account.name));
    } catch (e) {
        toast_error(e);
    }
}

function CardDialog({ it, close }: { it?: CreditCard; close: () => void }) {
    const submit = useSubmit(["account", "limit", "statement_day", "target"]);
    const accounts = (useAccounts().data ?? []).filter(a => !a.closed);
    const [account, set_account] = useState(it?.account.id ?? "");
    const [given, set] = useState({
        limit: it ? amount_plain(it.limit) : "",
        statement_day: it ? String(it.statement_day) : "",
        target: it ? amount_plain(String(it.target)) : "30",
    });
    const field = (name: keyof typeof given) => ({
        value: given[name],
        error: submit.of(name),
        onText: (text: string) => set(old => ({ ...old, [name]: text })),
    });
    const chosen = accounts.find(a => a.id === account);
    const send = async () => {
        const limit = amount_typed(given.limit, group_mark());
        const target = amount_typed(given.target, group_mark());
        if (!account) return submit.complain("account", t.error.required);
        if (limit === null || is_negative(limit) || is_zero(limit))
            return submit.complain("limit", t.error.amount);
        const statement_day = Number(given.statement_day);
        if (!Number.isInteger(statement_day) || statement_day < 1 || statement_day > 31)
            return submit.complain("statement_day", t.credit.statement_day_hint);
        if (target === null || is_negative(target) || is_zero(target))
            return submit.complain("target", t.error.amount);
        await api.credit_card_set({ account, limit, statement_day, target });
        changed("credit");
        close();
    };
    return (
        <Dialog title={it ? t.credit.edit(it.account.name) : t.credit.add} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={send}>
                {it ? null : (
                    <SelectField
                        label={t.credit.account}
                        error={submit.of("account")}
                        value={account}
                        options={[
                            { value: "", text: "" },
                            ...accounts.map(a => ({ value: a.id, text: a.name })),
                        ]}
                        onValue={set_account}
                    />
                )}
                <div class="field-pair">
                    <TextField
                        label={t.credit.limit_of(it?.currency ?? chosen?.currency ?? "")}
                        inputMode="decimal"
                        autocomplete="off"
                        {...field("limit")}
                    />
                    <TextField
                        label={t.credit.target_label}
                        inputMode="decimal"
                        autocomplete="off"
                        {...field("target")}
                    />
                </div>
                <TextField
                    label={t.credit.statement_day}
                    hint={t.credit.statement_day_hint}
                    inputMode="numeric"
                    autocomplete="off"
                    {...field("statement_day")}
                />
                <div class="row">
                    {it ? (
                        <Button kind="quiet" icon="trash" onClick={() => void end(it, close)}>
                            {t.do.remove}
                        </Button>
                    ) : null}
                    <span class="grow" />
                    <FormFoot submit={submit} label={t.do.save} onCancel={close} />
                </div>
            </Form>
        </Dialog>
    );
}

export function ask_card(it?: CreditCard) {
    void ask<void>(close => <CardDialog key={it?.id ?? "new"} it={it} close={() => close()} />);
}

function ScoreDialog({ close }: { close: () => void }) {
    const submit = useSubmit(["score", "date", "source"]);
    const [given, set] = useState({ score: "", date: today(), source: "" });
    const field = (name: keyof typeof given) => ({
        value: given[name],
        error: submit.of(name),
        onText: (text: string) => set(old => ({ ...old, [name]: text })),
    });
    const send = async () => {
        const score = Number(given.score);
        if (!given.score.trim() || !Number.isInteger(score))
            return submit.complain("score", t.error.required);
        const source = given.source.trim();
        await api.credit_score_add({ score, date: given.date || undefined, source: source || undefined });
        changed("credit");
        close();
    };
    return (
        <Dialog title={t.credit.score_add} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <div class="field-pair">
                    <TextField
                        label={t.credit.score}
                        inputMode="numeric"
                        autocomplete="off"
                        autofocus
                        {...field("score")}
                    />
                    <TextField label={t.credit.date} type="date" {...field("date")} />
                </div>
                <TextField
                    label={t.credit.source}
                    hint={t.credit.source_hint}
                    maxLength={60}
                    {...field("source")}
                />
                <FormFoot submit={submit} label={t.do.save} onCancel={close} />
            </Form>
        </Dialog>
    );
}

export function ask_score() {
    void ask<void>(close => <ScoreDialog key="score" close={() => close()} />);
}
