/* Where one is signed in; ending one, or all. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { ago, moment } from "../../format";
import { changed, useQuery } from "../../query";
import { signed_out } from "../../session";
import { t } from "../../text";
import type { Session } from "../../types";
import { Button, Card, Icon, Loaded } from "../../ui/basics";
import { Check, Form, useSubmit } from "../../ui/form";
import { ask, Dialog, toast, toast_error } from "../../ui/layers";

const BROWSERS: [RegExp, string][] = [
    [/Edg\//, "Edge"],
    [/OPR\//, "Opera"],
    [/Firefox\//, "Firefox"],
    [/Chrom(e|ium)\//, "Chrome"],
    [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
    [/iPhone/, "iPhone"],
    [/iPad/, "iPad"],
    [/Android/, "Android"],
    [/Windows/, "Windows"],
    [/Mac OS X/, "macOS"],
    [/Linux|X11/, "Linux"],
];
/* "Firefox, Linux" of what a browser calls itself. */
function agent_name(agent: string | null): string {
    if (!agent) return t.settings.unknown_agent;
    const of = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(agent))?.[1];
    return [of(BROWSERS), of(SYSTEMS)].filter(Boolean).join(", ") || agent.slice(0, 60);
}

function Line({ it }: { it: Session }) {
    const end = async () => {
        try {
            await api.session_end(it.id);
            changed("sessions");
            toast(t.settings.session_ended);
        } catch (e) {
            toast_error(e);
        }
    };
    const name = agent_name(it.agent);
    return (
        <li class="settings-line">
            <span class="import-icon">
                <Icon name={it.kind === "page" ? "user" : "key"} />
            </span>
            <div class="grow">
                <p class="row">
                    <span class="clip">{name}</span>
                    {it.current ? <span class="pill pill-good">{t.settings.this_one}</span> : null}
                </p>
                <p class="small faint" title={moment(it.created)}>
                    {t.settings.seen(ago(it.seen ?? it.created))}
                    {it.kind === "token" ? ` · ${t.settings.program}` : ""}
                </p>
            </div>
            {it.current ? null : (
                <Button small aria-label={`${t.settings.end}: ${name}`} onClick={() => void end()}>
                    {t.settings.end}
                </Button>
            )}
        </li>
    );
}

function EverywhereDialog({ close }: { close: () => void }) {
    const submit = useSubmit();
    const [keys, set_keys] = useState(false);
    const run = async () => {
        await api.log_out_everywhere(keys);
        close();
        signed_out();
    };
    return (
        <Dialog title={t.settings.everywhere} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={run}>
                <p class="muted">{t.settings.everywhere_text}</p>
                <Check label={t.settings.everywhere_keys} checked={keys} onCheck={set_keys} />
                <div class="dialog-foot">
                    <Button kind="quiet" onClick={close}>
                        {t.do.cancel}
                    </Button>
                    <Button kind="main" type="submit" busy={submit.busy}>
                        {t.settings.everywhere_do}
                    </Button>
                </div>
            </Form>
        </Dialog>
    );
}
const ask_everywhere = () =>
    void ask<void>(close => <EverywhereDialog key="everywhere" close={() => close()} />);

const SHOWN = 5;
const current_first = (a: Session, b: Session) => Number(b.current) - Number(a.current);

export function Sessions() {
    const [shown, set_shown] = useState(SHOWN);
    const q = useQuery("sessions", async () => (await api.sessions()).items, ["sessions"]);
    const all = (
        <Button small icon="out" onClick={ask_everywhere}>
            {t.settings.everywhere}
        </Button>
    );
    return (
        <Card title={t.settings.sessions} more={all}>
            <Loaded query={q}>
                {list => (
                    <>
                        <ul class="list">
                            {[...list]
                                .sort(current_first)
                                .slice(0, shown)
                                .map(s => (
                                    <Line key={s.id} it={s} />
                                ))}
                        </ul>
                        {list.length > shown ? (
                            <Button small kind="quiet" onClick={() => set_shown(list.length)}>
                                {t.do.show_all} ({list.length})
                            </Button>
                        ) : null}
                    </>
                )}
            </Loaded>
        </Card>
    );
}
