/* Who is in the household, and who is invited: for its owners. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { ago, day_full } from "../../format";
import { changed, useQuery } from "../../query";
import { me } from "../../session";
import { t } from "../../text";
import type { Invitation, Member, Role } from "../../types";
import { Button, Card, Icon, IconButton, Loaded } from "../../ui/basics";
import { Copy } from "../../ui/copy";
import { Form, SelectField, TextField, useSubmit } from "../../ui/form";
import { confirm, toast, toast_error } from "../../ui/layers";

const ROLES: Role[] = ["owner", "member", "viewer"];
const role_options = () => ROLES.map(value => ({ value, text: t.settings.role[value] }));

/* Does it, says why not, and reads again. */
async function attempt(topic: string, work: () => Promise<unknown>, said?: string) {
    try {
        await work();
        if (said) toast(said);
    } catch (e) {
        toast_error(e);
    }
    changed(topic);
}

function MemberLine({ it }: { it: Member }) {
    const own = it.id === me.value?.id;
    const set_role = (role: Role) => attempt("members", () => api.member_edit(it.id, role), t.settings.saved);
    const end = async () => {
        const title = t.settings.member_end_title(it.name);
        if (await confirm(title, t.settings.member_end_text, t.do.remove))
            await attempt("members", () => api.member_end(it.id));
    };
    return (
        <li class="settings-line">
            <span class="import-icon">
                <Icon name="user" />
            </span>
            <div class="grow">
                <p class="row">
                    <span class="clip">{it.name}</span>
                    {own ? <span class="pill pill-good">{t.settings.you}</span> : null}
                </p>
                <p class="small faint clip">{it.email}</p>
            </div>
            {own ? (
                <span class="small muted">{t.settings.role[it.role]}</span>
            ) : (
                <>
                    <select
                        class="input settings-role"
                        aria-label={t.settings.role_of(it.name)}
                        value={it.role}
                        onChange={e => void set_role(e.currentTarget.value as Role)}
                    >
                        {role_options().map(o => (
                            <option key={o.value} value={o.value}>
                                {o.text}
                            </option>
                        ))}
                    </select>
                    <IconButton
                        icon="trash"
                        label={`${t.do.remove}: ${it.name}`}
                        onClick={() => void end()}
                    />
                </>
            )}
        </li>
    );
}

export function Members() {
    const q = useQuery("members", async () => (await api.members()).items, ["members"]);
    return (
        <Card title={t.settings.members}>
            <Loaded query={q} lines={2}>
                {list => (
                    <ul class="list">
                        {list.map(m => (
                            <MemberLine key={m.id} it={m} />
                        ))}
                    </ul>
                )}
            </Loaded>
        </Card>
    );
}

/* -- Invitations. */
function InvitationLine({ it }: { it: Invitation }) {
    const facts = [
        t.settings.role[it.role],
        t.settings.invited(ago(it.created)),
        t.settings.until(day_full(it.expires.slice(0, 10))),
    ];
    return (
        <li class="settings-line">
            <div class="grow">
                <p class="clip">{it.email}</p>
                <p class="small faint">{facts.join(" · ")}</p>
            </div>
            <IconButton
                icon="trash"
                label={`${t.settings.invitation_end}: ${it.email}`}
                onClick={() => void attempt("invitations", () => api.invitation_end(it.id))}
            />
        </li>
    );
}

function InvitationMade({ it }: { it: Invitation }) {
    return (
        <div class="settings-made stack" role="status">
            <p>{t.settings.invitation_made(it.email)}</p>
            <Copy
                value={`${location.origin}/join?token=${encodeURIComponent(it.token ?? "")}`}
                label={t.settings.invitation_link}
            />
        </div>
    );
}

export function Invitations() {
    const submit = useSubmit(["email", "role"]);
    const [email, set_email] = useState("");
    const [role, set_role] = useState<Role>("member");
    const [made, set_made] = useState<Invitation | null>(null);
    const q = useQuery("invitations", async () => (await api.invitations()).items, [
        "invitations",
        "members",
    ]);
    const send = async () => {
        if (!email.trim()) return submit.complain("email", t.error.required);
        set_made(await api.invite(email.trim(), role));
        set_email("");
        changed("invitations");
    };
    return (
        <Card title={t.settings.invite}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <div class="settings-invite">
                    <TextField
                        label={t.sign.email}
                        type="email"
                        autocomplete="off"
                        value={email}
                        error={submit.of("email")}
                        onText={set_email}
                    />
                    <SelectField
                        label={t.settings.role_label}
                        value={role}
                        options={role_options()}
                        onValue={value => set_role(value as Role)}
                    />
                    <Button type="submit" busy={submit.busy}>
                        {t.settings.invite_do}
                    </Button>
                </div>
                <p class="small faint">{t.settings.role_about[role]}</p>
            </Form>
            {made ? <InvitationMade it={made} /> : null}
            <Loaded query={q} lines={1}>
                {list =>
                    list.length === 0 ? null : (
                        <ul class="list settings-invitations">
                            {list.map(i => (
                                <InvitationLine key={i.id} it={i} />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </Card>
    );
}
