/* Answering from a mail, in a real browser: without a script, by keyboard, in light and dark; the browser keeps its referrer to itself, and the answer counts all the same. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { eventually, household_host, open_page } from "./host.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ASK =
    "version: 1\nrules:\n  - name: somebody looks\n    verdict: ask\n    kind: payment\n    approvals: 1\n";
const HOST = "https://money.example";

let mail, tell, host;
before(async () => {
    const path = fileURLToPath(new URL("../../servers/smtp.py", import.meta.url));
    mail = spawn("python3", [path], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: mail.stdout })[Symbol.asyncIterator]();
    const [port, ca] = (await lines.next()).value.split(" ");
    tell = async command => {
        mail.stdin.write(`${command}\n`);
        return JSON.parse((await lines.next()).value);
    };
    Object.assign(process.env, {
        FLORIN_PAGE_URL: HOST,
        FLORIN_SMTP_URL: `smtp://127.0.0.1:${port}`,
        FLORIN_SMTP_USER: "florin",
        FLORIN_SMTP_PASSWORD: "correct horse",
        FLORIN_SMTP_FROM: "Florin <florin@money.example>",
        FLORIN_SMTP_CA: ca,
    });
    host = await household_host();
    await host.api("PUT", "/policy", { text: ASK });
});
after(async () => {
    await host?.close();
    mail?.stdin.end();
});

/* A program wants to pay; its person is asked by mail. */
async function asked(payee) {
    const { items } = await host.api("GET", "/accounts");
    const account = items.find(a => a.kind === "asset" && a.currency === "EUR");
    const { proposal } = await host.api("POST", "/payments", { account: account.id, payee, amount: "12.34" });
    const found = await eventually("the mail", async () => {
        const mails = await tell("mails");
        for (const one of mails.reverse()) {
            const text = one.data.replace(/=\r\n/g, "");
            const links = text.match(/https:\/\/money\.example\/answer\/[\w-]{43}/g);
            if (links && text.includes(payee)) return links;
        }
        return null;
    });
    return { proposal, yes: found[0].replace(HOST, host.url), no: found[1].replace(HOST, host.url) };
}
const state = async id => (await host.api("GET", `/approvals/${id}`)).state;

async function barriers(page) {
    await page.evaluate(axe);
    const found = await page.evaluate(() =>
        globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"] }),
    );
    return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(" ")).join(" | ")}`);
}

test("approved by keyboard, without a script", async () => {
    const { proposal, yes } = await asked("Fahrradladen");
    const { page, complaints, close } = await open_page({ javaScriptEnabled: false });
    try {
        await page.goto(yes);
        await page.getByRole("heading", { name: "Approve this?" }).waitFor();
        await page.getByText("somebody looks", { exact: true }).waitFor();
        assert.equal(await state(proposal.id), "waiting");
        await page.keyboard.press("Tab");
        assert.equal(await page.locator(":focus").innerText(), "Approve");
        await page.keyboard.press("Enter");
        await page.getByText("It is done.").waitFor();
        assert.equal(await state(proposal.id), "done");
        await page.goto(yes);
        await page.getByText("answered already").waitFor();
        assert.deepEqual(
            complaints.filter(said => !said.includes("410")),
            [],
        );
    } finally {
        await close();
    }
});

for (const colorScheme of ["light", "dark"])
    test(`axe finds nothing (${colorScheme})`, async () => {
        const { proposal, no } = await asked(`Laden ${colorScheme}`);
        const { page, close } = await open_page({ colorScheme, viewport: { width: 375, height: 812 } });
        try {
            await page.goto(no);
            assert.deepEqual(await barriers(page), []);
            const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(wider <= 0, `${wider} px wider than the screen`);
            await page.getByRole("button", { name: "Refuse" }).click();
            await page.getByText("It was refused").waitFor();
            assert.deepEqual(await barriers(page), []);
            assert.equal(await state(proposal.id), "denied");
            await page.goto(`${host.url}/answer/nothing`);
            assert.deepEqual(await barriers(page), []);
        } finally {
            await close();
        }
    });
