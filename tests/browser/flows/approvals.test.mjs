/* What waits for a yes or no: it arrives by itself, is approved with a one-time code, or denied. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { sign_in } from "../browser.mjs";
import { CLAIRE, household_host, open_page } from "./host.mjs";

let host, page, complaints, close, secret;

before(async () => {
    host = await household_host();
    ({ page, complaints, close } = await open_page());
    await sign_in(page, host.url, CLAIRE);
    /* What the payment agent would like to pay from now on is another story. */
    for (const it of (await host.api("GET", "/approvals?state=waiting&limit=100")).items)
        await host.api("POST", `/approvals/${it.id}/deny`, {});
    await host.api("POST", "/approvals", wish("block", "b"));
});
after(async () => {
    await close?.();
    await host?.close();
});

const wish = (kind, key) => ({ kind, key, action: { payee: "Quick Money Ltd" }, reason: "It asked twice" });
const proposal = text => page.locator(".proposals li", { hasText: text });

/* RFC 6238, by itself. */
function code_at(ms) {
    let bits = "";
    for (const ch of secret)
        bits += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(ch).toString(2).padStart(5, "0");
    const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(ms / 30000)));
    const mac = createHmac("sha1", key).update(step).digest();
    const at = mac[19] & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0");
}

test("at first nothing waits; what was done is told of", async () => {
    await page.goto(`${host.url}/approvals`);
    await page.getByText("Nothing waits for you").waitFor();
    await page.getByRole("radio", { name: "All" }).click();
    await page.waitForURL(/show=all/);
    await proposal("Quick Money Ltd").getByText("Done").waitFor();
    await page.getByRole("radio", { name: "Waiting" }).click();
});

test("a wish arrives by itself, and wants a code", async () => {
    await page.waitForTimeout(500); /* the live connection */
    await host.api("POST", "/approvals", wish("unblock", "u"));
    await proposal("Quick Money Ltd").waitFor();
    await proposal("Quick Money Ltd").getByRole("button", { name: "Approve" }).click();
    await page.getByText("This needs a one-time code").waitFor();
    await page.getByRole("button", { name: "To the settings" }).click();
    await page.waitForURL(/settings\?show=security/);
});

test("an app is set up", async () => {
    await page.getByRole("button", { name: "Set up an app" }).click();
    await page.getByRole("dialog").getByLabel("Password", { exact: true }).fill(CLAIRE.password);
    await page.getByRole("dialog").getByRole("button", { name: "Next" }).click();
    const uri = await page.getByRole("link", { name: "Open in the app" }).getAttribute("href");
    secret = new URL(uri).searchParams.get("secret");
    await page.getByLabel("The first code it shows").fill("000000");
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("it is wrong, too old, or was used before").waitFor();
    await page
        .getByLabel("The first code it shows")
        .fill(code_at(Date.now() - 30000)); /* a step late is fine */
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("Your app was set up on").waitFor();
});

test("it is approved once, exactly as it was shown", async () => {
    await page.goto(`${host.url}/approvals`);
    await proposal("Quick Money Ltd").getByRole("button", { name: "Approve" }).click();
    await page.getByRole("dialog").getByText("Quick Money Ltd").last().waitFor();
    await page.getByLabel("One-time code").fill(code_at(Date.now()));
    await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    await page.getByText("Nothing waits for you").waitFor();
    assert.deepEqual((await host.api("GET", "/policy/blocked")).items, []);
});

test("another is denied", async () => {
    await host.api("POST", "/approvals", wish("unblock", "u2"));
    await proposal("Quick Money Ltd").getByRole("button", { name: "Deny" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Deny" }).click();
    await page.getByText("Nothing waits for you").waitFor();
    const [newest] = (await host.api("GET", "/approvals?limit=1")).items;
    assert.equal(newest.state, "denied");
});

test("nothing complained", () => assert.deepEqual(complaints, []));
