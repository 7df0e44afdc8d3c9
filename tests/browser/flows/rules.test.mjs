/* Rules: written with help, tried out, moved, applied. */
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
    await page.goto(`${host.url}/rules`);
    await page.locator(".rule").first().waitFor();
});

const save = () => page.getByRole("button", { name: "Save", exact: true }).click();
const texts = () => host.world.rules.map(r => r.text);

test("a rule with a mistake is shown where it is wrong, and kept out", async () => {
    const before = host.world.rules.length;
    await page.getByRole("button", { name: "Add a rule" }).click();
    await page.getByLabel("New rule").fill('payee is "Shell" => category "Expenses:Fuel"');
    await save();
    const problem = page.locator(".rule-problem");
    await problem.getByText(/column 45/).waitFor();
    assert.match(await problem.textContent(), /expected ->/);
    assert.equal(await page.getByLabel("New rule").getAttribute("aria-invalid"), "true");
    assert.equal(host.world.rules.length, before);
    await page.getByLabel("New rule").fill('payee is "Shell" -> category "Expenses:Fuel"');
    await save();
    await page.getByText("Rule saved").waitFor();
    assert.equal(texts()[0], 'payee is "Shell" -> category "Expenses:Fuel"');
});

test("nobody has to know the language", async () => {
    await page.getByRole("button", { name: "Add a rule" }).click();
    const parts = page.getByRole("group", { name: "Put in" });
    await parts.getByRole("button", { name: "Payee" }).click();
    await page.getByRole("combobox").fill("Zara");
    await page.getByRole("option", { name: "Zara", exact: true }).click();
    await parts.getByRole("button", { name: "Amount" }).click();
    await parts.getByRole("button", { name: "Category" }).click();
    await page.getByRole("combobox").fill("Clothing");
    await page.keyboard.press("Enter");
    await parts.getByRole("button", { name: "Tag" }).click();
    await page.getByRole("combobox").fill("style");
    await page.keyboard.press("Enter");
    assert.equal(
        await page.getByLabel("New rule").inputValue(),
        'payee is "Zara" and amount < 0 -> category "Expenses:Shopping:Clothing", tag "style"',
    );
});

test("a link brings a rule to begin with; trying it out changes nothing", async () => {
    const text = 'payee is "ATM" -> category "Expenses:Fees"';
    await page.goto(`${host.url}/rules?text=${encodeURIComponent(text)}`);
    assert.equal(await page.getByLabel("New rule").inputValue(), text);
    const before = texts();
    await page.getByRole("button", { name: "Try it out", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "What would change" });
    await dialog.getByText(/12 of \d+ payments would change/).waitFor();
    assert.equal(await dialog.getByRole("row").count(), 13);
    await dialog.getByRole("button", { name: "Close" }).last().click();
    assert.deepEqual(texts(), before);
});

test("a rule moves with the arrow keys, and by dragging", async () => {
    const [first, second, third] = texts();
    const handle = n => page.getByRole("button", { name: new RegExp(`^Move rule ${n}:`) });
    await handle(2).press("ArrowUp");
    await page.getByText(/Now rule 1 of/).waitFor();
    await page.waitForTimeout(300);
    assert.deepEqual(texts().slice(0, 3), [second, first, third]);
    const from = await handle(1).boundingBox();
    const to = await handle(3).boundingBox();
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + 10, to.y + to.height - 2, { steps: 8 });
    await page.mouse.up();
    await page.waitForTimeout(300);
    assert.deepEqual(texts().slice(0, 3), [first, third, second]);
});

test("one is changed in place; one that was deleted comes back to its place", async () => {
    await page.getByRole("button", { name: /^Edit rule 1:/ }).click();
    await page.getByLabel("Rule 1").fill('payee is "Aldi" -> category "Expenses:Groceries"');
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Edit rule 1: payee is "Aldi"/ }).waitFor();
    const before = texts();
    await page.getByRole("button", { name: "Remove: Rule 2" }).click();
    await page.getByText("Rule removed").waitFor();
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await page.waitForTimeout(400);
    assert.deepEqual(texts(), before);
});

test("as a text: the line with the mistake, then all of them at once", async () => {
    await page.getByRole("radio", { name: "As text" }).click();
    const field = page.getByLabel("All rules, one per line");
    await field.fill('payee is "A" -> tag "a"\nnonsense\n');
    await page.getByRole("button", { name: "Save rules" }).click();
    await page
        .locator(".rule-problem")
        .getByText(/Line 2, column 9/)
        .waitFor();
    assert.equal(await page.locator(".whole-bad").textContent(), "2");
    await field.fill('payee is "A" -> tag "a"\nsome words\tExpenses:Home');
    await page.getByRole("button", { name: "Save rules" }).click();
    await page.getByText("Rules saved").waitFor();
    assert.deepEqual(texts(), ['payee is "A" -> tag "a"', "some words\tExpenses:Home"]);
});

test("applying says first what it would do", async () => {
    await page.getByRole("button", { name: "Apply rules" }).click();
    const dialog = page.getByRole("dialog", { name: "Apply rules" });
    await dialog.getByText(/payments would change/).waitFor();
    await dialog.getByRole("button", { name: "Change 12" }).click();
    await page.getByText("12 payments changed").waitFor();
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
