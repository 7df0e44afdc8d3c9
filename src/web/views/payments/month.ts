/* What a month holds: payments, what waits for a yes, what mandates bring, what is expected besides, and what accounts will hold. */
import { api } from "../../api";
import { day_add, days_between, month_first, month_last, today } from "../../format";
import { is_negative, minus, negated, sum } from "../../money";
import type {
    Account,
    Amount,
    CashFlowForecast,
    Day,
    Id,
    Mandate,
    Payment,
    PaymentCalendar,
    Proposal,
} from "../../types";
import { schedule_days } from "./schedule";

export const KINDS = [
    "failed",
    "waiting",
    "asked",
    "approved",
    "planned",
    "postponed",
    "under_way",
    "paid",
    "expected",
    "foreseen",
] as const;
export type Kind = (typeof KINDS)[number];

export interface Entry {
    key: string;
    kind: Kind;
    day: Day;
    payee: string;
    account: string;
    amount: Amount; /* above 0 */
    currency: string;
    chance?: number; /* foreseen */
    payment?: Payment;
    proposal?: Proposal;
    mandate?: Id;
}
/* What a paying account will hold on a day's evening. */
export interface Left {
    account: string;
    amount: Amount;
    currency: string;
    missing: Amount | null;
}
export interface DayOf {
    day: Day;
    entries: Entry[];
    left: Left[];
}
export interface Standing {
    mandates: Mandate[];
    wishes: Proposal[];
}

const LIKELY = 0.5; /* less sure ones are no news */
const NEAR_DAYS = 7; /* the same payment, as two know of it */
const AHEAD_MOST = 365;
const ACCOUNTS_MOST = 6;

const text_of = (it: Proposal, name: string) => {
    const value = it.action[name];
    return typeof value === "string" ? value : "";
};
export const is_mandate = (it: Proposal) => it.kind === "mandate";
/* A first day that is over stands for the schedule's next. */
export function next_of(it: Proposal): Day | null {
    const first = text_of(it, "first");
    const from = first >= today() ? first : day_add(today(), 1);
    return schedule_days(first, text_of(it, "every"), from, day_add(from, 4000))[0] ?? null;
}

/* -- Reading */

export async function standing(): Promise<Standing> {
    const [mandates, waiting, approved] = await Promise.all([
        api.mandates(true),
        api.proposals({ state: "waiting", limit: 100 }),
        api.proposals({ state: "approved", limit: 100 }),
    ]);
    const kinds = ["mandate", "payment", "transfer"];
    return {
        mandates: mandates.items,
        wishes: [...waiting.items, ...approved.items].filter(p => kinds.includes(p.kind)),
    };
}

export interface Ahead {
    together: CashFlowForecast | null;
    by_account: Map<string, CashFlowForecast>;
}
/* Months that are over have nothing ahead. */
export async function ahead(
    month: string,
    accounts: Account[],
    paying: string[],
    currency: string,
): Promise<Ahead> {
    const days = Math.min(AHEAD_MOST, days_between(today(), month_last(month)) + 1);
    const by_account = new Map<string, CashFlowForecast>();
    if (days < 1) return { together: null, by_account };
    const ids = accounts.filter(a => paying.includes(a.name)).slice(0, ACCOUNTS_MOST);
    const [together, ...each] = await Promise.all([
        api.cash_flow_ahead({ currency, days, today: today() }),
        ...ids.map(a => api.cash_flow_ahead({ account: a.id, days, today: today() })),
    ]);
    ids.forEach((a, i) => by_account.set(a.name, each[i]!));
    return { together, by_account };
}

/* -- Entries */

function of_payment(it: Payment, wishes: Proposal[]): Entry {
    const proposal = wishes.find(w => text_of(w, "payment") === it.id);
    const late = it.state === "planned" && it.why !== null && it.due <= today();
    const moved = it.occurrence !== null && it.occurrence !== it.due;
    const planned: Kind = proposal ? "asked" : late ? "waiting" : moved ? "postponed" : "planned";
    const kinds: Record<string, Kind> = { planned, held: "under_way", submitted: "under_way", paid: "paid" };
    return {
        key: it.id,
        kind: kinds[it.state] ?? "failed",
        day: it.due,
        payee: it.payee,
        account: it.account,
        amount: it.amount,
        currency: it.currency,
        payment: it,
        proposal,
        mandate: it.mandate ?? undefined,
    };
}

function of_wish(it: Proposal, accounts: Account[], from: Day, to: Day): Entry[] {
    if (text_of(it, "payment")) return []; /* the payment is there itself */
    const name = (ref: string) => accounts.find(a => a.id === ref)?.name ?? "";
    const due = text_of(it, "due") > today() ? text_of(it, "due") : today();
    const next = is_mandate(it) ? next_of(it) : due;
    const days = is_mandate(it)
        ? schedule_days(text_of(it, "first"), text_of(it, "every"), next! > from ? next! : from, to)
        : [due].filter(d => d >= from && d <= to);
    return days.map(day => ({
        key: `${it.id} ${day}`,
        kind: it.state === "approved" ? "approved" : "asked",
        day,
        payee: text_of(it, "payee") || name(text_of(it, "to")),
        account: name(text_of(it, "account")),
        amount: it.amount ?? text_of(it, "amount"),
        currency: it.currency ?? text_of(it, "currency"),
        proposal: it,
    }));
}

