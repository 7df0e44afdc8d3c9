/* What many views read: the accounts, the categories, what waits to be looked at. */
import { api } from "./api";
import { category_above, category_name } from "./format";
import { useQuery } from "./query";
import { currencies } from "./session";
import type { PickerItem } from "./ui/picker";

const MONEY_TOPICS = ["transaction", "import", "account"];

export const useAccounts = () =>
    useQuery(
        "accounts",
        async signal => {
            const { items } = await api.accounts(signal);
            const held = items.filter(a => !a.closed).map(a => a.currency);
            const times = (c: string) => held.filter(h => h === c).length;
            const found = [...new Set(held)].sort((a, b) => times(b) - times(a));
            if (found.join() !== currencies.value.join()) currencies.value = found;
            return items;
        },
        MONEY_TOPICS,
    );
export const useCategories = () =>
    useQuery("categories", async () => (await api.categories()).items, ["category", "categories"]);
export const useImports = () =>
    useQuery("imports", async () => (await api.imports({ limit: 50 })).items, ["import"]);
export const useUnread = () =>
    useQuery("unread", async () => (await api.notifications({ unread: true, limit: 100 })).items.length, [
        "user.alert",
        "notification",
        "ai.insight",
        "budget",
    ]);

/* How many proposals wait for a yes or no. */
export const useAsked = () =>
    useQuery("asked", async () => (await api.proposals({ state: "waiting", limit: 100 })).items.length, [
        "proposal",
    ]);

/* How many payments are held and wait for an answer. */
export const useHeld = () =>
    useQuery("held", async () => (await api.held_payments({ state: "open", limit: 100 })).items.length, [
        "security",
    ]);

/* Categories as a picker shows them; expenses first for money out, income first for money in. */
export async function category_items(outgoing: boolean): Promise<PickerItem[]> {
    const { items } = await api.categories();
    const order = outgoing ? ["expense", "income", "equity"] : ["income", "expense", "equity"];
    return items
        .filter(c => !c.hidden)
        .sort(
            (a, b) =>
                order.indexOf(a.kind) - order.indexOf(b.kind) ||
                (b.transactions ?? 0) - (a.transactions ?? 0),
        )
        .map(c => ({ value: c.path, text: category_name(c.path), about: category_above(c.path) }));
}

/* What somebody typed as a category: a path when it has the mark of one, else below Expenses or Income. */
export function category_typed(typed: string, outgoing: boolean): string {
    const levels = typed
        .split(/[:›>]/)
        .map(l => l.trim())
        .filter(Boolean);
    const rooted = ["Expenses", "Income", "Equity"].includes(levels[0] ?? "");
    return (rooted ? levels : [outgoing ? "Expenses" : "Income", ...levels]).join(":");
}
