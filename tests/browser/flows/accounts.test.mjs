/* Accounts: what one has, by currency; opening, naming and closing one. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { CLAIRE, household_host, open_page } from "./host.mjs";

let host, page, complaints, close;

before(async () => {
    host = await household_host();
    ({ page, complaints, close } = await open_page());
    await sign_in(page, host.url, CLAIRE);
    await page.goto(`${host.url}/accounts`);
});
after(async () => {
    await close?.();
    await host?.close();
});

const cents = text => Math.round(Number(text.replace("−", "-").replace(/[^\d.-]/g, "")) * 100);
const line = name => page.locator(".account-line", { hasText: name });
const group = name => page.locator(".card", { has: page.getByRole("heading", { name, exact: true }) });

test("amounts of two currencies are never added", async () => {
    await line("Gehaltskonto").waitFor();
    const totals = await group("Assets").locator(".card-head .money").allTextContents();
    assert.deepEqual(totals.map(text => text[0]).sort(), ["£", "€"].sort());
    const { items } = await host.api("GET", "/accounts");
    for (const [mark, currency] of [
        ["€", "EUR"],
        ["£", "GBP"],
    ]) {
        const own = items.filter(a => a.currency === currency && a.kind === "asset");
        const sum = own.reduce((s, a) => s + cents(a.balance), 0);
        assert.equal(cents(totals.find(text => text.startsWith(mark))), sum);
    }
});

test("an account is opened with what is in it", async () => {
    await page.getByRole("button", { name: "Add account" }).click();
    const dialog = page.getByRole("dialog", { name: "Add account" });
    await dialog.getByRole("button", { name: "Add account" }).click();
    await dialog.getByText("Please fill this in").waitFor();
    await dialog.getByLabel("Name").fill("Holiday purse");
    await dialog.getByLabel("Balance to begin with").fill("1.250,50");
    await dialog.getByRole("button", { name: "Add account" }).click();
    await page.getByText("Account saved").waitFor();
    await line("Holiday purse").getByText("€1,250.50").waitFor();
});

test("its page is its payments, with its balance above", async () => {
    await line("Gehaltskonto").click();
    await page.getByRole("heading", { name: "Gehaltskonto", level: 1 }).waitFor();
    await page.locator(".tx").first().waitFor();
    assert.equal(await page.locator(".tx-account").count(), 0);
    const id = new URL(page.url()).pathname.split("/").at(-1);
    const { items } = await host.api("GET", `/transactions?account=${id}&limit=1`);
    assert.equal(await page.locator(".tx").first().getAttribute("data-id"), items[0].id);
});

test("it is renamed, and warns when it should", async () => {
    await page.getByRole("button", { name: "Edit account" }).click();
    const dialog = page.getByRole("dialog", { name: "Edit account" });
    await dialog.getByLabel("Name").fill("Salary account");
    await dialog.getByLabel("Warn me below").fill("500");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Salary account", level: 1 }).waitFor();
    const { items } = await host.api("GET", "/accounts");
    assert.equal(items.find(a => a.name === "Salary account").lowest, "500.00");
});

test("a name that another account has is refused beside the field", async () => {
    await page.getByRole("button", { name: "Edit account" }).click();
    const dialog = page.getByRole("dialog", { name: "Edit account" });
    await dialog.getByLabel("Name").fill("Tagesgeld");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("alert").or(dialog.locator(".field-error")).first().waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
});

test("closed, it is offered no more; it can be opened again", async () => {
    const side = page.getByRole("navigation", { name: "Accounts" });
    await side.getByText("Salary account").waitFor();
    await page.getByRole("button", { name: "Edit account" }).click();
    await page.getByRole("button", { name: "Close account" }).click();
    await side.getByText("Salary account").waitFor({ state: "detached" });
    await page.goto(`${host.url}/accounts`);
    await group("Closed").locator(".account-line", { hasText: "Salary account" }).click();
    await page.getByRole("button", { name: "Edit account" }).click();
    await page.getByRole("button", { name: "Open again" }).click();
    await side.getByText("Salary account").waitFor();
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
