/* What came in, what went out, and what was left of it. */
import { api } from "../../api";
import { money, month_name, percent } from "../../format";
import { is_negative, is_zero, minus, sum } from "../../money";
import { useQuery } from "../../query";
import { go_search } from "../../router";
import { currency } from "../../session";
import { t } from "../../text";
import type { CashflowRow } from "../../types";
import { Card, classes, Empty, Loaded, Meter, Money } from "../../ui/basics";
import { Chart } from "../../ui/chart";
import { Figures } from "../../ui/figures";
import { chart_from, months_between, type Range } from "./range";

const TOPICS = ["transaction", "import", "account", "category"];

const nothing = (month: string, c: string): CashflowRow => ({
    month,
    currency: c,
    income: "0",
    spending: "0",
    net: "0",
});

function useCashflow(range: Range, account: string | null) {
    const c = currency.value;
    const from = chart_from(range);
    return useQuery<CashflowRow[]>(
        `cashflow ${from} ${range.to} ${c} ${account}`,
        async () => {
            const { items } = await api.cashflow({
                from: from ?? undefined,
                to: range.to,
                currency: c,
                account: account ?? undefined,
            });
            const found = new Map(items.map(r => [r.month, r]));
            const first = from ?? items[0]?.month ?? range.to;
            return months_between(first, range.to).map(m => found.get(m) ?? nothing(m, c));
        },
        TOPICS,
    );
}

function Summary({ rows }: { rows: CashflowRow[] }) {
    const c = currency.value;
    const income = sum(rows.map(r => r.income));
    const spent = sum(rows.map(r => r.spending));
    const net = minus(income, spent);
    const saved = Number(income) > 0 ? Number(net) / Number(income) : null;
    return (
        <Figures
            items={[
                { name: t.overview.income, value: <Money amount={income} currency={c} /> },
                { name: t.overview.spending, value: <Money amount={spent} currency={c} /> },
                {
                    name: t.overview.net,
                    value: <Money class={is_negative(net) ? "bad" : undefined} amount={net} currency={c} />,
                    about: saved !== null && saved > 0 ? t.spending.kept(percent(saved)) : null,
                },
            ]}
        />
    );
}

/* The months one by one, the newest first; what is left as a bar. */
function Months({ rows }: { rows: CashflowRow[] }) {
    const most = Math.max(1, ...rows.map(r => Number(r.income)), ...rows.map(r => Number(r.spending)));
    const open = (month: string) => go_search({ show: null, range: month, category: null }, "push");
    const shown = rows.filter(r => !is_zero(r.income) || !is_zero(r.spending)).reverse();
    if (shown.length === 0) return null;
    return (
        <Card title={t.spending.months}>
            <ul class="lines">
                {shown.map(r => (
                    <li key={r.month}>
                        <button type="button" class="line flow-line" onClick={() => open(r.month)}>
                            <span>{month_name(r.month)}</span>
                            <span class="small faint flow-sums">
                                {money(r.income, r.currency)} − {money(r.spending, r.currency)}
                            </span>
                            <Money
                                class={classes("flow-net", !is_negative(r.net) && "good")}
                                amount={r.net}
                                currency={r.currency}
                                sign="both"
                            />
                            <Meter
                                tone={is_negative(r.net) ? "warn" : undefined}
                                ratio={Math.abs(Number(r.net)) / most}
                                label={`${month_name(r.month)}: ${money(r.net, r.currency, "both")}`}
                            />
                        </button>
                    </li>
                ))}
            </ul>
        </Card>
    );
}

export function CashFlow({ range, account }: { range: Range; account: string | null }) {
    const q = useCashflow(range, account);
    return (
        <Loaded query={q} lines={8}>
            {rows => {
                const months = rows.map(r => r.month);
                const first = range.from ? months.indexOf(range.from) : -1;
                const chosen = first > 0 ? rows.slice(first) : rows;
                if (rows.every(r => is_zero(r.income) && is_zero(r.spending)))
                    return <Empty icon="spending" title={t.spending.none} text={t.spending.none_text} />;
                const number = (name: "income" | "spending" | "net") => rows.map(r => Number(r[name]));
                return (
                    <div class="stack">
                        <Card class="spend-chart">
                            <Summary rows={chosen} />
                            <Chart
                                title={t.spending.cashflow}
                                kind="bars"
                                months={months}
                                currency={currency.value}
                                height={300}
                                mark={first > 0 ? { from: first, to: months.length - 1 } : undefined}
                                series={[
                                    { name: t.overview.income, values: number("income"), colour: 1 },
                                    { name: t.overview.spending, values: number("spending"), colour: 2 },
                                    { name: t.overview.net, values: number("net"), colour: 3, line: true },
                                ]}
                                onMonth={m => go_search({ show: null, range: m, category: null }, "push")}
                            />
                        </Card>
                        <Months rows={chosen} />
                    </div>
                );
            }}
        </Loaded>
    );
}
