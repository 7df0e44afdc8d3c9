/* What was sent by mail and to webhooks, and how that went. */
import { useEffect, useState } from "preact/hooks";
import { api } from "../../../api";
import { ago, moment } from "../../../format";
import { useQuery } from "../../../query";
import { t } from "../../../text";
import type { Notification, NotificationTry } from "../../../types";
import { Button, Card, classes, Loaded } from "../../../ui/basics";

const SHOWN = 20;
const SOON_MS = 2000; /* nothing tells of tries that fail */
const TOPICS = ["user.alert", "notification"];
const open = (it: Notification) => it.state === "queued" || it.state === "sent";
const failed = (it: Notification) => it.state === "failed" || it.state === "bounced";

function Attempt({ it }: { it: NotificationTry }) {
    const facts = [moment(it.at), t.notices.outcome[it.outcome], it.why, it.unknown ? t.notices.maybe : null];
    return <li class="small muted">{facts.filter(Boolean).join(" · ")}</li>;
}

function Attempts({ of }: { of: Notification }) {
    const q = useQuery(`tries ${of.id} ${of.tries}`, async () => (await api.notification(of.id)).attempts);
    return (
        <Loaded query={q} lines={1}>
            {list => (
                <ol class="notices-tries">
                    {list.map(a => (
                        <Attempt key={a.at} it={a} />
                    ))}
                </ol>
            )}
        </Loaded>
    );
}

function Line({ it }: { it: Notification }) {
    const [shown, show] = useState(false);
    const facts = [
        t.notices.channel[it.channel] ?? it.channel,
        it.to,
        ago(it.created),
        it.tries > 1 ? t.notices.tries(it.tries) : null,
        open(it) && it.next_try ? t.notices.next(moment(it.next_try)) : null,
    ];
    return (
        <li class="settings-line">
            <div class="grow">
                <p class="row">
                    <span class="clip">{it.title}</span>
                    <span
                        class={classes(
                            "pill",
                            failed(it) ? "pill-bad" : open(it) ? "pill-warn" : "pill-good",
                        )}
                    >
                        {t.notices.state[it.state]}
                    </span>
                </p>
                <p class="small faint">{facts.filter(Boolean).join(" · ")}</p>
                {it.why && !shown ? <p class="small muted">{it.why}</p> : null}
                {shown ? <Attempts of={it} /> : null}
            </div>
            {it.tries > 0 ? (
                <Button
                    small
                    aria-expanded={shown}
                    aria-label={`${t.notices.show_tries}: ${it.title}`}
                    onClick={() => show(!shown)}
                >
                    {t.notices.tries(it.tries)}
                </Button>
            ) : null}
        </li>
    );
}

export function Sent() {
    const q = useQuery(
        "sent",
        async () => (await api.notifications({ channel: "sent", limit: SHOWN })).items,
        TOPICS,
    );
    const waiting = (q.data ?? []).some(it => open(it) && it.tries < 3);
    useEffect(() => {
        if (!waiting) return undefined;
        const timer = setInterval(() => q.reload(), SOON_MS);
        return () => clearInterval(timer);
    }, [waiting]);
    return (
        <Card title={t.notices.sent}>
            <Loaded query={q} lines={3}>
                {list =>
                    list.length === 0 ? (
                        <p class="muted">{t.notices.sent_none}</p>
                    ) : (
                        <ul class="list">
                            {list.map(it => (
                                <Line key={it.id} it={it} />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </Card>
    );
}
