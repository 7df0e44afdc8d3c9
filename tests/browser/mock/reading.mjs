/* A file's way through the mock: it is read in steps that the live connection tells of. CSV of date,payee,amount[,category] is really read; a
 * file with "broken" in its name is refused. */
import { randomUUID } from "node:crypto";
import { cents_of, tell, text_of } from "./world.mjs";

const STEPS = 4;
const STEP_MS = 250;

export function read_file(world, name, raw) {
    const it = {
        ...{ id: randomUUID(), file: name, format: null, state: "reading" },
        progress: { bytes: 0, bytes_all: raw.length, entries: 0 },
        ...{ read: 0, new: 0, known: 0, settled: 0, suggested: 0 },
        ...{
            accounts: [],
            samples: [],
            notes: [],
            problem: null,
            created: new Date().toISOString(),
            committed: null,
        },
    };
    Object.defineProperty(it, "pending", { value: [], writable: true, enumerable: false });
    world.imports.push(it);
    step(world, it, raw.toString("utf8"), 1);
    return it;
}

function step(world, it, text, n) {
    setTimeout(() => {
        if (it.state !== "reading") return;
        it.progress.bytes = Math.round((it.progress.bytes_all * n) / STEPS);
        it.progress.entries = Math.round((text.split("\n").length * n) / STEPS);
        if (n === STEPS) finish(world, it, text);
        tell(world, "import.progress", { import: it.id, state: it.state, ...it.progress });
        if (n < STEPS) step(world, it, text, n + 1);
        else tell(world, `import.${it.state}`, { id: it.id });
    }, STEP_MS);
}

function finish(world, it, text) {
    const rows = text
        .trim()
        .split(/\r?\n/)
        .map(l => l.split(/[;,]/));
    const bad = rows.findIndex((r, i) => i > 0 && !/^\d{4}-\d\d-\d\d$/.test(r[0]));
    if (/broken/.test(it.file) || rows.length < 2 || bad >= 0) {
        it.state = "refused";
        it.problem = { line: Math.max(2, bad + 1), detail: "The first column is no date: 2026-13-45" };
        return;
    }
    let account = world.accounts[0];
    const is_new = !account;
    if (!account) {
        account = {
            id: randomUUID(),
            name: it.file.replace(/\.\w+$/, ""),
            kind: "asset",
            opening: 0,
            number: null,
            bank: null,
        };
        Object.assign(account, { currency: "EUR", lowest: null, closed: null, created: it.created });
        world.accounts.push(account);
    }
    for (const [date, payee, amount, category] of rows.slice(1)) {
        const cents = cents_of(amount);
        const known = world.transactions.some(t => t.date === date && t.cents === cents && t.payee === payee);
        const verdict = known ? "known" : "new";
        it[verdict]++;
        it.read++;
        const path = category || (cents < 0 ? "Expenses:Uncategorised" : "Income:Uncategorised");
        if (it.samples.length < 20)
            it.samples.push({
                verdict,
                account: account.name,
                date,
                payee,
                category: path,
                amount: text_of(cents),
                currency: "EUR",
            });
        if (!known)
            it.pending.push({
                ...{
                    id: randomUUID(),
                    account: { id: account.id, name: account.name },
                    date,
                    cents,
                    currency: "EUR",
                },
                ...{
                    state: "posted",
                    payee,
                    text: payee.toUpperCase(),
                    memo: null,
                    category: path,
                    parts: [],
                    tags: [],
                },
                ...{
                    notes: null,
                    sorted_by: category ? "file" : "none",
                    reconciled: false,
                    opening: false,
                    review: null,
                },
                ...{ transfer: null, import: it.id },
            });
    }
    it.state = "ready";
    it.format = "csv";
    it.accounts.push({
        ...{
            name: account.name,
            currency: "EUR",
            created: is_new,
            read: it.read,
            added: it.new,
            duplicates: it.known,
        },
        ...{ settled: 0, suggested: 0, closing: "1842.10", balance: "1842.10", agrees: true },
    });
}
