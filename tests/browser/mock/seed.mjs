/* A household made up for the mock: the same every time, up to today. Amounts are in cents here. */
import { createHash } from "node:crypto";

let state = 20240117;
export function chance() {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
}
const between = (a, b) => Math.round(a + chance() * (b - a));
export const any = list => list[Math.floor(chance() * list.length)];
export const id_of = text =>
    createHash("sha256")
        .update(text)
        .digest("hex")
        .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-7$3-8$4-$5");

const DAY_MS = 864e5;
export const iso = ms => new Date(ms).toISOString().slice(0, 10);
export const today_ms = Date.parse(iso(Date.now()));
const DAYS = 730;

export const accounts = [
    ["Joint account", "asset", 412345, "DE00 1000 0000 0123 4567 89", "Hausbank"],
    ["Salary account", "asset", 189900, "DE00 2000 0000 0987 6543 21", "Stadtbank"],
    ["Rainy day", "asset", 1250000, null, "Hausbank"],
    ["Cash", "asset", 8000, null, null],
    ["Visa card", "liability", -34050, "•••• 4417", "Stadtbank"],
].map(([name, kind, opening, number, bank]) => ({
    id: id_of(`account ${name}`),
    name,
    kind,
    opening,
    number,
    bank,
    currency: "EUR",
    lowest: name === "Joint account" ? "500.00" : null,
    closed: null,
    created: "2024-01-02T08:00:00Z",
}));

/* payee, category, least, most, times a month, account, the bank's own words */
const habits = [
    ["Rewe", "Expenses:Groceries", 1200, 9800, 8, 0, "REWE SAGT DANKE 44512 KOELN"],
    ["Aldi", "Expenses:Groceries", 900, 5400, 4, 0, "ALDI SUED 0231//KOELN"],
    ["Farmers’ market", "Expenses:Groceries", 800, 3200, 2, 3, "CASH"],
    ["Café Blau", "Expenses:Coffee", 290, 980, 7, 4, "CAFE BLAU KOELN DE"],
    ["Trattoria Rosa", "Expenses:Restaurants", 2400, 8800, 2, 4, "TRATTORIA ROSA KOELN"],
    ["Golden Dragon", "Expenses:Restaurants", 1500, 4600, 2, 4, "GOLDEN DRAGON 0177"],
    ["City transport", "Expenses:Transport:Public transport", 320, 890, 3, 4, "KVB AUTOMAT 8841"],
    ["Shell", "Expenses:Fuel", 4200, 8400, 2, 0, "SHELL 1123 KOELN"],
    ["Landlord Weber", "Expenses:Housing:Rent", 118000, 118000, 1, 0, "MIETE WEBER OBJ 12"],
    [
        "Stadtwerke",
        "Expenses:Utilities:Electricity and gas",
        11200,
        11200,
        1,
        0,
        "STADTWERKE ABSCHLAG VK 8831",
    ],
    ["Telekom", "Expenses:Phone:Internet", 4495, 4495, 1, 0, "TELEKOM DEUTSCHLAND GMBH RG 55"],
    ["Netflix", "Expenses:Subscriptions", 1399, 1799, 1, 4, "NETFLIX.COM AMSTERDAM"],
    ["Spotify", "Expenses:Subscriptions", 1799, 1799, 1, 4, "SPOTIFY P2A77 STOCKHOLM"],
    ["Fit & Well", "Expenses:Health:Fitness", 3490, 3490, 1, 0, "FITWELL GMBH BEITRAG"],
    ["Pharmacy am Ring", "Expenses:Health:Pharmacy", 480, 4200, 1, 4, "APOTHEKE AM RING"],
    ["Amazon", "Expenses:Shopping", 1100, 12900, 3, 4, "AMZN MKTP DE*2K41"],
    ["Zara", "Expenses:Shopping:Clothing", 2900, 13900, 0.5, 4, "ZARA SCHILDERGASSE"],
    ["School canteen", "Expenses:Children", 4800, 6200, 1, 0, "MENSA GYMNASIUM SUED"],
    ["Cinema", "Expenses:Entertainment", 1900, 4400, 0.7, 4, "CINEDOM KOELN"],
    ["Deutsche Bahn", "Expenses:Travel", 1990, 12900, 0.6, 4, "DB VERTRIEB GMBH"],
    ["Insurance HUK", "Expenses:Insurance", 8420, 8420, 1, 0, "HUK-COBURG BEITRAG KFZ"],
    ["ATM", "Expenses:Uncategorised", 5000, 20000, 0.6, 0, "GA NR00002231 KOELN"],
    ["PP*4471 SHOP", "Expenses:Uncategorised", 1200, 7900, 0.8, 4, "PAYPAL *4471 SHOP LUX"],
    ["Nordwind GmbH", "Income:Salary", -341200, -341200, 1, 1, "NORDWIND GMBH LOHN GEHALT"],
    ["Atelier Lang", "Income:Salary", -178500, -178500, 1, 1, "ATELIER LANG GEHALT"],
    ["Family benefits", "Income:Benefits", -25000, -25000, 1, 0, "KINDERGELD FAMILIENKASSE"],
];

