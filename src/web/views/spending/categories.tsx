/* Where the money went: bars of the months by category, and below them each category of the chosen months with its share and how it changed.
 * A category opens into those below it, and these into their payments. */
import { api } from "../../api";
import {
    category_name,
    count,
    day_short,
    money,
    month_add,
    month_first,
    month_last,
    month_name,
    percent,
    this_month,
} from "../../format";
import { is_negative, sum } from "../../money";
import { useQuery } from "../../query";
import { go_search, search } from "../../router";
import { currency } from "../../session";
import { t } from "../../text";
import type { SpendingRow } from "../../types";
import { Button, Card, classes, Empty, Icon, Loaded, Meter, Money } from "../../ui/basics";
import { Chart, type ChartSeries } from "../../ui/chart";
import { Figures, type Figure } from "../../ui/figures";
import { chart_from, month_choose, months_between, type Range } from "./range";

const ROOT = "Expenses";
const TOPICS = ["transaction", "import", "account", "category"];
const SERIES_MOST = 7; /* the eighth colour is everything else */
const PAYMENTS_SHOWN = 8;
const TIMES_FROM = 10; /* from here on "×10" says more than percent */

const levels = (path: string) => path.split(":").length;
const cut = (path: string, level: number) => path.split(":").slice(0, level).join(":");
const within = (month: string | null | undefined, from: string | null, to: string) =>
    Boolean(month && (from === null || month >= from) && month <= to);
/* What a row comes to: booked, and held on top. */
const amount_of = (r: SpendingRow) => (r.pending ? sum([r.amount, r.pending]) : r.amount);

interface Line {
    category: string;
    amount: string;
    before: string | null;
    opens: boolean /* there are categories below it */;
    rank: number /* among the series of the chart, from 1; above SERIES_MOST: everything else */;
}

interface Reading {
    months: string[];
    rows: SpendingRow[];
}

function useReading(range: Range, category: string, account: string | null) {
    const c = currency.value;
    const begins = chart_from(range);
    const from =
        (range.before && begins && range.before.from < begins ? range.before.from : begins) ?? undefined;
    return useQuery<Reading>(
        `spending ${from} ${range.to} ${category} ${account} ${c}`,
        async () => {
            const { items } = await api.spending({
                by: "month,category",
                from,
                to: range.to,
                category,
                currency: c,
                depth: levels(category) + 2,
                account: account ?? undefined,
            });
            const first =
                chart_from(range) ?? items.reduce((m, r) => (r.month! < m ? r.month! : m), range.to);
            return { months: months_between(first, range.to), rows: items };
        },
        TOPICS,
    );
}

/* Sums of the categories right below `category`, of some rows. */
function sums_below(rows: SpendingRow[], level: number): Map<string, string> {
    const lists = new Map<string, string[]>();
    for (const r of rows) {
        const path = cut(r.category ?? ROOT, level);
        lists.set(path, [...(lists.get(path) ?? []), amount_of(r)]);
    }
    return new Map([...lists].map(([path, amounts]) => [path, sum(amounts)]));
}

const by_size = (a: [string, string], b: [string, string]) => Number(b[1]) - Number(a[1]);

function ranked({ months, rows }: Reading, level: number): string[] {
    const shown = rows.filter(r => within(r.month, months[0]!, months.at(-1)!));
    return [...sums_below(shown, level)].sort(by_size).map(([path]) => path);
}

function lines_of(reading: Reading, range: Range, level: number, ranks: string[]): Line[] {
    const { rows } = reading;
    const now = sums_below(
        rows.filter(r => within(r.month, range.from, range.to)),
        level,
    );
    const { before } = range;
    const then = before
        ? sums_below(
              rows.filter(r => within(r.month, before.from, before.to)),
              level,
          )
        : null;
    const deeper = new Set(
        rows.filter(r => levels(r.category ?? "") > level).map(r => cut(r.category!, level)),
    );
    return [...now].sort(by_size).map(([category, amount]) => ({
        category,
        amount,
        before: then ? (then.get(category) ?? "0") : null,
        opens: deeper.has(category),
        rank: ranks.indexOf(category) + 1,
    }));
}

