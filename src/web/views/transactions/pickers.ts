/* Choosing a category, a payee, a tag or an account, anchored at `anchor`. */
import { api } from "../../api";
import { category_items, category_typed } from "../../data";
import { category_full } from "../../format";
import { t } from "../../text";
import { pick } from "../../ui/layers";

export async function pick_category(anchor: Element | null, outgoing: boolean, current?: string | null) {
    return pick({
        anchor,
        label: t.tx.search_category,
        current,
        items: await category_items(outgoing),
        create: typed => {
            const value = category_typed(typed, outgoing);
            return { value, text: t.tx.new_category(category_full(value)) };
        },
    });
}

export function pick_payee(anchor: Element | null, current?: string | null, create = true) {
    return pick({
        anchor,
        label: t.tx.search_payee,
        current,
        items: async (typed, signal) =>
            (await api.payees(typed, 30, signal)).items.map(p => ({ value: p.name, text: p.name })),
        create: create ? typed => ({ value: typed, text: t.tx.use(typed) }) : undefined,
    });
}

export async function pick_tag(anchor: Element | null, create = true) {
    const { items } = await api.tags();
    return pick({
        anchor,
        label: t.tx.search_tag,
        items: items.map(x => ({ value: x.name, text: x.name })),
        create: create ? typed => ({ value: typed, text: t.tx.use(typed) }) : undefined,
    });
}

export async function pick_account(anchor: Element | null, current?: string | null) {
    const { items } = await api.accounts();
    return pick({
        anchor,
        label: t.tx.search_account,
        current,
        items: items.map(a => ({
            value: a.id,
            text: a.name,
            about: a.closed ? t.accounts.closed : undefined,
        })),
    });
}
