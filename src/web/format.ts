/* Dates, numbers and money as their reader writes them. Formatters are made once: making one costs more than a thousand uses. */
import { locale, t } from "./text";

const made = new Map<string, unknown>();
function once<F>(key: string, make: () => F): F {
    const full = `${locale()} ${key}`;
    let f = made.get(full) as F | undefined;
    if (!f) made.set(full, (f = make()));
    return f;
}

const number_format = (key: string, options: Intl.NumberFormatOptions) =>
    once(`n ${key}`, () => new Intl.NumberFormat(locale(), options));
const date_format = (key: string, options: Intl.DateTimeFormatOptions) =>
    once(`d ${key}`, () => new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...options }));

function currency_options(currency: string): Intl.NumberFormatOptions {
    return /^[A-Z]{3}$/.test(currency) ? { style: "currency", currency } : {};
}

/* A minus as wide as a plus; languages whose own minus is the hyphen get it too. */
const real_minus = (text: string) => text.replace("-", "−");

/* How a sum is signed: "none" leaves out a minus (the words around say which way), "both" writes a plus too. */
export type Sign = "auto" | "both" | "none";

export function money(amount: string, currency: string, sign: Sign = "auto"): string {
    const display = { auto: "negative", both: "exceptZero", none: "never" }[sign] as "auto";
    const f = number_format(`money ${currency} ${sign}`, {
        ...currency_options(currency),
        signDisplay: display,
    });
    return real_minus(f.format(amount as `${number}`));
}

/* Without cents: headlines and axes. */
export function money_round(amount: string | number, currency: string, sign: Sign = "auto"): string {
    const display = { auto: "negative", both: "exceptZero", none: "never" }[sign] as "auto";
    const f = number_format(`round ${currency} ${sign}`, {
        ...currency_options(currency),
        signDisplay: display,
        maximumFractionDigits: 0,
    });
    return real_minus(f.format(amount as number));
}

export function money_short(amount: number, currency: string): string {
    const f = number_format(`short ${currency}`, {
        ...currency_options(currency),
        notation: "compact",
        maximumFractionDigits: 1,
    });
    return real_minus(f.format(amount));
}

/* "12,50" for an input: the plain number in the reader's own writing. */
export function amount_plain(amount: string): string {
    const places = amount.split(".")[1]?.length ?? 0;
    const f = number_format(`plain ${places}`, { minimumFractionDigits: places, useGrouping: false });
    return f.format(amount as `${number}`);
}

export const group_mark = () =>
    number_format("group", { useGrouping: true })
        .formatToParts(1234567)
        .find(p => p.type === "group")?.value ?? "";

export const count = (n: number) => number_format("count", {}).format(n);
export const percent = (ratio: number) =>
    number_format("percent", { style: "percent", maximumFractionDigits: 0 }).format(ratio);

/* A file's name, without the folders that the command line was told. */
export const file_name = (path: string) => path.slice(path.lastIndexOf("/") + 1);

export function bytes(n: number): string {
    const unit = n < 1000 ? "byte" : n < 1e6 ? "kilobyte" : "megabyte";
    const value = n < 1000 ? n : n < 1e6 ? n / 1e3 : n / 1e6;
    return number_format(`bytes ${unit}`, {
        style: "unit",
        unit,
        unitDisplay: "short",
        maximumFractionDigits: unit === "megabyte" ? 1 : 0,
    }).format(value);
}

/* Days have no time zone: they are read and shown as UTC. */
const of_day = (day: string) => new Date(`${day}T00:00:00Z`);
const of_month = (month: string) => new Date(`${month}-01T00:00:00Z`);

export const days_between = (from: string, to: string) =>
    Math.round((of_day(to).getTime() - of_day(from).getTime()) / 864e5);
const same_year = (day: string) => day.slice(0, 4) === today().slice(0, 4);
/* "12 Mar", with the year when it is another. */
export const day_short = (day: string) =>
    same_year(day)
        ? date_format("short", { day: "numeric", month: "short" }).format(of_day(day))
        : date_format("short year", { dateStyle: "medium" }).format(of_day(day));
/* "12 Mar" on an axis, whatever the year. */
export const day_brief = (day: string) =>
    date_format("short", { day: "numeric", month: "short" }).format(of_day(day));
export const day_full = (day: string) => date_format("full", { dateStyle: "long" }).format(of_day(day));
export const day_numbers = (day: string) =>
    date_format("numbers", { day: "2-digit", month: "2-digit", year: "numeric" }).format(of_day(day));

