/* Payments: a mandate is confirmed and stands in the calendar; the keyboard goes through the months; one is added by hand, postponed and brought back,
 * cancelled and wanted again; a mandate is changed, stopped and started again. Scores come from a file. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { CLAIRE, eventually, household_host, open_page } from "./host.mjs";

const POLICY = `version: 1
rules:
  - name: what people want
    verdict: ask
    kind: [payment, transfer, mandate]
    confirmed: no
  - name: confirmed recurring payments
    verdict: allow
    kind: payment
    confirmed: yes
`;
const DAY_MS = 864e5;
const day_of = time => new Date(time).toISOString().slice(0, 10);

let host, page, complaints, close, today;

before(async () => {
    host = await household_host();
    ({ page, complaints, close } = await open_page());
    await sign_in(page, host.url, CLAIRE);
    today = await page.evaluate(() => new Date().toISOString());
    /* What the payment agent found is another story; a program's wish waits for a person as well. */
    for (const it of (await host.api("GET", "/approvals?state=waiting&limit=100")).items)
        await host.api("POST", `/approvals/${it.id}/deny`, {});
    await host.api("PUT", "/policy", { text: POLICY });
    const asked = await host.api("POST", "/payments/mandates", {
        account: "Gehaltskonto",
        payee: "Klavierschule Adagio",
        amount: "62.00",
        every: "1 month",
        first: ahead(9),
    });
    assert.equal(asked.state, "waiting");
});
after(async () => {
    await close?.();
    await host?.close();
});

/* So many days from the page's today. */
const ahead = days => day_of(new Date(today).getTime() + days * DAY_MS);
const month = day => day.slice(0, 7);
const at = day => page.goto(`${host.url}/payments?month=${month(day)}`);
const cell = day => page.locator(`td[data-day="${day}"]`);
const panel = () => page.locator(".pay-panel");
const mandates = () => page.locator(".pay-mandates");
const dialog = () => page.getByRole("dialog");
const button = (where, name) => where.getByRole("button", { name });
const focused = () => page.evaluate(() => document.activeElement.dataset.day);
const listed = async payee =>
    (await host.api("GET", "/payments?limit=100")).items.filter(p => p.payee === payee);

test("what is proposed stands in the calendar as a question, and is confirmed", async () => {
    await at(ahead(9));
    await cell(ahead(9)).getByText("Klavierschule").waitFor();
    assert.match(await cell(ahead(9)).getAttribute("aria-label"), /Shall Florin pay this/);
    await button(mandates(), /^Confirm: Klavierschule/).click();
    await dialog().getByText("€62.00").waitFor();
    await dialog().getByText("Gehaltskonto").waitFor();
    await button(dialog(), "Confirm").click();
    await page.getByText("Florin pays Klavierschule Adagio from now on").waitFor();
    await mandates().getByRole("heading", { name: "Running" }).waitFor();
    const [mandate] = (await host.api("GET", "/payments/mandates")).items;
    assert.equal(mandate.payee, "Klavierschule Adagio");
    assert.equal(mandate.confirmed, true);
    /* The agent plans it: nobody reloads the page. */
    await eventually("it is planned", async () => (await listed("Klavierschule Adagio")).length === 1);
    await cell(ahead(9)).click();
    await panel().locator("li[data-kind=planned]", { hasText: "Klavierschule" }).waitFor();
});

test("arrows move by day, Page Up and Page Down by month, Enter to what the day holds", async () => {
    const day = `${month(ahead(60))}-15`;
    await at(day);
    await cell(day).click();
    await cell(day).press("ArrowRight");
    assert.equal(await focused(), day.replace(/15$/, "16"));
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), day.replace(/15$/, "23"));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await focused(), day);
    await page.keyboard.press("PageDown");
    const next = new Date(`${month(day)}-15T00:00:00Z`);
    next.setUTCMonth(next.getUTCMonth() + 1);
    await page.waitForURL(url => url.searchParams.get("month") === month(day_of(next)));
    assert.equal(await focused(), day_of(next));
    await page.keyboard.press("PageUp");
    assert.equal(await focused(), day);
    await page.keyboard.press("Home");
    const home = new Date(`${await focused()}T00:00:00Z`);
    assert.equal(home.getUTCDay(), 1); /* Monday, in Britain */
    assert.equal(await page.locator(".pay-grid [tabindex='0']").count(), 1);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H2");
});

