/* What the mock remembers, and what follows from it. */
import * as seed from "./seed.mjs";

export const text_of = cents => {
    const digits = String(Math.abs(cents)).padStart(3, "0");
    return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
export const cents_of = text => {
    const found = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(String(text));
    if (!found) throw new Problem(422, "invalid", "amount: this is no amount", "amount");
    return (found[1] ? -1 : 1) * (Number(found[2]) * 100 + Number((found[3] ?? "").padEnd(2, "0")));
};

export class Problem extends Error {
    constructor(status, code, detail, field) {
        super(detail);
        Object.assign(this, { status, code, field });
    }
}
export const not_found = what => new Problem(404, "not_found", `there is no such ${what}`);

const now = () => new Date().toISOString();
const copy = x => structuredClone(x);

export function new_world({ empty = false, needs_owner = false } = {}) {
    const world = {
        empty,
        user: needs_owner
            ? null
            : { email: "ada@example.org", password: "correct horse battery", name: "Ada" },
        household: { id: seed.id_of("household"), name: "Our home", currency: "EUR" },
        signed_in: new Set(),
        accounts: empty ? [] : copy(seed.accounts),
        transactions: empty ? [] : copy(seed.transactions),
        categories: seed.default_categories.map(path => ({ id: seed.id_of(`category ${path}`), path })),
        rules: empty ? [] : copy(seed.rules),
        insights: empty ? [] : copy(seed.insights),
        notifications: empty
            ? []
            : seed.insights.slice(0, 3).map((i, n) => ({
                  id: seed.id_of(`notification ${n}`),
                  channel: "inapp",
                  severity: i.severity,
                  title: i.title,
                  body: i.body,
                  state: n < 2 ? "delivered" : "read",
                  insight: i.id,
                  created: i.created,
                  why: null,
              })),
        budgets: empty
            ? []
            : seed.budgets.map(([category, cents]) => ({
                  category,
                  cents,
                  rollover: category === "Expenses:Coffee",
              })),
        goals: empty
            ? []
            : [
                  {
                      id: seed.id_of("goal 1"),
                      name: "Summer in Portugal",
                      target: 300000,
                      saved: 182000,
                      due: "2027-06-01",
                  },
                  { id: seed.id_of("goal 2"), name: "New bicycles", target: 180000, saved: 45000, due: null },
              ],
        keys: [],
        invitations: [],
        members: [],
        imports: [],
        undo: new Map(),
        locale: null,
        time_zone: null,
        listeners: new Set(),
        event: 1000,
    };
    if (!empty) world.imports.push(finished_import(world));
    return world;
}

function finished_import(world) {
    const mine = world.transactions.filter(t => t.account.name === "Joint account").slice(0, 60);
    const id = seed.id_of("import 1");
    for (const t of mine) t.import = id;
    return {
        id,
        file: "joint-account.csv",
        format: "csv",
        state: "committed",
        progress: null,
        read: 64,
        new: 60,
        known: 4,
        settled: 0,
        suggested: 0,
        accounts: [],
        samples: [],
        notes: [],
        problem: null,
        created: now(),
        committed: now(),
    };
}

/* -- Live messages. */
export function tell(world, type, data = {}) {
    const id = String(++world.event);
    const event = { specversion: "1.0", id, type, source: "/mock", time: now(), data };
    const message = type === "import.progress" ? { type, ...data } : { id, type, event };
    for (const send of world.listeners) send(JSON.stringify(message));
}

/* -- What people see. */
export function show_transaction(t) {
    const { cents, ...rest } = t;
    return {
        ...rest,
        amount: text_of(cents),
        parts: (t.parts.length > 0 ? t.parts : [{ category: t.category, cents: t.cents }]).map(p => ({
            category: p.category,
            amount: text_of(p.cents),
        })),
    };
}

const counts = t => t.state !== "void" && !t.review;
export function show_account(world, a) {
    const mine = world.transactions.filter(t => t.account.id === a.id && counts(t));
    const sum = list => list.reduce((s, t) => s + t.cents, 0);
    const pending = sum(mine.filter(t => t.state === "pending"));
    /* The seeded years would pile up: a balance is where the account opened, plus this last month. */
    const recent = mine.filter(t => t.date >= seed.iso(seed.today_ms - 30 * 864e5) && t.state === "posted");
    const balance = text_of(a.opening + sum(recent));
    const { opening: _, ...rest } = a;
    return {
        ...rest,
        balance,
        pending: text_of(pending),
        available: text_of(a.opening + sum(recent) + pending),
        transactions: mine.length,
        held: world.transactions.filter(t => t.account.id === a.id && t.review).length,
        newest: mine[0]?.date ?? null,
    };
}

const within = (path, category) => path === category || path?.startsWith(`${category}:`);
const FILTERS = {
    q: (t, v) =>
        v
            .toLowerCase()
            .split(/\s+/)
            .every(w =>
                [t.payee, t.text, t.memo, t.notes, t.category, ...t.tags, text_of(Math.abs(t.cents))].some(
                    x => x?.toLowerCase().includes(w),
                ),
            ),
    account: (t, v) => t.account.id === v || t.account.name === v,
    category: (t, v) => within(t.category, v) || t.parts.some(p => within(p.category, v)),
    payee: (t, v) => t.payee?.toLowerCase() === v.toLowerCase(),
    tag: (t, v) => t.tags.includes(v),
    from: (t, v) => t.date >= v,
    to: (t, v) => t.date <= v,
    state: (t, v) => t.state === v,
    unsorted: (t, v) => v !== "true" || Boolean(t.category?.endsWith(":Uncategorised")),
    review: (t, v) => v !== "true" || t.review !== null,
    import: (t, v) => t.import === v,
    least: (t, v) => Math.abs(t.cents) >= cents_of(v),
    most: (t, v) => Math.abs(t.cents) <= cents_of(v),
    direction: (t, v) => (v === "in" ? t.cents > 0 : t.cents < 0),
};
export function find_transactions(world, query) {
    let list = world.transactions;
    for (const [name, value] of query)
        if (FILTERS[name]) list = list.filter(t => FILTERS[name](t, value));
        else if (!["sort", "cursor", "limit"].includes(name))
            throw new Problem(400, "unknown", `${name}: not known`, name);
    return query.get("sort") === "oldest" ? [...list].reverse() : list;
}

export function page(list, query) {
    const limit = Math.min(1000, Number(query.get("limit") ?? 50));
    const from = Number(query.get("cursor") ?? 0);
    const next = from + limit < list.length ? String(from + limit) : null;
    return { items: list.slice(from, from + limit), next };
}

/* Every line of a transaction by category, for reports. */
function* lines(world, query) {
    for (const t of world.transactions) {
        if (t.state === "void" || t.review) continue;
        const month = t.date.slice(0, 7);
        if (query.get("from") && month < query.get("from")) continue;
        if (query.get("to") && month > query.get("to")) continue;
        if (query.get("account") && t.account.id !== query.get("account")) continue;
        const parts = t.parts.length > 0 ? t.parts : [{ category: t.category, cents: t.cents }];
        for (const p of parts) yield { month, category: p.category, cents: p.cents };
    }
}

export function spending(world, query) {
    const by = (query.get("by") ?? "category").split(",");
    const depth = Number(query.get("depth") ?? 9);
    const sums = new Map();
    for (const line of lines(world, query)) {
        if (!line.category.startsWith("Expenses")) continue;
        if (query.get("category") && !within(line.category, query.get("category"))) continue;
        const category = line.category.split(":").slice(0, depth).join(":");
        const key = [by.includes("month") ? line.month : "", by.includes("category") ? category : ""].join(
            "|",
        );
        sums.set(key, (sums.get(key) ?? 0) - line.cents);
    }
    return [...sums].sort().map(([key, cents]) => {
        const [month, category] = key.split("|");
        return {
            month: month || null,
            category: category || null,
            currency: "EUR",
            amount: text_of(cents),
            pending: "0.00",
        };
    });
}

export function cashflow(world, query) {
    const sums = new Map();
    for (const line of lines(world, query)) {
        const at = sums.get(line.month) ?? { income: 0, spending: 0 };
        if (line.category.startsWith("Income")) at.income += line.cents;
        else if (line.category.startsWith("Expenses")) at.spending -= line.cents;
        sums.set(line.month, at);
    }
    return [...sums].sort().map(([month, { income, spending }]) => ({
        month,
        currency: "EUR",
        income: text_of(income),
        spending: text_of(spending),
        net: text_of(income - spending),
    }));
}

export function net_worth(world, query) {
    const flow = cashflow(world, query).reverse();
    const shown = world.accounts.map(a => show_account(world, a));
    let assets = shown.filter(a => a.kind === "asset").reduce((s, a) => s + cents_of(a.balance), 0);
    const debts = shown.filter(a => a.kind === "liability").reduce((s, a) => s + cents_of(a.balance), 0);
    const rows = flow.map(({ month, net }) => {
        const row = {
            month,
            currency: "EUR",
            assets: text_of(assets),
            liabilities: text_of(debts),
            net: text_of(assets + debts),
        };
        assets -= Math.round(cents_of(net) * 0.35);
        return row;
    });
    return rows.reverse();
}

export function show_budget(world, b, month) {
    const query = new URLSearchParams({
        by: "category",
        from: month,
        to: month,
        category: b.category,
        depth: "9",
    });
    const spent = spending(world, query).reduce((s, r) => s + cents_of(r.amount), 0);
    const carried = b.rollover ? 800 : 0;
    const limit = b.cents + carried;
    return {
        category: b.category,
        currency: "EUR",
        amount: text_of(b.cents),
        carried: text_of(carried),
        limit: text_of(limit),
        spent: text_of(spent),
        left: text_of(limit - spent),
        percent: Math.round((spent / limit) * 100),
        rollover: b.rollover,
    };
}
