/* Notifications: what comes by mail and when, how it looks, webhooks, and what became of what was sent. With a real mail server and a receiver of webhooks. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { sign_in } from "../browser.mjs";
import { CLAIRE, eventually, household_host, open_page } from "./host.mjs";

/* A server of tests/servers: it says "PORT CAFILE", then obeys a command a line, and ends with its input. */
async function peer(name) {
    const path = fileURLToPath(new URL(`../../servers/${name}`, import.meta.url));
    const child = spawn("python3", [path], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const [port, ca] = (await lines.next()).value.split(" ");
    return {
        port,
        ca,
        tell: async command => {
            child.stdin.write(`${command}\n`);
            return JSON.parse((await lines.next()).value);
        },
        close: () => child.stdin.end(),
    };
}

let mail, hooks, host, page, context, complaints, close;

before(async () => {
    [mail, hooks] = await Promise.all([peer("smtp.py"), peer("webhooks.py")]);
    Object.assign(process.env, {
        FLORIN_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
        FLORIN_SMTP_USER: "florin",
        FLORIN_SMTP_PASSWORD: "correct horse",
        FLORIN_SMTP_FROM: "Florin <florin@money.example>",
        FLORIN_SMTP_CA: mail.ca,
        FLORIN_WEBHOOKS_PRIVATE: "true",
    });
    host = await household_host();
    ({ page, context, complaints, close } = await open_page());
    await sign_in(page, host.url, CLAIRE);
});
after(async () => {
    await close?.();
    await host?.close();
    mail?.close();
    hooks?.close();
});

const open = () => page.goto(`${host.url}/settings?show=notifications`);

test("what comes at once, what in the digest, and when it is quiet", async () => {
    await open();
    await page.getByText(`To ${CLAIRE.email}`).waitFor();
    await page.getByLabel("At once, from").selectOption("alert");
    await page.getByLabel("Digest", { exact: true }).selectOption("daily");
    await page.getByLabel("Time of the digest").fill("18:30");
    await page.getByLabel("Quiet hours").check();
    await page.getByLabel("Quiet from").fill("21:15");
    await page.getByText("Choices of their own").click();
    await page.getByLabel("The month in numbers").selectOption("never");
    await page.getByLabel("Links in mails answer questions").uncheck();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    const kept = await host.api("GET", "/notification-preferences");
    assert.deepEqual(
        [kept.at_once, kept.digest, kept.digest_at, kept.quiet_from, kept.quiet_to],
        ["alert", "daily", "18:30", "21:15", "07:00"],
    );
    assert.equal(kept.kinds.find(k => k.kind === "month_summary").how, "never");
    assert.equal(kept.answer_links, false);
    await page.reload();
    assert.equal(await page.getByLabel("Quiet from").inputValue(), "21:15");
    await page.getByLabel("Quiet hours").uncheck();
    await page.getByRole("button", { name: "Save" }).click();
    await eventually(
        "no quiet hours",
        async () => (await host.api("GET", "/notification-preferences")).quiet_from === null,
    );
});

test("how it looks in both languages; one is sent, and it is said that it arrived", async () => {
    await open();
    await page.getByLabel("What", { exact: true }).selectOption("fraud_alert");
    await page.getByText("Was this you? €1,249.00 to Electronics Outlet").waitFor();
    await page.getByLabel("Language").selectOption("de");
    await page.getByText("Warst du das? 1.249,00").waitFor();
    const [sample] = await Promise.all([
        context.waitForEvent("page"),
        page.getByRole("link", { name: "Show the HTML form" }).click(),
    ]);
    await sample.getByRole("heading", { name: "Warst du das?" }).waitFor();
    await sample.close();
    await page.getByRole("button", { name: "Send me one" }).click();
    await page.getByText("On its way").first().waitFor();
    await eventually("the mail", async () => (await mail.tell("count")) === 1);
    assert.deepEqual((await mail.tell("last")).to, [CLAIRE.email]);
    await page.getByText("delivered").first().waitFor();
});

test("a refusal is shown with the server's words, and every try", async () => {
    await open();
    await mail.tell("answer RCPT 1 450 4.2.0 come back later");
    await page.getByLabel("What", { exact: true }).selectOption("blocked");
    await page.getByRole("button", { name: "Send me one" }).click();
    const line = page.getByRole("listitem").filter({ hasText: "[Test] Blocked" });
    await line.getByText("come back later").waitFor();
    await line.getByText("waits").waitFor();
    await line.getByText(/next try/).waitFor();
    await line.getByRole("button", { name: /Show the tries/ }).click();
    await line.getByText(/not now · .*450 4\.2\.0 come back later/).waitFor();
});

test("a webhook: its secret is shown once, it is called signed, and removed", async () => {
    await open();
    await page.getByRole("button", { name: "New webhook" }).click();
    const dialog = page.getByRole("dialog", { name: "New webhook" });
    await dialog.getByRole("button", { name: "Create webhook" }).click();
    await dialog.getByText("Please fill this in").waitFor();
    await dialog.getByLabel("What for").fill("Home automation");
    await dialog.getByLabel("Address").fill("gopher://x");
    await dialog.getByRole("button", { name: "Create webhook" }).click();
    await dialog.locator(".field-error").waitFor();
    await dialog.getByLabel("Address").fill(`http://127.0.0.1:${hooks.port}/hook`);
    await dialog.getByRole("button", { name: "Create webhook" }).click();
    const made = page.getByRole("dialog", { name: "The secret of Home automation" });
    const secret = await made.getByLabel("Secret").inputValue();
    assert.match(secret, /^whsec_/);
    await made.getByRole("button", { name: "I have kept it" }).click();
    await hooks.tell(`secret ${secret}`);
    await page.getByRole("button", { name: "Call it now: Home automation" }).click();
    await eventually("the call", async () => (await hooks.tell("count believed")) === 1);
    await page.getByText("Webhook · Home automation").first().waitFor();
    await page.getByRole("button", { name: "Switch off: Home automation" }).click();
    await page.getByRole("button", { name: "Switch on: Home automation" }).waitFor();
    await page.getByRole("button", { name: "New secret: Home automation" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "New secret" }).click();
    await made.getByRole("button", { name: "I have kept it" }).click();
    await page.getByRole("button", { name: "Remove: Home automation" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByRole("button", { name: "Remove: Home automation" }).waitFor({ state: "detached" });
    assert.deepEqual((await host.api("GET", "/webhooks")).items, []);
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
