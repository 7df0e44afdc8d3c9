/* When something is paid that is paid again and again: as finance/payment/schedule.c has it. */
import { day_add, days_between, month_add, month_first, month_last } from "../../format";
import { t } from "../../text";
import type { Unit } from "../../text/payments_en";
import type { Day } from "../../types";

export const UNITS: Unit[] = ["day", "week", "month", "year"];
const DAYS_MOST = 400; /* of one schedule, within what is shown */

export interface Rhythm {
    n: number;
    unit: Unit;
}
/* "2 weeks"; every month when it is nothing of the kind. */
export function rhythm_of(text: string): Rhythm {
    const [n, word = ""] = text.split(" ");
    const unit = UNITS.find(u => word === u || word === `${u}s`);
    return unit && Number(n) > 0 ? { n: Number(n), unit } : { n: 1, unit: "month" };
}
export const rhythm_text = ({ n, unit }: Rhythm) => `${n} ${unit}${n === 1 ? "" : "s"}`;
export const rhythm_words = (text: string) => {
    const { n, unit } = rhythm_of(text);
    return t.payments.every(n, unit);
};

/* The k-th day; months keep the first one's day, or their last. */
function day_at(first: Day, { n, unit }: Rhythm, k: number): Day {
    if (unit === "day" || unit === "week") return day_add(first, k * n * (unit === "week" ? 7 : 1));
    const month = month_add(first.slice(0, 7), k * n * (unit === "year" ? 12 : 1));
    const day = month_first(month).slice(0, 8) + first.slice(8);
    return day < month_last(month) ? day : month_last(month);
}

/* Those from `from` to `to`. */
export function schedule_days(first: Day, every: string, from: Day, to: Day): Day[] {
    const rhythm = rhythm_of(every);
    const month = rhythm.unit === "month" || rhythm.unit === "year";
    const step = rhythm.n * (month ? (rhythm.unit === "year" ? 366 : 31) : rhythm.unit === "week" ? 7 : 1);
    let k = from > first ? Math.max(0, Math.floor(days_between(first, from) / step)) : 0;
    const out: Day[] = [];
    for (let tries = 0; tries < DAYS_MOST; tries++, k++) {
        const day = day_at(first, rhythm, k);
        if (day > to) break;
        if (day >= from) out.push(day);
    }
    return out;
}