function transaction(habit, day, n) {
    const [payee, category, least, most, , at, text] = habit;
    const cents = -between(least, most);
    const account = accounts[at];
    const recent = today_ms - day < 3 * DAY_MS && chance() < 0.5;
    return {
        id: id_of(`transaction ${payee} ${day} ${n}`),
        account: { id: account.id, name: account.name },
        date: iso(day),
        cents,
        currency: "EUR",
        state: recent ? "pending" : "posted",
        payee,
        text,
        memo: chance() < 0.12 ? `Ref. ${between(1000, 9999)}` : null,
        category,
        parts: [],
        tags: payee === "Deutsche Bahn" ? ["holiday"] : [],
        notes: null,
        sorted_by: category.endsWith("Uncategorised") ? "none" : chance() < 0.8 ? "classifier" : "user",
        reconciled: today_ms - day > 60 * DAY_MS,
        opening: false,
        review: null,
        held: null,
        transfer: null,
        import: null,
    };
}

function transfers() {
    const all = [];
    for (let day = 2; day < DAYS; day += 30) {
        for (const [from, to, cents, text] of [
            [1, 0, 240000, "DAUERAUFTRAG HAUSHALT"],
            [1, 2, 40000, "SPAREN"],
            [1, 4, 62000, "KREDITKARTENABRECHNUNG"],
        ]) {
            const pair = [from, to].map((at, side) => ({
                ...transaction(
                    ["", "Equity:Transfers", 0, 0, 0, at, text],
                    today_ms - day * DAY_MS,
                    text + side,
                ),
                payee: accounts[side === 0 ? to : from].name,
                cents: side === 0 ? -cents : cents,
                state: "posted",
                sorted_by: "pairing",
                tags: [],
            }));
            pair[0].transfer = { id: pair[1].id };
            pair[1].transfer = { id: pair[0].id };
            all.push(...pair);
        }
    }
    return all;
}

function make() {
    const all = transfers();
    for (let back = 0; back < DAYS; back++) {
        const day = today_ms - back * DAY_MS;
        for (const habit of habits) {
            const monthly = habit[4] === 1;
            const due = monthly ? (habit[0].length * 3) % 27 === new Date(day).getUTCDate() - 1 : false;
            if (due || (!monthly && chance() < habit[4] / 30)) all.push(transaction(habit, day, 0));
        }
    }
    const split = all.find(t => t.payee === "Amazon" && t.cents < -3000);
    split.parts = [
        { category: "Expenses:Home", cents: -2000 },
        { category: "Expenses:Shopping:Books", cents: split.cents + 2000 },
    ];
    split.category = null;
    const known = all.filter(t => t.payee === "Rewe")[3];
    all.push({
        ...known,
        id: id_of("review"),
        payee: "Rewe Markt",
        text: "REWE MARKT GMBH KOELN 12.",
        state: "pending",
        review: { candidate: known.id, reason: "same amount, one day apart, alike payee" },
    });
    return all
        .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.id < b.id ? 1 : -1))
        .slice(0, 2000);
}
export const transactions = make();

export const default_categories = [
    ...new Set([
        ...habits.map(h => h[1]),
        "Expenses:Housing",
        "Expenses:Housing:Repairs",
        "Expenses:Utilities",
        "Expenses:Transport",
        "Expenses:Transport:Taxi",
        "Expenses:Home",
        "Expenses:Shopping:Books",
        "Expenses:Gifts",
        "Expenses:Pets",
        "Expenses:Fees",
        "Expenses:Taxes",
        "Income:Refunds",
        "Income:Other",
        "Income:Uncategorised",
        "Equity:Transfers",
        "Equity:Opening balances",
    ]),
].sort();

export const budgets = [
    ["Expenses:Groceries", 65000],
    ["Expenses:Restaurants", 20000],
    ["Expenses:Coffee", 4500],
    ["Expenses:Fuel", 16000],
    ["Expenses:Shopping", 30000],
];

export const insights = [
    [
        "price_rise",
        "warning",
        "Netflix costs more",
        "It took €17.99 instead of €13.99, 29% more than usual.",
        "Netflix",
    ],
    [
        "duplicate_charge",
        "alert",
        "Charged twice?",
        "Café Blau took the same amount twice on one day.",
        "Café Blau",
    ],
    [
        "unusual_month",
        "notice",
        "A dear month for shopping",
        "Shopping is at twice its usual month already.",
        "Amazon",
    ],
    [
        "month_summary",
        "info",
        "Your month in short",
        "You kept €1,204 of what came in, most of it in the first week.",
        null,
    ],
    ["new_payee", "info", "Somebody new", "PP*4471 SHOP took money for the first time.", "PP*4471 SHOP"],
].map(([kind, severity, title, body, payee], i) => ({
    id: id_of(`insight ${i}`),
    agent: "analytics",
    kind,
    severity,
    date: iso(today_ms - i * 3 * DAY_MS),
    title,
    body,
    transaction: payee ? transactions.find(t => t.payee === payee).id : null,
    created: new Date(today_ms - i * 3 * DAY_MS + 7e6).toISOString(),
}));

export const rules = [
    'payee contains "netflix" and amount < 0 -> category "Expenses:Subscriptions", tag "fun"',
    'text matches "\\bMIETE\\b" -> category "Expenses:Housing:Rent", stop',
    'payee is "Deutsche Bahn" -> tag "holiday"',
].map((text, i) => ({ id: id_of(`rule ${i}`), position: i + 1, text, matches: [24, 24, 14][i] }));
