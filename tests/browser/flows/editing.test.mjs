/* Changing payments: sorting that teaches, many at once, splits, what is one and the same; and everything can be undone. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { CLAIRE, eventually, household_host, open_page } from "./host.mjs";

let host, page, complaints, close;

before(async () => {
    host = await household_host();
    ({ page, complaints, close } = await open_page());
    await sign_in(page, host.url, CLAIRE);
});
after(async () => {
    await close?.();
    await host?.close();
});

const rows = () => page.locator(".tx");
const toast = text => page.locator(".toast", { hasText: text }).waitFor();
const toast_do = (text, action) =>
    page.locator(".toast", { hasText: text }).getByRole("button", { name: action }).click();
const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
};
const pick = async typed => {
    await page.locator(".picker-input").fill(typed);
    await page.keyboard.press("Enter");
};
async function open(query) {
    await page.goto(`${host.url}/transactions?${query}`);
    await rows().first().waitFor();
}
const read = async query => (await host.api("GET", `/transactions?limit=1000&${query}`)).items;
const of = id => host.api("GET", `/transactions/${id}`);
const first_id = () => rows().first().getAttribute("data-id");

test("a category made while it is set is learnt, offered to its like, and undone", async () => {
    await open("payee=Barbier+Ali");
    const before_ = await read("payee=Barbier+Ali");
    assert.ok(before_.length > 10);
    await rows()
        .first()
        .getByRole("button", { name: /^Category/ })
        .click();
    await page.getByRole("combobox").fill("Personal: Hair");
    await page.getByRole("option", { name: /Create/ }).click();
    await toast(/Moved to Hair · \d+ more from Barbier Ali/);
    const guess = await host.api("POST", "/categorize", { payee: "Barbier Ali", amount: "-25.00" });
    assert.equal(guess.category, "Expenses:Personal:Hair", "the next one is sorted likewise");
    await toast_do(/Moved to Hair/, /Change all/);
    await toast(/payments changed/);
    assert.ok((await read("payee=Barbier+Ali")).every(x => x.category === "Expenses:Personal:Hair"));
    await toast_do(/payments changed/, "Undo");
    await toast("Undone");
    const after_ = await read("payee=Barbier+Ali");
    assert.deepEqual(
        after_.slice(1).map(x => x.category),
        before_.slice(1).map(x => x.category),
    );
});

test("a rule can be made of it, and is written already", async () => {
    await open("payee=Barbier+Ali");
    await rows()
        .nth(1)
        .getByRole("button", { name: /^Category/ })
        .click();
    await pick("Hair");
    await toast_do(/Moved to Hair/, "Make a rule");
    await page.waitForURL(/\/rules\?text=/);
    assert.equal(
        new URL(page.url()).searchParams.get("text"),
        'payee is "Barbier Ali" -> category "Expenses:Personal:Hair"',
    );
});

test("a payee is renamed with the keyboard", async () => {
    await open("payee=Uhren+Zeitgeist");
    const id = await first_id();
    await press("j", "e");
    await pick("Zeitgeist Watches");
    await toast("1 payment changed");
    assert.equal((await of(id)).payee, "Zeitgeist Watches");
    await press("u");
    await toast("Undone");
    await eventually("the old name", async () => (await of(id)).payee === "Uhren Zeitgeist");
});

test("several at once: a range by keyboard, one edit, one undo", async () => {
    await open("payee=Alnatura");
    await press("j", "x", "j", "j", "X");
    const bar = page.getByRole("toolbar", { name: "3 selected" });
    await bar.getByRole("button", { name: "Add tag" }).click();
    await pick("party");
    await toast("3 payments changed");
    assert.equal((await read("tag=party")).length, 3);
    await press("u");
    await toast("Undone");
    await eventually("no tag any more", async () => (await read("tag=party")).length === 0);
});

test("what the server refuses of many is said, the rest is done", async () => {
    const [locked] = await read("payee=Blumen+Akelei");
    await host.api("PATCH", `/transactions/${locked.id}`, { reconciled: true });
    await open("payee=Blumen+Akelei");
    await press("ControlOrMeta+a");
    await page.getByRole("toolbar").getByRole("button", { name: "Void" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Void" }).click();
    await toast(/payments changed · 1 could not be changed/);
    assert.equal((await of(locked.id)).state, "posted");
    await press("u");
    await toast("Undone");
    await eventually("all posted again", async () =>
        (await read("payee=Blumen+Akelei")).every(x => x.state === "posted"),
    );
});

test("a split computes the rest and must add up; merged again it is one", async () => {
    await open("payee=Deichmann");
    const id = await first_id();
    const { amount } = await of(id);
    await press("j", "s");
    const dialog = page.getByRole("dialog", { name: "Split this payment" });
    await dialog.getByLabel("Amount 1").fill("99999");
    await dialog.getByText(/too much/).waitFor();
    await dialog.getByLabel("Amount 1").fill("10");
    await dialog.getByRole("button", { name: "Set category" }).click();
    await pick("Gifts");
    await dialog.getByText("Adds up").waitFor();
    await dialog.getByRole("button", { name: "Save" }).click();
    await toast("Split saved");
    const { parts, category } = await of(id);
    assert.equal(category, null);
    assert.deepEqual(
        parts.map(p => p.amount),
        ["-10.00", (Number(amount) + 10).toFixed(2)],
    );
    await rows().first().getByRole("button", { name: "Category: Split in 2" }).waitFor();
    await press("u");
    await eventually("one part again", async () => (await of(id)).parts.length === 1);
});

test("details: notes are saved on leaving the field, Escape closes, the keyboard is where it was", async () => {
    await open("payee=Barbier+Ali");
    const id = await first_id();
    await press("j", "Enter");
    const details = page.getByRole("complementary", { name: "Details" });
    await details.getByLabel("Notes").fill("with Jonas");
    await details.getByRole("heading", { name: "Tags" }).click();
    await toast("Saved");
    assert.equal((await of(id)).notes, "with Jonas");
    await press("Escape");
    await details.waitFor({ state: "detached" });
    await eventually("the keyboard is on the row", () =>
        page.evaluate(() => document.activeElement.closest(".tx-cursor") !== null),
    );
});

test("details: what resembles the payment is shown, and opens", async () => {
    await open("payee=Barbier+Ali");
    await press("j", "Enter");
    const details = page.getByRole("complementary", { name: "Details" });
    const similar = details.getByRole("region", { name: "Similar payments" });
    const link = similar.getByRole("link").last();
    const payee = await link.textContent();
    await link.click();
    await eventually("it is the one that is shown", async () =>
        (await details.locator(".drawer-payee").textContent()).includes(payee),
    );
});

test("a pending payment is approved, and pends again when that is undone", async () => {
    await open("state=pending");
    const id = await first_id();
    await rows().first().locator(".tx-payee").click();
    const details = page.getByRole("complementary", { name: "Details" });
    await details.getByRole("button", { name: "Count as posted" }).click();
    await toast("Counts as posted");
    assert.equal((await of(id)).state, "posted");
    await toast_do("Counts as posted", "Undo");
    await eventually("pending again", async () => (await of(id)).state === "pending");
});

/* -- The same payment twice. */
const by_hand = (date, amount, payee) =>
    host.api("POST", "/transactions", {
        account: "Purse",
        date,
        amount,
        payee,
        category: "Expenses:Shopping",
    });

