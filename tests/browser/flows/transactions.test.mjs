/* The heart of the page: finding and changing payments, on the mock's 2,000. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { open_page, seeded_host } from "./host.mjs";

let host, page, context, complaints, close;

before(async () => {
    host = await seeded_host();
    ({ page, context, complaints, close } = await open_page());
    await sign_in(page, host.url);
});
after(async () => {
    await close?.();
    host?.close();
});
beforeEach(async () => {
    await page.goto(`${host.url}/transactions`);
    await page.locator(".tx").first().waitFor();
});

const rows = () => page.locator(".tx");
const open_category = row => row.getByRole("button", { name: /^Category/ }).click();

test("only what is on the screen is drawn, and all of it can be reached", async () => {
    assert.ok((await rows().count()) < 80);
    for (let i = 0; i < 40; i++) {
        await page.mouse.wheel(0, 20_000);
        await page.waitForTimeout(60);
    }
    const last = await rows().last().getAttribute("data-id");
    assert.equal(last, host.world.transactions.at(-1).id);
});

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
    await page.waitForFunction(() =>
        [...document.querySelectorAll(".tx-payee")].every(e => e.textContent.includes("Amazon")),
    );
    hold = false;
    await page.waitForTimeout(200);
    const payees = await page.locator(".tx-payee").allTextContents();
    assert.ok(payees.every(p => p.includes("Amazon")));
    await page.unroute("**/transactions?q=a&**");
});

test("filters are chips, and links", async () => {
    await page.getByRole("button", { name: "Without category" }).click();
    await page.waitForURL(/unsorted=true/);
    await page.getByRole("button", { name: "Category: Groceries" }).first().waitFor({ state: "detached" });
    await page.reload();
    await page.locator(".tx").first().waitFor();
    assert.equal(
        await page.getByRole("button", { name: "Without category" }).getAttribute("aria-pressed"),
        "true",
    );
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.getByRole("button", { name: "Category: Fuel" }).first().waitFor();
});

test("a category can be created while it is set, applied to its like, and undone", async () => {
    await page.goto(`${host.url}/transactions?payee=Telekom`);
    await open_category(rows().first());
    await page.getByRole("combobox").fill("Phone: Landline");
    await page.getByRole("option", { name: /Create/ }).click();
    await page.getByText(/Moved to Landline · \d+ more from Telekom/).waitFor();
    await page.getByRole("button", { name: /Change all/ }).click();
    await page.getByText(/payments changed/).waitFor();
    const others = host.world.transactions.filter(t => t.payee === "Telekom");
    assert.ok(others.every(t => t.category === "Expenses:Phone:Landline"));
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await page.getByText("Undone").waitFor();
    assert.ok(
        others
            .slice(1)
            .every(
                t => host.world.transactions.find(x => x.id === t.id).category === "Expenses:Phone:Internet",
            ),
    );
});

test("what the server refuses is rolled back with a word", async () => {
    await page.goto(`${host.url}/transactions?payee=Shell`);
    const first = rows().first();
    await page.route("**/api/v1/transactions/*", route =>
        route.request().method() === "PATCH"
            ? route.fulfill({
                  status: 422,
                  contentType: "application/problem+json",
                  body: JSON.stringify({ title: "invalid", status: 422, detail: "This month is closed." }),
              })
            : route.continue(),
    );
    await open_category(first);
    await page.getByRole("combobox").fill("Coffee");
    await page.keyboard.press("Enter");
    await page.getByText("This month is closed.").waitFor();
    await first.getByRole("button", { name: "Category: Fuel" }).waitFor();
    await page.unroute("**/api/v1/transactions/*");
});

test("several at once: a range by keyboard, one edit, one undo", async () => {
    await page.goto(`${host.url}/transactions?payee=Aldi`);
    await rows().first().waitFor();
    for (const key of ["j", "x", "j", "j", "X"]) await page.keyboard.press(key);
    await page.getByRole("toolbar", { name: "3 selected" }).waitFor();
    await page.getByRole("button", { name: "Add tag" }).click();
    await page.getByRole("combobox").fill("party");
    await page.keyboard.press("Enter");
    await page.getByText("3 payments changed").waitFor();
    assert.equal(host.world.transactions.filter(t => t.tags.includes("party")).length, 3);
    await page.keyboard.press("u");
    await page.getByText("Undone").waitFor();
    assert.equal(host.world.transactions.filter(t => t.tags.includes("party")).length, 0);
});

test("a split computes the rest and must add up", async () => {
    await page.goto(`${host.url}/transactions?payee=Zara`);
    const zara = host.world.transactions.find(t => t.payee === "Zara");
    await rows().first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("s");
    const dialog = page.getByRole("dialog", { name: "Split this payment" });
    await dialog.getByLabel("Amount 1").fill("99999");
    await dialog.getByText(/too much/).waitFor();
    await dialog.getByLabel("Amount 1").fill("10");
    await dialog.getByRole("button", { name: "Set category" }).click();
    await page.getByRole("combobox").fill("Gifts");
    await page.keyboard.press("Enter");
    await dialog.getByText("Adds up").waitFor();
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("Split saved").waitFor();
    assert.deepEqual(
        zara.parts.map(p => p.cents),
        [-1000, zara.cents + 1000],
    );
});

test("a doubtful payment is shown beside the one it may be", async () => {
    await page.goto(`${host.url}/transactions?review=true`);
    await page.locator(".tx").getByRole("button", { name: "To review" }).click();
    const dialog = page.getByRole("dialog", { name: "Are these the same payment?" });
    await dialog.getByText("Already here").waitFor();
    await dialog.getByRole("button", { name: "Same payment" }).click();
    await page.getByText("Joined: it counts once").waitFor();
});

test("details: notes are saved on leaving the field, Escape closes, the keyboard is where it was", async () => {
    await page.goto(`${host.url}/transactions?payee=Cinema`);
    await rows().first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    const details = page.getByRole("complementary", { name: "Details" });
    await details.getByLabel("Notes").fill("with Grace");
    await details.getByRole("heading", { name: "Tags" }).click();
    await page.getByText("Saved").waitFor();
    assert.equal(host.world.transactions.find(t => t.payee === "Cinema").notes, "with Grace");
    await page.keyboard.press("Escape");
    await details.waitFor({ state: "detached" });
    assert.ok(await page.evaluate(() => document.activeElement.closest(".tx-cursor") !== null));
});

test("what others do appears by itself", async () => {
    const one = host.world.transactions[0];
    one.payee = "Changed elsewhere";
    host.tell("transaction.updated", { id: one.id });
    await page.getByRole("button", { name: "Changed elsewhere" }).waitFor();
});

test("without a connection nothing is lost, and it comes back by itself", async () => {
    await context.setOffline(true);
    await page.getByRole("searchbox").fill("rewe");
    await page.getByText(/cannot be reached/).waitFor();
    assert.ok((await rows().count()) > 5);
    await context.setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.waitForFunction(() =>
        [...document.querySelectorAll(".tx-payee")].every(e => /rewe/i.test(e.textContent)),
    );
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