function series_of({ months, rows }: Reading, level: number, ranks: string[], own: string): ChartSeries[] {
    const at = new Map(months.map((m, i) => [m, i]));
    const shown = ranks.slice(0, ranks.length === SERIES_MOST + 1 ? SERIES_MOST + 1 : SERIES_MOST);
    const series: ChartSeries[] = shown.map((path, i) => ({
        name: name_of(path, own),
        values: months.map(() => 0),
        colour: i + 1,
    }));
    if (shown.length < ranks.length)
        series.push({ name: t.overview.other, values: months.map(() => 0), colour: SERIES_MOST + 1 });
    for (const r of rows) {
        const i = at.get(r.month ?? "");
        if (i === undefined) continue;
        const rank = shown.indexOf(cut(r.category ?? ROOT, level));
        const s = series[rank < 0 ? series.length - 1 : rank]!;
        s.values[i] = s.values[i]! + Number(amount_of(r));
    }
    for (const s of series) s.values = s.values.map(v => Math.max(0, Math.round(v * 100) / 100));
    return series;
}

/* What is booked on the category itself has its name too: say so. */
const name_of = (path: string, own: string) =>
    path === own ? t.spending.directly(category_name(path)) : category_name(path);

function Change({ now, before }: { now: string; before: string | null }) {
    if (before === null) return null;
    const [a, b] = [Number(now), Number(before)];
    if (b <= 0) return a > 0 ? <span class="spend-change faint">{t.spending.fresh}</span> : null;
    const ratio = a / b - 1;
    if (Math.abs(ratio) < 0.005) return <span class="spend-change faint">=</span>;
    const text =
        ratio > TIMES_FROM
            ? `×${count(Math.round(ratio + 1))}`
            : `${ratio > 0 ? "+" : "−"}${percent(Math.abs(ratio))}`;
    const title = t.spending.was(money(before, currency.value));
    return (
        <span class={classes("spend-change", ratio > 0 ? "muted" : "good")} title={title}>
            {text}
            <span class="visually-hidden">, {title}</span>
        </span>
    );
}

export const payments_link = (category: string, range: Range, account: string | null) => {
    const query = new URLSearchParams({ category, to: month_last(range.to) });
    if (range.from) query.set("from", month_first(range.from));
    if (account) query.set("account", account);
    return `/transactions?${query}`;
};

function CategoryLine({
    it,
    total,
    range,
    own,
    account,
}: {
    it: Line;
    total: number;
    range: Range;
    own: string;
    account: string | null;
}) {
    const share = total > 0 ? Math.max(0, Number(it.amount) / total) : 0;
    const name = name_of(it.category, own);
    const payments = payments_link(it.category, range, account);
    const query = new URLSearchParams(search.value);
    query.set("category", it.category);
    return (
        <li class="spend-line">
            <a class="spend-main" href={it.opens && it.category !== own ? `/spending?${query}` : payments}>
                <span class={`swatch swatch-${Math.min(it.rank, SERIES_MOST + 1) || SERIES_MOST + 1}`} />
                <span class="spend-name clip">{name}</span>
                <span class="spend-share small faint">{percent(share)}</span>
                <Change now={it.amount} before={it.before} />
                <Money class="spend-amount" amount={it.amount} currency={currency.value} />
                <Meter tone="soft" ratio={share} label={`${name}: ${percent(share)}`} />
            </a>
            <a
                class="icon-button spend-open"
                href={payments}
                aria-label={t.spending.payments_of(name)}
                title={t.spending.payments_of(name)}
            >
                <Icon name={it.opens && it.category !== own ? "transactions" : "right"} />
            </a>
        </li>
    );
}

/* From all categories down to this one. */
function Trail({ category }: { category: string }) {
    if (category === ROOT) return null;
    const parts = category.split(":");
    return (
        <nav class="trail" aria-label={t.spending.trail}>
            <ol>
                {parts.map((_, i) => {
                    const path = parts.slice(0, i + 1).join(":");
                    const name = i === 0 ? t.spending.everything : category_name(path);
                    return (
                        <li key={path}>
                            {path === category ? (
                                <span aria-current="page">{name}</span>
                            ) : (
                                <button
                                    type="button"
                                    onClick={() => go_search({ category: i ? path : null }, "push")}
                                >
                                    {name}
                                </button>
                            )}
                        </li>
                    );
                })}
            </ol>
        </nav>
    );
}

