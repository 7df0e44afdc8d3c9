/* Payments: a calendar of what Florin pays, would like to pay, and expects besides; beside it what it pays again and again. The month is in the address. */
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api";
import { useAccounts } from "../data";
import { day_full, money, month_first, month_last, month_name, this_month, today } from "../format";
import { is_zero } from "../money";
import { useQuery } from "../query";
import { go } from "../router";
import { currency, may_write } from "../session";
import { t } from "../text";
import type { Day } from "../types";
import { Button, Card, Empty, Head, Icon, Loaded, Money, Trouble } from "../ui/basics";
import { Figures, type Figure } from "../ui/figures";
import { month_go, month_shown, MonthSwitch } from "../ui/month";
import { show_mandate, show_payment, show_wish } from "./payments/details";
import { ask_payment } from "./payments/edit";
import { MonthGrid } from "./payments/grid";
import { Agenda, DayCard, Legend } from "./payments/line";
import { Mandates } from "./payments/mandates";
import * as book from "./payments/month";

const TOPICS = ["payment", "mandate", "proposal", "transaction", "import", "account"];
const phone = matchMedia("(max-width: 860px)");

function useNarrow(): boolean {
    const [narrow, set] = useState(phone.matches);
    useEffect(() => {
        const look = () => set(phone.matches);
        phone.addEventListener("change", look);
        return () => phone.removeEventListener("change", look);
    }, []);
    return narrow;
}

function useBook(month: string) {
    const accounts = useAccounts();
    const standing = useQuery("payments standing", book.standing, TOPICS);
    const calendar = useQuery(
        `payments ${month}`,
        () => api.payment_calendar(month_first(month), month_last(month)),
        TOPICS,
    );
    const known =
        calendar.data && standing.data && accounts.data
            ? book.known_entries(month, calendar.data, standing.data.wishes, accounts.data)
            : null;
    const paying = [...new Set(known?.map(e => e.account) ?? [])].sort();
    const c = currency.value;
    const future = useQuery(
        known ? `payments ahead ${month} ${c} ${paying.join("|")}` : null,
        () => book.ahead(month, accounts.data!, paying, c),
        TOPICS,
    );
    return {
        accounts: accounts.data ?? [],
        none: accounts.data?.length === 0,
        standing,
        known,
        days: known ? book.days_of(month, known, future.data) : [],
        error: calendar.error ?? accounts.error,
        busy: known === null || future.loading,
        reload: () => (calendar.reload(), accounts.reload()),
    };
}

function Sums({ entries }: { entries: book.Entry[] }) {
    const all = book.totals(entries, currency.value);
    const first = all[0]!;
    const figure = (name: string, of: "paid" | "due" | "asked" | "foreseen", about?: string): Figure[] => {
        const shown = all.filter(x => !is_zero(x[of]));
        if (shown.length === 0 && of !== "paid" && of !== "due") return [];
        return [
            {
                name,
                value: (
                    <>
                        {(shown.length > 0 ? shown : [first]).map(x => (
                            <span key={x.currency} class="pay-sum">
                                <Money amount={x[of]} currency={x.currency} />
                            </span>
                        ))}
                    </>
                ),
                about,
            },
        ];
    };
    return (
        <Figures
            items={[
                ...figure(t.payments.paid, "paid"),
                ...figure(t.payments.still_due, "due"),
                ...figure(t.payments.asked, "asked"),
                ...figure(t.payments.besides, "foreseen", t.payments.besides_about),
            ]}
        />
    );
}

/* The first day on which an account would not do. */
function Short({ days }: { days: book.DayOf[] }) {
    const seen = new Set<string>();
    const rows = days
        .flatMap(d => d.left.map(l => ({ ...l, day: d.day })))
        .filter(l => l.missing && !seen.has(l.account) && seen.add(l.account));
    return (
        <>
            {rows.map(l => (
                <p key={l.account} class="ahead-dry pay-short" role="status">
                    <Icon name="warning" />
                    <span>
                        {t.payments.short(l.account, day_full(l.day), money(l.missing!, l.currency))}{" "}
                        {t.payments.short_do}
                    </span>
                </p>
            ))}
        </>
    );
}

/* Today, or the first day that has anything. */
const usual_day = (month: string, days: book.DayOf[]) =>
    month === this_month() ? today() : (days[0]?.day ?? month_first(month));

export function Payments() {
    const month = month_shown();
    const narrow = useNarrow();
    const [chosen, choose] = useState<Day | null>(null);
    const head = useRef<HTMLHeadingElement>(null);
    const it = useBook(month);
    const day = chosen?.slice(0, 7) === month ? chosen : usual_day(month, it.days);
    const turn = (to: Day) => {
        choose(to);
        if (to.slice(0, 7) !== month) month_go(to.slice(0, 7));
    };
    const open = (e: book.Entry) => {
        if (e.payment) return show_payment(e.payment, e.proposal);
        if (e.proposal) return show_wish(e.proposal, e.account);
        const mandate = it.standing.data?.mandates.find(m => m.id === e.mandate);
        if (mandate) show_mandate(mandate);
    };
    const entries = it.days.flatMap(d => d.entries);
    const kinds = [...new Set(entries.map(e => e.kind))];
    const none = t.payments.none_month(month_name(month));
    return (
        <div class="pay-page">
            <Head title={t.payments.title} text={t.payments.text}>
                <MonthSwitch
                    month={month}
                    label={t.payments.month}
                    before={t.payments.month_before}
                    after={t.payments.month_after}
                />
                {may_write.value && it.accounts.length > 0 ? (
                    <Button
                        kind="main"
                        icon="plus"
                        compact
                        onClick={() => void ask_payment({ accounts: it.accounts, day })}
                    >
                        {t.payments.add}
                    </Button>
                ) : null}
            </Head>
            <Short days={it.days} />
            {it.none ? (
                <Empty icon="payments" title={t.payments.none} text={t.payments.none_text}>
                    <Button kind="main" icon="import" onClick={() => go("/import")}>
                        {t.overview.choose}
                    </Button>
                </Empty>
            ) : (
                <div class="pay-columns">
                    <div class="stack">
                        <Card class="pay-month">
                            {it.error ? <Trouble error={it.error} retry={it.reload} /> : null}
                            {it.known ? <Sums entries={entries} /> : <div class="skeleton skeleton-line" />}
                            {narrow ? (
                                it.known ? (
                                    <Agenda days={it.days} none={none} onOpen={open} />
                                ) : null
                            ) : (
                                <MonthGrid
                                    month={month}
                                    day={day}
                                    days={it.days}
                                    busy={it.busy}
                                    onDay={turn}
                                    onEnter={() => head.current?.focus()}
                                />
                            )}
                            <Legend kinds={kinds} />
                        </Card>
                        {narrow ? null : (
                            <DayCard
                                day={day}
                                it={it.days.find(d => d.day === day)}
                                head={head}
                                onOpen={open}
                            />
                        )}
                    </div>
                    <Loaded query={it.standing} lines={6}>
                        {standing => <Mandates it={standing} accounts={it.accounts} />}
                    </Loaded>
                </div>
            )}
        </div>
    );
}
