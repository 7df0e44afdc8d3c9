/* Everybody can use it: axe finds no barrier in any view, light or dark, wide or phone; the keyboard goes everywhere; German is complete. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { CLAIRE, household_host, open_page } from "./host.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const views = [
    "/",
    "/transactions",
    "/transactions?q=nothing+like+it",
    "/accounts",
    "/spending",
    "/spending?show=cashflow",
    "/spending?show=worth",
    "/spending?category=Expenses:Housing&range=m12",
    "/budgets",
    "/forecast",
    "/forecast?days=365",
    "/payments",
    "/payments?month=2026-12",
    "/credit",
    "/alerts",
    "/approvals",
    "/approvals?show=all",
    "/security",
    "/security?show=all",
    "/rules",
    "/rules?show=text",
    "/rules?text=always",
    "/import",
    "/settings",
    "/settings?show=security",
    "/settings?show=household",
    "/settings?show=data",
    "/settings?show=about",
    "/nowhere",
];
const screens = {
    "wide, light": { colorScheme: "light" },
    "wide, dark": { colorScheme: "dark" },
    "phone, light": { colorScheme: "light", viewport: { width: 375, height: 812 } },
};

let host;
before(async () => {
    host = await household_host();
    const { items } = await host.api("GET", "/accounts");
    const account = items.find(a => a.kind === "liability") ?? items[0];
    await host.api("PUT", "/credit/cards", { account: account.id, limit: "500.00", statement_day: 15 });
    for (const [date, score] of [
        ["2026-04-01", 612],
        ["2026-10-01", 640],
    ])
        await host.api("POST", "/credit/scores", { date, score, source: "Bureau" });
    const action = { account: account.id, amount: "900.00" };
    await host.api("POST", "/approvals", { kind: "limit-request", key: "axe", action });
});
after(() => host?.close());

/* The policy forbids scripts from outside; the debugger's way in is not held to it. */
const EVERYTHING = ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"];
const COLOURS = {
    type: "rule",
    values: ["color-contrast", "link-in-text-block"],
}; /* all that dark changes */
async function barriers(page, runOnly = EVERYTHING) {
    await page.evaluate(axe);
    const found = await page.evaluate(what => globalThis.axe.run(document, { runOnly: what }), runOnly);
    return found.violations.map(
        v =>
            `${v.id}: ${v.nodes
                .map(n => n.target.join(" "))
                .slice(0, 4)
                .join(" | ")}`,
    );
}
const settled = page => page.waitForFunction(() => !document.querySelector(".skeleton"));

for (const [name, screen] of Object.entries(screens))
    test(`axe finds nothing (${name})`, async () => {
        const { page, complaints, close } = await open_page(screen);
        const rules = screen.colorScheme === "dark" ? COLOURS : EVERYTHING;
        try {
            await page.goto(host.url);
            await page.getByRole("button", { name: "Sign in" }).waitFor();
            assert.deepEqual(await barriers(page, rules), [], "sign-in");
            await sign_in(page, host.url, CLAIRE);
            for (const view of views) {
                await page.goto(host.url + view);
                await settled(page);
                await page.waitForTimeout(300);
                assert.deepEqual(await barriers(page, rules), [], view);
                const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
                assert.ok(wider <= 0, `${view} is ${wider} px wider than the screen`);
            }
            await page.goto(`${host.url}/transactions`);
            await page.locator(".tx-payee").first().click();
            await page.getByRole("complementary").waitFor();
            await page.waitForTimeout(300);
            assert.deepEqual(await barriers(page, rules), [], "details");
            assert.deepEqual(complaints, []);
        } finally {
            await close();
        }
    });

test("the keyboard goes everywhere, and says how", async () => {
    const { page, close } = await open_page();
    try {
        await sign_in(page, host.url, CLAIRE);
        for (const [key, path] of Object.entries({
            t: "/transactions",
            a: "/accounts",
            s: "/spending",
            b: "/budgets",
            d: "/payments",
            c: "/credit",
            n: "/alerts",
            r: "/rules",
            i: "/import",
            e: "/settings",
            o: "/",
        })) {
            await page.keyboard.press("g");
            await page.keyboard.press(key);
            await page.waitForURL(url => url.pathname === path);
        }
        await page.keyboard.press("?");
        await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
        assert.deepEqual(await barriers(page), []);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
        await page.keyboard.press("/");
        await page.waitForURL(/transactions/);
        await page.waitForFunction(() => document.activeElement?.type === "search");
    } finally {
        await close();
    }
});

test("the first Tab offers to skip to the content", async () => {
    const { page, close } = await open_page();
    try {
        await sign_in(page, host.url, CLAIRE);
        await page.goto(host.url);
        await settled(page);
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to content");
    } finally {
        await close();
    }
});

test("a German browser gets German words, dates and money", async () => {
    const { page, close } = await open_page({ locale: "de-DE" });
    try {
        await page.goto(host.url);
        await page.getByLabel("E-Mail").fill(CLAIRE.email);
        await page.getByLabel("Passwort", { exact: true }).fill(CLAIRE.password);
        await page.getByRole("button", { name: "Anmelden" }).click();
        await page.getByRole("heading", { name: /, Claire$/ }).waitFor();
        await page.goto(`${host.url}/transactions?payee=Deichmann`);
        await page.locator(".tx-amount").first().waitFor();
        assert.match(await page.locator(".tx-amount").first().textContent(), /^−\d+,\d\d\s€$/);
        assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
    } finally {
        await close();
    }
});
