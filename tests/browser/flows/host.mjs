/* Whom the tests talk to: the program itself (FLORIN names it), empty or with the sample household of examples/household. */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { browser_open } from "../browser.mjs";

const program = process.env.FLORIN;
export const CLAIRE = { email: "claire@example.org", password: "Zwetschgenkuchen am Ufer" };

const READY_MS = 30_000;
const SOON_MS = 15_000;
const REFUSED = 3; /* the command line's exit code when something was refused */
const SAMPLES_END = new Date("2026-11-03T09:00:00Z");
const root = fileURLToPath(new URL("../../..", import.meta.url));
const samples = join(root, "examples/household");

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/* Waits until `look` returns something; says `what` when it never does. */
export async function eventually(what, look) {
    for (const until = Date.now() + SOON_MS; Date.now() < until; await pause(40)) {
        const found = await look();
        if (found) return found;
    }
    throw new Error(`not in time: ${what}`);
}

const free_port = () =>
    new Promise(resolve => {
        const server = createServer().listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });

/* -- The program. */
function command_line(home, words, input = "") {
    const options = { input, stdio: ["pipe", "pipe", "pipe"], encoding: "utf8", cwd: samples };
    try {
        return execFileSync(program, [...words, "--data", home], options);
    } catch (e) {
        if (e.status === REFUSED) return e.stdout;
        throw new Error(`florin ${words.join(" ")}: ${e.stderr}`);
    }
}

async function serve(home, port) {
    const child = spawn(program, ["serve", "--data", home, "--listen", `127.0.0.1:${port}`], {
        stdio: ["ignore", "ignore", "inherit"],
    });
    const ended = new Promise(resolve => child.on("exit", resolve));
    const url = `http://127.0.0.1:${port}`;
    for (const until = Date.now() + READY_MS; ; await pause(50)) {
        const ready = await fetch(`${url}/readyz`).catch(() => null);
        if (ready?.ok) break;
        if (Date.now() > until) throw new Error("the program did not get ready");
    }
    return async () => {
        child.kill("SIGTERM");
        await ended;
    };
}

/* Another program of the household's: it has a key. */
function client(url, key) {
    return async (method, path, body) => {
        const raw = Buffer.isBuffer(body);
        const response = await fetch(`${url}/api/v1${path}`, {
            method,
            headers: {
                Authorization: `Bearer ${key}`,
                "Content-Type": raw ? "application/octet-stream" : "application/json",
            },
            body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
        });
        const said = await response.text();
        if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${said}`);
        return said ? JSON.parse(said) : null;
    };
}

async function program_start(home, key) {
    if (!program) throw new Error("FLORIN must name the program");
    const port = await free_port();
    const url = `http://127.0.0.1:${port}`;
    let stop = await serve(home, port);
    return {
        url,
        api: client(url, key),
        stop: () => stop(),
        start: async () => void (stop = await serve(home, port)),
        close: async () => {
            await stop();
            rmSync(home, { recursive: true, force: true });
        },
    };
}

const new_home = () => mkdtempSync(join(tmpdir(), "florin-browser-"));

/* What script/server does: rules, two years of statements in six formats and two currencies (some damaged), budgets. */
function household_fill(home, left_out) {
    const files = readdirSync(samples).filter(
        f => /\.(csv|ofx|n43|qif|sta|xml|zip)$/.test(f) && !left_out.includes(f),
    );
    command_line(home, ["rules", "load", "rules.txt"]);
    command_line(home, ["import", "--yes", "--currency", "EUR", ...files.sort()]);
    command_line(home, ["budget", "load", "budgets.txt"]);
    for (const [number, name] of Object.entries({
        "529900XXXXXX4711": "Arvenna Gold card",
        DE72999000020008150023: "Gehaltskonto",
        "BRANDT MOREL CLAIRE": "Cuenta piso",
        20481516: "Classic Account London",
    }))
        command_line(home, ["accounts", "rename", number, name]);
}

/* The sample household, served; Claire owns it. `left_out`: files that are not imported. */
export async function household_host({ left_out = [] } = {}) {
    const home = new_home();
    household_fill(home, left_out);
    const add = ["user", "add", CLAIRE.email, "--name", "Claire Brandt", "--password-stdin"];
    const key = command_line(home, add, `${CLAIRE.password}\n`).trim().split("\n").at(-1);
    return program_start(home, key);
}

/* A household without owner and without data. */
export const empty_host = () => program_start(new_home());

/* -- Files. */
/* A bank's statement of so many rows, whose balances reconcile. */
export function statement(format, rows) {
    const tool = join(root, "tools/make_statement.py");
    return execFileSync("python3", [tool, format, String(rows), "-"], { maxBuffer: 64 << 20 });
}
export const sheet = (name, rows) => ({
    name,
    mimeType: "text/csv",
    buffer: Buffer.from(["date,payee,amount,category", ...rows].join("\n") + "\n"),
});
export const sample = name => join(samples, name);

/* -- The browser. A page that fails its test when the browser complains: a policy violated, an exception, an error nobody expects. */
export async function open_page(options = {}) {
    const browser = await browser_open();
    const context = await browser.newContext({
        locale: "en-GB",
        viewport: { width: 1280, height: 860 },
        ...options,
    });
    const page = await context.newPage();
    /* The samples are not of the future. */
    if (Date.now() < SAMPLES_END) await page.clock.setFixedTime(SAMPLES_END);
    const complaints = [];
    page.on("pageerror", e => complaints.push(String(e.stack)));
    page.on("console", m => {
        const expected = /status of 4\d\d|ERR_(INTERNET_DISCONNECTED|CONNECTION_)|WebSocket connection/.test(
            m.text(),
        );
        if (m.type() === "error" && !expected) complaints.push(m.text());
    });
    return { page, context, complaints, close: () => browser.close() };
}
