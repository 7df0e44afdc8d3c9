/* Statements: read, looked at, confirmed, undone; files that are damaged, files that are known. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { CLAIRE, eventually, household_host, open_page, sample, sheet, statement } from "./host.mjs";

const ROWS = 2000;
let host, page, complaints, close;

before(async () => {
    host = await household_host();
    ({ page, complaints, close } = await open_page());
    await sign_in(page, host.url, CLAIRE);
    await page.goto(`${host.url}/import`);
});
after(async () => {
    await close?.();
    await host?.close();
});

const give = files => page.locator(".drop-zone input[type=file]").setInputFiles(files);
const preview = name => page.getByRole("region", { name });
const past = name => page.locator(".import-line", { hasText: name });
const account = async name => (await host.api("GET", "/accounts")).items.find(a => a.name === name);

test("two years that came over the command line are in the history", async () => {
    await past("joint-2025-08-to-2026-08.csv").getByText("Imported").waitFor();
    assert.equal((await page.locator(".import-line").count()) >= 11, true);
});

test("a statement of 2,000 payments is read and shown before anything is saved", async () => {
    await give({ name: "Girokonto.sta", mimeType: "text/plain", buffer: statement("mt940", ROWS) });
    const it = preview("Girokonto.sta");
    await it.getByText("MT940 · 2,000 entries").waitFor();
    await it.locator(".import-account", { hasText: "Gemeinschaftskonto" }).getByText("2,000 new").waitFor();
    await it.getByText(/The bank says .*, the sum is/).waitFor();
    await it.getByRole("button", { name: "Show all" }).click();
    assert.equal(await it.locator("tbody tr").count(), 20);
    const known = await host.api("GET", "/transactions?q=rheinauenstrom&from=2016-01-01&to=2023-12-31");
    assert.equal(known.items.length, 0);
});

test("confirmed, it is there: in the history, in the list, in the accounts", async () => {
    await preview("Girokonto.sta").getByRole("button", { name: "Add 2,000 payments" }).click();
    await page.getByText("2,000 payments added").waitFor();
    await past("Girokonto.sta").getByRole("link", { name: "Show transactions" }).click();
    await page.waitForURL(/transactions\?import=/);
    await page.locator(".tx").first().waitFor();
    const { items } = await host.api("GET", "/accounts");
    assert.ok(items.some(a => a.transactions >= ROWS));
});

test("the same file again brings nothing new, and is discarded", async () => {
    await page.goto(`${host.url}/import`);
    await give({ name: "again.sta", mimeType: "text/plain", buffer: statement("mt940", ROWS) });
    const it = preview("again.sta");
    await it.getByText("Everything in this file is known already.").waitFor();
    await it.getByRole("button", { name: "Discard" }).click();
    await it.waitFor({ state: "detached" });
});

test("an import is undone as a whole", async () => {
    await past("Girokonto.sta").getByRole("button", { name: "Undo import" }).click();
    const dialog = page.getByRole("dialog", { name: "Undo this import?" });
    await dialog.getByText("Its 2,000 payments will be taken back.").waitFor();
    await dialog.getByRole("button", { name: "Undo import" }).click();
    await page.getByText("The import was undone").waitFor();
    await past("Girokonto.sta").getByText("Undone").waitFor();
    const left = await host.api("GET", "/transactions?q=rheinauenstrom&from=2016-01-01&to=2023-12-31");
    assert.equal(left.items.length, 0);
});

test("a damaged file is refused with the line and the reason, and changes nothing", async () => {
    const before_ = await account("Gemeinschaftskonto");
    await give(sample("2026-08-joint-damaged.csv"));
    const it = past("2026-08-joint-damaged.csv").first();
    await it.getByText("Refused", { exact: true }).waitFor();
    await it.getByText("Line 34:").waitFor();
    await it.getByText("Nothing of this file was saved.").waitFor();
    assert.equal((await account("Gemeinschaftskonto")).balance, before_.balance);
});

test("what a file leaves out is asked for: another account, and it is read again", async () => {
    await give(sheet("cash.csv", ["2026-10-12,Flea market,-15.00,", "2026-10-13,Flea market,-7.00,"]));
    const it = preview("cash.csv");
    await it.getByRole("button", { name: "Another account?" }).click();
    const dialog = page.getByRole("dialog", { name: "Read it again" });
    await dialog.getByLabel(/^Account/).selectOption({ label: "Gehaltskonto" });
    await dialog.getByRole("button", { name: "Read it again" }).click();
    await it.locator(".import-account", { hasText: "Gehaltskonto" }).waitFor();
    await it.getByRole("button", { name: "Add 2 payments" }).click();
    await page.getByText("2 payments added").waitFor();
    await eventually("booked", async () => {
        const { items } = await host.api("GET", "/transactions?payee=Flea+market");
        return items.length === 2 && items[0].account.name === "Gehaltskonto";
    });
});

test("several files dropped anywhere are read at once and confirmed together", async () => {
    await page.goto(`${host.url}/accounts`);
    await page.getByRole("heading", { name: "Accounts", level: 1 }).waitFor();
    const dropped = await page.evaluateHandle(() => {
        const all = new DataTransfer();
        for (const [name, day] of [
            ["one.csv", "2026-10-01"],
            ["two.csv", "2026-10-02"],
        ])
            all.items.add(new File([`date,payee,amount\n${day},Sauna ${name},-12.00\n`], name));
        return all;
    });
    for (const type of ["dragenter", "dragover", "drop"])
        await page.dispatchEvent("main", type, { dataTransfer: dropped });
    await page.waitForURL(/\/import$/);
    await preview("one.csv").waitFor();
    await preview("two.csv").waitFor();
    await page.getByRole("button", { name: "Confirm all 2" }).click();
    await past("one.csv").getByText("Imported").waitFor();
    await past("two.csv").getByText("Imported").waitFor();
});

test("on a phone everything fits", async () => {
    await page.setViewportSize({ width: 375, height: 812 });
    await give({ name: "phone.ofx", mimeType: "text/plain", buffer: statement("ofx", 50) });
    await preview("phone.ofx").getByText("New account").waitFor();
    await preview("phone.ofx")
        .getByText(/The closing balance agrees/)
        .waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
    await preview("phone.ofx").getByRole("button", { name: "Discard" }).click();
    await preview("phone.ofx").waitFor({ state: "detached" });
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