test("one is added by hand, once its form is right", async () => {
    await at(ahead(5));
    await button(page, "New payment").click();
    await button(dialog(), "Pay").click();
    await dialog().getByText("Please fill this in").waitFor();
    await dialog().getByLabel("Payee", { exact: true }).fill("Schreinerei Holm");
    await dialog().getByLabel("From account").selectOption({ label: "Gehaltskonto" });
    await dialog().getByLabel("Amount (EUR)").fill("a lot");
    await button(dialog(), "Pay").click();
    await dialog().getByText("That is no amount").waitFor();
    await dialog().getByLabel("Amount (EUR)").fill("640");
    await dialog().getByLabel("Day").fill(ahead(-3));
    await button(dialog(), "Pay").click();
    await dialog().getByText("That day is over").waitFor();
    await dialog().getByLabel("Day").fill(ahead(5));
    await dialog().getByLabel("IBAN or number").fill("DE89370400440532013001");
    await button(dialog(), "Pay").click();
    await dialog().getByText("no such IBAN").waitFor();
    await dialog().getByLabel("IBAN or number").fill("DE89370400440532013000");
    await button(dialog(), "Pay").click();
    await dialog().waitFor({ state: "detached" });
    await cell(ahead(5)).getByText("Schreinerei Holm").waitFor();
});

/* Of the payment by hand, on the day on which it stands now. */
async function details(day) {
    await at(day);
    await cell(day).click();
    await button(panel(), /Schreinerei Holm/).click();
    await dialog().getByText("Who allowed it").waitFor();
}

test("its details say who allowed it", async () => {
    await details(ahead(5));
    await dialog().getByText("€640.00").waitFor();
    await dialog()
        .getByText(/By the rule “what people want”, approved by one person/)
        .waitFor();
    await page.keyboard.press("Escape");
});

test("it is postponed, and brought back", async () => {
    await details(ahead(5));
    await button(dialog(), "Postpone").click();
    await dialog().getByLabel("To which day").fill(ahead(8));
    await button(dialog(), "Postpone").click();
    await eventually("it is due later", async () => (await listed("Schreinerei Holm"))[0].due === ahead(8));
    await button(page, "Undo").click();
    await page.getByText("Back on its day").waitFor();
    assert.equal((await listed("Schreinerei Holm"))[0].due, ahead(5));
});

test("it is cancelled, and wanted again", async () => {
    await details(ahead(5));
    await button(dialog(), "Cancel payment").click();
    await page.getByText("Schreinerei Holm: cancelled").waitFor();
    await cell(ahead(5)).getByText("Schreinerei Holm").waitFor({ state: "detached" });
    await button(page, "Undo").click();
    await page.getByText("Planned again").waitFor();
    await cell(ahead(5)).getByText("Schreinerei Holm").waitFor();
    const states = (await listed("Schreinerei Holm")).map(p => p.state).sort();
    assert.deepEqual(states, ["cancelled", "planned"]);
});

test("one is paid now, and its booking is there", async () => {
    await details(ahead(5));
    await button(dialog(), "Pay now").click();
    await dialog().getByText("cannot be called back").waitFor();
    await button(dialog(), "Pay now").click();
    await eventually("it is paid", async () =>
        (await listed("Schreinerei Holm")).some(p => p.state === "paid"),
    );
    const [paid] = (await listed("Schreinerei Holm")).filter(p => p.state === "paid");
    await at(paid.due);
    await cell(paid.due).click();
    await button(panel(), /Schreinerei Holm/).click();
    await dialog().getByRole("link", { name: "Show the booking" }).click();
    await page.waitForURL(url => url.searchParams.get("open") === paid.transaction);
});

