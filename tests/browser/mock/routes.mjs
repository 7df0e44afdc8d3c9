/* The API's calls, over what the mock remembers. Each answers {status?, body?, headers?}, or throws a Problem. */
import { randomUUID } from "node:crypto";
import * as ahead from "./ahead.mjs";
import * as w from "./world.mjs";
import { read_file } from "./reading.mjs";

const { Problem, not_found } = w;
const items = list => ({ body: { items: list } });
const created = body => ({ status: 201, body });
const none = { status: 204 };
const now = () => new Date().toISOString();

const one = (list, id, what) => list.find(x => x.id === id) ?? fail(not_found(what));
function fail(problem) {
    throw problem;
}
const required = (body, ...names) => {
    for (const name of names)
        if (body?.[name] === undefined || body[name] === "")
            fail(new Problem(422, "missing", `${name}: must be given`, name));
};

/* -- People. */
function me(world) {
    const { email, name } = world.user;
    const home = world.household;
    return {
        id: "018f0000-0000-7000-8000-000000000001",
        email,
        name,
        locale: world.locale,
        time_zone: world.time_zone,
        role: "owner",
        household: home,
        households: [{ id: home.id, name: home.name, role: "owner" }],
        created: "2024-01-02T08:00:00Z",
    };
}
function enter(world, status) {
    const session = randomUUID();
    world.signed_in.add(session);
    const cookie = `florin_session=${session}; Path=/; HttpOnly; SameSite=Strict`;
    return { status, body: { user: me(world) }, headers: { "Set-Cookie": cookie } };
}
const people = {
    "GET /setup": ({ world }) => ({ body: { needs_owner: world.user === null, version: "0.1.0" } }),
    "POST /auth/signup": ({ world, body }) => {
        required(body, "email", "password");
        if (!/^\S+@\S+\.\S+$/.test(body.email))
            fail(new Problem(422, "invalid", "email: this is no address", "email"));
        if (body.password.length < 15)
            fail(new Problem(422, "weak_password", "password: at least 15 characters", "password"));
        if (world.user && body.invitation !== "mock-invitation")
            fail(new Problem(403, "invitation", "an invitation is needed to join"));
        world.user = { email: body.email, password: body.password, name: body.name ?? body.email };
        if (body.household_name) world.household.name = body.household_name;
        return enter(world, 201);
    },
    "POST /auth/login": ({ world, body }) => {
        required(body, "email", "password");
        if (body.email !== world.user?.email || body.password !== world.user.password)
            fail(new Problem(401, "credentials", "That email and password do not belong together."));
        return enter(world, 200);
    },
    "POST /auth/logout": ({ world, session }) => (world.signed_in.delete(session), none),
    "POST /auth/logout-everywhere": ({ world }) => (world.signed_in.clear(), none),
    "POST /auth/password": ({ world, body }) => {
        if (body.current !== world.user.password)
            fail(new Problem(403, "denied", "password: the old password is wrong", "password"));
        if (body.new.length < 15)
            fail(new Problem(422, "weak_password", "password: at least 15 characters", "password"));
        world.user.password = body.new;
        return none;
    },
    "GET /me": ({ world }) => ({ body: me(world) }),
    "PATCH /me": ({ world, body }) => {
        if (body.name) world.user.name = body.name;
        if (body.locale) world.locale = body.locale;
        if (body.time_zone) world.time_zone = body.time_zone;
        return { body: me(world) };
    },
    "POST /me/household": ({ world }) => ({ body: me(world) }),
    "GET /sessions": ({ world, session }) =>
        items(
            [...world.signed_in].map(id => ({
                id,
                kind: "page",
                agent: "Chromium on Linux",
                created: now(),
                seen: now(),
                expires: null,
                current: id === session,
            })),
        ),
    "DELETE /sessions/:id": ({ world, id }) => (world.signed_in.delete(id), none),
    "GET /keys": ({ world }) => items(world.keys),
    "POST /keys": ({ world, body }) => {
        required(body, "name", "scopes");
        const key = {
            id: randomUUID(),
            name: body.name,
            scopes: body.scopes,
            created: now(),
            used: null,
            expires: body.expires ?? null,
        };
        world.keys.push(key);
        return created({ ...key, key: `flk_${randomUUID().replaceAll("-", "")}` });
    },
    "DELETE /keys/:id": ({ world, id }) => ((world.keys = world.keys.filter(k => k.id !== id)), none),
    "GET /household": ({ world }) => ({ body: world.household }),
    "PATCH /household": ({ world, body }) => ({ body: Object.assign(world.household, body) }),
    "GET /members": ({ world }) =>
        items([
            {
                id: me(world).id,
                email: world.user.email,
                name: world.user.name,
                role: "owner",
                since: "2024-01-02T08:00:00Z",
            },
            ...world.members,
        ]),
    "GET /invitations": ({ world }) => items(world.invitations),
    "POST /invitations": ({ world, body }) => {
        required(body, "email", "role");
        const it = {
            id: randomUUID(),
            email: body.email,
            role: body.role,
            created: now(),
            expires: new Date(Date.now() + 6e8).toISOString(),
        };
        world.invitations.push(it);
        return created({ ...it, token: "mock-invitation" });
    },
    "DELETE /invitations/:id": ({ world, id }) => (
        (world.invitations = world.invitations.filter(i => i.id !== id)),
        none
    ),
};

