/* Pictures of the page: FLORIN_WEB=FOLDER node shoot.mjs OUT [name …]. Every view, light and dark, wide and phone; a name that begins with
 * one of the given takes only those. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { browser_open, sign_in } from "./browser.mjs";
import { mock_start } from "./mock/server.mjs";

const views = {
    overview: "/",
    transactions: "/transactions",
    search: "/transactions?q=amazon",
    accounts: "/accounts",
    spending: "/spending",
    budgets: "/budgets",
    alerts: "/alerts",
    rules: "/rules",
    import: "/import",
    settings: "/settings",
};
const screens = {
    wide: { viewport: { width: 1360, height: 900 } },
    phone: { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
};

const [out, ...wanted] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const mock = await mock_start({ folder: process.env.FLORIN_WEB });
const browser = await browser_open();
for (const [size, screen] of Object.entries(screens)) {
    for (const scheme of ["light", "dark"]) {
        const context = await browser.newContext({ ...screen, colorScheme: scheme, locale: "en-GB" });
        const page = await context.newPage();
        page.on(
            "console",
            m => ["error", "warning"].includes(m.type()) && console.log(`${size} ${scheme}: ${m.text()}`),
        );
        page.on("pageerror", e => console.log(`${size} ${scheme}: ${e.stack}`));
        await page.goto(mock.url);
        await page.getByRole("button", { name: "Sign in" }).waitFor();
        if (!wanted.length || wanted.includes("gate"))
            await page.screenshot({ path: join(out, `gate-${size}-${scheme}.png`) });
        await sign_in(page, mock.url);
        for (const [name, path] of Object.entries(views)) {
            if (wanted.length && !wanted.some(w => name.startsWith(w))) continue;
            await page.goto(mock.url + path);
            await page.waitForTimeout(700);
            await page.screenshot({ path: join(out, `${name}-${size}-${scheme}.png`) });
        }
        await context.close();
    }
}
await browser.close();
mock.close();
