/* The head of an account's own page: its balance, how it went, its settings. */
import { api } from "../../api";
import { useAccounts } from "../../data";
import { day_short, money, month_add, this_month } from "../../format";
import { is_zero } from "../../money";
import { useQuery } from "../../query";
import { may_write } from "../../session";
import { t } from "../../text";
import type { Account } from "../../types";
import { type Children, IconButton, Money } from "../../ui/basics";
import { Spark } from "../../ui/spark";
import { ask_account } from "./edit";

const MONTHS = 12;
const TOPICS = ["transaction", "import"];

export function AccountSpark({ account }: { account: Account }) {
    const to = this_month();
    const from = month_add(to, 1 - MONTHS);
    const q = useQuery(
        `balances ${account.id}`,
        async () => (await api.account_balances(account.id, from, to)).items,
        TOPICS,
    );
    return (
        <Spark
            values={(q.data ?? []).map(b => Number(b.balance))}
            label={`${account.name}: ${t.accounts.balance}`}
        />
    );
}

function about(a: Account): string {
    const words = [a.bank, a.number];
    if (a.pending && !is_zero(a.pending))
        words.push(t.accounts.pending(money(a.pending, a.currency, "both")));
    if (a.newest) words.push(t.accounts.newest(day_short(a.newest)));
    return words.filter(Boolean).join(" · ");
}

export function AccountHead({ id, children }: { id: string; children?: Children }) {
    const account = useAccounts().data?.find(a => a.id === id);
    if (!account) return <div class="skeleton skeleton-title" />;
    return (
        <header class="head account-head">
            <div>
                <h1>{account.name}</h1>
                <Money class="figure" amount={account.balance} currency={account.currency} />
                <p class="small">{about(account)}</p>
            </div>
            <div class="account-spark">
                <AccountSpark account={account} />
            </div>
            <div class="head-actions">
                {children}
                {may_write.value ? (
                    <IconButton icon="edit" label={t.accounts.edit} onClick={() => ask_account(account)} />
                ) : null}
            </div>
        </header>
    );
}
