/* Where the money went: from a chart to the payments behind it. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { open_page, seeded_host } from "./host.mjs";

let host, page, complaints, close;

before(async () => {
    host = await seeded_host();
    ({ page, complaints, close } = await open_page());
    await sign_in(page, host.url);
});
after(async () => {
    await close?.();
    host?.close();
});

const month_back = by => {
    const d = new Date();
    return new Date(Date.UTC(d.getFullYear(), d.getMonth() - by, 1)).toISOString().slice(0, 7);
};
const choose = name => page.getByRole("radio", { name, exact: true }).click();
const figure = name =>
    page
        .locator(".figures > div", { has: page.getByText(name, { exact: true }) })
        .locator("dd")
        .first();

test("a category opens into those below it, and these into their payments", async () => {
    await page.goto(`${host.url}/spending?range=m3`);
    await page.getByRole("link", { name: /^Health/ }).click();
    await page.waitForURL(/category=Expenses%3AHealth/);
    const trail = page.getByRole("navigation", { name: "Where you are" });
    await trail.getByText("Health").waitFor();
    await page.getByRole("link", { name: "Payments of Fitness" }).click();
    await page.waitForURL(/\/transactions\?/);
    const query = new URL(page.url()).searchParams;
    assert.equal(query.get("category"), "Expenses:Health:Fitness");
    assert.equal(query.get("from"), `${month_back(2)}-01`);
    await page.locator(".tx").first().waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "All categories" }).click();
    await page.getByRole("link", { name: /^Housing/ }).waitFor();
});

test("shares add up, and what is spent agrees with the payments", async () => {
    const month = month_back(1);
    await page.goto(`${host.url}/spending?range=last`);
    const spent = host.world.transactions
        .filter(t => t.date.startsWith(month) && t.state !== "void" && !t.review)
        .flatMap(t => (t.parts.length ? t.parts : [{ category: t.category, cents: t.cents }]))
        .filter(p => p.category.startsWith("Expenses"))
        .reduce((s, p) => s - p.cents, 0);
    const text = new Intl.NumberFormat("en-GB", { style: "currency", currency: "EUR" }).format(spent / 100);
    await page.waitForFunction(wanted => document.querySelector(".figures dd")?.textContent === wanted, text);
    const shares = await page.locator(".spend-share").allTextContents();
    const sum = shares.reduce((s, x) => s + Number.parseInt(x), 0);
    assert.ok(Math.abs(sum - 100) <= shares.length, `${sum} %`);
});

test("the chart has a table, whose months open", async () => {
    await page.goto(`${host.url}/spending`);
    await page.getByRole("button", { name: "Table" }).click();
    const rows = page.getByRole("table").getByRole("row");
    assert.equal(await rows.count(), 13);
    await rows.nth(4).getByRole("button").click();
    await page.waitForURL(`**/spending?range=${month_back(8)}`);
});

test("cash flow: what came in less what went out is what is left", async () => {
    await page.goto(`${host.url}/spending`);
    await choose("Cash flow");
    await page.waitForURL(/show=cashflow/);
    await figure("Left over").waitFor();
    const number = async name =>
        Number((await figure(name).textContent()).replace("−", "-").replace(/[^\d.-]/g, ""));
    const [income, spent, left] = [
        await number("Income"),
        await number("Spending"),
        await number("Left over"),
    ];
    assert.ok(income > 0 && spent > 0);
    assert.ok(Math.abs(income - spent - left) < 0.01);
    await choose("3 months");
    await page.waitForURL(/range=m3/);
    await page.waitForFunction(() => document.querySelectorAll(".flow-line").length === 3);
});

test("net worth is what accounts hold; an account alone can be looked at", async () => {
    await page.goto(`${host.url}/spending?show=worth`);
    await figure("Assets").waitFor();
    await page
        .getByRole("link", { name: /Rainy day/ })
        .last()
        .waitFor();
    await page.goto(`${host.url}/spending?range=m6`);
    await page.getByRole("button", { name: "All accounts" }).click();
    await page.getByRole("combobox").fill("Visa");
    await page.keyboard.press("Enter");
    await page.waitForURL(/account=/);
    await page.getByRole("link", { name: /^Housing/ }).waitFor({ state: "detached" });
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