/* "Today", "Yesterday", "Thursday 12 March", with the year when it is another. */
export function day_heading(day: string): string {
    const away = days_between(today(), day);
    if (away === 0) return t.time.today;
    if (away === -1) return t.time.yesterday;
    return same_year(day)
        ? date_format("heading", { weekday: "long", day: "numeric", month: "long" }).format(of_day(day))
        : date_format("heading year", {
              weekday: "short",
              day: "numeric",
              month: "long",
              year: "numeric",
          }).format(of_day(day));
}

/* 0 is Monday. */
export const weekday_name = (weekday: number) =>
    date_format("weekday", { weekday: "long" }).format(of_day(`2024-01-0${weekday + 1}`));
export const month_name = (month: string) =>
    date_format("month", { month: "long", year: "numeric" }).format(of_month(month));
export const month_long = (month: string) =>
    date_format("month long", { month: "long" }).format(of_month(month));
export const month_short = (month: string) =>
    date_format("month short", { month: "short" }).format(of_month(month));
export const month_medium = (month: string) =>
    date_format("month medium", { month: "short", year: "2-digit" }).format(of_month(month));

export function moment(time: string): string {
    return once(
        "moment",
        () => new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }),
    ).format(new Date(time));
}

/* "3 minutes ago". */
export function ago(time: string): string {
    const seconds = (new Date(time).getTime() - Date.now()) / 1000;
    const f = once("ago", () => new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }));
    const steps: [Intl.RelativeTimeFormatUnit, number][] = [
        ["second", 60],
        ["minute", 60],
        ["hour", 24],
        ["day", 30],
        ["month", 12],
    ];
    let value = seconds;
    for (const [unit, size] of steps) {
        if (Math.abs(value) < size) return f.format(Math.round(value), unit);
        value /= size;
    }
    return f.format(Math.round(value), "year");
}

/* Today where the reader is, as a day. */
export function today(): string {
    const d = new Date();
    const two = (n: number) => String(n).padStart(2, "0");
    return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}
export const this_month = () => today().slice(0, 7);
export function month_add(month: string, by: number): string {
    const [year, m] = month.split("-").map(Number) as [number, number];
    const at = year * 12 + m - 1 + by;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
}
export const month_first = (month: string) => `${month}-01`;
export const month_last = (month: string) => {
    const [year, m] = month.split("-").map(Number) as [number, number];
    return `${month}-${new Date(Date.UTC(year, m, 0)).getUTCDate()}`;
};

export function day_add(day: string, by: number): string {
    const d = of_day(day);
    d.setUTCDate(d.getUTCDate() + by);
    return d.toISOString().slice(0, 10);
}
/* 0 is Monday. */
export const weekday_of = (day: string) => (of_day(day).getUTCDay() + 6) % 7;
export const weekday_short = (weekday: number) =>
    date_format("weekday short", { weekday: "short" }).format(of_day(`2024-01-0${weekday + 1}`));
/* With which day a week begins where the reader is: 0 is Monday. */
export function week_first(): number {
    type Weeks = { firstDay: number };
    const where = new Intl.Locale(locale()) as Intl.Locale & { weekInfo?: Weeks; getWeekInfo?: () => Weeks };
    return ((where.getWeekInfo?.() ?? where.weekInfo)?.firstDay ?? 1) - 1;
}
/* "Thursday 3 December", also of today and yesterday. */
export const day_named = (day: string) =>
    date_format("named", { weekday: "long", day: "numeric", month: "long" }).format(of_day(day));

/* Categories are paths ("Expenses:Housing:Rent"). People see the last name, and the ones between it and the root. */
export const UNSORTED = ["Expenses:Uncategorised", "Income:Uncategorised"];
export const TRANSFERS = "Equity:Transfers";
const SPECIAL: Record<string, () => string> = {
    "Expenses:Uncategorised": () => t.tx.uncategorised,
    "Income:Uncategorised": () => t.tx.uncategorised,
    "Equity:Transfers": () => t.tx.transfer,
    "Equity:Opening balances": () => t.tx.opening,
};
export function category_name(path: string): string {
    return SPECIAL[path]?.() ?? path.slice(path.lastIndexOf(":") + 1);
}
export function category_above(path: string): string {
    const levels = path.split(":");
    return levels.slice(1, -1).join(" › ");
}
export const category_full = (path: string) =>
    SPECIAL[path]?.() ?? path.split(":").slice(1).join(" › ") ?? path;
