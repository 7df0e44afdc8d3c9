/* The overview's cards. Each reads for itself, so that the first to be there is shown first. */
import { api, query_text } from "../../api";
import { useAccounts } from "../../data";
import {
    ago,
    category_name,
    money,
    month_add,
    month_long,
    month_name,
    month_short,
    percent,
    this_month,
} from "../../format";
import { absolute, is_negative, minus, sum } from "../../money";
import { useQuery } from "../../query";
import { currency } from "../../session";
import { t } from "../../text";
import type { Budget, Insight, SpendingRow } from "../../types";
import { Card, classes, Icon, Loaded, Meter, Money, type Children } from "../../ui/basics";
import { Chart } from "../../ui/chart";
import { Spark } from "../../ui/spark";
import { useCashFlow } from "./months";

const wide = matchMedia("(min-width: 1081px)");
const MONEY_TOPICS = ["transaction", "import", "account"];
const CATEGORIES_SHOWN = 6;
const BUDGETS_SHOWN = 5;
const INSIGHTS_SHOWN = 4;

/* The months that are looked at: months.ts says which. */
interface Span {
    from: string;
    to: string;
}
/* "October", with the year when it is another than that of today. */
const month_said = (month: string) =>
    month.slice(0, 4) === this_month().slice(0, 4) ? month_long(month) : month_name(month);

const More = ({ href, children }: { href: string; children: Children }) => (
    <a class="card-link" href={href}>
        {children}
    </a>
);

export function NetWorth({ from, to }: Span) {
    const money_of = currency.value;
    const q = useQuery(
        `networth ${from} ${to} ${money_of}`,
        async () => (await api.net_worth({ from, to, currency: money_of })).items,
        MONEY_TOPICS,
    );
    return (
        <Card
            class="card-worth"
            title={t.overview.net_worth}
            more={<More href="/spending?show=worth">{t.do.more}</More>}
        >
            <Loaded query={q} lines={3}>
                {rows => {
                    const last = rows.at(-1);
                    const before = rows.at(-2);
                    if (!last) return <p class="muted">{t.tx.none}</p>;
                    const change = before ? minus(last.net, before.net) : null;
                    return (
                        <>
                            <div class="worth-figures">
                                <Money class="figure" amount={last.net} currency={last.currency} />
                                {change ? (
                                    <span class={classes("small", is_negative(change) ? "muted" : "good")}>
                                        {t.overview.in_month(
                                            money(change, last.currency, "both"),
                                            month_long(last.month),
                                        )}
                                    </span>
                                ) : null}
                            </div>
                            <div class="worth-line">
                                <Spark
                                    height={110}
                                    values={rows.map(r => Number(r.net))}
                                    label={t.overview.net_worth}
                                />
                            </div>
                            <div class="worth-months small faint" aria-hidden="true">
                                {rows.map((r, i) => (
                                    <span key={r.month} class={i % 2 ? "wide-only" : undefined}>
                                        {month_short(r.month)}
                                    </span>
                                ))}
                            </div>
                        </>
                    );
                }}
            </Loaded>
        </Card>
    );
}

export function Balances() {
    const accounts = useAccounts();
    return (
        <Card title={t.overview.balances} more={<More href="/accounts">{t.do.show_all}</More>}>
            <Loaded query={accounts}>
                {all => (
                    <ul class="lines">
                        {all
                            .filter(a => !a.closed)
                            .slice(0, 7)
                            .map(a => (
                                <li key={a.id}>
                                    <a class="line" href={`/accounts/${a.id}`}>
                                        <span class="clip">{a.name}</span>
                                        <Money amount={a.balance} currency={a.currency} />
                                    </a>
                                </li>
                            ))}
                    </ul>
                )}
            </Loaded>
        </Card>
    );
}

/* -- A month by category. */
const total = (rows: SpendingRow[]) => sum(rows.map(r => r.amount));

const month_path = (month: string, category = "") =>
    `/spending${query_text({ range: month === this_month() ? "this" : month, category })}`;

interface MonthProps {
    month: string;
    rows: SpendingRow[];
    before: SpendingRow[];
}
function MonthCategories({ month, rows, before }: MonthProps) {
    const earlier_month = month_said(month_add(month, -1));
    const c = currency.value;
    const sorted = [...rows]
        .filter(r => !is_negative(r.amount))
        .sort((a, b) => Number(b.amount) - Number(a.amount));
    const shown = sorted.slice(0, CATEGORIES_SHOWN);
    const rest = sorted.slice(CATEGORIES_SHOWN);
    const most = Number(shown[0]?.amount ?? 1) || 1;
    const spent = total(rows);
    const earlier = total(before);
    return (
        <>
            <div class="worth-figures">
                <Money class="figure-m" amount={spent} currency={c} />
                <span class="small muted">
                    {Number(earlier) > 0 ? t.overview.in_month(money(earlier, c), earlier_month) : null}
                </span>
            </div>
            {Number(earlier) > 0 ? (
                <Meter
                    ratio={Number(spent) / Number(earlier)}
                    tone={Number(spent) > Number(earlier) ? "warn" : undefined}
                    label={t.overview.compared(percent(Number(spent) / Number(earlier)), earlier_month)}
                />
            ) : null}
            {shown.length === 0 ? <p class="muted">{t.overview.no_spending}</p> : null}
            <ul class="lines month-lines">
                {shown.map(r => (
                    <li key={r.category}>
                        <a class="line" href={month_path(month, r.category ?? "")}>
                            <span class="clip">{category_name(r.category ?? "")}</span>
                            <Money amount={r.amount} currency={r.currency} />
                            <Meter
                                tone="soft"
                                ratio={Number(r.amount) / most}
                                label={category_name(r.category ?? "")}
                            />
                        </a>
                    </li>
                ))}
                {rest.length > 0 ? (
                    <li class="line muted">
                        <span>{t.overview.other}</span>
                        <Money amount={total(rest)} currency={c} />
                    </li>
                ) : null}
            </ul>
        </>
    );
}

