/* A month that is in the address (?month=2026-11), and the switch that turns it. */
import { month_add, month_name, this_month } from "../format";
import { useKeys } from "../keys";
import { go_search, search } from "../router";
import { IconButton } from "./basics";

export const month_shown = () => {
    const given = search.value.get("month") ?? "";
    return /^\d{4}-(0[1-9]|1[0-2])$/.test(given) ? given : this_month();
};
export const month_go = (month: string) => go_search({ month: month === this_month() ? null : month });

interface SwitchProps {
    month: string;
    label: string;
    before: string;
    after: string;
}
export function MonthSwitch({ month, label, before, after }: SwitchProps) {
    const step = (by: number) => month_go(month_add(month, by));
    useKeys({ arrowleft: () => step(-1), arrowright: () => step(1) });
    return (
        <div class="month-switch" role="group" aria-label={label}>
            <IconButton icon="left" label={before} onClick={() => step(-1)} />
            <strong aria-live="polite">{month_name(month)}</strong>
            <IconButton icon="right" label={after} onClick={() => step(1)} />
        </div>
    );
}
