/* Everything about one payment, at the side; on a phone over the whole screen. */
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../../api";
import { category_full, day_full, money } from "../../format";
import { useQuery } from "../../query";
import { is_negative } from "../../money";
import { t } from "../../text";
import { is_split, type Transaction } from "../../types";
import { Button, classes, Icon, IconButton, Loaded, Money } from "../../ui/basics";
import { Check, Field } from "../../ui/form";
import { confirm } from "../../ui/layers";
import { approve_one, edit_one, void_one } from "./edits";
import type { Listing } from "./listing";
import { choose_same } from "./merge";
import { pick_category, pick_payee, pick_tag } from "./pickers";
import { ask_review } from "./review";
import { Similar } from "./similar";
import { ask_split } from "./split";

interface PartProps {
    it: Transaction;
    listing: Listing;
    writes: boolean;
}

export async function choose_category(it: Transaction, listing: Listing, anchor: Element | null) {
    if (is_split(it)) return ask_split(it, listing);
    const category = await pick_category(anchor, is_negative(it.amount), it.category);
    if (category && category !== it.category) await edit_one(listing, it, { category });
}
export async function choose_payee(it: Transaction, listing: Listing, anchor: Element | null) {
    const payee = await pick_payee(anchor, it.payee);
    if (payee && payee !== it.payee) await edit_one(listing, it, { payee }, t.tx.changed(1));
}
export async function choose_tag(it: Transaction, listing: Listing, anchor: Element | null) {
    const tag = await pick_tag(anchor);
    if (tag && !it.tags.includes(tag))
        await edit_one(listing, it, { tags: [...it.tags, tag] }, t.tx.changed(1));
}

function Sorting({ it, listing, writes }: PartProps) {
    return (
        <section class="detail">
            <h3>{t.tx.category}</h3>
            {is_split(it) ? (
                <ul class="detail-parts">
                    {it.parts.map((p, i) => (
                        <li key={i}>
                            <span class="clip">{category_full(p.category)}</span>
                            <Money amount={p.amount} currency={it.currency} />
                        </li>
                    ))}
                </ul>
            ) : (
                <button
                    type="button"
                    class="input split-category"
                    disabled={!writes}
                    onClick={e => void choose_category(it, listing, e.currentTarget)}
                >
                    <span class="clip">{it.category ? category_full(it.category) : t.tx.uncategorised}</span>
                    <Icon name="down" small />
                </button>
            )}
            <p class="small faint">{t.tx.sorted_by[it.sorted_by]}</p>
        </section>
    );
}

function Tags({ it, listing, writes }: PartProps) {
    const without = (tag: string) =>
        edit_one(listing, it, { tags: it.tags.filter(x => x !== tag) }, t.tx.changed(1));
    return (
        <section class="detail">
            <h3>{t.tx.tags}</h3>
            <div class="chips">
                {it.tags.map(tag => (
                    <span key={tag} class="chip">
                        {tag}
                        {writes ? (
                            <button
                                type="button"
                                class="tx-chip-off"
                                aria-label={`${t.do.remove}: ${tag}`}
                                onClick={() => void without(tag)}
                            >
                                <Icon name="close" />
                            </button>
                        ) : null}
                    </span>
                ))}
                {writes ? (
                    <button
                        type="button"
                        class="chip"
                        onClick={e => void choose_tag(it, listing, e.currentTarget)}
                    >
                        <Icon name="plus" />
                        {t.tx.add_tag}
                    </button>
                ) : null}
            </div>
        </section>
    );
}

function Notes({ it, listing, writes }: PartProps) {
    const [typed, set_typed] = useState(it.notes ?? "");
    useEffect(() => set_typed(it.notes ?? ""), [it.id, it.notes]);
    const leave = () => {
        if (typed.trim() !== (it.notes ?? ""))
            void edit_one(listing, it, { notes: typed.trim() }, t.settings.saved);
    };
    return (
        <Field label={t.tx.notes}>
            {given => (
                <textarea
                    class="input"
                    rows={2}
                    {...given}
                    disabled={!writes}
                    placeholder={t.tx.notes_hint}
                    value={typed}
                    onInput={e => set_typed(e.currentTarget.value)}
                    onBlur={leave}
                />
            )}
        </Field>
    );
}

