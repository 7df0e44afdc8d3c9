/* A payment in a list, and what its mark means. */
import type { RefObject } from "preact";
import { day_heading, day_named, money, percent } from "../../format";
import { t } from "../../text";
import { Card, classes, Icon, Money } from "../../ui/basics";
import { KINDS, type DayOf, type Entry, type Kind } from "./month";

const icons: Record<Kind, string> = {
    asked: "question",
    approved: "clock",
    planned: "calendar",
    postponed: "clock",
    waiting: "warning",
    under_way: "transfer",
    paid: "check",
    failed: "close",
    expected: "calendar",
    foreseen: "forecast",
};
const SURE = 0.9; /* of those that are surer the chance is not told */

export const Mark = ({ kind }: { kind: Kind }) => (
    <span class={`pay-mark pay-${kind}`} aria-hidden="true">
        <Icon name={icons[kind]} />
    </span>
);

export function Legend({ kinds }: { kinds: Kind[] }) {
    const shown = KINDS.filter(k => kinds.includes(k));
    if (shown.length === 0) return null;
    return (
        <ul class="pay-legend" aria-label={t.payments.legend}>
            {shown.map(kind => (
                <li key={kind}>
                    <Mark kind={kind} /> {t.payments.kinds[kind]}
                </li>
            ))}
        </ul>
    );
}

function Line({ it, onOpen }: { it: Entry; onOpen: (it: Entry) => void }) {
    const about = [
        t.payments.kinds[it.kind],
        it.account,
        it.payment?.kind === "transfer" ? t.payments.transfer : null,
        it.chance !== undefined && it.chance < SURE ? t.payments.about_chance(percent(it.chance)) : null,
    ].filter(Boolean);
    const inside = (
        <>
            <Mark kind={it.kind} />
            <span class="grow">
                <span class="clip">{it.payee}</span>
                <span class="small muted clip">{about.join(" · ")}</span>
                {it.payment?.why && (it.kind === "failed" || it.kind === "waiting") ? (
                    <span class="small warn pay-why">{it.payment.why}</span>
                ) : null}
            </span>
            <Money amount={it.amount} currency={it.currency} />
        </>
    );
    const shape = classes("pay-row", it.kind === "foreseen" && "pay-faint");
    return (
        <li data-kind={it.kind}>
            {it.kind === "foreseen" ? (
                <a class={shape} href={`/transactions?payee=${encodeURIComponent(it.payee)}`}>
                    {inside}
                </a>
            ) : (
                <button type="button" class={shape} onClick={() => onOpen(it)}>
                    {inside}
                </button>
            )}
        </li>
    );
}

export function DayLines({ it, onOpen }: { it: DayOf; onOpen: (it: Entry) => void }) {
    return (
        <>
            <ul class="pay-lines">
                {it.entries.map(e => (
                    <Line key={e.key} it={e} onOpen={onOpen} />
                ))}
            </ul>
            {it.left.map(l => (
                <p key={l.account} class={classes("small pay-evening", l.missing ? "bad" : "muted")}>
                    {l.missing ? <Icon name="warning" small /> : null}
                    <span>
                        {t.payments.left(l.account, money(l.amount, l.currency))}
                        {l.missing ? `. ${t.payments.short_on(l.account)}.` : ""}
                    </span>
                </p>
            ))}
        </>
    );
}

/* What the chosen day of the grid holds. */
export function DayCard({
    day,
    it,
    head,
    onOpen,
}: {
    day: string;
    it: DayOf | undefined;
    head: RefObject<HTMLHeadingElement | null>;
    onOpen: (it: Entry) => void;
}) {
    return (
        <Card class="pay-panel">
            <div class="card-head">
                <h2 tabIndex={-1} ref={head}>
                    {day_named(day)}
                </h2>
            </div>
            {it ? <DayLines it={it} onOpen={onOpen} /> : <p class="muted">{t.payments.none_in}</p>}
        </Card>
    );
}

/* On a phone: the days that have anything, one below the other. */
export function Agenda({ days, none, onOpen }: { days: DayOf[]; none: string; onOpen: (it: Entry) => void }) {
    if (days.length === 0) return <p class="muted">{none}</p>;
    return (
        <ol class="pay-agenda">
            {days.map(it => (
                <li key={it.day}>
                    <h2 class="pay-agenda-day">{day_heading(it.day)}</h2>
                    <DayLines it={it} onOpen={onOpen} />
                </li>
            ))}
        </ol>
    );
}
