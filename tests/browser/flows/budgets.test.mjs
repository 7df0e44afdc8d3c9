/* Envelopes and goals: set, changed in place, taken off and put back. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
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
beforeEach(async () => {
    await page.goto(`${host.url}/budgets`);
    await envelope("Groceries").waitFor();
});

const envelope = name => page.locator(".envelope", { has: page.getByRole("heading", { name }) });
const budget = category => host.world.budgets.find(b => b.category === category);

test("a budget is changed in place; what is no amount is said so beside it", async () => {
    await page.getByRole("button", { name: "Edit Groceries" }).click();
    const field = envelope("Groceries").getByLabel("A month, in EUR");
    assert.equal(await field.evaluate(e => e === document.activeElement), true);
    await field.fill("lots");
    await page.keyboard.press("Enter");
    await page.getByText("That is no amount").waitFor();
    await field.fill("1,000.50");
    await envelope("Groceries").getByLabel("Carry what is left").check();
    await page.keyboard.press("Enter");
    await envelope("Groceries")
        .getByText(/of €1,0\d\d\.50/)
        .waitFor();
    assert.deepEqual(
        [budget("Expenses:Groceries").cents, budget("Expenses:Groceries").rollover],
        [100050, true],
    );
});

test("Escape leaves everything as it was", async () => {
    await page.getByRole("button", { name: "Edit Fuel" }).click();
    await envelope("Fuel").getByLabel("A month, in EUR").fill("1");
    await page.keyboard.press("Escape");
    await envelope("Fuel")
        .getByText(/of €160\.00/)
        .waitFor();
    assert.equal(budget("Expenses:Fuel").cents, 16000);
});

test("an overspent envelope says by how much", async () => {
    const was = budget("Expenses:Restaurants").cents;
    budget("Expenses:Restaurants").cents = 1;
    await page.reload();
    await page.getByText("1 envelope overspent").waitFor();
    await envelope("Restaurants").getByText("over", { exact: true }).waitFor();
    budget("Expenses:Restaurants").cents = was;
});

test("a new one begins with what its category usually costs", async () => {
    await page.getByRole("button", { name: "Set a budget" }).click();
    await page.getByRole("combobox").fill("Insurance");
    await page.keyboard.press("Enter");
    const field = envelope("Insurance").getByLabel("A month, in EUR");
    await field.waitFor();
    assert.equal(await field.inputValue(), "85");
    await envelope("Insurance").getByRole("button", { name: "Save" }).click();
    await envelope("Insurance")
        .getByText(/of €85\.00/)
        .waitFor();
});

test("a suggestion is set with a click, and taken back with another", async () => {
    const line = page.locator(".suggestion", { hasText: "Health" });
    await line.getByRole("button").click();
    await page.getByText("Budget for Health set").waitFor();
    await envelope("Health").waitFor();
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await envelope("Health").waitFor({ state: "detached" });
});

test("one that was removed can be put back", async () => {
    await page.getByRole("button", { name: "Edit Coffee" }).click();
    await envelope("Coffee").getByRole("button", { name: "Remove" }).click();
    await envelope("Coffee").waitFor({ state: "detached" });
    assert.equal(budget("Expenses:Coffee"), undefined);
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await envelope("Coffee").waitFor();
    assert.equal(budget("Expenses:Coffee").cents, 4500);
});

test("months are a key apart, and links", async () => {
    await page.getByRole("button", { name: "The month before" }).click();
    await page.waitForURL(/month=\d{4}-\d{2}/);
    await page.locator("h1").click();
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(/budgets$/);
});

test("a goal is added, filled and given up", async () => {
    await page.getByRole("button", { name: "Add a goal" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a goal" });
    await dialog.getByLabel("What for").fill("New roof");
    await dialog.getByLabel("How much, in EUR").fill("12000");
    await dialog.getByLabel("Needed by").fill("2030-06-01");
    await dialog.getByLabel("Saved so far").fill("3000");
    await dialog.getByRole("button", { name: "Save" }).click();
    await envelope("New roof").getByText("€9,000.00 to go").waitFor();
    await envelope("New roof")
        .getByText(/by 1 June 2030/)
        .waitFor();
    await page.getByRole("button", { name: "Edit New roof" }).click();
    await page.getByLabel("Saved so far").fill("12000");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await envelope("New roof")
        .getByText(/^Reached on/)
        .waitFor();
    await page.getByRole("button", { name: "Edit New roof" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await envelope("New roof").waitFor({ state: "detached" });
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
