/* Envelopes and goals: set, changed in place, taken off and put back. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
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
beforeEach(async () => {
    await page.goto(`${host.url}/budgets?month=2026-10`);
    await envelope("Groceries").waitFor();
});

const envelope = name => page.locator(".envelope", { has: page.getByRole("heading", { name }) });
const budget = async category =>
    (await host.api("GET", "/budgets?month=2026-10")).items.find(b => b.category === category);

test("an overspent envelope says by how much", async () => {
    await page.getByText("2 envelopes overspent").waitFor();
    const { left } = await budget("Expenses:Groceries");
    await envelope("Groceries")
        .getByText(`€${left.replace("-", "")}`)
        .waitFor();
    await envelope("Groceries").getByText("over", { exact: true }).waitFor();
});

test("a budget is changed in place; what is no amount is said so beside it", async () => {
    await page.getByRole("button", { name: "Edit Groceries" }).click();
    const field = envelope("Groceries").getByLabel("A month, in EUR");
    assert.equal(await field.evaluate(e => e === document.activeElement), true);
    await field.fill("lots");
    await page.keyboard.press("Enter");
    await page.getByText("That is no amount").waitFor();
    await field.fill("1,000.50");
    await envelope("Groceries").getByLabel("Carry what is left").check();
    await field.press("Enter");
    await envelope("Groceries")
        .getByText(/of €1,0\d\d\.\d\d/)
        .waitFor();
    const { amount, rollover } = await budget("Expenses:Groceries");
    assert.deepEqual([amount, rollover], ["1000.50", true]);
});

test("Escape leaves everything as it was", async () => {
    await page.getByRole("button", { name: "Edit Fuel" }).click();
    await envelope("Fuel").getByLabel("A month, in EUR").fill("1");
    await page.keyboard.press("Escape");
    await envelope("Fuel")
        .getByText(/of €190\.00/)
        .waitFor();
    assert.equal((await budget("Expenses:Fuel")).amount, "190.00");
});

test("a new one begins with what its category usually costs", async () => {
    await page.locator(".suggestion").first().waitFor();
    await page.getByRole("button", { name: "Set a budget" }).click();
    await page.getByRole("combobox").fill("Phone");
    await page.keyboard.press("Enter");
    const field = envelope("Phone").getByLabel("A month, in EUR");
    await field.waitFor();
    const usual = Number(await field.inputValue());
    assert.ok(usual > 0);
    await envelope("Phone").getByRole("button", { name: "Save" }).click();
    await envelope("Phone").getByText(`of €${usual}.00`).waitFor();
    assert.equal(Number((await budget("Expenses:Phone")).amount), usual);
});

test("a suggestion is set with a click, and taken back with another", async () => {
    await page.locator(".suggestion", { hasText: "Housing" }).getByRole("button").click();
    await page.getByText("Budget for Housing set").waitFor();
    await envelope("Housing").waitFor();
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await envelope("Housing").waitFor({ state: "detached" });
});

test("one that was removed can be put back", async () => {
    await page.getByRole("button", { name: "Edit Coffee" }).click();
    await envelope("Coffee").getByRole("button", { name: "Remove" }).click();
    await envelope("Coffee").waitFor({ state: "detached" });
    await eventually("the budget is gone", async () => !(await budget("Expenses:Coffee")));
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await envelope("Coffee").waitFor();
    assert.equal((await budget("Expenses:Coffee")).amount, "90.00");
});

test("months are a key apart, and links", async () => {
    await page.getByRole("button", { name: "The month before" }).click();
    await page.waitForURL(/month=2026-09/);
    await page.locator("h1").click();
    for (const _ of [1, 2]) await page.keyboard.press("ArrowRight");
    await page.waitForURL(/budgets$/);
    await page.getByText("10% of the month is over").waitFor();
});

test("a goal is added, filled and given up", async () => {
    await page.getByRole("button", { name: "Add a goal" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What for").fill("New roof");
    await dialog.getByLabel("How much, in EUR").fill("12000");
    await dialog.getByLabel("Needed by").fill("2030-06-01");
    await dialog.getByLabel("Saved so far").fill("3000");
    await dialog.getByRole("button", { name: "Save" }).click();
    await envelope("New roof").getByText("€9,000.00 to go").waitFor();
    await envelope("New roof")
        .getByText(/by 1 June 2030 · €.* a month/)
        .waitFor();
    await page.getByRole("button", { name: "Edit New roof" }).click();
    await dialog.getByLabel("Saved so far").fill("12000");
    await dialog.getByRole("button", { name: "Save" }).click();
    await envelope("New roof")
        .getByText(/^Reached on/)
        .waitFor();
    await page.getByRole("button", { name: "Edit New roof" }).click();
    await dialog.getByRole("button", { name: "Remove" }).click();
    await envelope("New roof").waitFor({ state: "detached" });
});

test("a goal can follow an account", async () => {
    await page.getByRole("button", { name: "Add a goal" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What for").fill("Reserve");
    await dialog.getByLabel("How much, in EUR").fill("20000");
    await dialog.getByLabel("Where it lies").selectOption({ label: "Tagesgeld" });
    await dialog.getByRole("button", { name: "Save" }).click();
    await envelope("Reserve").getByRole("link", { name: "Tagesgeld counts" }).waitFor();
    const { items } = await host.api("GET", "/goals");
    assert.equal(items.find(g => g.name === "Reserve").account.name, "Tagesgeld");
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
