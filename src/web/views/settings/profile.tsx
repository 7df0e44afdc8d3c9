/* Who one is, and how one likes to read. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { day_full, money, today } from "../../format";
import { me } from "../../session";
import { language, language_set, languages, locale, region, t, type Language } from "../../text";
import { theme_choice, theme_set } from "../../theme";
import { Button, Card, Segments } from "../../ui/basics";
import { Form, SelectField, TextField, useSubmit } from "../../ui/form";
import { toast, toast_error } from "../../ui/layers";

/* Where a language is written in its own way. */
const REGIONS: Record<Language, string[]> = {
    en: ["en-GB", "en-US", "en-IE", "en-AU", "en-CA", "en-IN", "en-NZ", "en-ZA"],
    de: ["de-DE", "de-AT", "de-CH", "de-LI", "de-LU"],
};

function zones_with(zone: string): string[] {
    const intl = Intl as typeof Intl & { supportedValuesOf?: (key: "timeZone") => string[] };
    return [...new Set([zone, "UTC", ...(intl.supportedValuesOf?.("timeZone") ?? [])])].sort();
}

function Profile() {
    const submit = useSubmit(["name", "time_zone"]);
    const own = me.value!;
    const [name, set_name] = useState(own.name);
    const [zone, set_zone] = useState(own.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
    const send = async () => {
        if (!name.trim()) return submit.complain("name", t.error.required);
        me.value = await api.me_edit({ name: name.trim(), time_zone: zone });
        toast(t.settings.saved);
    };
    return (
        <Card title={t.settings.profile} more={<span class="small faint">{own.email}</span>}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <div class="field-pair">
                    <TextField
                        label={t.sign.name}
                        autocomplete="name"
                        maxLength={100}
                        value={name}
                        error={submit.of("name")}
                        onText={set_name}
                    />
                    <SelectField
                        label={t.settings.time_zone}
                        value={zone}
                        error={submit.of("time_zone")}
                        options={zones_with(zone).map(value => ({ value, text: value.replaceAll("_", " ") }))}
                        onValue={set_zone}
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

/* The choice is the person's: it comes along to other devices. */
async function choose(tag: string) {
    const next = tag.slice(0, 2) as Language;
    region.value = tag;
    if (next !== language.value) language_set(next);
    try {
        me.value = await api.me_edit({ locale: tag });
    } catch (e) {
        toast_error(e);
    }
}

function Reading() {
    const now = locale();
    const names = new Intl.DisplayNames(now, { type: "region" });
    const tags = [...new Set([now, ...REGIONS[language.value]])];
    const first = (next: Language) =>
        navigator.languages.find(tag => tag.startsWith(`${next}-`)) ?? REGIONS[next][0]!;
    return (
        <Card title={t.settings.reading}>
            <div class="stack">
                <div class="setting">
                    <span>{t.settings.language}</span>
                    <Segments
                        label={t.settings.language}
                        value={language.value}
                        options={languages.map(l => ({ value: l.code, text: l.name }))}
                        onChange={next => void choose(first(next))}
                    />
                </div>
                <div class="setting">
                    <span>{t.settings.theme}</span>
                    <Segments
                        label={t.settings.theme}
                        value={theme_choice.value}
                        options={[
                            { value: "system", text: t.settings.theme_system },
                            { value: "light", text: t.settings.theme_light },
                            { value: "dark", text: t.settings.theme_dark },
                        ]}
                        onChange={theme_set}
                    />
                </div>
                <SelectField
                    label={t.settings.region}
                    hint={`${day_full(today())} · ${money("-1234.5", "EUR")}`}
                    value={now}
                    options={tags.map(value => {
                        const at = value.split("-")[1];
                        return { value, text: at ? (names.of(at) ?? value) : t.settings.theme_system };
                    })}
                    onValue={tag => void choose(tag)}
                />
            </div>
        </Card>
    );
}

export function You() {
    return (
        <div class="stack">
            <Profile />
            <Reading />
        </div>
    );
}
