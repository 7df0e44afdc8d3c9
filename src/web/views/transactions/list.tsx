/* The list itself: days, payments, only what is on the screen. */
import { useEffect, useMemo } from "preact/hooks";
import { day_heading, money } from "../../format";
import { sum } from "../../money";
import { t } from "../../text";
import type { Id, Transaction } from "../../types";
import { classes } from "../../ui/basics";
import { memo } from "../../ui/memo";
import { Row, type RowActions } from "./row";
import { useVirtual } from "./virtual";

interface Day {
    day: string;
    rows: Transaction[];
}
type Entry = Day | Transaction;
const is_day = (e: Entry): e is Day => "rows" in e;

interface ListProps {
    rows: Transaction[];
    selected: ReadonlySet<Id>;
    cursor: number /* index of a row; -1: none */;
    open: Id | null;
    stale: boolean;
    ended: boolean;
    show_account: boolean;
    writes: boolean;
    actions: RowActions;
    more: () => void;
}

const HEIGHTS = { day: 44, wide: 48, phone: 66 };
const MORE_BEFORE = 60; /* rows before the end of what is loaded */
const MARGINS = { top: 170, bottom: 110 };
const phone = matchMedia("(max-width: 860px)");

function entries_of(rows: Transaction[]): { entries: Entry[]; at_row: number[]; day_of: number[] } {
    const entries: Entry[] = [];
    const at_row: number[] = []; /* where a row stands among the entries */
    const day_of: number[] = []; /* the entry of an entry's day */
    let day: Day = { day: "", rows: [] };
    let day_at = 0;
    for (const row of rows) {
        if (day.day !== row.date) {
            day = { day: row.date, rows: [] };
            day_at = entries.length;
            day_of.push(day_at);
            entries.push(day);
        }
        day.rows.push(row);
        at_row.push(entries.length);
        day_of.push(day_at);
        entries.push(row);
    }
    return { entries, at_row, day_of };
}

/* What a day came to, transfers and what does not count left out; nothing when there are several currencies. */
function day_sum(rows: Transaction[]): string {
    const counted = rows.filter(r => r.state !== "void" && !r.review && !r.transfer && !r.opening);
    const currency = counted[0]?.currency;
    if (!currency || counted.some(r => r.currency !== currency)) return "";
    return money(sum(counted.map(r => r.amount)), currency, "both");
}

const Space = ({ px }: { px: number }) => (
    <li class="tx-space" style={{ height: `${px}px` }} aria-hidden="true" />
);
const DayHead = memo(function DayHead({ it }: { it: Day }) {
    return (
        <li class="tx-day">
            <h2>{day_heading(it.day)}</h2>
            <span>{day_sum(it.rows)}</span>
        </li>
    );
});

export function List(props: ListProps) {
    const { rows, selected, cursor, stale, ended, actions, more } = props;
    const { entries, at_row, day_of } = useMemo(() => entries_of(rows), [rows]);
    const heights = useMemo(
        () => entries.map(e => (is_day(e) ? HEIGHTS.day : phone.matches ? HEIGHTS.phone : HEIGHTS.wide)),
        [entries, phone.matches],
    );
    const view = useVirtual(heights, MARGINS);
    /* A day's heading stays in sight while its payments are: it is drawn though it may stand far above them. */
    const heading = day_of[view.first] ?? 0;
    const apart = heading < view.first;
    const between = (from: number, to: number) => view.starts[to]! - view.starts[from]!;

    useEffect(() => {
        if (!ended && view.last >= entries.length - MORE_BEFORE) more();
    }, [view.last, entries.length, ended]);
    useEffect(() => {
        if (cursor < 0) return;
        view.show(at_row[cursor] ?? 0);
        requestAnimationFrame(() => {
            const row = view.box.current?.querySelector<HTMLElement>(".tx-cursor .tx-payee");
            row?.focus({ preventScroll: true });
        });
    }, [cursor]);

    return (
        <ul
            class={classes("tx-list", stale && "tx-stale")}
            ref={view.box}
            aria-busy={stale}
            aria-label={t.tx.title}
        >
            <Space px={between(0, heading)} />
            {apart ? <DayHead key={(entries[heading] as Day).day} it={entries[heading] as Day} /> : null}
            <Space px={apart ? between(heading + 1, view.first) : 0} />
            {entries
                .slice(view.first, view.last)
                .map(e =>
                    is_day(e) ? (
                        <DayHead key={e.day} it={e} />
                    ) : (
                        <Row
                            key={e.id}
                            it={e}
                            selected={selected.has(e.id)}
                            cursor={rows[cursor < 0 ? 0 : cursor]?.id === e.id}
                            open={e.id === props.open}
                            show_account={props.show_account}
                            writes={props.writes}
                            actions={actions}
                        />
                    ),
                )}
            <Space px={between(view.last, entries.length)} />
        </ul>
    );
}
