/* What one has, less what one owes, over the months; and of which accounts it is made at the end. */
import { api } from "../../api";
import { money, month_name, percent } from "../../format";
import { absolute, is_negative, is_zero, minus } from "../../money";
import { useQuery } from "../../query";
import { currency } from "../../session";
import { t } from "../../text";
import type { BalanceRow, NetWorthRow } from "../../types";
import { Card, classes, Empty, Loaded, Meter, Money } from "../../ui/basics";
import { Chart } from "../../ui/chart";
import { Figures } from "../../ui/figures";
import type { Range } from "./range";

const TOPICS = ["transaction", "import", "account"];
const MONTHS_LEAST = 2; /* a line needs two */

function Summary({ rows }: { rows: NetWorthRow[] }) {
    const last = rows.at(-1)!;
    const change = minus(last.net, rows[0]!.net);
    const c = last.currency;
    return (
        <Figures
            items={[
                {
                    name: t.spending.net_worth,
                    value: <Money amount={last.net} currency={c} />,
                    about: (
                        <span class={is_negative(change) ? undefined : "good"}>
                            {t.spending.since(money(change, c, "both"), month_name(rows[0]!.month))}
                        </span>
                    ),
                },
                { name: t.spending.assets, value: <Money amount={last.assets} currency={c} /> },
                {
                    name: t.spending.liabilities,
                    value: <Money amount={absolute(last.liabilities)} currency={c} />,
                },
            ]}
        />
    );
}

function Part({ it, most }: { it: BalanceRow; most: number }) {
    const ratio = most > 0 ? Math.abs(Number(it.balance)) / most : 0;
    return (
        <li>
            <a class="line" href={`/accounts/${it.id}`}>
                <span class="clip">{it.account}</span>
                <Money amount={it.balance} currency={it.currency} />
                <Meter
                    tone={is_negative(it.balance) ? "warn" : "soft"}
                    ratio={ratio}
                    label={`${it.account}: ${percent(ratio)}`}
                />
            </a>
        </li>
    );
}

function Balances({ at }: { at: string }) {
    const q = useQuery(`balances ${at}`, async () => (await api.balances(at)).items, TOPICS);
    return (
        <Loaded query={q}>
            {all => {
                const mine = all
                    .filter(b => b.currency === currency.value && !is_zero(b.balance))
                    .sort((a, b) => Number(b.balance) - Number(a.balance));
                if (mine.length === 0) return null;
                const most = Math.max(...mine.map(b => Math.abs(Number(b.balance))));
                return (
                    <Card title={t.spending.made_of(month_name(at))}>
                        <ul class="lines month-lines">
                            {mine.map(b => (
                                <Part key={b.id} it={b} most={most} />
                            ))}
                        </ul>
                    </Card>
                );
            }}
        </Loaded>
    );
}

export function NetWorth({ range }: { range: Range }) {
    const c = currency.value;
    const from = range.from ?? undefined;
    const q = useQuery(
        `networth ${from} ${range.to} ${c}`,
        async () => (await api.net_worth({ from, to: range.to, currency: c })).items,
        TOPICS,
    );
    const number = (rows: NetWorthRow[], name: "net" | "assets" | "liabilities") =>
        rows.map(r => Number(r[name]));
    return (
        <Loaded query={q} lines={8}>
            {rows =>
                rows.length < MONTHS_LEAST ? (
                    <Empty icon="spending" title={t.spending.none} text={t.spending.worth_none} />
                ) : (
                    <div class={classes("stack")}>
                        <Card class="spend-chart">
                            <Summary rows={rows} />
                            <Chart
                                title={t.spending.net_worth}
                                kind="lines"
                                months={rows.map(r => r.month)}
                                currency={c}
                                height={300}
                                series={[
                                    { name: t.spending.net_worth, values: number(rows, "net"), colour: 1 },
                                    { name: t.spending.assets, values: number(rows, "assets"), colour: 3 },
                                    {
                                        name: t.spending.liabilities,
                                        values: number(rows, "liabilities"),
                                        colour: 4,
                                    },
                                ]}
                            />
                        </Card>
                        <Balances at={range.to} />
                    </div>
                )
            }
        </Loaded>
    );
}
