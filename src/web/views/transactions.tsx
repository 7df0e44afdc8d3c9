/* Transactions: the heart of the page. The list with its search, what the keys do, the selection, the details at the side. The page of an
 * account is this view with that account fixed. */
import { useMemo, useRef, useState } from "preact/hooks";
import { useAccounts } from "../data";
import { useKeys } from "../keys";
import { is_negative } from "../money";
import { go, go_search, search } from "../router";
import { may_write } from "../session";
import { t } from "../text";
import type { Id, Transaction } from "../types";
import { Button, Empty, Head, IconButton, Trouble, Waiting } from "../ui/basics";
import { confirm } from "../ui/layers";
import { AccountHead } from "./accounts/head";
import { ask_add } from "./transactions/add";
import { choose_category, choose_payee, choose_tag, Details } from "./transactions/details";
import { edit_many, undo_last } from "./transactions/edits";
import { clear_filters, filter_of, Filters } from "./transactions/filters";
import { List } from "./transactions/list";
import { useListing, type Listing } from "./transactions/listing";
import { ask_merge, may_be_same } from "./transactions/merge";
import { pick_category, pick_payee, pick_tag } from "./transactions/pickers";
import { ask_review } from "./transactions/review";
import { ask_split } from "./transactions/split";
import type { RowActions } from "./transactions/row";

const BATCH_MOST = 500;
const open_details = (id: Id | null) =>
    go_search({ open: id }, search.value.has("open") ? "replace" : "push");

