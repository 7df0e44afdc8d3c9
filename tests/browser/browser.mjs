/* A Chromium to drive: CHROMIUM names it. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const executable = process.env.CHROMIUM ?? places.find(existsSync);

export function browser_open() {
    return chromium.launch({ executablePath: executable, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

export const ADA = { email: "ada@example.org", password: "correct horse battery" };

export async function sign_in(page, url, who = ADA) {
    await page.goto(url);
    await page.getByLabel("Email").fill(who.email);
    await page.getByLabel("Password", { exact: true }).fill(who.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("navigation", { name: "Main" }).first().waitFor();
}