/* -- Accounts. */
const accounts = {
    "GET /accounts": ({ world }) => items(world.accounts.map(a => w.show_account(world, a))),
    "GET /accounts/:id": ({ world, id }) => ({
        body: w.show_account(world, one(world.accounts, id, "account")),
    }),
    "POST /accounts": ({ world, body }) => {
        required(body, "name");
        if (world.accounts.some(a => a.name === body.name))
            fail(new Problem(409, "conflict", "name: there is an account of this name", "name"));
        const account = {
            id: randomUUID(),
            name: body.name,
            kind: body.kind ?? "asset",
            currency: body.currency ?? "EUR",
            number: body.number ?? null,
            bank: null,
            opening: w.cents_of(body.opening ?? "0.00"),
            lowest: null,
            created: now(),
            closed: null,
        };
        world.accounts.push(account);
        w.tell(world, "account.created", { id: account.id });
        return created(w.show_account(world, account));
    },
    "PATCH /accounts/:id": ({ world, id, body }) => {
        const account = one(world.accounts, id, "account");
        if (body.name) account.name = body.name;
        if ("lowest" in body) account.lowest = body.lowest;
        if ("closed" in body) account.closed = body.closed ? now() : null;
        return { body: w.show_account(world, account) };
    },
    "GET /accounts/:id/balances": ({ world, id, query }) => {
        const account = w.show_account(world, one(world.accounts, id, "account"));
        const months = w.net_worth(world, query).map(r => r.month);
        const last = w.cents_of(account.balance);
        return items(
            months.map((month, i) => ({
                month,
                balance: w.text_of(
                    Math.round(
                        last *
                            (0.6 +
                                (0.4 * (i + 1)) / months.length +
                                Math.sin(i * 2.1 + id.charCodeAt(0)) * 0.08),
                    ),
                ),
            })),
        );
    },
};

