/* Accounts: what one has and what one owes. */
import { useAccounts } from "../data";
import { day_short, money } from "../format";
import { is_zero, sum } from "../money";
import { may_write } from "../session";
import { t } from "../text";
import type { Account } from "../types";
import { Button, Card, Empty, Head, Loaded, Money } from "../ui/basics";
import { go } from "../router";
import { ask_account } from "./accounts/edit";
import { AccountSpark } from "./accounts/head";

function Line({ it }: { it: Account }) {
    const about = [
        it.bank,
        it.newest ? t.accounts.newest(day_short(it.newest)) : null,
        it.pending && !is_zero(it.pending)
            ? t.accounts.pending(money(it.pending, it.currency, "both"))
            : null,
    ];
    return (
        <li>
            <a class="account-line" href={`/accounts/${it.id}`}>
                <span class="grow">
                    <span class="account-name clip">{it.name}</span>
                    <span class="small faint clip">{about.filter(Boolean).join(" · ")}</span>
                </span>
                <span class="account-line-spark wide-only">
                    <AccountSpark account={it} />
                </span>
                <Money class="account-balance" amount={it.balance} currency={it.currency} />
            </a>
        </li>
    );
}

/* Sums by currency: amounts of two are never added. */
function Totals({ list }: { list: Account[] }) {
    const currencies = [...new Set(list.map(a => a.currency))];
    return (
        <span class="row muted">
            {currencies.map(c => (
                <Money
                    key={c}
                    amount={sum(list.filter(a => a.currency === c).map(a => a.balance))}
                    currency={c}
                />
            ))}
        </span>
    );
}

function Group({ title, list }: { title: string; list: Account[] }) {
    if (list.length === 0) return null;
    return (
        <Card title={title} more={<Totals list={list} />}>
            <ul class="list">
                {list.map(a => (
                    <Line key={a.id} it={a} />
                ))}
            </ul>
        </Card>
    );
}

export function Accounts() {
    const accounts = useAccounts();
    const add = may_write.value ? (
        <Button compact icon="plus" onClick={() => ask_account()}>
            {t.accounts.add}
        </Button>
    ) : null;
    return (
        <>
            <Head title={t.accounts.title}>{add}</Head>
            <Loaded query={accounts}>
                {all =>
                    all.length === 0 ? (
                        <Empty icon="accounts" title={t.accounts.none} text={t.accounts.none_text}>
                            <Button kind="main" icon="import" onClick={() => go("/import")}>
                                {t.nav.import}
                            </Button>
                        </Empty>
                    ) : (
                        <div class="stack">
                            <Group
                                title={t.accounts.assets}
                                list={all.filter(a => a.kind === "asset" && !a.closed)}
                            />
                            <Group
                                title={t.accounts.liabilities}
                                list={all.filter(a => a.kind === "liability" && !a.closed)}
                            />
                            <Group title={t.accounts.closed} list={all.filter(a => a.closed)} />
                        </div>
                    )
                }
            </Loaded>
        </>
    );
}
