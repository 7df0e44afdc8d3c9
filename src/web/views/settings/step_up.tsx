/* An app for one-time codes: setting it up, and taking it away. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { day_full } from "../../format";
import { changed, useQuery } from "../../query";
import { t } from "../../text";
import { Button, Card, Loaded } from "../../ui/basics";
import { Copy } from "../../ui/copy";
import { Form, FormFoot, PasswordField, TextField, useSubmit } from "../../ui/form";
import { ask, Dialog, toast } from "../../ui/layers";

interface Secret {
    secret: string;
    uri: string;
}

function Code({
    label,
    error,
    value,
    set,
}: {
    label: string;
    error: string | null;
    value: string;
    set: (x: string) => void;
}) {
    return (
        <TextField
            label={label}
            inputMode="numeric"
            autocomplete="one-time-code"
            value={value}
            error={error}
            onText={set}
        />
    );
}

/* First the password, then the secret and the app's first code. */
function SetUp({ close }: { close: (done?: boolean) => void }) {
    const submit = useSubmit(["password", "code"]);
    const [password, set_password] = useState("");
    const [code, set_code] = useState("");
    const [made, set_made] = useState<Secret | null>(null);
    const send = async () => {
        if (!made) return set_made(await api.step_up_begin(password));
        await api.step_up_confirm(code.trim());
        close(true);
    };
    return (
        <Dialog title={t.settings.app_set} onClose={() => close()}>
            <Form class="stack" submit={submit} onSubmit={send}>
                {made ? (
                    <>
                        <p class="muted">{t.settings.app_secret}</p>
                        <Copy value={made.secret} label={t.settings.app} />
                        <p>
                            <a class="link" href={made.uri}>
                                {t.settings.app_open}
                            </a>
                        </p>
                        <Code
                            label={t.settings.app_first}
                            error={submit.of("code")}
                            value={code}
                            set={set_code}
                        />
                    </>
                ) : (
                    <PasswordField
                        label={t.sign.password}
                        autocomplete="current-password"
                        value={password}
                        error={submit.of("password")}
                        onText={set_password}
                    />
                )}
                <FormFoot submit={submit} label={made ? t.do.confirm : t.do.next} onCancel={() => close()} />
            </Form>
        </Dialog>
    );
}

function TakeAway({ close }: { close: (done?: boolean) => void }) {
    const submit = useSubmit(["code"]);
    const [code, set_code] = useState("");
    const send = async () => {
        await api.step_up_end(code.trim());
        close(true);
    };
    return (
        <Dialog title={t.settings.app_end} onClose={() => close()}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <Code label={t.approvals.code} error={submit.of("code")} value={code} set={set_code} />
                <FormFoot submit={submit} label={t.settings.app_end} onCancel={() => close()} />
            </Form>
        </Dialog>
    );
}

async function change(make: (close: (done?: boolean) => void) => preact.VNode, told: string) {
    if (!(await ask<boolean>(make))) return;
    toast(told);
    changed("step-up");
}

export function StepUp() {
    const query = useQuery("step-up", () => api.step_up(), ["step-up"]);
    return (
        <Card title={t.settings.app}>
            <Loaded query={query} lines={2}>
                {state => (
                    <div class="stack">
                        <p class="muted">
                            {t.settings.app_text}{" "}
                            {state.app && state.since
                                ? t.settings.app_since(day_full(state.since.slice(0, 10)))
                                : t.settings.app_none}
                        </p>
                        <div class="row">
                            <Button
                                icon="lock"
                                onClick={() =>
                                    void change(
                                        close => <SetUp key="app" close={close} />,
                                        t.settings.app_done,
                                    )
                                }
                            >
                                {state.app ? t.settings.app_other : t.settings.app_set}
                            </Button>
                            {state.app ? (
                                <Button
                                    kind="quiet"
                                    onClick={() =>
                                        void change(
                                            close => <TakeAway key="end" close={close} />,
                                            t.settings.app_ended,
                                        )
                                    }
                                >
                                    {t.settings.app_end}
                                </Button>
                            ) : null}
                        </div>
                    </div>
                )}
            </Loaded>
        </Card>
    );
}