/* -- What is selected. */
interface Selection {
    ids: ReadonlySet<Id>;
    toggle: (it: Transaction, range: boolean) => void;
    put: (ids: Id[]) => void;
}
function useSelection(rows: Transaction[]): Selection {
    const [ids, set] = useState<ReadonlySet<Id>>(new Set());
    const anchor = useRef<Id | null>(null);
    const held = useRef(rows);
    held.current = rows;
    const toggle = useMemo(
        () => (it: Transaction, range: boolean) => {
            const all = held.current;
            const to = all.findIndex(r => r.id === it.id);
            const from = range ? all.findIndex(r => r.id === anchor.current) : -1;
            anchor.current = it.id;
            set(old => {
                const next = new Set(old);
                if (from >= 0 && to >= 0)
                    for (const r of all.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(r.id);
                else if (next.has(it.id)) next.delete(it.id);
                else next.add(it.id);
                return next;
            });
        },
        [],
    );
    return { ids, toggle, put: list => set(new Set(list)) };
}

function SelectionBar({
    rows,
    listing,
    selection,
}: {
    rows: Transaction[];
    listing: Listing;
    selection: Selection;
}) {
    const chosen = rows.filter(r => selection.ids.has(r.id)).slice(0, BATCH_MOST);
    if (chosen.length === 0) return null;
    const clear = () => selection.put([]);
    const edit = (change: Parameters<typeof edit_many>[2]) => {
        clear();
        void edit_many(listing, chosen, change);
    };
    const all_reconciled = chosen.every(r => r.reconciled);
    const all_pending = chosen.every(r => r.state === "pending" && !r.review);
    const [one, two] = chosen;
    const merge = () => {
        clear();
        ask_merge(one!, two!, listing);
    };
    const do_void = async () => {
        if (await confirm(t.tx.void_title(chosen.length), t.tx.void_text, t.tx.do_void)) edit({ void: true });
    };
    return (
        <div class="tx-selection" role="toolbar" aria-label={t.tx.selected(chosen.length)}>
            <strong>{t.tx.selected(chosen.length)}</strong>
            <Button
                small
                kind="quiet"
                onClick={e =>
                    void pick_category(
                        e.currentTarget as Element,
                        chosen.every(r => is_negative(r.amount)),
                    ).then(category => category && edit({ category }))
                }
            >
                {t.tx.set_category}
            </Button>
            <Button
                small
                kind="quiet"
                onClick={e =>
                    void pick_payee(e.currentTarget as Element).then(payee => payee && edit({ payee }))
                }
            >
                {t.tx.set_payee}
            </Button>
            <Button
                small
                kind="quiet"
                onClick={e =>
                    void pick_tag(e.currentTarget as Element).then(tag => tag && edit({ tags_add: [tag] }))
                }
            >
                {t.tx.add_tag}
            </Button>
            {all_pending ? (
                <Button small kind="quiet" onClick={() => edit({ approve: true })}>
                    {t.tx.approve}
                </Button>
            ) : null}
            {chosen.length === 2 && may_be_same(one!, two!) ? (
                <Button small kind="quiet" onClick={merge}>
                    {t.tx.same}
                </Button>
            ) : null}
            <Button small kind="quiet" onClick={() => edit({ reconciled: !all_reconciled })}>
                {all_reconciled ? t.tx.unreconcile : t.tx.reconcile}
            </Button>
            <Button small kind="quiet" onClick={() => void do_void()}>
                {t.tx.do_void}
            </Button>
            <IconButton icon="close" label={t.do.clear} onClick={clear} />
        </div>
    );
}

/* -- The keyboard. */
function useListKeys(
    rows: Transaction[],
    listing: Listing,
    selection: Selection,
    open: string | null,
    add: () => void,
) {
    const [cursor, set_cursor] = useState(-1);
    const at = rows[cursor];
    const anchor = (part: string) => document.querySelector(`.tx-cursor ${part}`);
    const move = (by: number) => {
        const next = Math.max(0, Math.min(rows.length - 1, cursor + by));
        set_cursor(next);
        if (open && rows[next]) open_details(rows[next]!.id);
    };
    const writes = may_write.value;
    const chosen = rows.filter(r => selection.ids.has(r.id));
    const category = async () => {
        if (chosen.length === 0) return at && choose_category(at, listing, anchor(".tx-category"));
        const to = await pick_category(
            null,
            chosen.every(r => is_negative(r.amount)),
        );
        if (!to) return;
        selection.put([]);
        return edit_many(listing, chosen.slice(0, BATCH_MOST), { category: to });
    };
    useKeys({
        j: () => move(1),
        k: () => move(-1),
        arrowdown: () => (cursor >= 0 ? move(1) : false),
        arrowup: () => (cursor >= 0 ? move(-1) : false),
        enter: e => (at && !(e.target as Element).closest("a,button") ? open_details(at.id) : false),
        x: () => (at ? selection.toggle(at, false) : false),
        X: () => (at ? selection.toggle(at, true) : false),
        "mod+a": () => selection.put(rows.map(r => r.id)),
        e: () => (at && writes ? void choose_payee(at, listing, anchor(".tx-payee")) : false),
        c: () => (writes ? void category() : false),
        t: () => (at && writes ? void choose_tag(at, listing, anchor(".tx-payee")) : false),
        s: () => (at && writes ? ask_split(at, listing) : false),
        r: () => (at?.review && writes ? ask_review(at, listing) : false),
        n: () => (writes ? add() : false),
        u: () => (writes ? void undo_last() : false),
        escape: () =>
            open
                ? open_details(null)
                : selection.ids.size > 0
                  ? selection.put([])
                  : cursor >= 0
                    ? set_cursor(-1)
                    : false,
    });
    return cursor;
}

function Nothing({ filtered, add }: { filtered: boolean; add: () => void }) {
    if (filtered)
        return (
            <Empty icon="search" title={t.tx.no_match} text={t.tx.no_match_text}>
                <Button onClick={clear_filters}>{t.tx.clear_filters}</Button>
            </Empty>
        );
    return (
        <Empty icon="transactions" title={t.tx.none} text={t.tx.none_text}>
            <Button kind="main" icon="import" onClick={() => go("/import")}>
                {t.nav.import}
            </Button>
            <Button onClick={add}>{t.tx.add}</Button>
        </Empty>
    );
}

export function Transactions({ account }: { account?: Id }) {
    const accounts = useAccounts();
    const filter = filter_of(search.value);
    const listing = useListing(account ? { ...filter, account } : filter);
    const rows = listing.rows ?? [];
    const selection = useSelection(rows);
    const open = search.value.get("open");
    const writes = may_write.value;
    const add = () => ask_add(accounts.data ?? [], account);
    const cursor = useListKeys(rows, listing, selection, open, add);
    const latest = useRef(listing);
    latest.current = listing;
    /* Rows compare their properties, so these must stay the same. */
    const actions = useMemo<RowActions>(
        () => ({
            open: it => open_details(it.id),
            select: selection.toggle,
            category: (it, anchor) => void choose_category(it, latest.current, anchor),
            review: it => ask_review(it, latest.current),
        }),
        [],
    );
    const add_button = writes ? (
        <Button compact icon="plus" onClick={add} disabled={!accounts.data?.some(a => !a.closed)}>
            {t.tx.add}
        </Button>
    ) : null;
    return (
        <>
            {account ? (
                <AccountHead id={account}>{add_button}</AccountHead>
            ) : (
                <Head title={t.tx.title}>{add_button}</Head>
            )}
            <Filters filter={filter} fixed_account={account !== undefined} />
            {listing.error ? <Trouble error={listing.error} retry={listing.refresh} /> : null}
            {listing.rows === null ? (
                listing.error ? null : (
                    <Waiting lines={9} />
                )
            ) : rows.length === 0 ? (
                <Nothing filtered={Object.keys(filter).length > 0} add={add} />
            ) : (
                <List
                    rows={rows}
                    selected={selection.ids}
                    cursor={cursor}
                    open={open}
                    stale={listing.stale}
                    ended={listing.ended}
                    show_account={account === undefined}
                    writes={writes}
                    actions={actions}
                    more={listing.more}
                />
            )}
            <SelectionBar rows={rows} listing={listing} selection={selection} />
            {open ? (
                <Details
                    key="details"
                    id={open}
                    listing={listing}
                    writes={writes}
                    close={() => open_details(null)}
                />
            ) : null}
        </>
    );
}
