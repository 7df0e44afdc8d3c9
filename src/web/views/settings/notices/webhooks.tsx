/* Other programs that are called. For owners. */
import { useState } from "preact/hooks";
import { api } from "../../../api";
import { changed, useQuery } from "../../../query";
import { t } from "../../../text";
import type { Webhook } from "../../../types";
import { Button, Card, classes, Icon, Loaded } from "../../../ui/basics";
import { Copy } from "../../../ui/copy";
import { Form, FormFoot, TextField, useSubmit } from "../../../ui/form";
import { ask, confirm, Dialog, toast, toast_error } from "../../../ui/layers";

/* What the server never shows again. */
function Made({ it, close }: { it: Webhook; close: () => void }) {
    return (
        <Dialog title={t.notices.webhook_made(it.name)} onClose={close}>
            <p class="muted">{t.notices.webhook_once}</p>
            <Copy value={it.secret ?? ""} label={t.notices.webhook_secret} />
            <div class="dialog-foot">
                <Button kind="main" onClick={close}>
                    {t.settings.key_kept}
                </Button>
            </div>
        </Dialog>
    );
}
const show_secret = (it: Webhook) =>
    void ask<void>(close => <Made key="made" it={it} close={() => close()} />);

function NewDialog({ close }: { close: () => void }) {
    const submit = useSubmit(["name", "url"]);
    const [name, set_name] = useState("");
    const [url, set_url] = useState("https://");
    const [made, set_made] = useState<Webhook | null>(null);
    const send = async () => {
        if (!name.trim()) return submit.complain("name", t.error.required);
        set_made(await api.webhook_new({ name: name.trim(), url: url.trim() }));
        changed("webhooks");
    };
    if (made) return <Made key="made" it={made} close={close} />;
    return (
        <Dialog key="new" title={t.notices.webhook_new} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <TextField
                    label={t.notices.webhook_name}
                    maxLength={100}
                    autofocus
                    value={name}
                    error={submit.of("name")}
                    onText={set_name}
                />
                <TextField
                    label={t.notices.webhook_url}
                    maxLength={2000}
                    value={url}
                    error={submit.of("url")}
                    onText={set_url}
                />
                <FormFoot submit={submit} label={t.notices.webhook_create} onCancel={close} />
            </Form>
        </Dialog>
    );
}
const ask_new = () => void ask<void>(close => <NewDialog key="webhook" close={() => close()} />);

async function attempt(work: () => Promise<unknown>, said?: string) {
    try {
        await work();
        if (said) toast(said);
    } catch (e) {
        toast_error(e);
    }
    changed("webhooks", "notification");
}

async function end(it: Webhook) {
    const title = t.notices.webhook_end_title(it.name);
    if (await confirm(title, t.notices.webhook_end_text, t.notices.webhook_end))
        await attempt(() => api.webhook_end(it.id));
}

async function rotate(it: Webhook) {
    if (await confirm(t.notices.webhook_rotate, t.notices.webhook_rotate_text, t.notices.webhook_rotate))
        await attempt(async () => show_secret(await api.webhook_secret(it.id)));
}

function Line({ it }: { it: Webhook }) {
    const on = it.state === "on";
    return (
        <li class="settings-line notices-hook">
            <span class="import-icon">
                <Icon name="transfer" />
            </span>
            <div class="grow">
                <p class="row">
                    <span class="clip">{it.name}</span>
                    <span class={classes("pill", on ? "pill-good" : it.state === "gone" && "pill-bad")}>
                        {t.notices.webhook_state[it.state]}
                    </span>
                </p>
                <p class="small faint clip">{it.url}</p>
                <p class="row">
                    {on ? (
                        <Button
                            small
                            aria-label={`${t.notices.webhook_test}: ${it.name}`}
                            onClick={() => void attempt(() => api.webhook_test(it.id), t.notices.test_sent)}
                        >
                            {t.notices.webhook_test}
                        </Button>
                    ) : null}
                    <Button
                        small
                        aria-label={`${on ? t.notices.webhook_off : t.notices.webhook_on}: ${it.name}`}
                        onClick={() => void attempt(() => api.webhook_edit(it.id, { off: on }))}
                    >
                        {on ? t.notices.webhook_off : t.notices.webhook_on}
                    </Button>
                    <Button
                        small
                        aria-label={`${t.notices.webhook_rotate}: ${it.name}`}
                        onClick={() => void rotate(it)}
                    >
                        {t.notices.webhook_rotate}
                    </Button>
                    <Button
                        small
                        aria-label={`${t.notices.webhook_end}: ${it.name}`}
                        onClick={() => void end(it)}
                    >
                        {t.notices.webhook_end}
                    </Button>
                </p>
            </div>
        </li>
    );
}

export function Webhooks() {
    const q = useQuery("webhooks", async () => (await api.webhooks()).items, ["webhooks"]);
    const add = (
        <Button small icon="plus" onClick={ask_new}>
            {t.notices.webhook_new}
        </Button>
    );
    return (
        <Card title={t.notices.webhooks} more={add}>
            <Loaded query={q} lines={2}>
                {list =>
                    list.length === 0 ? (
                        <p class="muted">{t.notices.webhooks_text}</p>
                    ) : (
                        <ul class="list">
                            {list.map(w => (
                                <Line key={w.id} it={w} />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </Card>
    );
}
