/* What a category usually costs, and from that: which budgets could be set. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { category_full, category_name, money_round, month_add, UNSORTED } from "../../format";
import { changed, useQuery } from "../../query";
import { currency, may_write } from "../../session";
import { t } from "../../text";
import type { Budget, Month } from "../../types";
import { Button, Card } from "../../ui/basics";
import { toast, toast_error } from "../../ui/layers";

const MONTHS = 6;
const SHOWN = 6;
const LEAST = 10; /* a month; less is not worth an envelope */

export interface Spent {
    currency: string;
    months: number;
    by_category: Map<string, number>;
}

const above = (a: string, b: string) => a === b || b.startsWith(`${a}:`);

/* What was spent in the months before `month`. */
export function useSpent(month: Month): Spent | undefined {
    const c = currency.value;
    const [from, to] = [month_add(month, -MONTHS), month_add(month, -1)];
    return useQuery<Spent>(
        `spent ${from} ${c}`,
        async () => {
            const { items } = await api.spending({ by: "month,category", from, to, currency: c });
            const by_category = new Map<string, number>();
            for (const r of items)
                by_category.set(r.category!, (by_category.get(r.category!) ?? 0) + Number(r.amount));
            return { currency: c, months: new Set(items.map(r => r.month)).size, by_category };
        },
        ["transaction", "import", "category"],
    ).data;
}

/* A month, on average, of a category and what is below it; null when nothing is known. */
export function average_of(spent: Spent | undefined, category: string, c: string): number | null {
    if (!spent || spent.months === 0 || spent.currency !== c) return null;
    let total = 0;
    for (const [path, amount] of spent.by_category) if (above(category, path)) total += amount;
    return total > 0 ? total / spent.months : null;
}

/* The next round number. */
export function round_up(amount: number): string {
    const step = amount < 100 ? 5 : amount < 1000 ? 10 : 50;
    return String(Math.ceil(amount / step) * step);
}

function suggested(all: Budget[], spent: Spent): { category: string; average: number }[] {
    const set = all.filter(b => b.currency === spent.currency).map(b => b.category);
    const tops = new Set([...spent.by_category.keys()].map(path => path.split(":").slice(0, 2).join(":")));
    return [...tops]
        .filter(path => path.includes(":") && !UNSORTED.includes(path))
        .filter(path => !set.some(s => above(s, path) || above(path, s)))
        .map(category => ({ category, average: average_of(spent, category, spent.currency) ?? 0 }))
        .filter(s => s.average >= LEAST)
        .sort((a, b) => b.average - a.average)
        .slice(0, SHOWN);
}

interface SuggestionsProps {
    all: Budget[];
    spent: Spent | undefined;
    month: Month;
}
export function Suggestions({ all, spent, month }: SuggestionsProps) {
    const [busy, set_busy] = useState<string | null>(null);
    if (!may_write.value || !spent || spent.months === 0) return null;
    const list = suggested(all, spent);
    if (list.length === 0) return null;
    const c = spent.currency;
    const take = async (it: { category: string; average: number }) => {
        set_busy(it.category);
        try {
            await api.budget_set({
                category: it.category,
                amount: round_up(it.average),
                currency: c,
                from: month,
            });
            changed("budget");
            toast(t.budgets.was_set(category_name(it.category)), {
                text: t.do.undo,
                run: () =>
                    void api.budget_end(it.category, c, month).then(() => changed("budget"), toast_error),
            });
        } catch (e) {
            toast_error(e);
        }
        set_busy(null);
    };
    return (
        <Card
            title={t.budgets.suggestions}
            more={<span class="small faint wide-only">{t.budgets.suggestions_text}</span>}
        >
            <ul class="lines">
                {list.map(s => (
                    <li key={s.category} class="line suggestion">
                        <span class="clip">
                            {category_full(s.category)}{" "}
                            <span class="small faint">{t.budgets.average(money_round(s.average, c))}</span>
                        </span>
                        <Button small busy={busy === s.category} onClick={() => void take(s)}>
                            {t.budgets.take(money_round(round_up(s.average), c))}
                        </Button>
                    </li>
                ))}
            </ul>
        </Card>
    );
}
