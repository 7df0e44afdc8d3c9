/* Which months the overview shows. A statement ends where the bank ended it, last month mostly: then that month says more than an empty one. */
import { api } from "../../api";
import { month_add, this_month } from "../../format";
import { is_zero } from "../../money";
import { useQuery } from "../../query";
import { currency } from "../../session";
import type { Account } from "../../types";

const MONTHS = 12;

export function useCashFlow(from: string, to: string) {
    const c = currency.value;
    return useQuery(
        `cashflow ${from} ${to} ${c}`,
        async () => (await api.cashflow({ from, to, currency: c })).items,
        ["transaction", "import", "account"],
    );
}

/* `to` is the newest month that has something, `month` the newest that has spending; neither is in the future. */
export function useMonths(accounts: Account[]): { from: string; to: string; month: string } {
    const now = this_month();
    const newest = accounts
        .filter(a => a.currency === currency.value && a.newest)
        .map(a => a.newest!.slice(0, 7))
        .reduce((a, b) => (b > a ? b : a), "");
    const to = newest && newest < now ? newest : now;
    const from = month_add(to, 1 - MONTHS);
    const spent = useCashFlow(from, to).data?.filter(r => !is_zero(r.spending)) ?? [];
    return { from, to, month: spent.at(-1)?.month ?? to };
}
