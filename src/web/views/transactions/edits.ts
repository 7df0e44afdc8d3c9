/* What one can do to transactions: shown at once, sent, taken back with a word when the server refuses, and undone for who asks. */
import { api, query_text, type Edited } from "../../api";
import { category_name } from "../../format";
import { is_negative } from "../../money";
import { changed } from "../../query";
import { t } from "../../text";
import { go } from "../../router";
import type { BatchEdit, Id, Part, Transaction, TransactionEdit } from "../../types";
import { toast, toast_error, type ToastAction } from "../../ui/layers";
import type { Listing } from "./listing";

const SIMILAR_MOST = 500;
const UNDO_MOST = 20;

/* Tokens of what was done here, the newest last: "u" takes them back one by one. */
const done: string[] = [];

export async function undo_last(token?: string) {
    const it = token ?? done.at(-1);
    if (!it) return;
    const at = done.indexOf(it);
    if (at >= 0) done.splice(at, 1);
    try {
        await api.undo(it);
        changed("transaction");
        toast(t.tx.undone);
    } catch (e) {
        toast_error(e);
    }
}

function undo_action(token: string | null): ToastAction[] {
    if (!token) return [];
    done.push(token);
    done.splice(0, done.length - UNDO_MOST);
    return [{ text: t.do.undo, run: () => void undo_last(token) }];
}

/* `shown` is what the list says until the server has answered. */
async function attempt(
    listing: Listing,
    before: Transaction[],
    shown: (t: Transaction) => Transaction,
    send: () => Promise<void>,
) {
    const old = new Map(before.map(x => [x.id, x]));
    listing.change(old.keys(), shown);
    try {
        await send();
        changed("transaction");
    } catch (e) {
        listing.change(old.keys(), x => old.get(x.id)!);
        toast_error(e);
    }
}

function applied(edit: TransactionEdit | Omit<BatchEdit, "ids">) {
    return (x: Transaction): Transaction => {
        const next = { ...x };
        if (edit.category !== undefined)
            Object.assign(next, { category: edit.category, parts: [], sorted_by: "user" });
        if (edit.payee !== undefined) next.payee = edit.payee;
        if (edit.reconciled !== undefined) next.reconciled = edit.reconciled;
        if ("tags" in edit && edit.tags) next.tags = edit.tags;
        if ("notes" in edit && edit.notes !== undefined) next.notes = edit.notes;
        if ("tags_add" in edit && edit.tags_add) next.tags = [...new Set([...next.tags, ...edit.tags_add])];
        if ("void" in edit && edit.void) next.state = "void";
        if ("approve" in edit && edit.approve) next.state = "posted";
        return next;
    };
}

export function edit_one(listing: Listing, it: Transaction, edit: TransactionEdit, said?: string) {
    return attempt(listing, [it], applied(edit), async () => {
        const { transaction, undo } = await api.transaction_edit(it.id, edit);
        listing.change([it.id], () => transaction);
        const actions = undo_action(undo);
        if (edit.category !== undefined) await teach(it, edit.category, actions);
        else if (said) toast(said, ...actions);
    });
}

export function edit_many(listing: Listing, rows: Transaction[], edit: Omit<BatchEdit, "ids">) {
    return attempt(listing, rows, applied(edit), async () => {
        const reply = await api.batch({ ids: rows.map(r => r.id), ...edit });
        const refused = reply.refused.length > 0 ? ` · ${t.tx.refused(reply.refused.length)}` : "";
        toast(t.tx.changed(reply.changed) + refused, ...undo_action(reply.undo));
        if (reply.refused.length > 0) listing.refresh();
    });
}

/* After a payment was sorted: others of its payee that are sorted otherwise could follow, and a rule could do it from now on. */
async function teach(it: Transaction, category: string, actions: ToastAction[]) {
    const said = t.tx.categorised(category_name(category));
    if (!it.payee) return void toast(said, ...actions);
    const { items } = await api
        .transactions({ payee: it.payee, limit: SIMILAR_MOST })
        .catch(() => ({ items: [] as Transaction[] }));
    const others = items.filter(
        x =>
            x.id !== it.id &&
            x.category !== null &&
            x.category !== category &&
            x.transfer === null &&
            x.state !== "void" &&
            is_negative(x.amount) === is_negative(it.amount),
    );
    if (others.length === 0) return void toast(said, ...actions);
    const ids = others.map(x => x.id);
    toast(
        `${said} · ${t.tx.similar(others.length, it.payee)}`,
        { text: t.tx.similar_apply(others.length), run: () => void apply_to(ids, category) },
        { text: t.tx.similar_rule, run: () => go(rule_path(it.payee!, category)) },
        ...actions,
    );
}

async function apply_to(ids: Id[], category: string) {
    try {
        const reply = await api.batch({ ids, category });
        changed("transaction");
        toast(t.tx.changed(reply.changed), ...undo_action(reply.undo));
    } catch (e) {
        toast_error(e);
    }
}

/* The view of rules with one already written: there it can be tried out before it is saved. */
const quoted = (text: string) => `"${text.replace(/["\\]/g, c => `\\${c}`)}"`;
const rule_path = (payee: string, category: string) =>
    `/rules${query_text({ text: `payee is ${quoted(payee)} -> category ${quoted(category)}` })}`;

/* What the server made of one: into the list, with a word and the way back. */
function take(listing: Listing, { transaction, undo }: Edited, said: string) {
    listing.change([transaction.id], () => transaction);
    changed("transaction");
    toast(said, ...undo_action(undo));
}

export function void_one(listing: Listing, it: Transaction) {
    return attempt(listing, [it], applied({ void: true }), async () =>
        take(listing, await api.transaction_void(it.id), t.tx.voided),
    );
}
export function approve_one(listing: Listing, it: Transaction) {
    return attempt(listing, [it], applied({ approve: true }), async () =>
        take(listing, await api.transaction_approve(it.id), t.tx.approved),
    );
}

/* Asked for in dialogs, which stay open and say why when the server refuses. */
export async function split_one(listing: Listing, it: Transaction, parts: Part[]) {
    take(listing, await api.transaction_split(it.id, parts), t.tx.split_saved);
}
export async function review_one(listing: Listing, it: Transaction, same: boolean) {
    const said = same ? t.tx.reviewed_same : t.tx.reviewed_different;
    take(listing, await api.transaction_review(it.id, same), said);
}
export async function merge_one(listing: Listing, it: Transaction, stays: Transaction) {
    take(listing, await api.transaction_merge(it.id, stays.id), t.tx.reviewed_same);
}
