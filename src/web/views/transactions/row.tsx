/* One payment in the list. */
import { memo } from "../../ui/memo";
import { category_above, category_name, UNSORTED } from "../../format";
import { t } from "../../text";
import { is_split, type Transaction } from "../../types";
import { classes, Icon, Money } from "../../ui/basics";

export interface RowActions {
    open: (it: Transaction) => void;
    select: (it: Transaction, range: boolean) => void;
    category: (it: Transaction, anchor: Element) => void;
    review: (it: Transaction) => void;
}
interface RowProps {
    it: Transaction;
    selected: boolean;
    cursor: boolean;
    open: boolean /* its details are beside the list */;
    show_account: boolean;
    writes: boolean;
    actions: RowActions;
}

const initial = (name: string) => [...name.replace(/[^\p{L}\p{N}]/gu, "")][0]?.toUpperCase() ?? "·";

function CategoryButton({
    it,
    actions,
    writes,
    tab,
}: {
    it: Transaction;
    actions: RowActions;
    writes: boolean;
    tab: number;
}) {
    const split = is_split(it);
    const unsorted = it.category !== null && UNSORTED.includes(it.category);
    const name = split
        ? t.tx.split_of(it.parts.length)
        : it.category
          ? category_name(it.category)
          : t.tx.uncategorised;
    const above = !split && it.category && !unsorted ? category_above(it.category) : "";
    return (
        <button
            type="button"
            class={classes("tx-category", unsorted && "tx-unsorted")}
            tabIndex={tab}
            disabled={!writes}
            aria-label={`${t.tx.category}: ${name}`}
            onClick={e => actions.category(it, e.currentTarget)}
        >
            {split ? <Icon name="split" small /> : it.transfer ? <Icon name="transfer" small /> : null}
            <span class="clip">{name}</span>
            {above ? <span class="tx-above clip">{above}</span> : null}
        </button>
    );
}

function State({ it, actions, tab }: { it: Transaction; actions: RowActions; tab: number }) {
    if (it.review)
        return (
            <button type="button" class="pill pill-warn" tabIndex={tab} onClick={() => actions.review(it)}>
                {t.tx.review}
            </button>
        );
    if (it.held)
        return (
            <a class="pill pill-warn" href="/security" tabIndex={tab} title={it.held.why ?? undefined}>
                {t.tx.held}
            </a>
        );
    if (it.state === "pending") return <span class="pill">{t.tx.pending}</span>;
    if (it.state === "void") return <span class="pill">{t.tx.void}</span>;
    return null;
}

export const Row = memo(function Row({
    it,
    selected,
    cursor,
    open,
    show_account,
    writes,
    actions,
}: RowProps) {
    const payee = it.payee || t.tx.no_payee;
    const tab = cursor ? 0 : -1;
    const about = it.notes || it.memo;
    return (
        <li
            class={classes(
                "tx",
                selected && "tx-selected",
                cursor && "tx-cursor",
                open && "tx-open",
                it.state === "void" && "tx-void",
            )}
            data-id={it.id}
        >
            <button
                type="button"
                role="checkbox"
                class="tx-mark"
                aria-checked={selected}
                aria-label={t.tx.select(payee)}
                tabIndex={tab}
                onClick={e => actions.select(it, e.shiftKey)}
            >
                <span class="tx-initial" aria-hidden="true">
                    {initial(payee)}
                </span>
                <span class={classes("tick", selected && "tick-on")} />
            </button>
            <button type="button" class="tx-payee" tabIndex={tab} onClick={() => actions.open(it)}>
                <span class="clip">{payee}</span>
                {about ? <span class="tx-about clip">{about}</span> : null}
                {it.tags.map(tag => (
                    <span key={tag} class="tx-tag">
                        {tag}
                    </span>
                ))}
            </button>
            <span class="tx-state">
                <State it={it} actions={actions} tab={tab} />
            </span>
            <CategoryButton it={it} actions={actions} writes={writes} tab={tab} />
            {show_account ? <span class="tx-account clip">{it.account.name}</span> : null}
            <Money class="tx-amount" amount={it.amount} currency={it.currency} tint={it.transfer === null} />
        </li>
    );
});
