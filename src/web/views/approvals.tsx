/* Approvals: what somebody wants to happen, and one's yes or no. What is shown is in the address: show. */
import { api } from "../api";
import { ago, moment } from "../format";
import { changed, useQuery } from "../query";
import { go_search, search } from "../router";
import { may_write } from "../session";
import { t } from "../text";
import type { Proposal } from "../types";
import { Button, Card, Empty, Head, Loaded, Money, Segments } from "../ui/basics";
import { ask, confirm, toast, toast_error } from "../ui/layers";
import { Approve } from "./approvals/approve";
import { Why } from "./approvals/why";

const SHOWN = 100;

async function approve(it: Proposal) {
    const done = await ask<Proposal>(close => <Approve key={it.id} it={it} close={close} />);
    if (!done) return;
    toast(t.approvals.approved);
    changed("proposal", "transaction");
}

async function deny(it: Proposal) {
    if (!(await confirm(t.approvals.deny, it.summary, t.approvals.deny))) return;
    try {
        await api.proposal_deny(it.id);
        toast(t.approvals.denied);
    } catch (e) {
        toast_error(e);
    }
    changed("proposal", "transaction");
}

const show_why = (run: string) => void ask<void>(close => <Why key={run} run={run} close={() => close()} />);

function About({ it }: { it: Proposal }) {
    const d = it.decision;
    return (
        <p class="small faint proposal-about">
            <span title={moment(it.created)}>{ago(it.created)}</span>
            <span>{it.agent ? t.approvals.wanted_by(it.agent) : t.approvals.wanted_by_person}</span>
            {d.rule ? <span>{t.approvals.rule(d.rule)}</span> : null}
            {it.state === "waiting" ? (
                <span>{t.approvals.approvals(d.approvals, d.approvals_needed)}</span>
            ) : null}
            {it.state === "waiting" && it.expires ? (
                <span>{t.approvals.until(moment(it.expires))}</span>
            ) : null}
            {it.state === "approved" && d.not_before ? (
                <span>{t.approvals.not_before(moment(d.not_before))}</span>
            ) : null}
        </p>
    );
}

function One({ it }: { it: Proposal }) {
    const run = it.run;
    const waiting = it.state === "waiting" && may_write.value;
    return (
        <li data-id={it.id}>
            <Card>
                <div class="proposal-head">
                    <h2 class="proposal-title">{it.summary}</h2>
                    {it.amount && it.currency ? <Money amount={it.amount} currency={it.currency} /> : null}
                </div>
                {it.reason ? <p>{it.reason}</p> : null}
                <p class="muted">
                    {it.state === "waiting" ? null : <strong>{t.approvals.states[it.state]}: </strong>}
                    {it.decision.why}
                </p>
                <About it={it} />
                {waiting || run ? (
                    <div class="proposal-actions">
                        {waiting ? (
                            <>
                                <Button kind="main" icon="check" onClick={() => void approve(it)}>
                                    {t.approvals.approve}
                                </Button>
                                <Button icon="close" onClick={() => void deny(it)}>
                                    {t.approvals.deny}
                                </Button>
                            </>
                        ) : null}
                        {run ? (
                            <Button kind="quiet" icon="info" onClick={() => show_why(run)}>
                                {t.approvals.why}
                            </Button>
                        ) : null}
                    </div>
                ) : null}
            </Card>
        </li>
    );
}

type Show = "waiting" | "all";

export function Approvals() {
    const show: Show = search.value.get("show") === "all" ? "all" : "waiting";
    const query = useQuery(
        `approvals ${show}`,
        async () =>
            (await api.proposals({ state: show === "all" ? undefined : "waiting", limit: SHOWN })).items,
        ["proposal"],
    );
    return (
        <>
            <Head title={t.approvals.title} text={t.approvals.text}>
                <Segments<Show>
                    label={t.approvals.filter}
                    value={show}
                    options={[
                        { value: "waiting", text: t.approvals.only_waiting },
                        { value: "all", text: t.approvals.all },
                    ]}
                    onChange={value => go_search({ show: value === "all" ? "all" : null })}
                />
            </Head>
            <Loaded query={query}>
                {items =>
                    items.length === 0 ? (
                        <Empty icon="approvals" title={t.approvals.none} text={t.approvals.none_text} />
                    ) : (
                        <ul class="proposals">
                            {items.map(it => (
                                <One key={it.id} it={it} />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </>
    );
}
