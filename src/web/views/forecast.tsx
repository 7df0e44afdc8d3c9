/* What lies ahead: the balance with its band, when it may run dry, the next payments, and what comes again. How far and which account are in the
 * address: days, account. */
import { api } from "../api";
import { day_full, days_between, money, percent, today } from "../format";
import { is_zero } from "../money";
import { useQuery } from "../query";
import { go_search, search } from "../router";
import { currency } from "../session";
import { t } from "../text";
import type { CashFlowForecast } from "../types";
import { Card, Empty, Head, Icon, Loaded, Money, Segments } from "../ui/basics";
import { Chart } from "../ui/chart";
import { Figures } from "../ui/figures";
import { NextPayments, Recurring } from "./forecast/payments";
import { AccountChoice } from "./spending";

const TOPICS = ["transaction", "import", "account"];
const RANGES = [30, 90, 180, 365];
const DAYS_USUAL = 90;
const range = () => {
    const given = Number(search.value.get("days"));
    return RANGES.includes(given) ? given : DAYS_USUAL;
};

function Dry({ it }: { it: CashFlowForecast }) {
    if (!it.dry) return null;
    const c = it.currency!;
    return (
        <p class="ahead-dry" role="status">
            <Icon name="warning" />
            <span>
                {t.forecast.dry_text(
                    it.account?.name ?? t.forecast.together,
                    day_full(it.dry.date),
                    percent(it.dry.chance),
                )}{" "}
                {is_zero(it.lowest) ? null : t.forecast.dry_below(money(it.lowest, c))}
            </span>
        </p>
    );
}

function Summary({ it }: { it: CashFlowForecast }) {
    const c = it.currency!;
    const lowest = it.days.reduce((least, day) => (Number(day.median) < Number(least.median) ? day : least));
    return (
        <Figures
            items={[
                {
                    name: t.forecast.balance,
                    value: <Money amount={it.balance} currency={c} />,
                    about: t.forecast.on(day_full(it.as_of)),
                },
                {
                    name: t.forecast.lowest_point,
                    value: <Money amount={lowest.median} currency={c} />,
                    about: t.forecast.on(day_full(lowest.date)),
                },
                ...(it.rest_days > 0
                    ? [
                          {
                              name: t.forecast.week,
                              value: <Money amount={it.rest_week} currency={c} />,
                              about: t.forecast.week_about,
                          },
                      ]
                    : []),
                ...(it.by_the_end
                    ? [
                          {
                              name: t.forecast.dry,
                              value: it.dry ? day_full(it.dry.date) : t.forecast.dry_never,
                              about: t.forecast.chance(percent(it.by_the_end.chance)),
                          },
                      ]
                    : []),
            ]}
        />
    );
}

function Ahead({ it }: { it: CashFlowForecast }) {
    const values = (name: "low" | "median" | "high") => it.days.map(d => Number(d[name]));
    return (
        <Card class="spend-chart">
            <Dry it={it} />
            <Summary it={it} />
            <Chart
                title={t.forecast.balance_ahead}
                kind="lines"
                months={it.days.map(d => d.date)}
                currency={it.currency!}
                height={300}
                band={[2, 1]}
                series={[
                    { name: t.forecast.median, values: values("median"), colour: 1 },
                    { name: t.forecast.low, values: values("low"), colour: 6 },
                    { name: t.forecast.high, values: values("high"), colour: 6 },
                ]}
            />
            <p class="small faint">{t.forecast.assumed}</p>
        </Card>
    );
}

export function Forecast() {
    const days = range();
    const account = search.value.get("account");
    const day = today();
    const c = currency.value;
    const cash = useQuery(
        `ahead ${account} ${days} ${day} ${c}`,
        () =>
            api.cash_flow_ahead({
                account: account ?? undefined,
                currency: account ? undefined : c,
                days,
                today: day,
            }),
        TOPICS,
    );
    const again = useQuery(
        `recurring ${account} ${day}`,
        async () => (await api.recurring({ account: account ?? undefined, today: day })).items,
        TOPICS,
    );
    const known = cash.data;
    return (
        <>
            <Head
                title={t.forecast.title}
                text={
                    known && days_between(known.as_of, day) > 0
                        ? t.forecast.text(day_full(known.as_of))
                        : undefined
                }
            >
                <AccountChoice account={account} />
            </Head>
            <div class="spend-tools">
                <Segments
                    label={t.forecast.ahead}
                    value={String(days)}
                    options={RANGES.map(x => ({ value: String(x), text: t.forecast.days(x) }))}
                    onChange={value => go_search({ days: value })}
                />
            </div>
            <Loaded query={cash} lines={8}>
                {it =>
                    !it.currency || (it.rest_days === 0 && it.due.length === 0) ? (
                        <Empty icon="forecast" title={t.forecast.none} text={t.forecast.none_text} />
                    ) : (
                        <div class="stack">
                            <Ahead it={it} />
                            <div class="ahead-columns">
                                <NextPayments due={it.due} currency={it.currency} />
                                <Loaded query={again}>{rows => <Recurring rows={rows} />}</Loaded>
                            </div>
                        </div>
                    )
                }
            </Loaded>
        </>
    );
}
