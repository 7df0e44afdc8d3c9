/* Runs before the first paint, so that a dark page does not flash white. */
let choice: string | null = null;
try {
    choice = localStorage.getItem("florin.theme");
} catch {
    /* The system's, then. */
}
const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
document.documentElement.dataset.theme = dark ? "dark" : "light";
