/* The payments that are expected, and those that come again. */
import { useState } from "preact/hooks";
import { day_full, day_short, money, percent, weekday_name } from "../../format";
import { t } from "../../text";
import type { ExpectedPayment, RecurringPayment } from "../../types";
import { Button, Card, Money } from "../../ui/basics";

const SHOWN = 10;
const LIKELY = 0.5; /* less sure ones are no news */
const SURE = 0.9; /* of those that are surer the chance is not told */

function Due({ it, currency }: { it: ExpectedPayment; currency: string }) {
    const about = [
        it.announced ? t.forecast.announced : null,
        it.low !== it.high ? t.forecast.about(money(it.low, currency), money(it.high, currency)) : null,
        it.chance < SURE ? t.forecast.maybe(percent(it.chance)) : null,
    ].filter(Boolean);
    return (
        <li class="ahead-line">
            <time class="ahead-day" dateTime={it.date}>
                {day_short(it.date)}
            </time>
            <span class="grow">
                <span class="clip">{it.payee ?? t.forecast.unknown}</span>
                {about.length > 0 ? <span class="small faint clip">{about.join(" · ")}</span> : null}
            </span>
            <Money amount={it.amount} currency={currency} tint />
        </li>
    );
}

export function NextPayments({ due, currency }: { due: ExpectedPayment[]; currency: string }) {
    const [all, set_all] = useState(false);
    const shown = all ? due : due.slice(0, SHOWN);
    return (
        <Card title={t.forecast.next}>
            {due.length === 0 ? <p class="muted">{t.forecast.next_none}</p> : null}
            <ul class="ahead-lines">
                {shown.map((it, i) => (
                    <Due key={`${it.date} ${i}`} it={it} currency={currency} />
                ))}
            </ul>
            {shown.length < due.length ? (
                <Button small kind="quiet" onClick={() => set_all(true)}>
                    {t.do.show_all}
                </Button>
            ) : null}
        </Card>
    );
}

function schedule_of(it: RecurringPayment): string {
    if (it.every === "weeks") return t.forecast.weeks(it.step, weekday_name(it.weekday));
    const every = t.forecast.months(it.step);
    if (it.every === "month_weekday")
        return t.forecast.month_weekday(every, it.nth, weekday_name(it.weekday));
    return it.day === 31 ? t.forecast.month_end(every) : t.forecast.month_day(every, it.day);
}

function Again({ it }: { it: RecurringPayment }) {
    const ended = it.state === "ended";
    const about = [
        schedule_of(it),
        ended ? t.forecast.last(day_full(it.last)) : null,
        it.rise && !ended ? t.forecast.rose(money(it.rise.from, it.currency), day_full(it.rise.date)) : null,
        it.account.name,
    ].filter(Boolean);
    return (
        <li class="ahead-line">
            <span class="grow">
                <span class="clip">
                    {it.payee ?? t.forecast.unknown}
                    {it.state === "late" || it.state === "missed" ? (
                        <span class="badge ahead-state">{t.forecast.states[it.state]}</span>
                    ) : null}
                </span>
                <span class="small faint clip">{about.join(" · ")}</span>
            </span>
            <span class="ahead-next">
                <Money amount={ended ? it.last_amount : it.amount} currency={it.currency} tint={!ended} />
                {it.next ? <time class="small faint">{day_short(it.next)}</time> : null}
            </span>
        </li>
    );
}

export function Recurring({ rows }: { rows: RecurringPayment[] }) {
    const [all, set_all] = useState(false);
    const running = rows.filter(r => r.state !== "ended" && r.confidence >= LIKELY);
    const ended = rows.filter(r => r.state === "ended");
    const shown = all ? running : running.slice(0, SHOWN);
    return (
        <Card title={t.forecast.recurring}>
            {running.length === 0 ? <p class="muted">{t.forecast.recurring_none}</p> : null}
            <ul class="ahead-lines">
                {shown.map((r, i) => (
                    <Again key={`${r.account.id} ${r.payee} ${r.next} ${i}`} it={r} />
                ))}
            </ul>
            {shown.length < running.length ? (
                <Button small kind="quiet" onClick={() => set_all(true)}>
                    {t.do.show_all}
                </Button>
            ) : null}
            {ended.length > 0 && shown.length === running.length ? (
                <>
                    <h3 class="ahead-ended">{t.forecast.ended}</h3>
                    <ul class="ahead-lines">
                        {ended.map((r, i) => (
                            <Again key={`${r.account.id} ${r.payee} ${i}`} it={r} />
                        ))}
                    </ul>
                </>
            ) : null}
        </Card>
    );
}
