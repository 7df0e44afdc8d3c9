/* Currencies to choose from, and the one somebody probably means. */
import { locale } from "./text";

const EURO = "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK BG".split(" ");
const OTHERS: Record<string, string> = {
    GB: "GBP",
    US: "USD",
    CH: "CHF",
    LI: "CHF",
    SE: "SEK",
    NO: "NOK",
    DK: "DKK",
    PL: "PLN",
    CZ: "CZK",
    HU: "HUF",
    RO: "RON",
    CA: "CAD",
    AU: "AUD",
    NZ: "NZD",
    JP: "JPY",
    IN: "INR",
    BR: "BRL",
    MX: "MXN",
};

export function currency_likely(): string {
    try {
        const region = new Intl.Locale(navigator.language).maximize().region ?? "";
        return EURO.includes(region) ? "EUR" : (OTHERS[region] ?? "EUR");
    } catch {
        return "EUR";
    }
}

/* Every currency the browser knows, by its name. */
export function currency_options(): { value: string; text: string }[] {
    const names = new Intl.DisplayNames(locale(), { type: "currency" });
    const intl = Intl as typeof Intl & { supportedValuesOf?: (key: "currency") => string[] };
    const codes = intl.supportedValuesOf?.("currency") ?? ["EUR", ...Object.values(OTHERS)];
    return [...new Set(codes)]
        .map(value => ({ value, text: `${names.of(value) ?? value} (${value})` }))
        .sort((a, b) => a.text.localeCompare(b.text, locale()));
}
