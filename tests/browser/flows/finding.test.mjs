/* Finding payments among thousands: the list, the search, the filters. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
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
beforeEach(async () => {
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.goto(`${host.url}/transactions`);
    await rows().first().waitFor();
});

const rows = () => page.locator(".tx");
const every_row = pattern =>
    page.waitForFunction(source => {
        const all = [...document.querySelectorAll(".tx")];
        return all.length > 0 && all.every(row => new RegExp(source, "i").test(row.textContent));
    }, pattern);
const choose = async (chip, typed) => {
    await page
        .getByRole("group", { name: "Filter" })
        .getByRole("button", { name: chip, exact: true })
        .click();
    await page.getByRole("combobox").fill(typed);
    await page.keyboard.press("Enter");
};

test("only what is on the screen is drawn, and all of it can be reached", async () => {
    const { items } = await host.api("GET", "/transactions?sort=oldest&limit=1");
    assert.ok((await rows().count()) < 80);
    await page.waitForFunction(
        oldest => {
            scrollTo(0, document.documentElement.scrollHeight);
            return document.querySelector(`[data-id="${oldest}"]`) !== null;
        },
        items[0].id,
        { polling: 30 },
    );
    assert.ok((await rows().count()) < 80);
    await page.locator(".tx-day").first().waitFor();
});

test("search goes through payees, texts, amounts and categories while one types", async () => {
    const search = page.getByRole("searchbox");
    await search.pressSequentially("backhaus", { delay: 15 });
    await every_row("backhaus");
    const { items } = await host.api("GET", "/transactions?q=backhaus&limit=1000");
    assert.ok(items.length > 100);
    assert.equal(await rows().first().getAttribute("data-id"), items[0].id);
    await search.fill("249.00");
    await every_row("249\\.00");
    assert.ok((await rows().count()) >= 2);
    await search.fill("Moebelhaus 249.00");
    await page.waitForFunction(() => document.querySelectorAll(".tx").length === 2);
    await search.fill("nobody was ever paid this way");
    await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
    await page.keyboard.press("Escape");
    await rows().first().waitFor();
    assert.equal(await search.inputValue(), "");
});

test("filters are chips, they add up, and they are links", async () => {
    await choose("Account", "Gold card");
    await page.waitForURL(/account=/);
    await page.getByRole("button", { name: "Money out" }).waitFor({ state: "detached" });
    await choose("Direction", "Money in");
    await page.waitForFunction(() =>
        [...document.querySelectorAll(".tx-amount")].every(
            e => e.textContent.startsWith("+") || /^€/.test(e.textContent),
        ),
    );
    await choose("Category", "Transfer");
    await page.waitForURL(/category=Equity/);
    await every_row("Transfer.*Arvenna Gold card");
    const link = page.url();
    const first = await rows().first().getAttribute("data-id");
    await page.goto(`${host.url}/accounts`);
    await page.goto(link);
    await rows().first().waitFor();
    assert.equal(await rows().first().getAttribute("data-id"), first);
    await page.getByRole("button", { name: "Clear: Account" }).click();
    await page.waitForURL(url => !url.searchParams.has("account"));
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.waitForURL(url => url.search === "");
});

test("a range of amounts, a range of days", async () => {
    await page.getByRole("group", { name: "Filter" }).getByRole("button", { name: "Amount" }).click();
    await page.getByLabel("At least").fill("249");
    await page.getByLabel("At most").fill("249.00");
    await page.getByRole("button", { name: "Apply" }).click();
    await every_row("249\\.00");
    await page.goto(`${host.url}/transactions?from=2026-08-24&to=2026-08-24`);
    await rows().first().waitFor();
    assert.deepEqual(await page.locator(".tx-day h2").allTextContents(), ["Monday 24 August"]);
    await page.getByRole("button", { name: "24 Aug – 24 Aug", exact: true }).waitFor();
});

test("what has no category yet is one click away", async () => {
    await page.getByRole("button", { name: "Without category" }).click();
    await page.waitForURL(/unsorted=true/);
    await every_row("Uncategorised");
    await page.reload();
    await rows().first().waitFor();
    const chip = page.getByRole("button", { name: "Without category" });
    assert.equal(await chip.getAttribute("aria-pressed"), "true");
});

test("on a phone: the list, the search, and details over the whole screen", async () => {
    await page.setViewportSize({ width: 375, height: 812 });
    await page.getByRole("searchbox").fill("Deichmann");
    await every_row("Deichmann");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
    await rows().first().getByRole("button", { name: "Deichmann" }).click();
    const details = page.getByRole("complementary", { name: "Details" });
    await details.waitFor();
    await page.waitForFunction(() => document.querySelector(".drawer").getBoundingClientRect().left === 0);
    assert.equal((await details.boundingBox()).width, 375);
    await page.goBack();
    await details.waitFor({ state: "detached" });
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