interface Like {
    payee: string | null;
    account: string;
    day: Day;
}
const is_like = (a: Like, b: Like) =>
    a.account === b.account &&
    (a.payee ?? "").toLowerCase() === (b.payee ?? "").toLowerCase() &&
    Math.abs(days_between(a.day, b.day)) <= NEAR_DAYS;

/* What goes out besides, from today on. */
function foreseen(it: CashFlowForecast, known: Entry[], from: Day, to: Day): Entry[] {
    return it.due
        .filter(d => d.date >= from && d.date <= to && d.date >= today())
        .filter(d => is_negative(d.amount) && d.chance >= LIKELY && d.payee !== null)
        .filter(d => !known.some(e => is_like(e, { payee: d.payee, account: d.account.name, day: d.date })))
        .map((d, i) => ({
            key: `foreseen ${d.date} ${i}`,
            kind: "foreseen" as const,
            day: d.date,
            payee: d.payee!,
            account: d.account.name,
            amount: negated(d.amount),
            currency: it.currency!,
            chance: d.announced ? 1 : d.chance,
        }));
}

const LEAVES: Kind[] = ["waiting", "asked", "approved", "planned", "postponed", "expected"];

/* The forecast knows what comes again by itself; what it does not know of is taken off. */
function left_on(day: Day, account: string, it: CashFlowForecast, known: Entry[]): Left | null {
    const evening = it.days.find(d => d.date === day);
    if (!evening || !it.currency) return null;
    const unknown = known.filter(
        e =>
            e.account === account &&
            e.day <= day &&
            e.day >= today() &&
            LEAVES.includes(e.kind) &&
            !it.due.some(d => is_like(e, { payee: d.payee, account: d.account.name, day: d.date })),
    );
    const amount = minus(evening.median, sum(unknown.map(e => e.amount)));
    const spare = minus(amount, it.lowest);
    return { account, amount, currency: it.currency, missing: is_negative(spare) ? negated(spare) : null };
}

export function known_entries(
    month: string,
    calendar: PaymentCalendar,
    wishes: Proposal[],
    accounts: Account[],
): Entry[] {
    const from = month_first(month);
    const to = month_last(month);
    /* A mandate's payment that is dearer than was confirmed, or that the policy asks about: it stands there as a question. */
    const is_asked = (mandate: Id, day: Day) =>
        wishes.some(w => text_of(w, "mandate") === mandate && text_of(w, "occurrence") === day);
    const planned = calendar.days.flatMap(d => [
        ...d.payments.map(p => of_payment(p, wishes)),
        ...d.expected
            .filter(e => !is_asked(e.mandate, d.date))
            .map(e => ({
                key: `${e.mandate} ${d.date}`,
                kind: "expected" as const,
                day: d.date,
                payee: e.payee,
                account: e.account,
                amount: e.most,
                currency: e.currency,
                mandate: e.mandate,
            })),
    ]);
    return [...planned, ...wishes.flatMap(w => of_wish(w, accounts, from, to))];
}

/* The month's days that have anything, in order. */
export function days_of(month: string, known: Entry[], future: Ahead | undefined): DayOf[] {
    const together = future?.together;
    const besides = together ? foreseen(together, known, month_first(month), month_last(month)) : [];
    const all = [...known, ...besides];
    const days = [...new Set(all.map(e => e.day))].sort();
    return days.map(day => {
        const entries = all
            .filter(e => e.day === day)
            .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.payee.localeCompare(b.payee));
        const paying = [...new Set(entries.filter(e => LEAVES.includes(e.kind)).map(e => e.account))];
        const left = paying
            .map(account => {
                const it = future?.by_account.get(account);
                return it ? left_on(day, account, it, known) : null;
            })
            .filter(l => l !== null);
        return { day, entries, left };
    });
}

/* -- Totals, by currency; that of the household first */

export interface Total {
    currency: string;
    paid: Amount;
    due: Amount;
    asked: Amount;
    foreseen: Amount;
}
export function totals(entries: Entry[], first: string): Total[] {
    const currencies = [first, ...new Set(entries.map(e => e.currency).filter(c => c !== first))];
    return currencies.map(currency => {
        const of = (...kinds: Kind[]) =>
            sum(entries.filter(e => e.currency === currency && kinds.includes(e.kind)).map(e => e.amount));
        return {
            currency,
            paid: of("paid"),
            due: of("approved", "planned", "postponed", "waiting", "under_way", "expected"),
            asked: of("asked"),
            foreseen: of("foreseen"),
        };
    });
}
