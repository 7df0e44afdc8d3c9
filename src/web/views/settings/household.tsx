/* The household: its name and currency, others that one belongs to, and who is in it. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { currency_options } from "../../currencies";
import { go } from "../../router";
import { is_owner, me, session_start, signed_in } from "../../session";
import { t } from "../../text";
import type { Household as HouseholdOf } from "../../types";
import { Button, Card, Icon } from "../../ui/basics";
import { Form, SelectField, TextField, useSubmit } from "../../ui/form";
import { confirm, toast, toast_error } from "../../ui/layers";
import { Invitations, Members } from "./people";

function household_now(household: HouseholdOf) {
    const own = me.value!;
    const households = own.households.map(h => (h.id === household.id ? { ...h, name: household.name } : h));
    me.value = { ...own, household, households };
}

function Names() {
    const submit = useSubmit(["name", "currency"]);
    const home = me.value!.household;
    const [name, set_name] = useState(home.name);
    const [currency, set_currency] = useState(home.currency ?? "");
    const send = async () => {
        if (!name.trim()) return submit.complain("name", t.error.required);
        household_now(await api.household_edit({ name: name.trim(), currency: currency || undefined }));
        toast(t.settings.saved);
    };
    return (
        <Card title={t.settings.household}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <div class="field-pair">
                    <TextField
                        label={t.sign.household}
                        maxLength={100}
                        value={name}
                        error={submit.of("name")}
                        onText={set_name}
                    />
                    <SelectField
                        label={t.sign.currency}
                        hint={t.sign.currency_hint}
                        value={currency}
                        error={submit.of("currency")}
                        options={[
                            ...(home.currency ? [] : [{ value: "", text: "–" }]),
                            ...currency_options(),
                        ]}
                        onValue={set_currency}
                    />
                </div>
                <div class="row">
                    <Button type="submit" kind="main" busy={submit.busy}>
                        {t.do.save}
                    </Button>
                </div>
            </Form>
        </Card>
    );
}

/* For whoever may not change it. */
function Plain() {
    const own = me.value!;
    return (
        <Card title={own.household.name}>
            <p class="muted">
                {[t.settings.your_role(t.settings.role[own.role]), own.household.currency]
                    .filter(Boolean)
                    .join(" · ")}
            </p>
        </Card>
    );
}

function Others() {
    const own = me.value!;
    if (own.households.length < 2) return null;
    const enter = async (id: string) => {
        try {
            signed_in(await api.me_household(id));
            go("/");
        } catch (e) {
            toast_error(e);
        }
    };
    return (
        <Card title={t.settings.households}>
            <ul class="list">
                {own.households.map(h => (
                    <li key={h.id} class="settings-line">
                        <span class="import-icon">
                            <Icon name="users" />
                        </span>
                        <div class="grow">
                            <p class="clip">{h.name}</p>
                            <p class="small faint">{t.settings.role[h.role]}</p>
                        </div>
                        {h.id === own.household.id ? (
                            <span class="pill pill-good">{t.settings.here}</span>
                        ) : (
                            <Button
                                small
                                aria-label={`${t.settings.enter}: ${h.name}`}
                                onClick={() => void enter(h.id)}
                            >
                                {t.settings.enter}
                            </Button>
                        )}
                    </li>
                ))}
            </ul>
        </Card>
    );
}

function Leave() {
    const leave = async () => {
        const own = me.value!;
        const title = t.settings.leave_title(own.household.name);
        if (!(await confirm(title, t.settings.leave_text, t.settings.leave))) return;
        try {
            await api.member_end(own.id);
            await session_start();
        } catch (e) {
            toast_error(e);
        }
    };
    return (
        <div>
            <Button kind="quiet" icon="out" onClick={() => void leave()}>
                {t.settings.leave}
            </Button>
        </div>
    );
}

export function Household() {
    const owns = is_owner.value;
    return (
        <div class="stack">
            {owns ? <Names /> : <Plain />}
            <Others />
            {owns ? (
                <>
                    <Members />
                    <Invitations />
                </>
            ) : (
                <Leave />
            )}
        </div>
    );
}
