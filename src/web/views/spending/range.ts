/* Which months a report is about. In the address: range=this | last | m3 | m6 | m12 | year | all, or a month. */
import { month_add, month_medium, this_month, today } from "../../format";
import { go_search, search } from "../../router";
import { t } from "../../text";

const NAMES = ["this", "last", "m3", "m6", "m12", "year", "all"] as const;
const CONTEXT = 12; /* months that a chart shows at least */
const is_month = (text: string) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

export interface Range {
    name: string;
    from: string | null /* null: from the beginning */;
    to: string;
    before: {
        from: string;
        to: string;
    } | null /* as long, just before it; the same months of the year before */;
}

const distance = (from: string, to: string) => {
    const at = (m: string) => Number(m.slice(0, 4)) * 12 + Number(m.slice(5));
    return at(to) - at(from);
};
export function months_between(from: string, to: string): string[] {
    return Array.from({ length: Math.max(0, distance(from, to) + 1) }, (_, i) => month_add(from, i));
}

function spanning(name: string, from: string, to: string): Range {
    const months = name === "year" ? 12 : distance(from, to) + 1;
    return { name, from, to, before: { from: month_add(from, -months), to: month_add(to, -months) } };
}

export function range_of(name: string | null, fallback: string): Range {
    const now = this_month();
    const wanted = name && (NAMES.includes(name as "this") || is_month(name)) ? name : fallback;
    if (wanted === "all") return { name: wanted, from: null, to: now, before: null };
    if (wanted === "year") return spanning(wanted, `${today().slice(0, 4)}-01`, now);
    if (wanted === "last") return spanning(wanted, month_add(now, -1), month_add(now, -1));
    if (is_month(wanted)) return spanning(wanted, wanted, wanted);
    return spanning(wanted, month_add(now, 1 - (Number(wanted.slice(1)) || 1)), now);
}

/* Where a chart begins, so that a single month is seen among others. */
export function chart_from(range: Range): string | null {
    if (range.from === null) return null;
    const least = month_add(range.to, 1 - CONTEXT);
    return range.from < least ? range.from : least;
}

export function range_options(now: Range): { value: string; text: string }[] {
    const texts: Record<string, string> = {
        this: t.spending.month,
        last: t.spending.last_month,
        m3: t.spending.m3,
        m6: t.spending.m6,
        m12: t.spending.m12,
        year: t.spending.year,
        all: t.spending.all,
    };
    const all = NAMES.map(value => ({ value: value as string, text: texts[value]! }));
    return is_month(now.name) ? [...all, { value: now.name, text: month_medium(now.name) }] : all;
}

export function range_set(name: string) {
    go_search({ range: name }, "replace");
}
/* A month of a chart was chosen. */
export function month_choose(month: string) {
    const now = this_month();
    range_set(month === now ? "this" : month === month_add(now, -1) ? "last" : month);
}
export const range_given = () => search.value.get("range");