test("a mandate is changed: another takes its place", async () => {
    await at(ahead(9));
    await button(mandates(), /Klavierschule/).click();
    await button(dialog(), "Change").click();
    await dialog().getByLabel("At most (EUR)").fill("70");
    await button(dialog(), "Save").click();
    await page.getByText("Changed", { exact: true }).waitFor();
    const { items } = await host.api("GET", "/payments/mandates?ended=true");
    assert.deepEqual(
        items.map(m => [m.state, m.most]),
        [
            ["ended", "62.00"],
            ["active", "70.00"],
        ],
    );
});

test("it is stopped, and that is taken back", async () => {
    await button(mandates(), /Klavierschule.*70/s).click();
    await button(dialog(), "Stop").click();
    await page.getByText("Klavierschule Adagio is not paid any more").waitFor();
    assert.deepEqual((await host.api("GET", "/payments/mandates")).items, []);
    await button(page, "Undo").click();
    await page.getByText("Klavierschule Adagio is paid again").waitFor();
    const { items } = await host.api("GET", "/payments/mandates");
    assert.deepEqual(
        items.map(m => [m.payee, m.most]),
        [["Klavierschule Adagio", "70.00"]],
    );
});

test("what somebody else plans arrives by itself; an account that would not do is warned of", async () => {
    await at(ahead(6));
    await page.waitForTimeout(500); /* the live connection */
    const { proposal } = await host.api("POST", "/payments", {
        account: "Cuenta piso",
        payee: "Fontanería Mar",
        amount: "900000.00",
        due: ahead(6),
    });
    await cell(ahead(6)).getByText("Fontanería Mar").waitFor();
    await page.getByText(/Cuenta piso would not do on/).waitFor();
    await host.api("POST", `/approvals/${proposal.id}/deny`, {});
    await cell(ahead(6)).getByText("Fontanería Mar").waitFor({ state: "detached" });
});

test("on a phone the days stand below each other", async () => {
    await page.setViewportSize({ width: 375, height: 812 });
    await at(ahead(9));
    await page.getByRole("listitem").filter({ hasText: "Klavierschule" }).first().waitFor();
    assert.equal(await page.getByRole("grid").count(), 0);
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.getByRole("grid").waitFor();
});

test("trouble is told, and tried again", async () => {
    const calendar = "**/api/v1/payments/calendar*";
    const problem = JSON.stringify({ title: "Trouble", status: 500, detail: "the store is away" });
    await page.route(calendar, route =>
        route.fulfill({ status: 500, contentType: "application/problem+json", body: problem }),
    );
    await at(ahead(100));
    await page.getByText("the store is away").waitFor();
    await page.unroute(calendar);
    await button(page, "Try again").click();
    await page.getByText("the store is away").waitFor({ state: "detached" });
    complaints.splice(0, complaints.length, ...complaints.filter(c => !c.includes("status of 500")));
});

test("scores come from a file; a line that is wrong is named", async () => {
    await page.goto(`${host.url}/credit`);
    await button(page, "From a file").click();
    await button(dialog(), "Import").click();
    await dialog().getByText("Choose a file first").waitFor();
    const file = text => ({ name: "scores.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    const choose = text => dialog().getByLabel("File", { exact: true }).setInputFiles(file(text));
    await choose("date,score,source\n2026-04-01,612,Bureau\nlast autumn,640,Bureau\n");
    await dialog().getByText("3 lines, beginning with").waitFor();
    await button(dialog(), "Import").click();
    await dialog().getByText("line 3: no day as 2026-11-21").waitFor();
    await choose("date,score,source\n2026-04-01,612,Bureau\n2026-10-01,640,Bureau\n");
    await button(dialog(), "Import").click();
    await page.getByText("2 added").waitFor();
    await page.getByRole("heading", { name: "Score" }).waitFor();
    const { items } = await host.api("GET", "/credit/scores");
    assert.deepEqual(
        items.map(s => s.score),
        [640, 612],
    );
});

test("nothing complained", () => assert.deepEqual(complaints, []));
