/* The first screen: figures that are the program's own, of one currency at a time, of a month that has something. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { CLAIRE, household_host, open_page } from "./host.mjs";

let host, page, complaints, close;

before(async () => {
    host = await household_host();
    ({ page, complaints, close } = await open_page());
    /* The samples end in October: here it is always the month after. */
    await page.clock.setFixedTime(new Date("2026-11-03T09:00:00Z"));
    await sign_in(page, host.url, CLAIRE);
});
after(async () => {
    await close?.();
    await host?.close();
});

const cents = text => Math.round(Number(text.replace("−", "-").replace(/[^\d.-]/g, "")) * 100);
const card = name => page.locator(".card", { has: page.getByRole("heading", { name, exact: true }) });
const spent = async (currency, month) => {
    const { items } = await host.api(
        "GET",
        `/reports/spending?by=category&from=${month}&to=${month}&currency=${currency}`,
    );
    return items.reduce((s, r) => s + cents(r.amount), 0);
};

test("the newest month that has something is shown, and named", async () => {
    const month = card("Spent in October");
    await month.locator(".line").first().waitFor();
    assert.equal(cents(await month.locator(".figure-m").textContent()), await spent("EUR", "2026-10"));
    await month.getByText(/in September$/).waitFor();
    await card("Budgets in October").locator(".meter").first().waitFor();
});

test("net worth is that of one currency, and the other one is a click away", async () => {
    const worth = card("Net worth").locator(".figure");
    const at = async currency => {
        const path = `/reports/networth?from=2026-10&to=2026-10&currency=${currency}`;
        return (await host.api("GET", path)).items.at(-1).net;
    };
    assert.equal(cents(await worth.textContent()), cents(await at("EUR")));
    await page
        .getByRole("button", { name: "GBP" })
        .or(page.getByRole("radio", { name: "GBP" }))
        .click();
    await page.waitForFunction(() => document.querySelector(".card .figure")?.textContent.startsWith("£"));
    assert.equal(cents(await worth.textContent()), cents(await at("GBP")));
    const sums = await card("Spent in October").locator(".money").allTextContents();
    assert.ok(sums.length > 2 && sums.every(text => text.includes("£")));
    assert.equal(cents(sums[0]), await spent("GBP", "2026-10"));
    await page
        .getByRole("button", { name: "EUR" })
        .or(page.getByRole("radio", { name: "EUR" }))
        .click();
});

test("every card leads on: to the account, the category, what is worth knowing", async () => {
    await card("Balances")
        .getByRole("link", { name: /Tagesgeld/ })
        .click();
    await page.getByRole("heading", { name: "Tagesgeld", level: 1 }).waitFor();
    await page.goBack();
    await card("Spent in October")
        .getByRole("link", { name: /Groceries/ })
        .click();
    await page.waitForURL(url => url.searchParams.get("category") === "Expenses:Groceries");
    assert.equal(new URL(page.url()).searchParams.get("range"), "2026-10");
    await page.goBack();
    await page.getByRole("link", { name: /without a category/ }).click();
    await page.waitForURL(/unsorted=true/);
    await page.goBack();
    await card("Worth knowing").locator(".insight").first().waitFor();
});

test("a chart is a table too", async () => {
    const flow = card("Cash flow");
    await flow.getByRole("button", { name: "Table" }).click();
    assert.equal(await flow.locator("tbody tr").count(), 12);
    await flow.getByRole("button", { name: "Chart" }).click();
});

test("on a phone nothing is cut off", async () => {
    await page.setViewportSize({ width: 375, height: 812 });
    await page.reload();
    await card("Spent in October").locator(".line").first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
    const gbp = page.getByRole("button", { name: "GBP" }).or(page.getByRole("radio", { name: "GBP" }));
    const box = await gbp.boundingBox();
    assert.ok(box.x + box.width <= 375, "the switch of currencies is whole");
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
