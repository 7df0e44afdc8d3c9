/* Alerts: what deserves a look, the newest first. What is shown is in the address: show, kind. */
import { useReducer, useRef, useState } from "preact/hooks";
import { api } from "../api";
import { ago, day_short, month_name } from "../format";
import { useKeys } from "../keys";
import { changed } from "../query";
import { go_search, search } from "../router";
import { may_write } from "../session";
import { t } from "../text";
import { Button, classes, Empty, Head, Icon, IconButton, Loaded, Segments } from "../ui/basics";
import { pick, toast_error } from "../ui/layers";
import { dismiss, is_dismissed } from "./alerts/dismissing";
import { useAlerts, type Alert, type Alerts as Listing } from "./alerts/listing";

const SHOWN = 100;
const SHOWN_MOST = 1000;

type Show = "" | "unread" | "important";
const show_now = (): Show => {
    const given = search.value.get("show");
    return given === "unread" || given === "important" ? given : "";
};
const warns = (it: Alert) => it.severity === "warning" || it.severity === "alert";
const kind_name = (kind: string) =>
    (t.alerts.kinds as Record<string, string>)[kind] ?? kind.replaceAll("_", " ");

function matches(it: Alert, show: Show, kind: string | null): boolean {
    if (is_dismissed(it) || (kind && it.kind !== kind)) return false;
    return show === "unread" ? it.messages.length > 0 : show === "important" ? warns(it) : true;
}

const ICONS: Record<string, string> = {
    budget_warning: "budgets",
    budget_exceeded: "budgets",
    month_summary: "spending",
    weekly_rhythm: "calendar",
    new_payee: "user",
    duplicate_charge: "copy",
};
const icon_of = (it: Alert) => ICONS[it.kind ?? ""] ?? (warns(it) ? "warning" : "info");

interface Actions {
    read: (it: Alert) => void;
    dismiss: (it: Alert) => void;
}

function Line({ it, fresh, actions }: { it: Alert; fresh: boolean; actions: Actions }) {
    const unread = it.messages.length > 0;
    const title = unread ? (
        <>
            <span class="visually-hidden">{t.alerts.new} </span>
            {it.title}
        </>
    ) : (
        it.title
    );
    return (
        <li class={classes("alert", unread && "alert-unread", fresh && "alert-fresh")} data-id={it.id}>
            <span class={classes("insight-mark", `alert-${it.severity}`)}>
                <Icon name={icon_of(it)} small />
            </span>
            <div class="grow">
                <h3 class="alert-title">
                    {it.transaction ? (
                        <a
                            href={`/transactions?open=${it.transaction}`}
                            onClick={() => unread && actions.read(it)}
                        >
                            {title}
                        </a>
                    ) : (
                        title
                    )}
                </h3>
                <p class="muted">{it.body}</p>
                <p class="small faint alert-about">
                    <span title={ago(it.created)}>{day_short(it.date)}</span>
                    {it.kind ? <span>{kind_name(it.kind)}</span> : null}
                    {it.transaction ? (
                        <a
                            class="link"
                            href={`/transactions?open=${it.transaction}`}
                            onClick={() => unread && actions.read(it)}
                        >
                            {t.alerts.show_payment}
                        </a>
                    ) : null}
                </p>
            </div>
            {may_write.value ? (
                <div class="alert-actions">
                    {unread ? (
                        <IconButton icon="check" label={t.alerts.read} onClick={() => actions.read(it)} />
                    ) : null}
                    {it.insight ? (
                        <IconButton icon="close" label={t.do.dismiss} onClick={() => actions.dismiss(it)} />
                    ) : null}
                </div>
            ) : null}
        </li>
    );
}

function by_month(items: Alert[]): [string, Alert[]][] {
    const months = new Map<string, Alert[]>();
    for (const it of items) {
        const month = it.date.slice(0, 7);
        months.set(month, [...(months.get(month) ?? []), it]);
    }
    return [...months];
}

async function choose_kind(anchor: Element, items: Alert[]) {
    const kinds = [...new Set(items.map(i => i.kind).filter(k => k !== null))];
    const kind = await pick({
        anchor,
        label: t.alerts.kind,
        current: search.value.get("kind"),
        items: kinds.map(value => ({ value, text: kind_name(value) })),
    });
    if (kind) go_search({ kind });
}

