/* Payments that are held because they look wrong, and one's answer. What is shown is in the address: show; /security/ID begins with that one. */
import { api } from "../api";
import { ago, day_short, moment } from "../format";
import { changed, useQuery } from "../query";
import { go_search, path, search } from "../router";
import { may_write } from "../session";
import { t } from "../text";
import type { HeldPayment } from "../types";
import { Button, Card, Empty, Head, Loaded, Money, Segments } from "../ui/basics";
import { ask, confirm, toast, toast_error } from "../ui/layers";
import { Confirm } from "./security/confirm";

const SHOWN = 100;

async function was_me(it: HeldPayment) {
    if (!(await ask<boolean>(close => <Confirm key={it.id} it={it} close={close} />))) return;
    toast(t.security.confirmed);
    changed("security", "transaction");
}

async function not_me(it: HeldPayment) {
    if (!(await confirm(t.security.not_me, t.security.not_me_text, t.security.not_me))) return;
    try {
        await api.held_deny(it.id);
        toast(t.security.denied);
    } catch (e) {
        toast_error(e);
    }
    changed("security", "transaction");
}

function Reasons({ it }: { it: HeldPayment }) {
    const words = it.reasons.length > 0 ? it.reasons.map(r => r.words) : [it.why];
    return (
        <ul class="held-reasons">
            {words.map(line => (
                <li key={line}>{line}</li>
            ))}
        </ul>
    );
}

function Similar({ it }: { it: HeldPayment }) {
    if (it.similar.length === 0) return null;
    return (
        <>
            <h3 class="small muted">{t.security.similar}</h3>
            <ul class="small">
                {it.similar.map(s => (
                    <li key={s.transaction}>
                        <a class="link" href={`/transactions?open=${s.transaction}`}>
                            {s.payee}
                        </a>
                        , {day_short(s.date)}, <Money amount={s.amount} currency={s.currency} />
                    </li>
                ))}
            </ul>
        </>
    );
}

function One({ it }: { it: HeldPayment }) {
    const open = it.state === "open";
    return (
        <li data-id={it.id}>
            <Card>
                <div class="proposal-head">
                    <h2 class="proposal-title">
                        <a href={`/transactions?open=${it.transaction}`}>{it.payee}</a>
                    </h2>
                    <Money amount={it.amount} currency={it.currency} />
                </div>
                <Reasons it={it} />
                <p class="small faint proposal-about">
                    <span title={moment(it.held)}>{ago(it.held)}</span>
                    <span>{it.account}</span>
                    <span>{t.security.states[it.state]}</span>
                    {open ? (
                        <span>{it.late ? t.security.late : t.security.until(moment(it.deadline))}</span>
                    ) : null}
                </p>
                <Similar it={it} />
                {open && may_write.value ? (
                    <div class="proposal-actions">
                        <Button kind="main" icon="check" onClick={() => void was_me(it)}>
                            {t.security.was_me}
                        </Button>
                        <Button kind="bad" icon="close" onClick={() => void not_me(it)}>
                            {t.security.not_me}
                        </Button>
                    </div>
                ) : null}
            </Card>
        </li>
    );
}

type Show = "open" | "all";

export function Security() {
    const first = path.value.split("/")[2] ?? "";
    const show: Show = first || search.value.get("show") === "all" ? "all" : "open";
    const query = useQuery(
        `held ${show}`,
        async () =>
            (await api.held_payments({ state: show === "all" ? undefined : "open", limit: SHOWN })).items,
        ["security"],
    );
    const sorted = (items: HeldPayment[]) =>
        [...items].sort((a, b) => Number(b.id === first) - Number(a.id === first));
    return (
        <>
            <Head title={t.security.title} text={t.security.text}>
                <Segments<Show>
                    label={t.security.filter}
                    value={show}
                    options={[
                        { value: "open", text: t.security.open },
                        { value: "all", text: t.security.all },
                    ]}
                    onChange={value => go_search({ show: value === "all" ? "all" : null })}
                />
            </Head>
            <Loaded query={query}>
                {items =>
                    items.length === 0 ? (
                        <Empty icon="security" title={t.security.none} text={t.security.none_text} />
                    ) : (
                        <ul class="proposals">
                            {sorted(items).map(it => (
                                <One key={it.id} it={it} />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </>
    );
}
