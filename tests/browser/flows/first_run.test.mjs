/* The first evening with Florin: an owner, a statement, the first things sorted. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { empty_host, open_page, sheet } from "./host.mjs";

const OWNER = { name: "Ada", email: "ada@example.org", password: "a sentence nobody guesses" };
let host, page, complaints, close;

before(async () => {
    host = await empty_host();
    ({ page, complaints, close } = await open_page());
});
after(async () => {
    await close?.();
    await host?.close();
});

test("the first visitor becomes the owner; a short password is refused beside its field", async () => {
    await page.goto(host.url);
    await page.getByRole("heading", { name: "Welcome to Florin" }).waitFor();
    await page.getByLabel("Your name").fill(OWNER.name);
    await page.getByLabel("Name of the household").fill("Our home");
    await page.getByLabel("Email").fill(OWNER.email);
    await page.getByLabel("Password", { exact: true }).fill("short");
    await page.getByRole("button", { name: "Create account" }).click();
    await page.locator(".field-error").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByRole("heading", { name: "Start with a statement" }).waitFor();
});

test("a statement is read, shown and confirmed", async () => {
    await page.goto(`${host.url}/import`);
    const rows = [
        "2026-03-02,Bakery Sonne,-4.20,Expenses:Coffee",
        "2026-03-03,Grand Zorgon,-58.12,",
        "2026-03-04,Grand Zorgon,-23.90,",
        "2026-03-05,Employer,2100.00,Income:Salary",
    ];
    await page.locator("input[type=file]").first().setInputFiles(sheet("march.csv", rows));
    const preview = page.getByRole("region", { name: "march.csv" });
    await preview.waitFor();
    await preview.getByRole("button", { name: "Add 4 payments" }).click();
    await page.getByText("4 payments added").waitFor();
});

test("the same statement again brings nothing new", async () => {
    await page
        .locator("input[type=file]")
        .first()
        .setInputFiles(
            sheet("march.csv", [
                "2026-03-02,Bakery Sonne,-4.20,Expenses:Coffee",
                "2026-03-05,Employer,2100.00,Income:Salary",
            ]),
        );
    const preview = page.getByRole("region", { name: "march.csv" });
    await preview.getByText("Everything in this file is known already.").waitFor();
    await preview.getByRole("button", { name: "Discard" }).click();
    await preview.waitFor({ state: "detached" });
});

test("a payment is found, sorted with the keyboard, and undone", async () => {
    await page.goto(`${host.url}/transactions`);
    await page.getByRole("button", { name: "Bakery Sonne" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("grand");
    await page.waitForURL(/q=grand/);
    await page.getByRole("button", { name: "Bakery Sonne" }).waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await page.keyboard.press("j");
    await page.keyboard.press("c");
    await page.getByRole("combobox").fill("Groceries");
    await page.keyboard.press("Enter");
    await page.getByText("Moved to Groceries").waitFor();
    assert.ok((await page.getByRole("button", { name: "Category: Groceries" }).count()) >= 1);
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await page.getByRole("button", { name: "Category: Groceries" }).waitFor({ state: "detached" });
});

test("after signing out the page asks who is there, and a wrong password is said so", async () => {
    await page.context().clearCookies();
    await page.goto(host.url);
    await page.getByLabel("Email").fill(OWNER.email);
    await page.getByLabel("Password", { exact: true }).fill("quite another sentence");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: /Ada/ }).waitFor();
});

test("the browser had nothing to complain about", () => assert.deepEqual(complaints, []));
