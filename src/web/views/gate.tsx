/* Before one is in: signing in, the owner's first run, accepting an invitation. */
import { useState } from "preact/hooks";
import { api, ApiError } from "../api";
import { currency_likely, currency_options } from "../currencies";
import { go, path, search } from "../router";
import { setup, signed_in } from "../session";
import { t } from "../text";
import { Button, Trouble } from "../ui/basics";
import { Check, Form, PasswordField, SelectField, TextField, useSubmit } from "../ui/form";
import { Brand } from "../ui/navigation";

const PASSWORD_LEAST = 15;

function SignIn() {
    const submit = useSubmit(["email", "password"]);
    const [email, set_email] = useState("");
    const [password, set_password] = useState("");
    const [remember, set_remember] = useState(true);
    const send = async () => {
        if (!email.trim()) return submit.complain("email", t.error.required);
        if (!password) return submit.complain("password", t.error.required);
        signed_in((await api.log_in({ email: email.trim(), password, remember })).user);
        if (path.value === "/join") go("/", "replace");
    };
    return (
        <>
            <h1>{t.sign.in}</h1>
            <p class="muted">{t.sign.in_text}</p>
            <Form submit={submit} onSubmit={send}>
                <TextField
                    label={t.sign.email}
                    type="email"
                    name="email"
                    autocomplete="username"
                    autofocus
                    value={email}
                    onText={set_email}
                    error={submit.of("email")}
                />
                <PasswordField
                    label={t.sign.password}
                    name="password"
                    autocomplete="current-password"
                    value={password}
                    onText={set_password}
                    error={submit.of("password")}
                />
                <Check label={t.sign.remember} checked={remember} onCheck={set_remember} />
                <Button kind="main" type="submit" wide busy={submit.busy}>
                    {t.sign.in}
                </Button>
            </Form>
        </>
    );
}

/* The first owner, or somebody who was invited. */
function SignUp({ invitation }: { invitation: string | null }) {
    const submit = useSubmit(["email", "password", "name", "household_name"]);
    const [money, set_money] = useState(currency_likely);
    const [given, set] = useState({ name: "", household_name: "", email: "", password: "" });
    const field = (name: keyof typeof given) => ({
        name,
        value: given[name],
        error: submit.of(name),
        onText: (text: string) => set(old => ({ ...old, [name]: text })),
    });
    const send = async () => {
        if (!given.email.trim()) return submit.complain("email", t.error.required);
        if (given.password.length < PASSWORD_LEAST) return submit.complain("password", t.sign.password_hint);
        const { user } = await api.sign_up({
            email: given.email.trim(),
            password: given.password,
            name: given.name.trim() || undefined,
            household_name: given.household_name.trim() || undefined,
            invitation: invitation ?? undefined,
        });
        /* Before anything reads: sums and files without a currency are in this one. */
        if (!invitation)
            user.household = await api.household_edit({ currency: money }).catch(() => user.household);
        signed_in(user);
        go("/", "replace");
    };
    return (
        <>
            <h1>{invitation ? t.sign.join : t.sign.welcome}</h1>
            <p class="muted">{invitation ? t.sign.join_text : t.sign.welcome_text}</p>
            <Form submit={submit} onSubmit={send}>
                <TextField label={t.sign.name} autocomplete="name" autofocus {...field("name")} />
                {invitation ? null : (
                    <>
                        <TextField
                            label={t.sign.household}
                            hint={t.sign.household_hint}
                            {...field("household_name")}
                        />
                        <SelectField
                            label={t.sign.currency}
                            hint={t.sign.currency_hint}
                            value={money}
                            options={currency_options()}
                            onValue={set_money}
                        />
                    </>
                )}
                <TextField label={t.sign.email} type="email" autocomplete="username" {...field("email")} />
                <PasswordField
                    label={t.sign.password}
                    hint={t.sign.password_hint}
                    autocomplete="new-password"
                    {...field("password")}
                />
                <Button kind="main" type="submit" wide busy={submit.busy}>
                    {invitation ? t.sign.join : t.sign.create}
                </Button>
            </Form>
        </>
    );
}

export function Gate() {
    const joins = path.value === "/join";
    const token = search.value.get("token");
    return (
        <main class="gate" id="main">
            <div class="gate-card">
                <Brand />
                {joins && !token ? (
                    <Trouble error={new ApiError(422, "invitation", t.sign.no_token)} />
                ) : null}
                {joins && token ? (
                    <SignUp invitation={token} />
                ) : setup.value?.needs_owner ? (
                    <SignUp invitation={null} />
                ) : (
                    <SignIn />
                )}
            </div>
        </main>
    );
}
