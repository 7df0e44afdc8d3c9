/* Pictures of the page, of the program that FLORIN names with the sample household:
 *   FLORIN=PROGRAM node shoot.mjs OUT [name …]   every view, light and dark, wide and phone; only names that begin so
 *   FLORIN=PROGRAM node shoot.mjs --readme [payments]   the pictures of docs/ (made small by pngquant), or that one */
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { browser_open, sign_in } from "./browser.mjs";
import { CLAIRE, household_host, sample } from "./flows/host.mjs";

const views = {
    overview: "/",
    transactions: "/transactions",
    search: "/transactions?q=amazon",
    accounts: "/accounts",
    spending: "/spending",
    budgets: "/budgets",
    forecast: "/forecast",
    payments: "/payments",
    credit: "/credit",
    alerts: "/alerts",
    rules: "/rules",
    import: "/import",
    settings: "/settings",
};
const wide = { viewport: { width: 1360, height: 900 } };
const phone = {
    viewport: { width: 375, height: 812 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
};
const DAMAGED = "2026-08-joint-damaged.csv";
const NEWEST = "joint-2026-09-to-2026-10.zip";

const [out, ...wanted] = process.argv.slice(2);
if (!out) throw new Error("where to? OUT, or --readme");
const readme = out === "--readme";
const host = await household_host({ left_out: readme ? [NEWEST] : [] });
const browser = await browser_open();

/* A page of somebody who has signed in; what the browser complains about is printed. */
async function visit(screen, colorScheme, use) {
    const context = await browser.newContext({ ...screen, colorScheme, locale: "en-GB" });
    const page = await context.newPage();
    const expected = /status of 401/; /* who am I? */
    page.on("pageerror", e => console.log(e.stack));
    page.on("console", m => m.type() === "error" && !expected.test(m.text()) && console.log(m.text()));
    await page.goto(host.url);
    await use(page);
    await context.close();
}
async function at(page, path) {
    await page.goto(host.url + path);
    await page.mouse.move(0, 0);
    await page.waitForFunction(() => !document.querySelector(".skeleton"));
    await page.waitForTimeout(700);
}

async function all_views(folder) {
    mkdirSync(folder, { recursive: true });
    for (const [size, screen] of Object.entries({ wide, phone }))
        for (const scheme of ["light", "dark"])
            await visit(screen, scheme, async page => {
                const shoot = name =>
                    is_wanted(name) &&
                    page.screenshot({ path: join(folder, `${name}-${size}-${scheme}.png`) });
                await page.getByRole("button", { name: "Sign in" }).waitFor();
                await shoot("gate");
                await sign_in(page, host.url, CLAIRE);
                for (const [name, path] of Object.entries(views).filter(([name]) => is_wanted(name))) {
                    await at(page, path);
                    await shoot(name);
                }
            });
}

const next_month = () => {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 7);
};

/* Some of what the household pays through Florin, beside what it is asked about; as its owner, who says yes by asking. */
async function plan_payments(page) {
    const text = [
        "version: 1\nrules:",
        "  - name: what people want\n    verdict: ask\n    kind: [payment, mandate]\n    confirmed: no",
        "  - name: confirmed recurring payments\n    verdict: allow\n    kind: payment\n    confirmed: yes\n",
    ].join("\n");
    await host.api("PUT", "/policy", { text });
    const wish = (path, data) =>
        page.evaluate(
            async ([to, body, key]) => {
                const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
                const reply = await fetch(to, { method: "POST", headers, body: JSON.stringify(body) });
                if (!reply.ok) throw new Error(await reply.text());
            },
            [`/api/v1${path}`, { account: "Gehaltskonto", ...data }, randomUUID()],
        );
    const day = number => `${next_month()}-${number}`;
    for (const [payee, amount, every] of [
        ["Klavierschule Adagio", "62.00", "1 month"],
        ["Sparverein Rheinaue", "50.00", "2 weeks"],
    ])
        await wish("/payments/mandates", { payee, amount, every, first: day("04") });
    for (const [payee, amount, due] of [
        ["Schreinerei Holm", "640.00", day("11")],
        ["Zahnarzt Dr. Feldmann", "184.20", day("16")],
    ])
        await wish("/payments", { payee, amount, due });
}

const is_wanted = name => wanted.length === 0 || wanted.some(w => name.startsWith(w));
const docs = fileURLToPath(new URL("../../docs", import.meta.url));
async function shoot_small(page, name) {
    const path = join(docs, `${name}.png`);
    await page.screenshot({ path });
    execFileSync("pngquant", ["--force", "--output", path, "--strip", "--speed", "1", path]);
}

async function of_payments() {
    const screen = { viewport: { width: 1440, height: 1120 }, deviceScaleFactor: 1.5 };
    await visit(screen, "light", async page => {
        await sign_in(page, host.url, CLAIRE);
        await plan_payments(page);
        await at(page, `/payments?month=${next_month()}`);
        await page.locator(`[data-day="${next_month()}-11"]`).click();
        await page.locator(".toast").waitFor({ state: "detached" });
        await page.mouse.move(0, 0);
        await shoot_small(page, "payments");
    });
}

async function of_readme() {
    if (wanted.length > 0) return of_payments();
    const shoot = shoot_small;
    await visit({ viewport: { width: 1360, height: 900 }, deviceScaleFactor: 1.5 }, "light", async page => {
        await sign_in(page, host.url, CLAIRE);
        await at(page, "/import");
        await page.locator(".drop-zone input").setInputFiles(sample(NEWEST));
        const newest = page.getByRole("region", { name: NEWEST });
        await newest.getByText(/The closing balance agrees/).waitFor();
        await page.locator(".drop-zone input").setInputFiles(sample(DAMAGED));
        await page.locator(".import-line", { hasText: DAMAGED }).first().waitFor();
        await page.waitForTimeout(500);
        await page.mouse.move(0, 0);
        await shoot(page, "import-preview");
        await newest.getByRole("button", { name: /^Add/ }).click();
        await page.getByText(/payments added/).waitFor();
        const { items } = await host.api("GET", "/transactions?payee=Deichmann&limit=1");
        await at(page, `/transactions?open=${items[0].id}`);
        await shoot(page, "transactions");
        await page.setViewportSize({ width: 1360, height: 940 });
        await at(page, "/");
        await shoot(page, "overview");
    });
    await visit(phone, "dark", async page => {
        await sign_in(page, host.url, CLAIRE);
        await at(page, "/");
        await shoot(page, "dark-phone");
    });
    await of_payments();
}

try {
    await (readme ? of_readme() : all_views(out));
} finally {
    await browser.close();
    await host.close();
}