function Facts({ it }: { it: Transaction }) {
    const facts: [string, string | null][] = [
        [t.tx.text, it.text],
        [t.tx.memo, it.memo],
        [t.tx.state, { pending: t.tx.pending, posted: t.tx.posted, void: t.tx.void }[it.state]],
    ];
    return (
        <dl class="facts">
            {facts.map(([name, value]) =>
                value ? (
                    <div key={name}>
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                    </div>
                ) : null,
            )}
            <div>
                <dt>{t.nav.import}</dt>
                <dd>
                    {it.import ? (
                        <a class="link" href={`/transactions?import=${it.import}`}>
                            {t.tx.imported}
                        </a>
                    ) : (
                        t.tx.by_hand
                    )}
                </dd>
            </div>
        </dl>
    );
}

function Body({ it, listing, writes }: PartProps) {
    const live = it.state !== "void";
    const do_void = async () => {
        if (await confirm(t.tx.void_title(1), t.tx.void_text, t.tx.do_void)) await void_one(listing, it);
    };
    return (
        <div class="drawer-body">
            <div>
                <button
                    type="button"
                    class="drawer-payee"
                    disabled={!writes}
                    onClick={e => void choose_payee(it, listing, e.currentTarget)}
                >
                    {it.payee || t.tx.no_payee}
                    {writes ? <Icon name="edit" small /> : null}
                </button>
                <p class={classes("figure", "drawer-amount", it.state === "void" && "tx-struck")}>
                    {money(it.amount, it.currency, it.transfer ? "auto" : "both")}
                </p>
                <p class="muted">
                    {day_full(it.date)} ·{" "}
                    <a class="link" href={`/accounts/${it.account.id}`}>
                        {it.account.name}
                    </a>
                </p>
            </div>
            {it.review && writes ? (
                <Button kind="main" onClick={() => ask_review(it, listing)}>
                    {t.tx.review_title}
                </Button>
            ) : it.held ? (
                <section class="detail">
                    <h3>{t.tx.held_title}</h3>
                    {it.held.why ? <p class="muted">{it.held.why}</p> : null}
                    <a class="link" href="/security">
                        {t.security.title}
                    </a>
                </section>
            ) : it.state === "pending" && writes ? (
                <Button icon="check" onClick={() => void approve_one(listing, it)}>
                    {t.tx.approve}
                </Button>
            ) : null}
            <Sorting it={it} listing={listing} writes={writes && live} />
            <Tags it={it} listing={listing} writes={writes && live} />
            <Notes it={it} listing={listing} writes={writes} />
            {writes ? (
                <Check
                    label={t.tx.reconciled}
                    checked={it.reconciled}
                    onCheck={reconciled => void edit_one(listing, it, { reconciled }, t.tx.changed(1))}
                />
            ) : null}
            <Facts it={it} />
            <Similar key={it.id} id={it.id} />
            {writes && live ? (
                <div class="row drawer-actions">
                    <Button small icon="split" onClick={() => ask_split(it, listing)}>
                        {t.tx.split}
                    </Button>
                    <Button
                        small
                        icon="merge"
                        onClick={e => void choose_same(it, listing, e.currentTarget as Element)}
                    >
                        {t.tx.merge}
                    </Button>
                    <Button small kind="bad" icon="trash" onClick={() => void do_void()}>
                        {t.tx.do_void}
                    </Button>
                </div>
            ) : null}
        </div>
    );
}

interface DetailsProps {
    id: string;
    listing: Listing;
    writes: boolean;
    close: () => void;
}
export function Details({ id, listing, writes, close }: DetailsProps) {
    const row = listing.rows?.find(r => r.id === id);
    const box = useRef<HTMLElement>(null);
    /* A payment that the list does not show (a link from elsewhere) is read by itself. */
    const read = useQuery(row ? null : `transaction ${id}`, signal => api.transaction(id, signal), [
        "transaction",
    ]);
    useEffect(() => {
        const back = document.activeElement as HTMLElement | null;
        box.current?.focus({ preventScroll: true });
        return () => {
            const row = document.querySelector<HTMLElement>(".tx-cursor .tx-payee");
            /* The page as a whole, which has the keyboard after a change of view, is no place to go back to. */
            const to = back?.isConnected && !back.contains(row) ? back : row;
            to?.focus({ preventScroll: true });
        };
    }, []);
    return (
        <aside class="drawer" aria-label={t.tx.details} tabIndex={-1} ref={box}>
            <div class="drawer-head">
                <h2>{t.tx.details}</h2>
                <IconButton icon="close" label={t.do.close} onClick={close} />
            </div>
            {row ? (
                <Body it={row} listing={listing} writes={writes} />
            ) : (
                <div class="drawer-body">
                    <Loaded query={read}>{it => <Body it={it} listing={listing} writes={writes} />}</Loaded>
                </div>
            )}
        </aside>
    );
}
