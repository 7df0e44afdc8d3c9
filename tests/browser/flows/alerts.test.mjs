/* What was noticed: it arrives by itself, is read, filtered, and dismissed. */
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
    await page.goto(`${host.url}/alerts`);
    await page.locator(".alert").first().waitFor();
});

const alert = title => page.locator(".alert", { hasText: title });
const badge = () =>
    page
        .getByRole("link", { name: /^Alerts/ })
        .first()
        .locator(".badge");

test("what was told and what was noticed are one entry", async () => {
    assert.equal(await alert("Netflix costs more").count(), 1);
    assert.equal(await page.locator(".alert").count(), host.world.insights.length);
    await page.getByText("2 unread").waitFor();
});

test("an alert that arrives is told at once, wherever one is", async () => {
    await page.goto(`${host.url}/budgets`);
    await page.locator(".envelope").first().waitFor();
    await page.waitForTimeout(300); /* the live connection */
    host.world.notifications.unshift({
        ...host.world.notifications[0],
        id: "018f0000-0000-7000-8000-00000000aaaa",
        insight: null,
        title: "The balance is low",
        state: "delivered",
        created: new Date().toISOString(),
    });
    host.tell("user.alert.sent", { title: "The balance is low" });
    await page.getByRole("status").getByText("The balance is low").waitFor();
    await page.getByRole("button", { name: "Alerts", exact: true }).click();
    await page.waitForURL(/alerts$/);
    await alert("The balance is low").waitFor();
    await badge().getByText("3").waitFor();
});

test("one is read, then all", async () => {
    await alert("Netflix costs more").getByRole("button", { name: "Mark as read" }).click();
    await badge().getByText("2").waitFor();
    await page.getByRole("button", { name: "Mark all as read" }).click();
    await badge().waitFor({ state: "detached" });
    assert.ok(host.world.notifications.every(n => n.state === "read"));
});

test("filters are links", async () => {
    await page.getByRole("radio", { name: "Important" }).click();
    await page.waitForURL(/show=important/);
    await alert("Your month in short").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Kind" }).click();
    await page.getByRole("option", { name: "Dearer" }).click();
    await page.waitForURL(/kind=price_rise/);
    await page.reload();
    await alert("Netflix costs more").waitFor();
    assert.equal(await page.locator(".alert").count(), 1);
});

test("an alert leads to its payment", async () => {
    await alert("Charged twice?").getByRole("link", { name: "Show the payment" }).click();
    await page.getByRole("complementary", { name: "Details" }).getByText("Café Blau").first().waitFor();
});

test("what is dismissed goes, and comes back when asked", async () => {
    await alert("Somebody new").getByRole("button", { name: "Dismiss" }).click();
    await alert("Somebody new").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await alert("Somebody new").waitFor();
    await alert("Somebody new").getByRole("button", { name: "Dismiss" }).click();
    await page.waitForFunction(() => !document.querySelector(".toast"), null, { timeout: 15_000 });
    assert.ok(!host.world.insights.some(i => i.title === "Somebody new"));
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
