/* Where the money went: from a chart to the payments behind it. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { CLAIRE, eventually, household_host, open_page } from "./host.mjs";

const NOW = new Date(
    "2026-11-03T09:00:00Z",
); /* the samples end in October: here it is always the month after */
let host, page, complaints, close;

before(async () => {
    host = await household_host();
    ({ page, complaints, close } = await open_page());
    await page.clock.setFixedTime(NOW);
    await sign_in(page, host.url, CLAIRE);
});
after(async () => {
    await close?.();
    await host?.close();
});

const cents = text => Math.round(Number(text.replace("−", "-").replace(/[^\d.-]/g, "")) * 100);
const choose = name => page.getByRole("radio", { name, exact: true }).click();
const figure = name =>
    page
        .locator(".figures > div", { hasText: new RegExp(`^${name}`) })
        .locator("dd")
        .first();
/* A figure arrives with the data; until then the one of before is shown. */
const figure_is = (name, wanted) =>
    eventually(`${name}: ${wanted}`, async () => cents((await figure(name).textContent()) ?? "") === wanted);
const report = async query => (await host.api("GET", `/reports/${query}`)).items;
const spent = async query =>
    (await report(`spending?by=category&${query}`)).reduce(
        (s, r) => s + cents(r.amount) + cents(r.pending),
        0,
    );

test("a month in which nothing was spent yet leads to the newest that has something", async () => {
    await page.goto(`${host.url}/spending`);
    await page.getByRole("button", { name: "Show October 2026" }).click();
    await page.waitForURL(/range=last/);
    await figure_is("Spent", await spent("from=2026-10&to=2026-10&currency=EUR"));
    const shares = (await page.locator(".spend-share").allTextContents()).map(x => Number.parseInt(x));
    assert.ok(Math.abs(shares.reduce((s, x) => s + x) - 100) <= shares.length / 2 + 1);
});

test("another currency is another report", async () => {
    await choose("GBP");
    await figure_is("Spent", await spent("from=2026-10&to=2026-10&currency=GBP"));
    await choose("EUR");
});

test("a category opens into those below it, and these into their payments", async () => {
    await page.goto(`${host.url}/spending?range=m12`);
    await page.getByRole("link", { name: /^Children/ }).click();
    await page.waitForURL(/category=Expenses%3AChildren/);
    await page.getByRole("navigation", { name: "Where you are" }).getByText("Children").waitFor();
    await figure_is("Spent", await spent("from=2025-12&to=2026-11&category=Expenses:Children&currency=EUR"));
    await page.getByRole("link", { name: "Payments of School" }).click();
    await page.waitForURL(/\/transactions\?/);
    const { category, from, to } = Object.fromEntries(new URL(page.url()).searchParams);
    assert.deepEqual([category, from, to], ["Expenses:Children:School", "2025-12-01", "2026-11-30"]);
    await page.locator(".tx").first().waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "All categories" }).click();
    await page.getByRole("link", { name: /^Housing/ }).waitFor();
});

test("the chart has a table, whose months open", async () => {
    await page.goto(`${host.url}/spending`);
    await page.getByRole("button", { name: "Table" }).click();
    const rows = page.getByRole("table").getByRole("row");
    assert.equal(await rows.count(), 13);
    await rows.nth(4).getByRole("button", { name: "March 2026" }).click();
    await page.waitForURL(/range=2026-03/);
    await figure_is("Spent", await spent("from=2026-03&to=2026-03&currency=EUR"));
});

test("cash flow: what came in less what went out is what is left", async () => {
    await page.goto(`${host.url}/spending`);
    await choose("Cash flow");
    await page.waitForURL(/show=cashflow/);
    const rows = await report("cashflow?from=2025-12&to=2026-11&currency=EUR");
    const sum = name => rows.reduce((s, r) => s + cents(r[name]), 0);
    await figure_is("Income", sum("income"));
    await figure_is("Spending", sum("spending"));
    await figure_is("Left over", sum("net"));
    await choose("3 months");
    await page.waitForFunction(() => document.querySelectorAll(".flow-line").length === 2);
    await page.getByRole("button", { name: /^October 2026/ }).click();
    await page.waitForURL(/range=2026-10/);
});

test("net worth is what accounts hold", async () => {
    await page.goto(`${host.url}/spending?show=worth`);
    const last = (await report("networth?to=2026-11&currency=EUR")).at(-1);
    await figure_is("Net worth", cents(last.net));
    await figure_is("Assets", cents(last.assets));
    await page
        .getByRole("link", { name: /Tagesgeld/ })
        .last()
        .waitFor();
});

test("an account alone can be looked at", async () => {
    const { items } = await host.api("GET", "/accounts");
    const card = items.find(a => a.name === "Arvenna Gold card");
    await page.goto(`${host.url}/spending?range=m6`);
    await page.getByRole("button", { name: "All accounts" }).click();
    await page.getByRole("combobox").fill("Arvenna");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**account=${card.id}`);
    await figure_is("Spent", await spent(`from=2026-06&to=2026-11&currency=EUR&account=${card.id}`));
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