export function Month({ month }: { month: string }) {
    const c = currency.value;
    const by_category = (m: string) =>
        api.spending({ by: "category", from: m, to: m, depth: 2, currency: c }).then(r => r.items);
    const q = useQuery(
        `month ${month} ${c}`,
        async () => {
            const [rows, before] = await Promise.all([by_category(month), by_category(month_add(month, -1))]);
            return { rows, before };
        },
        MONEY_TOPICS,
    );
    return (
        <Card
            title={month === this_month() ? t.overview.this_month : t.overview.spent_in(month_said(month))}
            more={<More href={month_path(month)}>{t.do.more}</More>}
        >
            <Loaded query={q} lines={6}>
                {({ rows, before }) => <MonthCategories month={month} rows={rows} before={before} />}
            </Loaded>
        </Card>
    );
}

export function CashFlow({ from, to }: Span) {
    const c = currency.value;
    const q = useCashFlow(from, to);
    return (
        <Card title={t.overview.cashflow} more={<More href="/spending?show=cashflow">{t.do.more}</More>}>
            <Loaded query={q} lines={5}>
                {rows => (
                    <Chart
                        title={t.overview.cashflow}
                        kind="bars"
                        months={rows.map(r => r.month)}
                        currency={c}
                        height={wide.matches ? 330 : 220}
                        series={[
                            { name: t.overview.income, values: rows.map(r => Number(r.income)), colour: 1 },
                            {
                                name: t.overview.spending,
                                values: rows.map(r => Number(r.spending)),
                                colour: 2,
                            },
                        ]}
                    />
                )}
            </Loaded>
        </Card>
    );
}

function Envelope({ it }: { it: Budget }) {
    const over = is_negative(it.left);
    const left = money(absolute(it.left), it.currency);
    return (
        <li class="line">
            <span class="clip">{category_name(it.category)}</span>
            <span class={classes("small", over ? "bad" : "muted")}>
                {over ? t.budgets.over(left) : t.budgets.left(left)}
            </span>
            <Meter
                ratio={it.percent / 100}
                tone={over ? "bad" : it.percent >= 85 ? "warn" : undefined}
                label={`${category_name(it.category)}: ${percent(it.percent / 100)}`}
            />
        </li>
    );
}

export function Budgets({ month }: { month: string }) {
    const q = useQuery(`budgets ${month}`, async () => (await api.budgets(month)).items, [
        ...MONEY_TOPICS,
        "budget",
    ]);
    return (
        <Card
            title={month === this_month() ? t.overview.budgets : t.overview.budgets_in(month_said(month))}
            more={<More href="/budgets">{t.do.show_all}</More>}
        >
            <Loaded query={q}>
                {all =>
                    all.length === 0 ? (
                        <p class="muted">
                            {t.overview.no_budgets}{" "}
                            <a class="link" href="/budgets">
                                {t.overview.set_budget}
                            </a>
                        </p>
                    ) : (
                        <ul class="lines month-lines">
                            {[...all]
                                .sort((a, b) => b.percent - a.percent)
                                .slice(0, BUDGETS_SHOWN)
                                .map(b => (
                                    <Envelope key={`${b.category} ${b.currency}`} it={b} />
                                ))}
                        </ul>
                    )
                }
            </Loaded>
        </Card>
    );
}

function InsightLine({ it }: { it: Insight }) {
    const warns = it.severity === "warning" || it.severity === "alert";
    const text = (
        <>
            <span class={classes("insight-mark", warns && "insight-warns")}>
                <Icon name={warns ? "warning" : "info"} small />
            </span>
            <span class="grow">
                <strong>{it.title}</strong>
                <span class="small muted">{it.body}</span>
                <span class="small faint">{ago(it.created)}</span>
            </span>
        </>
    );
    return (
        <li>
            {it.transaction ? (
                <a class="insight" href={`/transactions?open=${it.transaction}`}>
                    {text}
                </a>
            ) : (
                <div class="insight">{text}</div>
            )}
        </li>
    );
}

export function Insights() {
    const q = useQuery("insights newest", async () => (await api.insights({ limit: INSIGHTS_SHOWN })).items, [
        "ai.insight",
        "insight",
        "budget",
    ]);
    return (
        <Card title={t.overview.insights} more={<More href="/alerts">{t.do.show_all}</More>}>
            <Loaded query={q}>
                {all =>
                    all.length === 0 ? (
                        <p class="muted">{t.overview.no_insights}</p>
                    ) : (
                        <ul class="insights">
                            {all.slice(0, INSIGHTS_SHOWN).map(i => (
                                <InsightLine key={i.id} it={i} />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </Card>
    );
}
