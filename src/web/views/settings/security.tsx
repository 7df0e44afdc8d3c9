/* One's ways in: the password, where one is signed in, keys for programs. */
import { useState } from "preact/hooks";
import { api, ApiError } from "../../api";
import { changed } from "../../query";
import { t } from "../../text";
import { Button, Card } from "../../ui/basics";
import { Form, PasswordField, useSubmit } from "../../ui/form";
import { toast } from "../../ui/layers";
import { Keys } from "./keys";
import { Sessions } from "./sessions";
import { StepUp } from "./step_up";

const PASSWORD_LEAST = 15;

function Password() {
    const submit = useSubmit(["current", "new", "password"]);
    const [current, set_current] = useState("");
    const [next, set_next] = useState("");
    const send = async () => {
        if (!current) return submit.complain("current", t.error.required);
        if (next.length < PASSWORD_LEAST) return submit.complain("new", t.settings.password_hint);
        try {
            await api.password(current, next);
        } catch (e) {
            /* The API calls both "password"; only the present one can be denied. */
            if (e instanceof ApiError && e.status === 403)
                return submit.complain("current", t.settings.password_wrong);
            throw e;
        }
        changed("sessions");
        set_current("");
        set_next("");
        toast(t.settings.password_changed);
    };
    return (
        <Card title={t.sign.password}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <div class="field-pair">
                    <PasswordField
                        label={t.settings.password_now}
                        autocomplete="current-password"
                        value={current}
                        error={submit.of("current")}
                        onText={set_current}
                    />
                    <PasswordField
                        label={t.settings.password_new}
                        hint={t.settings.password_hint}
                        autocomplete="new-password"
                        value={next}
                        error={submit.of("new") ?? submit.of("password")}
                        onText={set_next}
                    />
                </div>
                <div class="row">
                    <Button type="submit" busy={submit.busy}>
                        {t.settings.password_change}
                    </Button>
                </div>
            </Form>
        </Card>
    );
}

export function Security() {
    return (
        <div class="stack">
            <Password />
            <StepUp />
            <Sessions />
            <Keys />
        </div>
    );
}
