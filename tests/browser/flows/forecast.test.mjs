/* What lies ahead: the balance with its band, the next payments, what comes again, and an account that may run dry. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { CLAIRE, eventually, household_host, open_page } from "./host.mjs";

const NOW = new Date("2026-11-03T09:00:00Z"); /* the samples end in October; the page says which day it is */
const TODAY = "2026-11-03";
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

const cents = text => Math.round(Number(text.replace("−", "-").replace(/[^\d.-]/g, "")) * 100);
const card = title => page.locator(".card", { has: page.getByRole("heading", { name: title }) });
const rows = () => page.getByRole("table").getByRole("row");

test("the forecast is reached from the side, and says what the API says", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Forecast" }).click();
    await page.waitForURL("**/forecast");
    await card("Next payments").waitFor();
    const said = await host.api("GET", `/forecast/cash-flow?currency=EUR&days=90&today=${TODAY}`);
    assert.equal(said.as_of, "2026-10-31");
    assert.match(await page.locator(".head p").textContent(), /October 31, 2026|31 October 2026/);
    const balance = page
        .locator(".figures > div", { hasText: /^Balance/ })
        .locator("dd")
        .first();
    assert.equal(cents(await balance.textContent()), cents(said.balance));
    await page.getByRole("button", { name: "Table" }).click();
    assert.equal(await rows().count(), said.days.length + 1);
    const last = (await rows().last().getByRole("cell").allTextContents()).map(cents);
    const end = said.days.at(-1);
    assert.deepEqual(last, [cents(end.median), cents(end.low), cents(end.high)]);
    await page.getByRole("button", { name: "Chart" }).click();
    await page.locator(".chart-canvas canvas").waitFor();
});

test("the rent is among the next payments, and among what comes again with what it was before", async () => {
    const next = card("Next payments").locator("li", { hasText: "Hausverwaltung Siebenlinden" });
    await next.first().waitFor();
    assert.equal(cents(await next.first().locator(".money").textContent()), -148500);
    const again = card("What comes again").locator("li", { hasText: "Hausverwaltung Siebenlinden" });
    assert.match(await again.textContent(), /every month on the 2nd.*1,420\.00/);
    await card("What comes again").getByRole("button", { name: "Show all" }).click();
    await card("What comes again").locator("li", { hasText: "Tretwerk Fitness" }).waitFor();
    assert.match(await card("What comes again").textContent(), /Has ended, as it seems/);
});

test("a longer look is in the address, and one account alone as well", async () => {
    await page.getByRole("radio", { name: "A year" }).click();
    await page.waitForURL(/days=365/);
    await page.getByRole("button", { name: "All accounts" }).click();
    await page.getByRole("combobox").fill("Gemeinschaft");
    await page.keyboard.press("Enter");
    await page.waitForURL(/account=/);
    const { account } = Object.fromEntries(new URL(page.url()).searchParams);
    const said = await host.api("GET", `/forecast/cash-flow?account=${account}&days=365&today=${TODAY}`);
    await eventually("the account's balance", async () => {
        const balance = page
            .locator(".figures > div", { hasText: /^Balance/ })
            .locator("dd")
            .first();
        return cents(await balance.textContent()) === cents(said.balance);
    });
});

test("an account that will run dry says so, and by when", async () => {
    const { items } = await host.api("GET", "/accounts");
    const joint = items.find(a => a.name.startsWith("Gemeinschaft"));
    await host.api("POST", "/transactions", {
        account: joint.id,
        date: "2026-10-31",
        amount: `-${(Number(joint.balance) - 300).toFixed(2)}`,
        payee: "Kitchen",
    });
    const said = await host.api("GET", `/forecast/cash-flow?account=${joint.id}&days=30&today=${TODAY}`);
    assert.ok(said.dry.chance >= 0.2, JSON.stringify(said.dry));
    await page.goto(`${host.url}/forecast?days=30&account=${joint.id}`);
    const warning = page.getByRole("status").filter({ hasText: "may run dry" });
    await warning.waitFor();
    assert.match(await warning.textContent(), new RegExp(`${Math.round(said.dry.chance * 100)}\\s?%`));
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