function Tools({ items, show, kind }: { items: Alert[]; show: Show; kind: string | null }) {
    return (
        <div class="alert-tools">
            <Segments
                label={t.alerts.filter}
                value={show}
                options={[
                    { value: "", text: t.alerts.all },
                    { value: "unread", text: t.alerts.only_unread },
                    { value: "important", text: t.alerts.important },
                ]}
                onChange={value => go_search({ show: value })}
            />
            <Button small icon="filter" onClick={e => void choose_kind(e.currentTarget as Element, items)}>
                {kind ? kind_name(kind) : t.alerts.kind}
            </Button>
            {kind ? (
                <IconButton
                    icon="close"
                    label={t.tx.clear_filters}
                    onClick={() => go_search({ kind: null })}
                />
            ) : null}
        </div>
    );
}

/* j and k go through the list. */
function useSteps() {
    const step = (by: number) => {
        const all = [...document.querySelectorAll<HTMLElement>(".alert a, .alert button")];
        const rows = [...document.querySelectorAll<HTMLElement>(".alert")];
        const at = rows.findIndex(r => r.contains(document.activeElement));
        const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
        all.find(x => next?.contains(x))?.focus();
    };
    useKeys({ j: () => step(1), k: () => step(-1) });
}

function useActions(set: (change: (old: Listing) => Listing) => void, redraw: () => void): Actions {
    return {
        read: it => {
            const ids = it.messages;
            set(old => ({
                ...old,
                items: old.items.map(x => (x.id === it.id ? { ...x, messages: [] } : x)),
            }));
            Promise.all(ids.map(api.notification_read)).then(() => changed("notification"), toast_error);
        },
        dismiss: it => {
            dismiss(it, redraw);
            redraw();
        },
    };
}

export function Alerts() {
    const [limit, set_limit] = useState(SHOWN);
    const [, redraw] = useReducer((x: number, _: void) => x + 1, 0);
    const since = useRef(new Date().toISOString());
    const query = useAlerts(limit);
    const [show, kind] = [show_now(), search.value.get("kind")];
    const actions = useActions(query.set, () => redraw());
    useSteps();
    const unread = (query.data?.items ?? []).filter(i => i.messages.length > 0 && !is_dismissed(i)).length;
    const read_all = async () => {
        query.set(old => ({ ...old, items: old.items.map(x => ({ ...x, messages: [] })) }));
        await api.notifications_read().catch(toast_error);
        changed("notification");
    };
    return (
        <>
            <Head title={t.alerts.title} text={unread > 0 ? t.alerts.unread(unread) : t.alerts.text}>
                {unread > 0 && may_write.value ? (
                    <Button icon="check" onClick={() => void read_all()}>
                        {t.alerts.read_all}
                    </Button>
                ) : null}
            </Head>
            <Loaded query={query} lines={7}>
                {({ items, more }) => {
                    const shown = items.filter(i => matches(i, show, kind));
                    if (items.length === 0)
                        return <Empty icon="alerts" title={t.alerts.none} text={t.alerts.none_text} />;
                    return (
                        <>
                            <Tools items={items} show={show} kind={kind} />
                            {shown.length === 0 ? (
                                <Empty icon="check" title={t.alerts.none_such} text={t.alerts.none_text}>
                                    <Button onClick={() => go_search({ show: null, kind: null })}>
                                        {t.alerts.all}
                                    </Button>
                                </Empty>
                            ) : null}
                            {by_month(shown).map(([month, list]) => (
                                <section key={month} class="alert-month" aria-labelledby={`alerts-${month}`}>
                                    <h2 id={`alerts-${month}`}>{month_name(month)}</h2>
                                    <ul class="card alert-list">
                                        {list.map(it => (
                                            <Line
                                                key={it.id}
                                                it={it}
                                                fresh={it.created > since.current}
                                                actions={actions}
                                            />
                                        ))}
                                    </ul>
                                </section>
                            ))}
                            {more && limit < SHOWN_MOST ? (
                                <div class="alert-more">
                                    <Button kind="quiet" onClick={() => set_limit(SHOWN_MOST)}>
                                        {t.alerts.older}
                                    </Button>
                                </div>
                            ) : null}
                        </>
                    );
                }}
            </Loaded>
        </>
    );
}
