/* "It was me", with what proves who says so: one's own question, and a one-time code of the app or from the mail. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { useQuery } from "../../query";
import { t } from "../../text";
import type { HeldPayment } from "../../types";
import { Button, Loaded } from "../../ui/basics";
import { Form, FormFoot, TextField, useSubmit } from "../../ui/form";
import { Dialog, toast, toast_error } from "../../ui/layers";

export function Confirm({ it, close }: { it: HeldPayment; close: (done?: boolean) => void }) {
    const submit = useSubmit(["code", "mailed_code", "answer"]);
    const [code, set_code] = useState("");
    const [mailed, set_mailed] = useState("");
    const [answer, set_answer] = useState("");
    const query = useQuery(`held question ${it.id}`, async () => ({
        app: (await api.step_up()).app,
        question: (await api.held_question(it.id)).question,
    }));
    const mail = async () => {
        try {
            toast(t.security.mailed_to((await api.held_code()).minutes));
        } catch (e) {
            toast_error(e);
        }
    };
    const send = async () => {
        await api.held_confirm(it.id, {
            ...(code.trim() ? { code: code.trim() } : {}),
            ...(mailed.trim() ? { mailed_code: mailed.trim() } : {}),
            ...(answer.trim() ? { answer: answer.trim() } : {}),
        });
        close(true);
    };
    return (
        <Dialog title={`${t.security.was_me}: ${it.payee}`} onClose={() => close()}>
            <Loaded query={query} lines={2}>
                {known => (
                    <Form class="stack" submit={submit} onSubmit={send}>
                        <p class="muted">{t.security.prove}</p>
                        {known.question ? (
                            <TextField
                                label={known.question}
                                value={answer}
                                error={submit.of("answer")}
                                onText={set_answer}
                            />
                        ) : null}
                        {known.app ? (
                            <TextField
                                label={t.security.code}
                                inputMode="numeric"
                                autocomplete="one-time-code"
                                value={code}
                                error={submit.of("code")}
                                onText={set_code}
                            />
                        ) : (
                            <>
                                <TextField
                                    label={t.security.mailed}
                                    autocomplete="one-time-code"
                                    value={mailed}
                                    error={submit.of("mailed_code")}
                                    onText={set_mailed}
                                />
                                <div class="row">
                                    <Button kind="quiet" onClick={() => void mail()}>
                                        {t.security.mail_code}
                                    </Button>
                                </div>
                            </>
                        )}
                        <FormFoot submit={submit} label={t.security.was_me} onCancel={() => close()} />
                    </Form>
                )}
            </Loaded>
        </Dialog>
    );
}