/* -- Transactions. */
function remember(world, list) {
    const token = randomUUID();
    world.undo.set(
        token,
        list.map(t => structuredClone(t)),
    );
    return token;
}
function add_up(t, parts) {
    const cents = parts.map(p => ({ category: p.category, cents: w.cents_of(p.amount) }));
    if (cents.reduce((s, p) => s + p.cents, 0) !== t.cents)
        fail(new Problem(422, "invalid", "parts: they do not add up to the amount", "parts"));
    return cents;
}
function edit(world, t, body) {
    if (body.category) {
        Object.assign(t, { category: body.category, parts: [], sorted_by: "user" });
        know_category(world, body.category);
    }
    if (body.parts) Object.assign(t, { parts: add_up(t, body.parts), category: null, sorted_by: "user" });
    for (const name of ["payee", "tags", "notes", "reconciled"]) if (name in body) t[name] = body[name];
}
function know_category(world, path) {
    if (!/^(Expenses|Income|Equity)(:[^:]+)+$/.test(path))
        fail(new Problem(422, "invalid", "category: begins with Expenses, Income or Equity", "category"));
    if (!world.categories.some(c => c.path === path)) world.categories.push({ id: randomUUID(), path });
}
const edited = (world, t, token) => ({
    body: w.show_transaction(t),
    headers: token ? { "Florin-Undo": token } : {},
});

const transactions = {
    "GET /transactions": ({ world, query }) => {
        const { items, next } = w.page(w.find_transactions(world, query), query);
        return { body: { items: items.map(w.show_transaction), next } };
    },
    "POST /transactions": ({ world, body }) => {
        required(body, "account", "date", "amount", "payee");
        const account =
            world.accounts.find(a => a.id === body.account || a.name === body.account) ??
            fail(not_found("account"));
        const cents = w.cents_of(body.amount);
        const t = {
            ...{
                id: body.id ?? randomUUID(),
                account: { id: account.id, name: account.name },
                date: body.date,
                cents,
            },
            ...{
                currency: account.currency,
                state: "posted",
                payee: body.payee,
                text: null,
                memo: body.memo ?? null,
            },
            category: body.category ?? (cents < 0 ? "Expenses:Uncategorised" : "Income:Uncategorised"),
            ...{
                parts: [],
                tags: body.tags ?? [],
                notes: body.notes ?? null,
                sorted_by: body.category ? "user" : "none",
            },
            ...{ reconciled: false, opening: false, review: null, held: null, transfer: null, import: null },
        };
        const at = world.transactions.findIndex(x => x.date <= t.date);
        world.transactions.splice(at < 0 ? world.transactions.length : at, 0, t);
        w.tell(world, "transaction.created", { id: t.id });
        return created(w.show_transaction(t));
    },
    /* The same payee, and those that begin alike. */
    "GET /transactions/similar": ({ world, query }) => {
        const asked = one(world.transactions, query.get("transaction"), "transaction");
        const near = new Map();
        for (const x of world.transactions)
            if (
                x !== asked &&
                x.state !== "void" &&
                x.payee &&
                x.payee[0] === asked.payee?.[0] &&
                !near.has(x.payee)
            )
                near.set(x.payee, x);
        const items = [...near.values()]
            .map(x => ({ score: x.payee === asked.payee ? 1 : 0.5, transaction: w.show_transaction(x) }))
            .sort((a, b) => b.score - a.score)
            .slice(0, Number(query.get("limit") ?? 20));
        return { body: { items, complete: true, model: "mock" } };
    },
    "GET /transactions/:id": ({ world, id }) => edited(world, one(world.transactions, id, "transaction")),
    "PATCH /transactions/:id": ({ world, id, body }) => {
        const t = one(world.transactions, id, "transaction");
        const token = remember(world, [t]);
        edit(world, t, body);
        w.tell(world, "transaction.updated", { id });
        return edited(world, t, token);
    },
    "POST /transactions/:id/split": ({ world, id, body }) => {
        const t = one(world.transactions, id, "transaction");
        const token = remember(world, [t]);
        edit(world, t, { parts: body.parts });
        w.tell(world, "transaction.updated", { id });
        return edited(world, t, token);
    },
    "POST /transactions/:id/approve": ({ world, id }) => {
        const t = one(world.transactions, id, "transaction");
        Object.assign(t, { state: "posted", review: null });
        w.tell(world, "transaction.updated", { id });
        return edited(world, t);
    },
    "POST /transactions/:id/void": ({ world, id }) => {
        const t = one(world.transactions, id, "transaction");
        if (t.state === "void") fail(new Problem(409, "conflict", "it is void already"));
        t.state = "void";
        w.tell(world, "transaction.updated", { id });
        return edited(world, t);
    },
    "POST /transactions/:id/review": ({ world, id, body }) => {
        const t = one(world.transactions, id, "transaction");
        Object.assign(t, { review: null, state: body.same ? "void" : "posted" });
        w.tell(world, "transaction.updated", { id });
        return edited(world, t);
    },
    "POST /transactions/batch": ({ world, body }) => {
        const list = body.ids.map(id => one(world.transactions, id, "transaction"));
        const undo = remember(world, list);
        for (const t of list) {
            edit(world, t, body);
            if (body.tags_add) t.tags = [...new Set([...t.tags, ...body.tags_add])];
            if (body.tags_remove) t.tags = t.tags.filter(x => !body.tags_remove.includes(x));
            if (body.void) t.state = "void";
            if (body.approve) Object.assign(t, { state: "posted", review: null });
        }
        w.tell(world, "transaction.updated", {});
        return { body: { changed: list.length, refused: [], undo } };
    },
    "POST /undo": ({ world, body }) => {
        const before = world.undo.get(body.undo) ?? fail(not_found("edit to take back"));
        world.undo.delete(body.undo);
        for (const was of before) Object.assign(one(world.transactions, was.id, "transaction"), was);
        w.tell(world, "transaction.updated", {});
        return { body: { changed: before.length } };
    },
};

