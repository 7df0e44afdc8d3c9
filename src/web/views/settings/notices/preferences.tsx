/* What comes by mail, and when. */
import { useState } from "preact/hooks";
import { api } from "../../../api";
import { weekday_name } from "../../../format";
import { useQuery } from "../../../query";
import { t } from "../../../text";
import type { NoticeHow, NoticeLevel, NotificationPreferences } from "../../../types";
import { Button, Card, Loaded } from "../../../ui/basics";
import { Check, Field, Form, SelectField, useSubmit } from "../../../ui/form";
import { toast } from "../../../ui/layers";

const LEVELS: NoticeLevel[] = ["info", "notice", "warning", "alert", "never"];
const HOWS: NoticeHow[] = ["by_severity", "at_once", "digest", "never"];
const DIGESTS = ["never", "daily", "weekly"] as const;
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const levels = () => LEVELS.map(value => ({ value, text: t.notices.level[value] }));

function Time({
    label,
    value,
    error,
    set,
}: {
    label: string;
    value: string;
    error: string | null;
    set: (v: string) => void;
}) {
    return (
        <Field label={label} error={error}>
            {given => (
                <input
                    class="input"
                    type="time"
                    required
                    {...given}
                    value={value}
                    onInput={e => set(e.currentTarget.value)}
                />
            )}
        </Field>
    );
}

type Change = (part: Partial<NotificationPreferences>) => void;
interface PartProps {
    it: NotificationPreferences;
    change: Change;
    of: (field: string) => string | null;
}

function Levels({ it, change, of }: PartProps) {
    return (
        <div class="field-pair">
            <SelectField
                label={t.notices.at_once}
                value={it.at_once}
                error={of("at_once")}
                options={levels()}
                onValue={value => change({ at_once: value as NoticeLevel })}
            />
            <SelectField
                label={t.notices.digest_from}
                value={it.digest_from}
                error={of("digest_from")}
                options={levels()}
                onValue={value => change({ digest_from: value as NoticeLevel })}
            />
        </div>
    );
}

function Digest({ it, change, of }: PartProps) {
    return (
        <div class="field-pair">
            <SelectField
                label={t.notices.digest}
                value={it.digest}
                error={of("digest")}
                options={DIGESTS.map(value => ({ value, text: t.notices.digest_when[value] }))}
                onValue={value => change({ digest: value as (typeof DIGESTS)[number] })}
            />
            {it.digest === "weekly" ? (
                <SelectField
                    label={t.notices.weekday}
                    value={it.digest_weekday}
                    error={of("digest_weekday")}
                    options={WEEKDAYS.map((value, i) => ({ value, text: weekday_name(i) }))}
                    onValue={value => change({ digest_weekday: value })}
                />
            ) : null}
            {it.digest !== "never" ? (
                <Time
                    label={t.notices.digest_at}
                    value={it.digest_at}
                    error={of("digest_at")}
                    set={digest_at => change({ digest_at })}
                />
            ) : null}
        </div>
    );
}

function Quiet({ it, change, of }: PartProps) {
    const on = it.quiet_from !== null;
    return (
        <>
            <Check
                label={t.notices.quiet}
                checked={on}
                onCheck={now =>
                    change(
                        now
                            ? { quiet_from: "22:00", quiet_to: "07:00" }
                            : { quiet_from: null, quiet_to: null },
                    )
                }
            />
            {on ? (
                <>
                    <div class="field-pair">
                        <Time
                            label={t.notices.quiet_from}
                            value={it.quiet_from!}
                            error={of("quiet_from")}
                            set={quiet_from => change({ quiet_from })}
                        />
                        <Time
                            label={t.notices.quiet_to}
                            value={it.quiet_to ?? ""}
                            error={of("quiet_to")}
                            set={quiet_to => change({ quiet_to })}
                        />
                    </div>
                    <p class="small faint">{t.notices.quiet_text}</p>
                </>
            ) : null}
        </>
    );
}

function Kinds({ it, change }: PartProps) {
    const choose = (kind: string, how: NoticeHow) =>
        change({ kinds: it.kinds.map(k => (k.kind === kind ? { ...k, how } : k)) });
    return (
        <details>
            <summary>{t.notices.kinds}</summary>
            <div class="stack notices-kinds">
                {it.kinds.map(k => (
                    <SelectField
                        key={k.kind}
                        label={k.title ?? k.kind}
                        value={k.how}
                        options={HOWS.map(value => ({ value, text: t.notices.how[value] }))}
                        onValue={value => choose(k.kind, value as NoticeHow)}
                    />
                ))}
            </div>
        </details>
    );
}

const FIELDS = ["at_once", "digest_from", "digest", "digest_at", "digest_weekday", "quiet_from", "quiet_to"];

function Edit({
    given,
    saved,
}: {
    given: NotificationPreferences;
    saved: (next: NotificationPreferences) => void;
}) {
    const submit = useSubmit(FIELDS);
    const [it, set] = useState(given);
    const part = {
        it,
        change: (more: Partial<NotificationPreferences>) => set({ ...it, ...more }),
        of: submit.of,
    };
    const send = async () => {
        const { email, sends_mail, bounced, kinds, ...rest } = it;
        const next = await api.preferences_edit({
            ...rest,
            kinds: kinds.map(({ kind, how }) => ({ kind, how })),
        });
        set(next);
        saved(next);
        toast(t.settings.saved);
    };
    return (
        <Form class="stack" submit={submit} onSubmit={send}>
            {it.bounced ? (
                <p class="field-error" role="alert">
                    {t.notices.bounced(it.bounced)}
                </p>
            ) : null}
            <p class="small muted">{it.sends_mail ? t.notices.page_shows : t.notices.no_mail}</p>
            <Levels {...part} />
            <Digest {...part} />
            <Quiet {...part} />
            <Check
                label={t.notices.answer_links}
                checked={it.answer_links}
                onCheck={answer_links => part.change({ answer_links })}
            />
            <p class="small faint">{t.notices.answer_links_text}</p>
            <Kinds {...part} />
            <div class="row">
                <Button type="submit" kind="main" busy={submit.busy}>
                    {t.do.save}
                </Button>
            </div>
        </Form>
    );
}

export function Preferences() {
    const q = useQuery("preferences", () => api.preferences());
    return (
        <Card
            title={t.notices.mail}
            more={q.data ? <span class="small faint">{t.notices.mail_to(q.data.email)}</span> : null}
        >
            <Loaded query={q} lines={4}>
                {it => <Edit given={it} saved={next => q.set(() => next)} />}
            </Loaded>
        </Card>
    );
}
