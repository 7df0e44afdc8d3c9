/* How what is told looks, with made-up data; and one sent to oneself. */
import { useState } from "preact/hooks";
import { api, template_path } from "../../../api";
import { changed, useQuery } from "../../../query";
import { language, languages, t } from "../../../text";
import { Button, Card, Loaded } from "../../../ui/basics";
import { SelectField } from "../../../ui/form";
import { toast, toast_error } from "../../../ui/layers";

function Preview({ kind, locale }: { kind: string; locale: string }) {
    const q = useQuery(`template ${kind} ${locale}`, () => api.template(kind, locale));
    return (
        <Loaded query={q} lines={6}>
            {it => (
                <>
                    <p>
                        <strong>{it.title}</strong>
                    </p>
                    <pre class="settings-code" tabIndex={0} aria-label={t.notices.templates}>
                        {it.text}
                    </pre>
                </>
            )}
        </Loaded>
    );
}

function Choice({ kinds }: { kinds: { value: string; text: string }[] }) {
    const [kind, set_kind] = useState(kinds[0]?.value ?? "test");
    const [locale, set_locale] = useState<string>(language.value);
    const [busy, set_busy] = useState(false);
    const test = async () => {
        set_busy(true);
        try {
            await api.template_test(kind);
            toast(t.notices.test_sent);
            changed("notification");
        } catch (e) {
            toast_error(e);
        }
        set_busy(false);
    };
    return (
        <div class="stack">
            <div class="field-pair">
                <SelectField label={t.notices.template} value={kind} options={kinds} onValue={set_kind} />
                <SelectField
                    label={t.settings.language}
                    value={locale}
                    options={languages.map(l => ({ value: l.code, text: l.name }))}
                    onValue={set_locale}
                />
            </div>
            <Preview key={`${kind} ${locale}`} kind={kind} locale={locale} />
            <div class="row">
                <Button busy={busy} onClick={() => void test()}>
                    {t.notices.test}
                </Button>
                <a class="link" href={template_path(kind, locale)} target="_blank" rel="noopener">
                    {t.notices.html}
                </a>
            </div>
        </div>
    );
}

export function Templates() {
    const q = useQuery("templates", async () => (await api.templates()).items);
    return (
        <Card title={t.notices.templates}>
            <Loaded query={q} lines={4}>
                {list => <Choice kinds={list.map(k => ({ value: k.kind, text: k.name }))} />}
            </Loaded>
        </Card>
    );
}
