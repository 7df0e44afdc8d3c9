/* Where the page is: the address bar, as signals. Links are plain <a href>; a click on one that stays within the page is taken here. */
import { computed, signal } from "@preact/signals";

const here = () => ({ path: location.pathname, search: location.search });
const place = signal(here());

export const path = computed(() => place.value.path);
export const search = computed(() => new URLSearchParams(place.value.search));

export function go(to: string, how: "push" | "replace" = "push") {
    const url = new URL(to, location.href);
    const next = url.pathname + url.search;
    if (next === location.pathname + location.search) return;
    const turns = url.pathname !== location.pathname;
    history[how === "push" ? "pushState" : "replaceState"](null, "", next);
    place.value = here();
    if (turns) window.scrollTo(0, 0);
}

/* Changes some of the query; null or "" takes a name out. */
export function go_search(changes: Record<string, string | null>, how: "push" | "replace" = "replace") {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes))
        if (value) next.set(name, value);
        else next.delete(name);
    const text = next.toString();
    go(location.pathname + (text ? `?${text}` : ""), how);
}

/* "/accounts/:id" against where we are; null when it is elsewhere. */
export function matched(pattern: string, at: string): Record<string, string> | null {
    const names: string[] = [];
    const source = pattern.replace(/:(\w+)/g, (_, name) => (names.push(name), "([^/]+)"));
    const found = new RegExp(`^${source}/?$`).exec(at);
    if (!found) return null;
    return Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1]!)]));
}

window.addEventListener("popstate", () => (place.value = here()));
document.addEventListener("click", e => {
    const link = (e.target as Element | null)?.closest?.("a");
    if (!link || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey)
        return;
    if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname.startsWith("/api/") || link.getAttribute("href")?.startsWith("#")) return;
    e.preventDefault();
    go(link.pathname + link.search);
});
