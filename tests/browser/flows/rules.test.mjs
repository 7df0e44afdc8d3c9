/* Rules: written with help, tried out, moved, applied. */
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
    await page.goto(`${host.url}/rules`);
    await page.locator(".rule").first().waitFor();
});

const save = () => page.getByRole("button", { name: "Save", exact: true }).click();
/* The editor puts the cursor where it belongs a moment after it opens, perhaps while the text is being replaced. */
const write = (field, text) =>
    eventually(`written: ${text}`, async () => {
        await field.fill(text);
        return (await field.inputValue()) === text;
    });
const texts = async () => (await host.api("GET", "/rules")).items.map(r => r.text);
const texts_are = (what, wanted) =>
    eventually(
        what,
        async () => JSON.stringify((await texts()).slice(0, wanted.length)) === JSON.stringify(wanted),
    );

test("a rule with a mistake is shown where it is wrong, and kept out", async () => {
    const before = await texts();
    const field = page.getByLabel("New rule");
    await page.getByRole("button", { name: "Add a rule" }).click();
    await write(field, 'payee is "Böhm" => category "Expenses:Fuel"');
    await save();
    const problem = page.locator(".rule-problem");
    await problem.getByText(/column 17:/).waitFor();
    assert.equal(await problem.locator("mark").textContent(), "=");
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    assert.deepEqual(await texts(), before);
    await write(field, 'payee is "Böhm" -> category "Expenses:Fuel"');
    await save();
    await page.getByText("Rule saved").waitFor();
    assert.deepEqual(await texts(), ['payee is "Böhm" -> category "Expenses:Fuel"', ...before]);
});

test("nobody has to know the language", async () => {
    await page.getByRole("button", { name: "Add a rule" }).click();
    const parts = page.getByRole("group", { name: "Put in" });
    const pick = async (part, typed) => {
        await parts.getByRole("button", { name: part }).click();
        await page.getByRole("combobox").fill(typed);
        await page.getByRole("option").first().waitFor();
        await page.keyboard.press("Enter");
    };
    await pick("Payee", "Deichmann");
    await parts.getByRole("button", { name: "Amount" }).click();
    await pick("Account", "Gold card");
    await pick("Category", "Clothing");
    await pick("Tag", "shoes");
    assert.equal(
        await page.getByLabel("New rule").inputValue(),
        'payee is "Deichmann" and amount < 0 and account is "Arvenna Gold card" -> ' +
            'category "Expenses:Shopping:Clothing", tag "shoes"',
    );
    await save();
    await page.getByText("Rule saved").waitFor();
});

test("a link brings a rule to begin with; trying it out changes nothing", async () => {
    const text = 'text contains "entgelt" -> category "Expenses:Fees"';
    await page.goto(`${host.url}/rules?text=${encodeURIComponent(text)}`);
    assert.equal(await page.getByLabel("New rule").inputValue(), text);
    const before = await texts();
    const would = await host.api("POST", "/rules/preview", { text, all: true });
    assert.ok(would.changed > 0);
    await page.getByRole("button", { name: "Try it out", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "What would change" });
    await dialog.getByLabel(/Also what was sorted/).check();
    await dialog.getByText(new RegExp(`^${would.changed} of `)).waitFor();
    assert.equal(await dialog.getByRole("row").count(), would.items.length + 1);
    await dialog.getByRole("button", { name: "Close" }).last().click();
    assert.deepEqual(await texts(), before);
});

test("a rule moves with the arrow keys, and by dragging", async () => {
    const [first, second, third] = await texts();
    const handle = n => page.getByRole("button", { name: new RegExp(`^Move rule ${n}:`) });
    await handle(2).press("ArrowUp");
    await page.getByText(/Now rule 1 of/).waitFor();
    await texts_are("moved by a key", [second, first, third]);
    await page.reload();
    await handle(3).waitFor();
    const from = await handle(1).boundingBox();
    const to = await handle(3).boundingBox();
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + 10, to.y + to.height - 2, { steps: 8 });
    await page.mouse.up();
    await texts_are("moved by the mouse", [first, third, second]);
});

test("one is changed in place; one that was deleted comes back to its place", async () => {
    const [first] = await texts(); // the page shows the new order a moment after the server has it
    await page.getByRole("button", { name: `Edit rule 1: ${first}`, exact: true }).click();
    await write(
        page.getByLabel("Rule 1", { exact: true }),
        'payee is "Aldi" -> category "Expenses:Groceries"',
    );
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Edit rule 1: payee is "Aldi"/ }).waitFor();
    const before = await texts();
    await page.getByRole("button", { name: "Remove: Rule 2", exact: true }).click();
    await page.getByText("Rule removed").waitFor();
    await texts_are("deleted", [before[0], before[2]]);
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await texts_are("back again", before);
});

test("as a text: the line with the mistake, then all of them at once", async () => {
    await page.getByRole("radio", { name: "As text" }).click();
    const field = page.getByLabel("All rules, one per line");
    await write(field, 'payee is "A" -> tag "a"\nnonsense\n');
    await page.getByRole("button", { name: "Save rules" }).click();
    await page
        .locator(".rule-problem")
        .getByText(/Line 2, column 1:/)
        .waitFor();
    assert.equal(await page.locator(".whole-bad").textContent(), "2");
    await write(field, 'payee is "A" -> tag "a"\nentgelt\tExpenses:Fees');
    await page.getByRole("button", { name: "Save rules" }).click();
    await page.getByText("Rules saved").waitFor();
    assert.deepEqual(await texts(), ['payee is "A" -> tag "a"', "entgelt\tExpenses:Fees"]);
});

test("applying says first what it would do, and does it", async () => {
    const fees = async () =>
        (await host.api("GET", "/transactions?category=Expenses:Fees&limit=1000")).items.length;
    const before = await fees();
    await page.getByRole("button", { name: "Apply rules" }).click();
    const dialog = page.getByRole("dialog", { name: "Apply rules" });
    await dialog.getByText(/would change/).waitFor();
    await dialog.getByLabel(/Also what was sorted/).check();
    await dialog.getByRole("button", { name: /^Change \d/ }).click();
    await page.getByText(/payments changed/).waitFor();
    assert.ok((await fees()) > before);
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
