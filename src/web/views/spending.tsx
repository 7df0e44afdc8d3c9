/* Spending: where the money went, what came in and out, what there is. What is shown is in the address: show, range, account, category. */
import { useEffect, useRef } from "preact/hooks";
import { useAccounts } from "../data";
import { go_search, search } from "../router";
import { chosen_currency, currencies, currency } from "../session";
import { t } from "../text";
import { Button, Head, IconButton, Segments } from "../ui/basics";
import { CashFlow } from "./spending/cashflow";
import { Categories } from "./spending/categories";
import { range_given, range_of, range_options, range_set } from "./spending/range";
import { NetWorth } from "./spending/worth";
import { pick_account } from "./transactions/pickers";

type Show = "" | "cashflow" | "worth";
const shows = (): Show => {
    const given = search.value.get("show");
    return given === "cashflow" || given === "worth" ? given : "";
};
/* A year tells more of flows, a month of categories. */
const usual = (show: Show) => (show === "" ? "this" : "m12");

export function AccountChoice({ account }: { account: string | null }) {
    const all = useAccounts().data ?? [];
    if (all.length < 2 && !account) return null;
    const choose = async (anchor: Element) => {
        const id = await pick_account(anchor, account);
        if (id) go_search({ account: id });
    };
    return (
        <span class="row spend-account">
            <Button small icon="accounts" onClick={e => void choose(e.currentTarget as Element)}>
                <span class="clip">{all.find(a => a.id === account)?.name ?? t.accounts.all}</span>
            </Button>
            {account ? (
                <IconButton
                    icon="close"
                    label={t.accounts.all}
                    onClick={() => go_search({ account: null })}
                />
            ) : null}
        </span>
    );
}

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

export function Spending() {
    const show = shows();
    const range = range_of(range_given(), usual(show));
    const account = search.value.get("account");
    const tools = useRef<HTMLDivElement>(null);
    /* On a phone the ranges are wider than the screen. */
    useEffect(() => {
        const chosen = tools.current?.lastElementChild?.querySelector("[aria-checked=true]");
        chosen?.scrollIntoView({ inline: "center", block: "nearest" });
    }, [range.name]);
    return (
        <>
            <Head title={t.spending.title}>
                {show !== "worth" ? <AccountChoice account={account} /> : null}
                <Currencies />
            </Head>
            <div class="spend-tools" ref={tools}>
                <Segments
                    label={t.spending.show}
                    value={show}
                    options={[
                        { value: "", text: t.spending.by_category },
                        { value: "cashflow", text: t.spending.cashflow },
                        { value: "worth", text: t.spending.net_worth },
                    ]}
                    onChange={value => go_search({ show: value, range: null, category: null })}
                />
                <Segments
                    label={t.spending.range}
                    value={range.name}
                    options={range_options(range).filter(
                        o => show !== "worth" || !["this", "last"].includes(o.value),
                    )}
                    onChange={range_set}
                />
            </div>
            {show === "cashflow" ? (
                <CashFlow range={range} account={account} />
            ) : show === "worth" ? (
                <NetWorth range={range} />
            ) : (
                <Categories range={range} account={account} />
            )}
        </>
    );
}
