/* Whom the tests talk to: the mock, or with FLORIN=PROGRAM the program itself with a new, empty household. */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browser_open } from "../browser.mjs";
import { mock_start } from "../mock/server.mjs";

export const program = process.env.FLORIN;
const READY_MS = 15_000;

/* The bundle: FLORIN_WEB, or a fresh one. */
function bundle() {
    if (process.env.FLORIN_WEB) return process.env.FLORIN_WEB;
    const folder = mkdtempSync(join(tmpdir(), "florin-web-"));
    execFileSync("node", [new URL("../../../src/web/build.mjs", import.meta.url).pathname, folder]);
    return folder;
}

const free_port = () =>
    new Promise(resolve => {
        const server = createServer().listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });

async function program_start() {
    const home = mkdtempSync(join(tmpdir(), "florin-browser-"));
    const port = await free_port();
    const url = `http://127.0.0.1:${port}`;
    const child = spawn(program, ["serve", "--data", home, "--listen", `127.0.0.1:${port}`], {
        stdio: ["ignore", "ignore", "inherit"],
    });
    const ended = new Promise(resolve => child.on("exit", resolve));
    const until = Date.now() + READY_MS;
    for (;;) {
        const ready = await fetch(`${url}/readyz`).catch(() => null);
        if (ready?.ok) break;
        if (Date.now() > until) throw new Error("the program did not get ready");
        await new Promise(resolve => setTimeout(resolve, 50));
    }
    const close = async () => {
        child.kill("SIGTERM");
        await ended;
        rmSync(home, { recursive: true, force: true });
    };
    return { url, close };
}

/* A household without owner and without data. */
export const empty_host = () =>
    program ? program_start() : mock_start({ folder: bundle(), empty: true, needs_owner: true });
/* The mock's household of 2,000 payments. */
export const seeded_host = () => mock_start({ folder: bundle() });

/* A page that fails its test when the browser complains: a policy violated, an exception, an error nobody expects. */
export async function open_page(options = {}) {
    const browser = await browser_open();
    const context = await browser.newContext({
        locale: "en-GB",
        viewport: { width: 1280, height: 860 },
        ...options,
    });
    const page = await context.newPage();
    const complaints = [];
    page.on("pageerror", e => complaints.push(String(e.stack)));
    page.on("console", m => {
        const expected = /status of 4\d\d|ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(m.text());
        if (m.type() === "error" && !expected) complaints.push(m.text());
    });
    return { page, context, complaints, close: () => browser.close() };
}

export const sheet = (name, rows) => ({
    name,
    mimeType: "text/csv",
    buffer: Buffer.from(["date,payee,amount,category", ...rows].join("\n") + "\n"),
});
