/* When things go wrong between the page and the server: late answers, refusals, no connection. What the program does not do on demand is put in
 * between. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { CLAIRE, household_host, open_page } from "./host.mjs";

let host, page, context, complaints, close;

before(async () => {
    host = await household_host();
    ({ page, context, complaints, close } = await open_page());
    await sign_in(page, host.url, CLAIRE);
});
after(async () => {
    await close?.();
    await host?.close();
});
beforeEach(async () => {
    await page.goto(`${host.url}/transactions`);
    await rows().first().waitFor();
});

const rows = () => page.locator(".tx");
const every_row = word =>
    page.waitForFunction(
        w => [...document.querySelectorAll(".tx")].every(row => row.textContent.toLowerCase().includes(w)),
        word,
    );
const refuse = (status, detail) => route =>
    route.request().method() === "PATCH"
        ? route.fulfill({
              status,
              contentType: "application/problem+json",
              body: JSON.stringify({ title: "refused", status, detail }),
          })
        : route.continue();

test("search keeps the old list until the new one is there, and forgets answers that come too late", async () => {
    let hold = true;
    await page.route("**/transactions?q=a&**", async route => {
        while (hold) await new Promise(resolve => setTimeout(resolve, 20));
        await route.continue().catch(() => undefined);
    });
    await page.getByRole("searchbox").fill("a");
    await page.waitForURL(/q=a/);
    assert.ok((await rows().count()) > 5, "the old list is still there");
    await page.getByRole("searchbox").fill("amazon");
    await every_row("amazon");
    hold = false;
    await page.waitForTimeout(200);
    await every_row("amazon");
    await page.unroute("**/transactions?q=a&**");
});

test("what the server refuses is rolled back with a word", async () => {
    await page.goto(`${host.url}/transactions?payee=Deichmann`);
    const category = rows().first().getByRole("button", { name: "Category: Clothing" });
    await category.waitFor();
    await page.route("**/api/v1/transactions/*", refuse(422, "This month is closed."));
    await category.click();
    await page.getByRole("combobox").fill("Groceries");
    await page.keyboard.press("Enter");
    await page.getByText("This month is closed.").waitFor();
    await category.waitFor();
    await page.unroute("**/api/v1/transactions/*");
});

test("a server that is busy for a moment is asked again, with the same key", async () => {
    const keys = [];
    await page.route("**/api/v1/transactions/*", route => {
        if (route.request().method() !== "PATCH") return route.continue();
        keys.push(route.request().headers()["idempotency-key"]);
        return keys.length === 1
            ? route.fulfill({ status: 503, headers: { "Retry-After": "1" }, body: "{}" })
            : route.continue();
    });
    await page.goto(`${host.url}/transactions?payee=Deichmann`);
    await rows()
        .first()
        .getByRole("button", { name: /^Category/ })
        .click();
    await page.getByRole("combobox").fill("Gifts");
    await page.keyboard.press("Enter");
    await page.getByText("Moved to Gifts").waitFor();
    assert.equal(keys.length, 2);
    assert.equal(keys[0], keys[1]);
    await page.unroute("**/api/v1/transactions/*");
});

test("without a connection nothing is lost, and it comes back by itself", async () => {
    await context.setOffline(true);
    await page.getByRole("searchbox").fill("rewe");
    await page.getByText(/cannot be reached/).waitFor();
    assert.ok((await rows().count()) > 5);
    await context.setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await every_row("rewe");
});

test("a session that was ended elsewhere leads to the gate, and back to where one was", async () => {
    await page.goto(`${host.url}/transactions?payee=Deichmann`);
    await rows().first().waitFor();
    await context.clearCookies();
    await page.getByRole("searchbox").fill("x");
    await page.getByLabel("Email").fill(CLAIRE.email);
    await page.getByLabel("Password", { exact: true }).fill(CLAIRE.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Transactions" }).waitFor();
    assert.match(page.url(), /payee=Deichmann/);
});

test("the browser had nothing to complain about", () =>
    assert.deepEqual(
        complaints.filter(c => !c.includes("status of 503")),
        [],
    ));