test("what a statement brings perhaps again is shown beside what is there", async () => {
    await host.api("POST", "/accounts", { name: "Purse", currency: "EUR" });
    await by_hand("2026-10-05", "-42.50", "Bicycle World");
    const file = Buffer.from("date,payee,amount\n2026-10-06,Bicycle World Bonn,-42.50\n");
    const { id } = await host.api("POST", "/imports?name=purse.csv&account=Purse&currency=EUR", file);
    await eventually("read", async () => (await host.api("GET", `/imports/${id}`)).state === "ready");
    await host.api("POST", `/imports/${id}/commit`);
    await eventually("imported", async () => (await host.api("GET", `/imports/${id}`)).state === "committed");
    await open("review=true");
    await rows().getByRole("button", { name: "To review" }).click();
    const dialog = page.getByRole("dialog", { name: "Are these the same payment?" });
    await dialog.getByText("Already here").waitFor();
    await dialog.getByRole("button", { name: "Same payment" }).click();
    await toast("Joined: it counts once");
    const purse = (await host.api("GET", "/accounts")).items.find(a => a.name === "Purse");
    assert.equal(purse.balance, "-42.50");
    await toast_do("Joined", "Undo");
    await rows().getByRole("button", { name: "To review" }).waitFor();
    await press("j", "r");
    await dialog.getByRole("button", { name: "Same payment" }).click();
    await rows().first().waitFor({ state: "detached" });
});

test("from the details: the likeliest other one comes first, and one chooses which stays", async () => {
    const lamp = await by_hand("2026-10-11", "-18.00", "Lamp");
    await by_hand("2026-10-11", "-5.00", "Candle");
    const other = await by_hand("2026-10-14", "-18.00", "Lights & more");
    await open(`open=${lamp.id}`);
    await page.getByRole("complementary").getByRole("button", { name: "Same as…" }).click();
    await page.getByRole("option").first().filter({ hasText: "Lights & more" }).click();
    const dialog = page.getByRole("dialog", { name: "Which one stays?" });
    await dialog.getByRole("button", { name: "Keep this one" }).last().click();
    await toast("Joined: it counts once");
    assert.equal((await of(lamp.id)).state, "void");
    assert.equal((await of(other.id)).state, "posted");
});

test("two selected ones become one", async () => {
    const two = [
        await by_hand("2026-10-20", "-61.00", "Opera"),
        await by_hand("2026-10-21", "-61.00", "Opera"),
    ];
    const states = async () => (await Promise.all(two.map(x => of(x.id)))).map(x => x.state).sort();
    await open("payee=Opera");
    await press("j", "x", "j", "x");
    await page.getByRole("toolbar").getByRole("button", { name: "Same payment" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Keep this one" }).first().click();
    await toast("Joined");
    assert.deepEqual(await states(), ["posted", "void"]);
    await press("u");
    await eventually("two again", async () => (await states()).every(state => state === "posted"));
});

test("cash is added by hand, sorted as its payee was, and voided", async () => {
    await page.goto(`${host.url}/transactions`);
    await rows().first().waitFor();
    await press("n");
    const dialog = page.getByRole("dialog", { name: "Add payment" });
    await dialog.getByLabel("Amount").fill("7,80");
    await dialog.getByRole("button", { name: "Payee" }).click();
    await pick("Backhaus Gilgen");
    await dialog.getByRole("button", { name: "Category" }).filter({ hasText: "Groceries" }).waitFor();
    await dialog.getByLabel("Account").selectOption({ label: "Purse" });
    await dialog.getByRole("button", { name: "Add payment" }).click();
    await toast("Payment added");
    const [added] = await read("least=7.80&most=7.80&payee=Backhaus+Gilgen");
    assert.equal(added.amount, "-7.80");
    await open(`open=${added.id}`);
    await page.getByRole("complementary").getByRole("button", { name: "Void" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Void" }).click();
    await toast("Payment voided");
    assert.equal((await of(added.id)).state, "void");
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
