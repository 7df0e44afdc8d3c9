/* Exact arithmetic over decimal text, for sums that a person will check (splits, selections). Charts may use Number. */

interface Decimal {
    units: bigint;
    places: number;
}

function parse(text: string): Decimal {
    const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (!found) return { units: 0n, places: 0 };
    const digits = BigInt(found[2]! + (found[3] ?? ""));
    return { units: found[1] ? -digits : digits, places: found[3]?.length ?? 0 };
}

function print({ units, places }: Decimal): string {
    const minus = units < 0n ? "-" : "";
    const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
    const whole = digits.slice(0, digits.length - places);
    return minus + whole + (places > 0 ? "." + digits.slice(digits.length - places) : "");
}

const scaled = (d: Decimal, places: number) => d.units * 10n ** BigInt(places - d.places);

export function sum(amounts: string[]): string {
    const all = amounts.map(parse);
    const places = Math.max(0, ...all.map(d => d.places));
    return print({ units: all.reduce((s, d) => s + scaled(d, places), 0n), places });
}

export const negated = (amount: string) =>
    amount.startsWith("-") ? amount.slice(1) : is_zero(amount) ? amount : `-${amount}`;
export const minus = (a: string, b: string) => sum([a, negated(b)]);
export const absolute = (amount: string) => amount.replace(/^-/, "");
export const is_negative = (amount: string) => amount.startsWith("-");
export const is_zero = (amount: string) => /^-?[0.]*$/.test(amount);

/* What a person typed: "1.234,50", "1,234.50", "-12", "+ 3,5". null when it is no amount. The last of two different separators is the
 * decimal one; a single one is decimal unless exactly three digits follow it and the locale groups with it. */
export function amount_typed(text: string, group: string): string | null {
    let t = text.replace(/[\s\u00a0\u202f'’]/g, "").replace("−", "-");
    const signed = /^[+-]/.exec(t)?.[0] === "-";
    t = t.replace(/^[+-]/, "");
    if (!/^\d[\d.,]*$|^[.,]\d+$/.test(t)) return null;
    const last = Math.max(t.lastIndexOf("."), t.lastIndexOf(","));
    if (last >= 0) {
        const mark = t[last]!;
        const alone = t.indexOf(mark) === last && !t.includes(mark === "." ? "," : ".");
        const grouped = t.split(mark).length > 2 || (alone && mark === group && t.length - last === 4);
        const other = mark === "." ? /,/g : /\./g;
        t = grouped ? t.replace(/[.,]/g, "") : t.slice(0, last).replace(other, "") + "." + t.slice(last + 1);
    }
    if (!/^\d*(\.\d*)?$/.test(t) || t === ".") return null;
    const [whole, fraction] = t.split(".");
    return (signed ? "-" : "") + (whole || "0") + (fraction ? `.${fraction}` : "");
}
