/* The month as a grid, by the pattern of WAI-ARIA: arrows move by day and week, Home and End within the week, Page Up and Down by month (with Shift by
 * year), Enter goes to what the day holds. One cell is in the tab order. */
import { useLayoutEffect, useRef } from "preact/hooks";
import {
    day_add,
    day_named,
    money_round,
    month_add,
    month_first,
    month_last,
    month_name,
    today,
    week_first,
    weekday_name,
    weekday_of,
    weekday_short,
} from "../../format";
import { t } from "../../text";
import type { Day } from "../../types";
import { classes, Icon } from "../../ui/basics";
import { Mark } from "./line";
import type { DayOf } from "./month";

const SHOWN = 3; /* entries of a day */

function weeks_of(month: string): Day[][] {
    const first = month_first(month);
    const weeks: Day[][] = [];
    let day = day_add(first, -((weekday_of(first) - week_first() + 7) % 7));
    for (; day <= month_last(month); day = day_add(day, 7))
        weeks.push(Array.from({ length: 7 }, (_, i) => day_add(day, i)));
    return weeks;
}

/* The same day of another month, or its last. */
function day_in(day: Day, by: number): Day {
    const month = month_add(day.slice(0, 7), by);
    const same = `${month}-${day.slice(8)}`;
    return same < month_last(month) ? same : month_last(month);
}

function moved(day: Day, e: KeyboardEvent): Day | null {
    const in_week = (weekday_of(day) - week_first() + 7) % 7;
    switch (e.key) {
        case "ArrowLeft":
            return day_add(day, -1);
        case "ArrowRight":
            return day_add(day, 1);
        case "ArrowUp":
            return day_add(day, -7);
        case "ArrowDown":
            return day_add(day, 7);
        case "Home":
            return day_add(day, -in_week);
        case "End":
            return day_add(day, 6 - in_week);
        case "PageUp":
            return day_in(day, e.shiftKey ? -12 : -1);
        case "PageDown":
            return day_in(day, e.shiftKey ? 12 : 1);
        default:
            return null;
    }
}

function label_of(day: Day, it: DayOf | undefined): string {
    const short = it?.left.filter(l => l.missing).map(l => t.payments.short_on(l.account)) ?? [];
    const named = it?.entries.slice(0, SHOWN).map(e => `${e.payee}, ${t.payments.kinds[e.kind]}`) ?? [];
    return [t.payments.day_label(day_named(day), it?.entries.length ?? 0), ...named, ...short].join("; ");
}

function Cell({ it }: { it: DayOf }) {
    const left = it.left.find(l => l.missing) ?? it.left[0];
    const hidden = it.entries.length > SHOWN ? it.entries.length - SHOWN + 1 : 0;
    return (
        <>
            <span class="pay-marks">
                {it.entries.slice(0, hidden ? SHOWN - 1 : SHOWN).map(e => (
                    <span key={e.key} class={`pay-entry pay-${e.kind}`}>
                        <Mark kind={e.kind} />
                        <span class="clip">{e.payee}</span>
                    </span>
                ))}
                {hidden ? <span class="pay-more">{t.payments.more(hidden)}</span> : null}
            </span>
            {left ? (
                <span class={classes("pay-left", left.missing && "bad")}>
                    {left.missing ? <Icon name="warning" small /> : null}
                    {money_round(left.amount, left.currency)}
                </span>
            ) : null}
        </>
    );
}

interface GridProps {
    month: string;
    day: Day;
    days: DayOf[];
    busy: boolean;
    onDay: (day: Day) => void;
    onEnter: () => void;
}
export function MonthGrid({ month, day, days, busy, onDay, onEnter }: GridProps) {
    const table = useRef<HTMLTableElement>(null);
    const follow = useRef(false);
    useLayoutEffect(() => {
        if (!follow.current) return;
        follow.current = false;
        table.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
    }, [day]);
    const key = (e: KeyboardEvent) => {
        if (e.altKey || e.ctrlKey || e.metaKey) return;
        if (e.key === "Enter" || e.key === " ") {
            e.preventDefault();
            return onEnter();
        }
        const to = moved(day, e);
        if (!to) return;
        e.preventDefault();
        follow.current = true;
        onDay(to);
    };
    return (
        <table
            ref={table}
            class="pay-grid"
            role="grid"
            aria-label={t.payments.calendar(month_name(month))}
            aria-busy={busy}
            onKeyDown={key}
        >
            <thead>
                <tr>
                    {Array.from({ length: 7 }, (_, i) => (week_first() + i) % 7).map(w => (
                        <th key={w} scope="col" abbr={weekday_name(w)}>
                            {weekday_short(w)}
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {weeks_of(month).map(week => (
                    <tr key={week[0]}>
                        {week.map(d => {
                            if (d.slice(0, 7) !== month) return <td key={d} class="pay-out" />;
                            const it = days.find(x => x.day === d);
                            return (
                                <td
                                    key={d}
                                    role="gridcell"
                                    data-day={d}
                                    class={classes("pay-day", d < today() && "pay-over")}
                                    tabIndex={d === day ? 0 : -1}
                                    aria-selected={d === day}
                                    aria-current={d === today() ? "date" : undefined}
                                    aria-label={label_of(d, it)}
                                    onClick={() => onDay(d)}
                                >
                                    <span class="pay-number">{Number(d.slice(8))}</span>
                                    {it ? <Cell it={it} /> : null}
                                </td>
                            );
                        })}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