/* -- Sorting. */
const kind_of = path =>
    path.startsWith("Expenses") ? "expense" : path.startsWith("Income") ? "income" : "equity";
function rule_problem(text) {
    const at = text
        .split("\n")
        .findIndex(line => line.trim() && !line.startsWith("#") && !/->|\t/.test(line));
    if (at >= 0) {
        const column = text.split("\n")[at].length + 1;
        fail(new Problem(422, "invalid", `text: line ${at + 1}, column ${column}: expected ->`, "text"));
    }
}
const number_rules = world => world.rules.forEach((r, i) => (r.position = i + 1));
const sorting = {
    "GET /categories": ({ world }) =>
        items(
            world.categories.map(c => ({
                ...c,
                kind: kind_of(c.path),
                transactions: world.transactions.filter(t => t.category === c.path).length,
                hidden: false,
            })),
        ),
    "POST /categories": ({ world, body }) => (
        know_category(world, body.path),
        created(world.categories.find(c => c.path === body.path))
    ),
    "PATCH /categories/:id": ({ world, id, body }) => ({
        body: Object.assign(one(world.categories, id, "category"), body),
    }),
    "GET /payees": ({ world, query }) => {
        const counts = new Map();
        for (const t of world.transactions) if (t.payee) counts.set(t.payee, (counts.get(t.payee) ?? 0) + 1);
        const wanted = (query.get("q") ?? "").toLowerCase();
        const list = [...counts]
            .filter(([name]) => name.toLowerCase().includes(wanted))
            .sort((a, b) => b[1] - a[1])
            .map(([name, n], i) => ({
                id: String(i + 1),
                name,
                transactions: n,
                category: world.transactions.find(t => t.payee === name).category,
            }));
        return { body: w.page(list, query) };
    },
    "GET /tags": ({ world }) => {
        const counts = new Map();
        for (const t of world.transactions)
            for (const tag of t.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
        return items([...counts].map(([name, transactions]) => ({ name, transactions })));
    },
    "GET /rules": ({ world }) => items(world.rules),
    "POST /rules": ({ world, body }) => {
        rule_problem(body.text);
        const rule = { id: randomUUID(), position: 0, text: body.text, matches: 0 };
        world.rules.splice((body.position ?? world.rules.length + 1) - 1, 0, rule);
        number_rules(world);
        return created(rule);
    },
    "PATCH /rules/:id": ({ world, id, body }) => {
        const rule = one(world.rules, id, "rule");
        if (body.text) (rule_problem(body.text), (rule.text = body.text));
        if (body.position) {
            world.rules = world.rules.filter(r => r !== rule);
            world.rules.splice(body.position - 1, 0, rule);
            number_rules(world);
        }
        return { body: rule };
    },
    "DELETE /rules/:id": ({ world, id }) => (
        (world.rules = world.rules.filter(r => r.id !== id)),
        number_rules(world),
        none
    ),
    "PUT /rules": ({ world, body }) => {
        rule_problem(body.text);
        const lines = body.text.split("\n").filter(l => l.trim() && !l.startsWith("#"));
        world.rules = lines.map((text, i) => ({ id: randomUUID(), position: i + 1, text, matches: 0 }));
        return items(world.rules);
    },
    "POST /rules/preview": ({ world, body }) => {
        rule_problem(body.text);
        const looked = world.transactions.filter(t => body.all || t.category?.endsWith("Uncategorised"));
        const to = /category "([^"]+)"/.exec(body.text)?.[1] ?? null;
        const hit = looked.slice(0, 12).map(t => ({
            ...{
                transaction: t.id,
                date: t.date,
                payee: t.payee,
                amount: w.text_of(t.cents),
                currency: "EUR",
            },
            ...{ from: t.category, to },
        }));
        return { body: { looked_at: looked.length, changed: hit.length, items: hit } };
    },
    "POST /rules/apply": ({ world }) => ({ body: { looked_at: world.transactions.length, changed: 12 } }),
};

