/* Overview: how it stands, what happened this month, what deserves a look. */
import { useRef } from "preact/hooks";
import { api } from "../api";
import { useAccounts, useImports } from "../data";
import { useQuery } from "../query";
import { go } from "../router";
import { chosen_currency, currencies, currency, may_write, me } from "../session";
import { t } from "../text";
import type { Account } from "../types";
import { Button, Head, Icon, Loaded, Segments } from "../ui/basics";
import { upload } from "../uploads";
import { ask_account } from "./accounts/edit";
import { Balances, Budgets, CashFlow, Insights, Month, NetWorth } from "./overview/cards";
import { useMonths } from "./overview/months";

const UNSORTED_SHOWN = 100;

function greeting(): string {
    const hour = new Date().getHours();
    const words =
        hour < 11 ? t.overview.good_morning : hour < 18 ? t.overview.good_day : t.overview.good_evening;
    const first = me.value?.name.split(/[\s@]/)[0];
    return first ? `${words}, ${first}` : words;
}

/* Nothing has been imported yet: the one thing to do. */
function Begin() {
    const input = useRef<HTMLInputElement>(null);
    return (
        <section class="begin">
            <span class="empty-icon">
                <Icon name="import" />
            </span>
            <h2>{t.overview.empty}</h2>
            <p class="muted">{t.overview.empty_text}</p>
            <div class="row">
                <Button kind="main" onClick={() => input.current?.click()}>
                    {t.overview.choose}
                </Button>
                <Button kind="quiet" onClick={() => ask_account()}>
                    {t.overview.or_account}
                </Button>
            </div>
            <input
                ref={input}
                type="file"
                multiple
                hidden
                aria-label={t.overview.choose}
                onChange={e => {
                    upload([...(e.currentTarget.files ?? [])]);
                    go("/import");
                }}
            />
        </section>
    );
}

/* What waits for somebody, in a line each. */
function Waiting() {
    const ready = (useImports().data ?? []).filter(i => i.state === "ready").length;
    const unsorted = useQuery(
        "unsorted",
        async () => (await api.transactions({ unsorted: true, limit: UNSORTED_SHOWN })).items.length,
        ["transaction", "import"],
    ).data;
    if (!may_write.value || (!ready && !unsorted)) return null;
    return (
        <div class="waiting">
            {ready ? (
                <a class="chip chip-on" href="/import">
                    <Icon name="import" />
                    {t.overview.to_review(ready)}
                </a>
            ) : null}
            {unsorted ? (
                <a class="chip" href="/transactions?unsorted=true">
                    <Icon name="tag" />
                    {t.overview.unsorted(unsorted, unsorted >= UNSORTED_SHOWN)}
                </a>
            ) : null}
        </div>
    );
}

/* Which money to look at, when there is more than one. */
function Currencies() {
    if (currencies.value.length < 2) return null;
    const all = [...new Set([currency.value, ...currencies.value])].sort();
    return (
        <Segments
            label={t.spending.currency}
            value={currency.value}
            options={all.map(value => ({ value, text: value }))}
            onChange={value => (chosen_currency.value = value)}
        />
    );
}

function Cards({ accounts }: { accounts: Account[] }) {
    const { from, to, month } = useMonths(accounts);
    return (
        <div class="overview">
            <NetWorth from={from} to={to} />
            <Balances />
            <Month month={month} />
            <CashFlow from={from} to={to} />
            <Budgets month={month} />
            <Insights />
        </div>
    );
}

export function Overview() {
    const accounts = useAccounts();
    return (
        <>
            <Head title={greeting()}>
                <Waiting />
                <Currencies />
            </Head>
            <Loaded query={accounts} lines={8}>
                {all => (all.length === 0 ? <Begin /> : <Cards accounts={all} />)}
            </Loaded>
        </>
    );
}
