/* What others do appears by itself, and a server that comes back is found again. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { CLAIRE, household_host, open_page } from "./host.mjs";

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

const pay = (payee, amount, more) =>
    host.api("POST", "/transactions", {
        account: "Gemeinschaftskonto",
        date: "2026-10-30",
        payee,
        amount,
        ...more,
    });
const unread = async () => Number(await page.locator(".side .badge").first().textContent());

test("another program's payment appears in the list, the balance follows, and an alert says what it did to a budget", async () => {
    await page.goto(`${host.url}/transactions?from=2026-10-30&to=2026-10-30`);
    await page.locator(".tx").first().waitFor();
    const balance = page.locator(".side-account", { hasText: "Gemeinschaftskonto" }).locator(".money");
    const before_ = await balance.textContent();
    const alerts = await unread();
    await pay("Velvet & Tweed", "-612.40", { category: "Expenses:Shopping:Clothing" });
    await page.getByRole("button", { name: "Velvet & Tweed" }).waitFor();
    await page
        .locator(".toast", { hasText: /Clothing: October 2026 is .* over budget/ })
        .getByRole("button", { name: "Alerts" })
        .waitFor();
    await page.waitForFunction(
        old => Number(document.querySelector(".side .badge")?.textContent) > old,
        alerts,
    );
    await page.waitForFunction(
        old => ![...document.querySelectorAll(".side-account .money")].some(e => e.textContent === old),
        before_,
    );
});

test("what another program changes or voids changes here", async () => {
    const it = await pay("Kiosk", "-3.10");
    const kiosk = page.getByRole("button", { name: "Kiosk", exact: true });
    await kiosk.waitFor();
    await host.api("PATCH", `/transactions/${it.id}`, { payee: "Kiosk am Eck" });
    await page.getByRole("button", { name: "Kiosk am Eck" }).waitFor();
    await host.api("POST", `/transactions/${it.id}/void`);
    await page.getByRole("button", { name: "Kiosk am Eck" }).waitFor({ state: "detached" });
});

test("the overview follows", async () => {
    await page.goto(`${host.url}/`);
    const card = page.locator(".card", { hasText: "Spent in October" });
    const total = card.locator(".figure-m");
    await total.waitFor();
    const before_ = await total.textContent();
    await pay("Piano", "-1000.00", { category: "Expenses:Leisure" });
    await page.waitForFunction(
        old => document.querySelector(".card .figure-m")?.textContent !== old,
        before_,
    );
});

test("a server that goes away is missed, and found again by itself; what happened meanwhile is shown", async () => {
    await page.goto(`${host.url}/transactions?from=2026-10-30&to=2026-10-30`);
    await page.locator(".tx").first().waitFor();
    await host.stop();
    await page.getByText("No connection").waitFor();
    assert.ok((await page.locator(".tx").count()) > 1, "what was shown is shown still");
    await host.start();
    await pay("After the night", "-1.00");
    await page.getByRole("button", { name: "After the night" }).waitFor();
    await page.getByText("No connection").waitFor({ state: "detached" });
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