/* -- Imports. */
const find_import = (world, id) => one(world.imports, id, "import");
const imports = {
    "POST /imports": ({ world, query, raw }) => {
        const it = read_file(world, query.get("name") ?? "upload", raw);
        return { status: 202, body: it };
    },
    "GET /imports": ({ world, query }) => {
        const short = world.imports.map(i => ({ ...i, samples: [] })); /* lists leave them out */
        return { body: w.page(short.reverse(), query) };
    },
    "GET /imports/:id": ({ world, id }) => ({ body: find_import(world, id) }),
    "POST /imports/:id/commit": ({ world, id }) => {
        const it = find_import(world, id);
        if (it.state !== "ready") fail(new Problem(409, "conflict", `it is ${it.state}`));
        it.state = "committing";
        setTimeout(() => {
            Object.assign(it, { state: "committed", committed: now() });
            world.transactions = [...it.pending, ...world.transactions].sort((a, b) =>
                a.date < b.date ? 1 : -1,
            );
            w.tell(world, "import.committed", { id });
            w.tell(world, "transaction.created", {});
        }, 400);
        return { status: 202, body: { ...it } };
    },
    "POST /imports/:id/undo": ({ world, id }) => {
        const it = find_import(world, id);
        it.state = "undone";
        world.transactions = world.transactions.filter(t => t.import !== id);
        w.tell(world, "import.undone", { id });
        return { body: it };
    },
    "DELETE /imports/:id": ({ world, id }) => (
        (find_import(world, id).state = "discarded"),
        w.tell(world, "import.discarded", { id }),
        none
    ),
};

