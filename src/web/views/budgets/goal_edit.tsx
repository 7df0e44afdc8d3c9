/* Adding a goal, and changing one. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { useAccounts } from "../../data";
import { amount_plain, group_mark } from "../../format";
import { amount_typed, is_negative, is_zero } from "../../money";
import { changed } from "../../query";
import { currencies, currency } from "../../session";
import { t } from "../../text";
import type { Goal, GoalEdit } from "../../types";
import { Button } from "../../ui/basics";
import { Form, FormFoot, SelectField, TextField, useSubmit } from "../../ui/form";
import { ask, Dialog, toast, toast_error } from "../../ui/layers";

async function end(it: Goal, close: () => void) {
    try {
        await api.goal_end(it.id);
        changed("goal");
        close();
        const { name, target, currency: c, saved, account, due } = it;
        const again = { name, target, currency: c, due, ...(account ? { account: account.id } : { saved }) };
        toast(t.budgets.removed(name), {
            text: t.do.undo,
            run: () => void api.goal_new(again).then(() => changed("goal"), toast_error),
        });
    } catch (e) {
        toast_error(e);
    }
}

function GoalDialog({ it, close }: { it?: Goal; close: () => void }) {
    const submit = useSubmit(["name", "target", "saved", "account", "due", "currency"]);
    const accounts = (useAccounts().data ?? []).filter(a => !a.closed);
    const [c, set_c] = useState(it?.currency ?? currency.value);
    const [account, set_account] = useState(it?.account?.id ?? "");
    const [given, set] = useState({
        name: it?.name ?? "",
        target: it ? amount_plain(it.target) : "",
        saved: it && !it.account ? amount_plain(it.saved) : "",
        due: it?.due ?? "",
    });
    const field = (name: keyof typeof given) => ({
        value: given[name],
        error: submit.of(name),
        onText: (text: string) => set(old => ({ ...old, [name]: text })),
    });
    const send = async () => {
        const name = given.name.trim();
        if (!name) return submit.complain("name", t.error.required);
        const target = amount_typed(given.target, group_mark());
        if (target === null || is_negative(target) || is_zero(target))
            return submit.complain("target", t.error.amount);
        const saved = given.saved.trim() ? amount_typed(given.saved, group_mark()) : "0";
        if (saved === null) return submit.complain("saved", t.error.amount);
        const edit: GoalEdit = { name, target, account: account || null, due: given.due || null };
        if (!account) edit.saved = saved;
        await (it ? api.goal_edit(it.id, edit) : api.goal_new({ ...edit, currency: c }));
        changed("goal");
        close();
    };
    const choices = accounts.filter(a => a.currency === c && a.kind === "asset");
    return (
        <Dialog title={it ? t.budgets.goal_edit : t.budgets.goal_add} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <TextField label={t.budgets.goal_name} maxLength={100} autofocus {...field("name")} />
                <div class="field-pair">
                    <TextField
                        label={t.budgets.target_of(c)}
                        inputMode="decimal"
                        autocomplete="off"
                        {...field("target")}
                    />
                    <TextField
                        label={t.budgets.due}
                        hint={t.budgets.due_hint}
                        type="date"
                        {...field("due")}
                    />
                </div>
                {!it && currencies.value.length > 1 ? (
                    <SelectField
                        label={t.spending.currency}
                        value={c}
                        options={currencies.value.map(value => ({ value, text: value }))}
                        onValue={value => {
                            set_c(value);
                            set_account("");
                        }}
                    />
                ) : null}
                <SelectField
                    label={t.budgets.where}
                    hint={t.budgets.where_hint}
                    error={submit.of("account")}
                    value={account}
                    options={[
                        { value: "", text: t.budgets.by_hand },
                        ...choices.map(a => ({ value: a.id, text: a.name })),
                    ]}
                    onValue={set_account}
                />
                {account ? null : (
                    <TextField
                        label={t.budgets.saved}
                        inputMode="decimal"
                        autocomplete="off"
                        {...field("saved")}
                    />
                )}
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

export function ask_goal(it?: Goal) {
    void ask<void>(close => <GoalDialog key={it?.id ?? "new"} it={it} close={() => close()} />);
}
