/* Adding an account, and changing one: its name, when to warn, closing it. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { amount_plain, group_mark } from "../../format";
import { amount_typed } from "../../money";
import { changed } from "../../query";
import { currency as household_currency } from "../../session";
import { t } from "../../text";
import type { Account } from "../../types";
import { Button, Segments } from "../../ui/basics";
import { Form, FormFoot, TextField, useSubmit } from "../../ui/form";
import { ask, Dialog, toast, toast_error } from "../../ui/layers";

/* An amount that may be left empty. undefined: it is none. */
function optional(text: string): string | null | undefined {
    if (!text.trim()) return null;
    return amount_typed(text, group_mark()) ?? undefined;
}

function NewDialog({ close }: { close: () => void }) {
    const submit = useSubmit(["name", "currency", "number", "opening"]);
    const [kind, set_kind] = useState<"asset" | "liability">("asset");
    const [given, set] = useState({ name: "", currency: household_currency.value, number: "", opening: "" });
    const field = (name: keyof typeof given) => ({
        value: given[name],
        error: submit.of(name),
        onText: (text: string) => set(old => ({ ...old, [name]: text })),
    });
    const send = async () => {
        if (!given.name.trim()) return submit.complain("name", t.error.required);
        const opening = optional(given.opening);
        if (opening === undefined) return submit.complain("opening", t.error.amount);
        await api.account_new({
            name: given.name.trim(),
            kind,
            currency: given.currency.trim().toUpperCase() || undefined,
            number: given.number.trim() || undefined,
            opening: opening ?? undefined,
        });
        changed("account");
        toast(t.accounts.saved);
        close();
    };
    return (
        <Dialog title={t.accounts.add} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <TextField label={t.accounts.name} autofocus {...field("name")} />
                <Segments
                    label={t.accounts.kind}
                    value={kind}
                    options={[
                        { value: "asset", text: t.accounts.assets },
                        { value: "liability", text: t.accounts.liabilities },
                    ]}
                    onChange={set_kind}
                />
                <div class="field-pair">
                    <TextField label={t.accounts.opening} inputMode="decimal" {...field("opening")} />
                    <TextField label={t.accounts.currency} maxLength={3} {...field("currency")} />
                </div>
                <TextField label={t.accounts.number} hint={t.accounts.number_hint} {...field("number")} />
                <FormFoot submit={submit} label={t.accounts.add} onCancel={close} />
            </Form>
        </Dialog>
    );
}

function EditDialog({ account, close }: { account: Account; close: () => void }) {
    const submit = useSubmit(["name", "lowest"]);
    const [name, set_name] = useState(account.name);
    const [lowest, set_lowest] = useState(account.lowest ? amount_plain(account.lowest) : "");
    const send = async () => {
        if (!name.trim()) return submit.complain("name", t.error.required);
        const least = optional(lowest);
        if (least === undefined) return submit.complain("lowest", t.error.amount);
        await api.account_edit(account.id, { name: name.trim(), lowest: least });
        changed("account");
        toast(t.accounts.saved);
        close();
    };
    const toggle = async () => {
        try {
            await api.account_edit(account.id, { closed: account.closed === null });
            changed("account");
            toast(t.accounts.saved);
            close();
        } catch (e) {
            toast_error(e);
        }
    };
    return (
        <Dialog title={t.accounts.edit} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <TextField label={t.accounts.name} value={name} error={submit.of("name")} onText={set_name} />
                <TextField
                    label={t.accounts.lowest}
                    hint={t.accounts.lowest_hint}
                    inputMode="decimal"
                    value={lowest}
                    error={submit.of("lowest")}
                    onText={set_lowest}
                />
                <div class="row">
                    <Button kind="quiet" onClick={() => void toggle()} title={t.accounts.close_text}>
                        {account.closed ? t.accounts.reopen : t.accounts.close}
                    </Button>
                    <span class="grow" />
                    <FormFoot submit={submit} label={t.do.save} onCancel={close} />
                </div>
            </Form>
        </Dialog>
    );
}

export function ask_account(account?: Account) {
    void ask<void>(close =>
        account ? (
            <EditDialog key={account.id} account={account} close={() => close()} />
        ) : (
            <NewDialog key="new" close={() => close()} />
        ),
    );
}
