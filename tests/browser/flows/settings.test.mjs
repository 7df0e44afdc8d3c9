/* Settings: who one is, one's ways in, the household, and leaving everywhere at once. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { CLAIRE, eventually, household_host, open_page } from "./host.mjs";

const NOW = new Date(
    "2026-11-03T09:00:00Z",
); /* the samples end in October: here it is always the month after */
let host, page, context, complaints, close;

before(async () => {
    host = await household_host();
    ({ page, context, complaints, close } = await open_page());
    await page.clock.setFixedTime(NOW);
    await sign_in(page, host.url, CLAIRE);
});
after(async () => {
    await close?.();
    await host?.close();
});

const open = room => page.goto(`${host.url}/settings?show=${room}`);

test("a name and a time zone", async () => {
    await open("you");
    await page.getByLabel("Your name").fill("Claire M.");
    await page.getByLabel("Time zone").selectOption("Europe/Lisbon");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    const { name, time_zone } = await host.api("GET", "/me");
    assert.deepEqual([name, time_zone], ["Claire M.", "Europe/Lisbon"]);
});

test("another language at once, kept for the next time; a region writes dates its way", async () => {
    await open("you");
    await page.getByRole("radio", { name: "Deutsch" }).click();
    await page.getByRole("heading", { name: "Einstellungen" }).waitFor();
    await eventually("it is kept", async () => (await host.api("GET", "/me")).locale === "de-DE");
    await page.getByLabel("Daten und Zahlen wie in").selectOption("de-CH");
    await page.getByText(/1[’']234/).waitFor();
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.getByRole("heading", { name: "Einstellungen" }).waitFor();
    await page.getByRole("radio", { name: "English" }).click();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
});

test("the theme is the person's, or the system's", async () => {
    await open("you");
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    await page.getByRole("radio", { name: "Dark" }).click();
    assert.equal(await theme(), "dark");
    await page.reload();
    assert.equal(await theme(), "dark");
    await page.getByRole("radio", { name: "As the system" }).click();
    assert.equal(await theme(), "light");
});

test("a password: the old one must be right, the new one long", async () => {
    await open("security");
    const change = async (old, next) => {
        await page.getByLabel("Present password").fill(old);
        await page.getByLabel("New password").fill(next);
        await page.getByRole("button", { name: "Change password" }).click();
    };
    await change(CLAIRE.password, "short");
    await page.locator(".field-error").waitFor();
    await change("not this one", "another sentence nobody guesses");
    await page.getByText("That is not your password").waitFor();
    await change(CLAIRE.password, "another sentence nobody guesses");
    await page.getByText("Password changed").waitFor();
    await change("another sentence nobody guesses", CLAIRE.password);
    await eventually(
        "the old one again",
        async () => (await page.getByLabel("Present password").inputValue()) === "",
    );
});

test("a key is shown once, works as long as it is there, and is revoked", async () => {
    await open("security");
    await page.getByRole("button", { name: "New key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Create key" }).click();
    await dialog.getByText("Please fill this in").waitFor();
    await dialog.getByLabel("What for").fill("Home automation");
    await dialog.getByLabel("Add and change").check();
    await dialog.getByLabel("How long").selectOption("");
    await dialog.getByRole("button", { name: "Create key" }).click();
    const made = page.getByRole("dialog", { name: "The key for Home automation" });
    const secret = await made.getByLabel("API key").inputValue();
    assert.match(secret, /^flk_/);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await made.getByRole("button", { name: "Copy" }).click();
    await made.getByText("Copied").waitFor();
    await made.getByRole("button", { name: "I have kept it" }).click();
    const keys = async () => (await host.api("GET", "/keys")).items;
    const mine = (await keys()).find(k => k.name === "Home automation");
    assert.deepEqual(mine.scopes, ["read", "write"]);
    const asked = () =>
        fetch(`${host.url}/api/v1/accounts`, { headers: { Authorization: `Bearer ${secret}` } });
    assert.equal((await asked()).status, 200);
    await page.getByRole("button", { name: "Revoke: Home automation" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("Key revoked").waitFor();
    assert.equal((await asked()).status, 401);
});

test("the household: its name, and an invitation whose link is shown once", async () => {
    await open("household");
    await page.getByLabel("Name of the household").fill("The Brandts");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    assert.equal((await host.api("GET", "/household")).name, "The Brandts");
    await page.getByLabel("Email").fill("grace@example.org");
    await page.getByLabel("Role", { exact: true }).selectOption("viewer");
    await page.getByRole("button", { name: "Invite" }).click();
    assert.match(await page.getByLabel("Invitation link").inputValue(), /\/join\?token=fli_/);
    await page.getByRole("button", { name: "Withdraw: grace@example.org" }).click();
    await page.getByRole("button", { name: "Withdraw: grace@example.org" }).waitFor({ state: "detached" });
});

test("everything can be taken along", async () => {
    await open("data");
    await page.getByRole("radio", { name: "JSON" }).click();
    await page.getByLabel("From").fill("2026-01-01");
    const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Download" }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^florin-.*\.json$/);
    const query = new URL(download.url()).searchParams;
    assert.deepEqual([query.get("format"), query.get("from")], ["json", "2026-01-01"]);
});

test("one session is ended; then all of them, this one too", async () => {
    const other = await open_page();
    try {
        await sign_in(other.page, host.url, CLAIRE);
        await open("security");
        await page.getByRole("button", { name: /^End:/ }).click();
        await page.getByText("It is signed out").waitFor();
        await other.page.goto(host.url);
        await other.page.getByRole("heading", { name: "Sign in" }).waitFor();
    } finally {
        await other.close();
    }
    await page.getByRole("button", { name: "Log out everywhere" }).click();
    const dialog = page.getByRole("dialog", { name: "Log out everywhere" });
    await dialog.getByLabel("End my API keys too").check();
    await dialog.getByRole("button", { name: "Log out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await assert.rejects(host.api("GET", "/me"), /401/);
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
