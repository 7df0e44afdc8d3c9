/* Two payments that are one (a purchase noted by hand and the bank's own entry, say): choosing the other, then which of them stays. */
import { api } from "../../api";
import { category_name, day_short, days_between, money } from "../../format";
import { absolute, is_negative, minus } from "../../money";
import { t } from "../../text";
import type { Transaction } from "../../types";
import { Button } from "../../ui/basics";
import { Form, useSubmit } from "../../ui/form";
import { ask, Dialog, pick, toast } from "../../ui/layers";
import { merge_one } from "./edits";
import type { Listing } from "./listing";
import { Side } from "./review";

const LOOKED_AT = 500;
const SHOWN = 40;

/* What the server will take: one account, one direction, both still counting. */
export const may_be_same = (a: Transaction, b: Transaction) =>
    a.id !== b.id &&
    a.account.id === b.account.id &&
    is_negative(a.amount) === is_negative(b.amount) &&
    a.state !== "void" &&
    b.state !== "void";

/* The likeliest first: the same amount, then the nearest day. */
function by_likeness(it: Transaction) {
    const apart = (x: Transaction) => Math.abs(days_between(x.date, it.date));
    const off = (x: Transaction) => (Number(absolute(minus(x.amount, it.amount))) === 0 ? 0 : 1);
    return (a: Transaction, b: Transaction) => off(a) - off(b) || apart(a) - apart(b);
}

async function alike(it: Transaction, typed: string, signal?: AbortSignal): Promise<Transaction[]> {
    const amount = absolute(it.amount);
    const all = {
        account: it.account.id,
        direction: is_negative(it.amount) ? "out" : "in",
        limit: LOOKED_AT,
    };
    const read = async (query: Record<string, string>) =>
        (await api.transactions({ ...all, ...query }, signal)).items;
    const found = typed
        ? await read({ q: typed })
        : (await Promise.all([read({ least: amount, most: amount }), read({ to: it.date })])).flat();
    const once = new Map(found.map(x => [x.id, x]));
    return [...once.values()]
        .filter(x => may_be_same(x, it))
        .sort(by_likeness(it))
        .slice(0, SHOWN);
}

/* A payment that a bank has booked stays rather than one that is only expected, one from a statement rather than one noted by hand. */
const worth = (x: Transaction) => (x.state === "posted" ? 2 : 0) + (x.import ? 1 : 0);

interface MergeProps {
    pair: [Transaction, Transaction];
    listing: Listing;
    close: () => void;
}
function MergeDialog({ pair, listing, close }: MergeProps) {
    const submit = useSubmit();
    const better = worth(pair[1]) > worth(pair[0]) ? 1 : 0;
    const keep = (stays: Transaction, goes: Transaction) =>
        void submit.run(async () => {
            await merge_one(listing, goes, stays);
            close();
        });
    const side = (it: Transaction, other: Transaction, main: boolean) => (
        <Side title={it.import ? t.tx.imported : t.tx.by_hand} it={it} other={other}>
            <Button
                wide
                kind={main ? "main" : undefined}
                autofocus={main}
                disabled={submit.busy}
                onClick={() => keep(it, other)}
            >
                {t.tx.merge_keep}
            </Button>
        </Side>
    );
    return (
        <Dialog title={t.tx.merge_title} wide onClose={close}>
            <Form class="stack" submit={submit} onSubmit={async () => undefined}>
                <p class="muted">{t.tx.merge_text}</p>
                <div class="review-sides">
                    {side(pair[0], pair[1], better === 0)}
                    {side(pair[1], pair[0], better === 1)}
                </div>
            </Form>
        </Dialog>
    );
}

export function ask_merge(a: Transaction, b: Transaction, listing: Listing) {
    void ask<void>(close => <MergeDialog key={a.id} pair={[a, b]} listing={listing} close={() => close()} />);
}

export async function choose_same(it: Transaction, listing: Listing, anchor: Element) {
    const known = new Map<string, Transaction>();
    const items = async (typed: string, signal?: AbortSignal) => {
        const found = await alike(it, typed.trim(), signal);
        for (const x of found) known.set(x.id, x);
        return found.map(x => ({
            value: x.id,
            text: x.payee || (x.category ? category_name(x.category) : t.tx.no_payee),
            about: `${day_short(x.date)} · ${money(x.amount, x.currency)}`,
        }));
    };
    if ((await items("").catch(() => [])).length === 0) return void toast(t.tx.merge_none);
    const id = await pick({ anchor, label: t.tx.merge_which, items });
    const other = id === null ? undefined : known.get(id);
    if (other) ask_merge(it, other, listing);
}
