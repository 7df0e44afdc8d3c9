/* What was noticed: it arrives by itself, is read, filtered, and dismissed. */
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
    await page.goto(`${host.url}/alerts`);
    await page.locator(".alert").first().waitFor();
});

const alert = id => page.locator(`.alert[data-id="${id}"]`);
const badge = () =>
    page
        .getByRole("link", { name: /^Alerts/ })
        .first()
        .locator(".badge");
const insights = async (query = "") => (await host.api("GET", `/insights?limit=1000${query}`)).items;
/* What was told without being an insight: approvals that wait. */
const told_alone = async () =>
    (await host.api("GET", "/notifications?limit=1000")).items.filter(n => !n.insight);
const unread = async () => (await host.api("GET", "/notifications?unread=true&limit=1000")).items;

test("what was told and what was noticed are one entry", async () => {
    const all = (await insights()).length + (await told_alone()).length;
    assert.equal(await page.locator(".alert").count(), all);
    assert.equal(await page.locator(".alert-unread").count(), (await unread()).length);
    await page.getByText(`${(await unread()).length} unread`).waitFor();
});

test("an alert that arrives is told at once, wherever one is", async () => {
    await page.goto(`${host.url}/rules`);
    await page.locator(".rule").first().waitFor();
    await page.waitForTimeout(500); /* the live connection */
    const budget = { category: "Expenses:Housing", amount: "1", currency: "EUR", from: "2026-10" };
    await host.api("PUT", "/budgets", budget);
    const told = page.getByRole("status").getByText(/Housing: October 2026 is .* over budget/);
    await told.waitFor();
    await page.getByRole("button", { name: "Alerts", exact: true }).last().click();
    await page.waitForURL(/alerts$/);
    await page.locator(".alert-unread", { hasText: "Housing: October 2026" }).waitFor();
});

test("one is read, then all", async () => {
    const before = (await unread()).length;
    await page.locator(".alert-unread").first().getByRole("button", { name: "Mark as read" }).click();
    await badge()
        .getByText(String(before - 1))
        .waitFor();
    await page.getByRole("button", { name: "Mark all as read" }).click();
    await badge().waitFor({ state: "detached" });
    assert.deepEqual(await unread(), []);
});

test("filters are links", async () => {
    await page.getByRole("radio", { name: "Important" }).click();
    await page.waitForURL(/show=important/);
    await page.getByRole("button", { name: "Kind" }).click();
    await page.getByRole("option", { name: "Budget overspent" }).click();
    await page.waitForURL(/kind=budget_exceeded/);
    await page.reload();
    await page.locator(".alert").first().waitFor();
    assert.equal(await page.locator(".alert").count(), (await insights("&kind=budget_exceeded")).length);
});

test("an alert leads to its payment", async () => {
    const about = (await insights()).find(i => i.transaction);
    await alert(about.id).getByRole("link", { name: "Show the payment" }).click();
    await page.waitForURL(`**open=${about.transaction}`);
    await page.getByRole("complementary", { name: "Details" }).waitFor();
});

test("what is dismissed goes, and comes back when asked", async () => {
    const noticed = page.locator(".alert", { has: page.getByRole("button", { name: "Dismiss" }) });
    const id = await noticed.first().getAttribute("data-id");
    const dismiss = async () => {
        await alert(id).getByRole("button", { name: "Dismiss" }).click();
        await alert(id).waitFor({ state: "detached" });
    };
    await dismiss();
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await alert(id).waitFor();
    await dismiss();
    await eventually("it is forgotten", async () => !(await insights()).some(i => i.id === id));
    await page.reload();
    await page.locator(".alert").first().waitFor();
    assert.equal(await alert(id).count(), 0);
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
