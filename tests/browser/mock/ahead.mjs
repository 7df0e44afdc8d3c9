/* What lies ahead of the mock's household: three payments that come again, and a balance that sinks between salaries. No statistics: the page needs shapes. */
import { iso, today_ms } from "./seed.mjs";
import { not_found, show_account, text_of } from "./world.mjs";

const DAY_MS = 864e5;
const plans = [
    { payee: "Landlord", cents: -142000, day: 1 },
    { payee: "Employer", cents: 380000, day: 27, rise: [365000, 380000] },
    { payee: "Lumora Streaming", cents: -1499, day: 14, rise: [-1299, -1499] },
];
const next_of = plan => {
    let at = today_ms + DAY_MS;
    while (new Date(at).getUTCDate() !== plan.day) at += DAY_MS;
    return iso(at);
};
const account_of = (world, id) => {
    const found = id ? world.accounts.find(a => a.id === id) : world.accounts[0];
    if (!found) throw not_found("account");
    return { id: found.id, name: found.name };
};

export function recurring(world, query) {
    return plans.map(plan => ({
        ...{ account: account_of(world, query.get("account")), payee: plan.payee, currency: "EUR" },
        ...{ amount: text_of(plan.cents), amount_low: text_of(plan.cents), amount_high: text_of(plan.cents) },
        ...{ amounts: plan.rise ? "stepped" : "fixed", schedule: `every month on the ${plan.day}th` },
        ...{ every: "month_day", step: 1, day: plan.day, weekday: 0, nth: 0 },
        ...{ next: next_of(plan), next_early: next_of(plan), next_late: next_of(plan) },
        ...{ state: "running", confidence: 0.96, count: 24, last: iso(today_ms - 20 * DAY_MS) },
        last_amount: text_of(plan.cents),
        rise: plan.rise
            ? { from: text_of(plan.rise[0]), to: text_of(plan.rise[1]), date: iso(today_ms - 200 * DAY_MS) }
            : null,
    }));
}

export function cash_flow(world, query) {
    const account = query.get("account") ? account_of(world, query.get("account")) : null;
    const cents = world.accounts
        .filter(a => (account ? a.id === account.id : a.currency === "EUR" && a.kind === "asset"))
        .reduce((sum, a) => sum + Math.round(Number(show_account(world, a).balance) * 100), 0);
    const due = [];
    const days = [];
    let middle = cents;
    for (let i = 1; i <= Number(query.get("days") ?? 90); i++) {
        const date = iso(today_ms + i * DAY_MS);
        for (const plan of plans.filter(p => p.day === Number(date.slice(8)))) {
            middle += plan.cents;
            const amount = text_of(plan.cents);
            const about = { account: account_of(world, account?.id), chance: 0.98, announced: false };
            due.push({ date, payee: plan.payee, ...about, amount, low: amount, high: amount });
        }
        middle -= 6500;
        const off = Math.round(9000 * Math.sqrt(i));
        days.push({
            ...{ date, low: text_of(middle - off), median: text_of(middle), high: text_of(middle + off) },
            dry_by_then: middle - off < 0 ? 0.3 : 0,
        });
    }
    const dry = days.find(d => d.dry_by_then > 0);
    const chance = d => ({ date: d.date, chance: d.dry_by_then, standard_error: 0.007 });
    return {
        ...{ account, currency: "EUR", as_of: iso(today_ms), balance: text_of(cents), lowest: "0.00" },
        ...{ dry: dry ? chance(dry) : null, by_the_end: chance(days.at(-1)) },
        ...{ rest_days: 365, rest_week: "-455.00", due, days },
    };
}
