/* Keys for programs: made, shown once, ended. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { ago, day_full } from "../../format";
import { changed, useQuery } from "../../query";
import { is_owner, may_write } from "../../session";
import { t } from "../../text";
import type { Key, Scope } from "../../types";
import { Button, Card, Icon, Loaded } from "../../ui/basics";
import { Copy } from "../../ui/copy";
import { Check, Form, FormFoot, SelectField, TextField, useSubmit } from "../../ui/form";
import { ask, confirm, Dialog, toast, toast_error } from "../../ui/layers";

const DAY_MS = 864e5;
const LIVES = ["30", "90", "365", ""]; /* days; the last: until it is revoked */

const scopes_allowed = (): Scope[] => [
    "read",
    ...(may_write.value ? (["write"] as const) : []),
    ...(is_owner.value ? (["admin"] as const) : []),
    ...(may_write.value ? (["approve"] as const) : []),
];

/* What the server never shows again. */
function Made({ it, close }: { it: Key; close: () => void }) {
    const call = `curl -H "Authorization: Bearer ${it.key}" ${location.origin}/api/v1/accounts`;
    return (
        <Dialog title={t.settings.key_made(it.name)} onClose={close}>
            <p class="muted">{t.settings.key_once}</p>
            <Copy value={it.key ?? ""} label={t.settings.key} />
            <p class="small muted">{t.settings.key_use}</p>
            <pre class="settings-code">{call}</pre>
            <div class="dialog-foot">
                <Button kind="main" onClick={close}>
                    {t.settings.key_kept}
                </Button>
            </div>
        </Dialog>
    );
}

function Scopes({
    scopes,
    set,
    error,
}: {
    scopes: Scope[];
    set: (next: Scope[]) => void;
    error: string | null;
}) {
    return (
        <fieldset class="settings-scopes">
            <legend class="field-label">{t.settings.scopes}</legend>
            {scopes_allowed().map(s => (
                <Check
                    key={s}
                    label={t.settings.scope[s]}
                    checked={scopes.includes(s)}
                    onCheck={on => set(on ? [...scopes, s] : scopes.filter(x => x !== s))}
                />
            ))}
            {error ? (
                <span class="field-error" role="alert">
                    {error}
                </span>
            ) : null}
        </fieldset>
    );
}

function NewDialog({ close }: { close: () => void }) {
    const submit = useSubmit(["name", "scopes", "expires"]);
    const [name, set_name] = useState("");
    const [scopes, set_scopes] = useState<Scope[]>(["read"]);
    const [days, set_days] = useState("90");
    const [made, set_made] = useState<Key | null>(null);
    const send = async () => {
        if (!name.trim()) return submit.complain("name", t.error.required);
        if (scopes.length === 0) return submit.complain("scopes", t.error.required);
        const expires = days ? new Date(Date.now() + Number(days) * DAY_MS).toISOString() : undefined;
        set_made(await api.key_new({ name: name.trim(), scopes, expires }));
        changed("keys");
    };
    if (made) return <Made key="made" it={made} close={close} />;
    return (
        <Dialog key="new" title={t.settings.key_new} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <TextField
                    label={t.settings.key_name}
                    hint={t.settings.key_name_hint}
                    maxLength={100}
                    autofocus
                    value={name}
                    error={submit.of("name")}
                    onText={set_name}
                />
                <Scopes scopes={scopes} set={set_scopes} error={submit.of("scopes")} />
                <SelectField
                    label={t.settings.expires}
                    value={days}
                    error={submit.of("expires")}
                    options={LIVES.map(value => ({
                        value,
                        text: value ? t.settings.days(Number(value)) : t.settings.never,
                    }))}
                    onValue={set_days}
                />
                <FormFoot submit={submit} label={t.settings.key_create} onCancel={close} />
            </Form>
        </Dialog>
    );
}
const ask_key = () => void ask<void>(close => <NewDialog key="key" close={() => close()} />);

async function revoke(it: Key) {
    const sure = await confirm(
        t.settings.key_end_title(it.name),
        t.settings.key_end_text,
        t.settings.key_end,
    );
    if (!sure) return;
    try {
        await api.key_end(it.id);
        changed("keys");
        toast(t.settings.key_ended);
    } catch (e) {
        toast_error(e);
    }
}

function Line({ it }: { it: Key }) {
    const facts = [
        it.used ? t.settings.used(ago(it.used)) : t.settings.unused,
        it.expires ? t.settings.until(day_full(it.expires.slice(0, 10))) : t.settings.no_end,
    ];
    return (
        <li class="settings-line">
            <span class="import-icon">
                <Icon name="key" />
            </span>
            <div class="grow">
                <p class="row">
                    <span class="clip">{it.name}</span>
                    {it.scopes.map(s => (
                        <span key={s} class="pill">
                            {t.settings.scope_short[s]}
                        </span>
                    ))}
                </p>
                <p class="small faint">{facts.join(" · ")}</p>
            </div>
            <Button small aria-label={`${t.settings.key_end}: ${it.name}`} onClick={() => void revoke(it)}>
                {t.settings.key_end}
            </Button>
        </li>
    );
}

export function Keys() {
    const q = useQuery("keys", async () => (await api.keys()).items, ["keys"]);
    const add = (
        <Button small icon="plus" onClick={ask_key}>
            {t.settings.key_new}
        </Button>
    );
    return (
        <Card title={t.settings.keys} more={add}>
            <Loaded query={q} lines={2}>
                {list =>
                    list.length === 0 ? (
                        <p class="muted">{t.settings.no_keys}</p>
                    ) : (
                        <ul class="list">
                            {list.map(k => (
                                <Line key={k.id} it={k} />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </Card>
    );
}
