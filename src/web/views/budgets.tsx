/* Budgets: what a month may cost by category, filling like envelopes; and goals to save for. The month is in the address. */
import { useState } from "preact/hooks";
import { api } from "../api";
import { category_name, month_last, percent, this_month, today } from "../format";
import { absolute, is_negative, minus, sum } from "../money";
import { useQuery, type Query } from "../query";
import { may_write } from "../session";
import { t } from "../text";
import type { Budget } from "../types";
import { Button, Card, classes, Empty, Head, Loaded, Money } from "../ui/basics";
import { Figures } from "../ui/figures";
import { month_shown, MonthSwitch } from "../ui/month";
import { Envelope, NewEnvelope } from "./budgets/envelope";
import { Goals } from "./budgets/goals";
import { Fill } from "./budgets/fill";
import { Suggestions, useSpent } from "./budgets/suggestions";
import { pick_category } from "./transactions/pickers";

const TOPICS = ["transaction", "import", "account", "category", "budget"];

/* How much of the month is over; null for other months. */
const pace_of = (month: string) =>
    month === this_month() ? Number(today().slice(8)) / Number(month_last(month).slice(8)) : null;

/* All envelopes of a currency together. */
function Together({ list, pace }: { list: Budget[]; pace: number | null }) {
    const c = list[0]!.currency;
    const limit = sum(list.map(b => b.limit));
    const spent = sum(list.map(b => b.spent));
    const left = minus(limit, spent);
    const over = is_negative(left);
    const ratio = Number(limit) > 0 ? Number(spent) / Number(limit) : 1;
    return (
        <Card>
            <Figures
                items={[
                    {
                        name: over ? t.budgets.over_all : t.budgets.left_all,
                        value: (
                            <Money class={over ? "bad" : undefined} amount={absolute(left)} currency={c} />
                        ),
                    },
                    { name: t.budgets.spent_all, value: <Money amount={spent} currency={c} /> },
                    { name: t.budgets.limit_all, value: <Money amount={limit} currency={c} /> },
                ]}
            />
            <Fill ratio={ratio} pace={pace} over={over} label={`${t.budgets.spent_all}: ${percent(ratio)}`} />
            {pace !== null ? <p class="small faint fill-about">{t.budgets.pace(percent(pace))}</p> : null}
        </Card>
    );
}

function Envelopes({ query, all, month }: { query: Query<Budget[]>; all: Budget[]; month: string }) {
    const spent = useSpent(month);
    const [fresh, set_fresh] = useState<string | null>(null);
    const pace = pace_of(month);
    const currencies = [...new Set(all.map(b => b.currency))];
    const choose = async (anchor: Element) => {
        const category = await pick_category(anchor, true);
        if (category) set_fresh(category);
    };
    const sorted = [...all].sort((a, b) =>
        category_name(a.category).localeCompare(category_name(b.category)),
    );
    const add = may_write.value ? (
        <Button
            icon="plus"
            kind={all.length === 0 ? "main" : undefined}
            onClick={e => void choose(e.currentTarget as Element)}
        >
            {t.budgets.add}
        </Button>
    ) : null;
    return (
        <div class="stack">
            {currencies.map(c => (
                <Together key={c} list={all.filter(b => b.currency === c)} pace={pace} />
            ))}
            {all.length === 0 && !fresh ? (
                <Empty icon="budgets" title={t.budgets.none} text={t.budgets.none_text}>
                    {add}
                </Empty>
            ) : (
                <ul class="envelopes">
                    {fresh ? (
                        <NewEnvelope
                            key={`new ${fresh}`}
                            category={fresh}
                            month={month}
                            spent={spent}
                            query={query}
                            close={() => set_fresh(null)}
                        />
                    ) : null}
                    {sorted.map(b => (
                        <Envelope
                            key={`${b.category} ${b.currency}`}
                            it={b}
                            month={month}
                            pace={pace}
                            spent={spent}
                            query={query}
                        />
                    ))}
                    {add && all.length > 0 ? <li class="envelope-add">{add}</li> : null}
                </ul>
            )}
            <Suggestions all={all} spent={spent} month={month} />
        </div>
    );
}

export function Budgets() {
    const month = month_shown();
    const query = useQuery(`budgets ${month}`, async () => (await api.budgets(month)).items, TOPICS);
    const over = (query.data ?? []).filter(b => is_negative(b.left));
    const about =
        over.length > 0 ? (
            <span class="bad">{t.budgets.over_count(over.length)}</span>
        ) : query.data?.length ? (
            t.budgets.text_well
        ) : (
            t.budgets.text
        );
    return (
        <>
            <Head title={t.budgets.title} text={about}>
                <MonthSwitch
                    month={month}
                    label={t.budgets.month}
                    before={t.budgets.month_before}
                    after={t.budgets.month_after}
                />
            </Head>
            <div class={classes("stack", "budgets")}>
                <Loaded query={query} lines={6}>
                    {all => <Envelopes query={query} all={all} month={month} />}
                </Loaded>
                <Goals />
            </div>
        </>
    );
}