/* -- Plans and reports. */
const month_now = () => now().slice(0, 7);
const show_goal = g => ({
    ...{
        id: g.id,
        name: g.name,
        target: w.text_of(g.target),
        currency: "EUR",
        saved: w.text_of(g.saved),
        account: null,
    },
    ...{ due: g.due ?? null, percent: Math.round((g.saved / g.target) * 100) },
    monthly_needed: g.due ? w.text_of(Math.round((g.target - g.saved) / 7)) : null,
    ...{ achieved: g.saved >= g.target ? now() : null, created: "2026-01-05T10:00:00Z" },
});
const reports = {
    "GET /budgets": ({ world, query }) =>
        items(world.budgets.map(b => w.show_budget(world, b, query.get("month") ?? month_now()))),
    "PUT /budgets": ({ world, body }) => {
        required(body, "category", "amount");
        let b = world.budgets.find(x => x.category === body.category);
        if (!b) world.budgets.push((b = { category: body.category, cents: 0, rollover: false }));
        Object.assign(b, { cents: w.cents_of(body.amount), rollover: body.rollover ?? b.rollover });
        return { body: w.show_budget(world, b, month_now()) };
    },
    "DELETE /budgets": ({ world, query }) => (
        (world.budgets = world.budgets.filter(b => b.category !== query.get("category"))),
        none
    ),
    "GET /goals": ({ world }) => items(world.goals.map(show_goal)),
    "POST /goals": ({ world, body }) => {
        required(body, "name", "target");
        const goal = {
            id: randomUUID(),
            name: body.name,
            target: w.cents_of(body.target),
            saved: w.cents_of(body.saved ?? "0"),
            due: body.due,
        };
        world.goals.push(goal);
        return created(show_goal(goal));
    },
    "PATCH /goals/:id": ({ world, id, body }) => {
        const goal = one(world.goals, id, "goal");
        for (const name of ["name", "due"]) if (name in body) goal[name] = body[name];
        for (const name of ["target", "saved"]) if (name in body) goal[name] = w.cents_of(body[name]);
        return { body: show_goal(goal) };
    },
    "DELETE /goals/:id": ({ world, id }) => ((world.goals = world.goals.filter(g => g.id !== id)), none),
    "GET /reports/spending": ({ world, query }) => items(w.spending(world, query)),
    "GET /reports/cashflow": ({ world, query }) => items(w.cashflow(world, query)),
    "GET /reports/networth": ({ world, query }) => items(w.net_worth(world, query)),
    "GET /recurring": ({ world, query }) => items(ahead.recurring(world, query)),
    "GET /forecast/cash-flow": ({ world, query }) => ({ body: ahead.cash_flow(world, query) }),
    "GET /reports/balances": ({ world }) =>
        items(
            world.accounts.map(a => {
                const { name, id, kind, currency, balance, pending } = w.show_account(world, a);
                return { account: name, id, kind, currency, balance, pending };
            }),
        ),
};

/* -- What the agents say. */
const agents = {
    "GET /insights": ({ world, query }) => ({ body: w.page(world.insights, query) }),
    "DELETE /insights/:id": ({ world, id }) => (
        (world.insights = world.insights.filter(i => i.id !== id)),
        none
    ),
    "GET /notifications": ({ world, query }) => ({
        body: w.page(
            query.get("unread") === "true"
                ? world.notifications.filter(n => n.state !== "read")
                : world.notifications,
            query,
        ),
    }),
    "POST /notifications/read-all": ({ world }) => (
        world.notifications.forEach(n => (n.state = "read")),
        none
    ),
    "POST /notifications/:id/read": ({ world, id }) => (
        (one(world.notifications, id, "notification").state = "read"),
        none
    ),
    "GET /agents": () =>
        items(
            [
                ["analytics", "Analytics", "well"],
                ["notification", "Notification", "well"],
            ].map(([name, title, state]) => ({
                name,
                title,
                state,
                processed: 2014,
                failed: 0,
                dead: 0,
                behind: 0,
                last: now(),
                why: null,
            })),
        ),
    "GET /exports": ({ query }) => ({
        raw: query.get("format") === "json" ? "[]" : "date,payee,amount\n",
        headers: { "Content-Disposition": `attachment; filename="florin.${query.get("format") ?? "csv"}"` },
    }),
};

export const routes = {
    ...people,
    ...accounts,
    ...transactions,
    ...sorting,
    ...imports,
    ...reports,
    ...agents,
};
export const is_public = name => ["GET /setup", "POST /auth/signup", "POST /auth/login"].includes(name);
