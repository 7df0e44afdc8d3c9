/* Light or dark: the system's choice, or the person's. theme_early.ts sets it before anything is painted. */
import { signal } from "@preact/signals";

export type ThemeChoice = "system" | "light" | "dark";
const STORED = "florin.theme";
const system_dark = matchMedia("(prefers-color-scheme: dark)");

function stored(): ThemeChoice {
    try {
        const choice = localStorage.getItem(STORED);
        return choice === "light" || choice === "dark" ? choice : "system";
    } catch {
        return "system";
    }
}

export const theme_choice = signal<ThemeChoice>(stored());
/* What is on the screen; charts follow it. */
export const theme = signal<"light" | "dark">("light");

export function theme_apply() {
    const choice = theme_choice.value;
    theme.value = choice === "system" ? (system_dark.matches ? "dark" : "light") : choice;
    document.documentElement.dataset.theme = theme.value;
}

export function theme_set(choice: ThemeChoice) {
    theme_choice.value = choice;
    try {
        if (choice === "system") localStorage.removeItem(STORED);
        else localStorage.setItem(STORED, choice);
    } catch {
        /* Private windows may refuse: then it holds until the page is closed. */
    }
    theme_apply();
}

system_dark.addEventListener("change", theme_apply);
