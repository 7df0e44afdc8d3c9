/* The page's words. `t` is the dictionary of the language in use: a live binding, so `t.nav.overview` is always right; the whole page is
 * drawn again when it changes (app.tsx keys on `language`). To add a language: a file like de.ts, a line in `dictionaries`. */
import { signal } from "@preact/signals";
import { de } from "./de";
import { en, type Dictionary } from "./en";

const dictionaries = { en, de } satisfies Record<string, Dictionary>;
export type Language = keyof typeof dictionaries;
export const languages: { code: Language; name: string }[] = [
    { code: "en", name: "English" },
    { code: "de", name: "Deutsch" },
];
const STORED = "florin.language";

const known = (tag: string | null | undefined): Language | null => {
    const code = tag?.slice(0, 2).toLowerCase();
    return code && code in dictionaries ? (code as Language) : null;
};

function first_language(): Language {
    let choice: string | null = null;
    try {
        choice = localStorage.getItem(STORED);
    } catch {
        /* The browser's, then. */
    }
    return known(choice) ?? navigator.languages.map(known).find(Boolean) ?? "en";
}

export const language = signal<Language>(first_language());
export let t: Dictionary = dictionaries[language.value];
document.documentElement.lang = language.value;

export function language_set(next: Language) {
    t = dictionaries[next];
    document.documentElement.lang = next;
    try {
        localStorage.setItem(STORED, next);
    } catch {
        /* Until the page is closed. */
    }
    language.value = next;
}

/* The person's own choice ("de-AT"), as the server keeps it; null while there is none. */
export const region = signal<string | null>(null);
/* Takes it up at signing in. A bare language is what the server begins with, not a choice. */
export function region_use(tag: string | null) {
    region.value = tag?.includes("-") ? tag : null;
    const next = known(region.value);
    if (next && next !== language.value) language_set(next);
}

/* For dates and numbers: the person's choice, or the browser's variant of the language ("en-GB"), so that 03/04 means what its reader thinks. */
export function locale(): string {
    if (region.value && known(region.value) === language.value) return region.value;
    return navigator.languages.find(tag => known(tag) === language.value) ?? language.value;
}