/* The newest payments of a category, with the way to all of them. */
function Payments({ category, range, account }: { category: string; range: Range; account: string | null }) {
    const from = range.from ? month_first(range.from) : undefined;
    const to = month_last(range.to);
    const q = useQuery(
        `payments ${category} ${from} ${to} ${account}`,
        async () => (await api.transactions({ category, from, to, account, limit: PAYMENTS_SHOWN })).items,
        TOPICS,
    );
    const more = (
        <a class="card-link" href={payments_link(category, range, account)}>
            {t.do.show_all}
        </a>
    );
    return (
        <Card title={t.spending.payments} more={more}>
            <Loaded query={q}>
                {rows =>
                    rows.length === 0 ? (
                        <p class="muted">{t.spending.none}</p>
                    ) : (
                        <ul class="lines">
                            {rows.map(r => (
                                <li key={r.id}>
                                    <a class="line pay-line" href={`/transactions?open=${r.id}`}>
                                        <span class="clip">
                                            {r.payee ?? r.text ?? t.tx.no_payee}{" "}
                                            <span class="small faint">{day_short(r.date)}</span>
                                        </span>
                                        <Money amount={r.amount} currency={r.currency} tint />
                                    </a>
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </Card>
    );
}

/* A month that is not over yet would make the average smaller than it is. */
function average_of(rows: SpendingRow[], range: Range): string | null {
    if (range.from === null) return null;
    const last = range.to < this_month() ? range.to : month_add(this_month(), -1);
    const months = months_between(range.from, last).length;
    if (months < 2) return null;
    const total = sum(rows.filter(r => within(r.month, range.from, last)).map(amount_of));
    return String(Math.round(Number(total) / months));
}

function Summary({ lines, rows, range }: { lines: Line[]; rows: SpendingRow[]; range: Range }) {
    const c = currency.value;
    const total = sum(lines.map(l => l.amount));
    const before = range.before ? before_of(rows, range.before) : null;
    const average = average_of(rows, range);
    const figures: Figure[] = [
        {
            name: t.spending.total,
            value: <Money amount={total} currency={c} />,
            about:
                before && Number(before) > 0 ? <Against now={total} before={before} range={range} /> : null,
        },
    ];
    if (average)
        figures.push({ name: t.spending.average, value: <Money amount={average} currency={c} round /> });
    return <Figures items={figures} />;
}

const before_of = (rows: SpendingRow[], { from, to }: { from: string; to: string }) =>
    sum(rows.filter(r => within(r.month, from, to)).map(amount_of));

function Against({ now, before, range }: { now: string; before: string; range: Range }) {
    return (
        <>
            <Change now={now} before={before} />{" "}
            {t.spending.against(money(before, currency.value), range.name)}
        </>
    );
}

/* The way to where there is something. */
function Nothing({ rows }: { rows: SpendingRow[] }) {
    const newest = rows.reduce((m, r) => (r.month! > m ? r.month! : m), "");
    return (
        <Empty icon="spending" title={t.spending.none} text={t.spending.none_text}>
            {newest ? (
                <Button onClick={() => month_choose(newest)}>
                    {t.spending.show_month(month_name(newest))}
                </Button>
            ) : null}
        </Empty>
    );
}

function Body({
    reading,
    range,
    category,
    account,
}: {
    reading: Reading;
    range: Range;
    category: string;
    account: string | null;
}) {
    const level = levels(category) + 1;
    const ranks = ranked(reading, level);
    const lines = lines_of(reading, range, level, ranks);
    const total = lines.reduce((s, l) => s + Math.max(0, Number(l.amount)), 0);
    const only_itself = lines.every(l => l.category === category);
    const { months } = reading;
    const first = range.from ? months.indexOf(range.from) : -1;
    const mark = first > 0 ? { from: first, to: months.length - 1 } : undefined;
    return (
        <>
            <Card class="spend-chart">
                <Summary lines={lines} rows={reading.rows} range={range} />
                <Chart
                    title={category === ROOT ? t.spending.chart : category_name(category)}
                    kind="stack"
                    months={months}
                    currency={currency.value}
                    height={260}
                    series={series_of(reading, level, ranks, category)}
                    mark={mark}
                    onMonth={month_choose}
                />
            </Card>
            {lines.length === 0 ? (
                <Nothing rows={reading.rows} />
            ) : only_itself ? null : (
                <Card title={t.spending.by_category}>
                    <ul class="spend-lines">
                        {lines.map(l => (
                            <CategoryLine
                                key={l.category}
                                it={l}
                                total={total}
                                range={range}
                                own={category}
                                account={account}
                            />
                        ))}
                    </ul>
                    {lines.some(l => is_negative(l.amount)) ? (
                        <p class="small faint">{t.spending.refunds}</p>
                    ) : null}
                </Card>
            )}
            {category !== ROOT ? <Payments category={category} range={range} account={account} /> : null}
        </>
    );
}

export function Categories({ range, account }: { range: Range; account: string | null }) {
    const given = search.value.get("category") ?? ROOT;
    const category = given === ROOT || given.startsWith(`${ROOT}:`) ? given : ROOT;
    const reading = useReading(range, category, account);
    return (
        <div class="stack">
            <Trail category={category} />
            <Loaded query={reading} lines={8}>
                {data => <Body reading={data} range={range} category={category} account={account} />}
            </Loaded>
        </div>
    );
}
