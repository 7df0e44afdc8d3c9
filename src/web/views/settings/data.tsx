/* Everything can be taken along. */
import { useState } from "preact/hooks";
import { export_path } from "../../api";
import { useAccounts } from "../../data";
import { t } from "../../text";
import { Card, Icon, Segments } from "../../ui/basics";
import { SelectField, TextField } from "../../ui/form";

type Format = "csv" | "json" | "journal";

export function Data() {
    const accounts = useAccounts().data ?? [];
    const [format, set_format] = useState<Format>("csv");
    const [account, set_account] = useState("");
    const [from, set_from] = useState("");
    const [to, set_to] = useState("");
    const backwards = Boolean(from && to && to < from);
    return (
        <Card title={t.settings.export}>
            <div class="stack">
                <p class="muted">{t.settings.export_text}</p>
                <Segments
                    label={t.settings.format}
                    value={format}
                    options={[
                        { value: "csv", text: "CSV" },
                        { value: "json", text: "JSON" },
                        { value: "journal", text: t.settings.journal },
                    ]}
                    onChange={set_format}
                />
                <p class="small faint">{t.settings.format_about[format]}</p>
                <SelectField
                    label={t.tx.account}
                    value={account}
                    options={[
                        { value: "", text: t.accounts.all },
                        ...accounts.map(a => ({ value: a.id, text: a.name })),
                    ]}
                    onValue={set_account}
                />
                <div class="field-pair">
                    <TextField label={t.tx.from} type="date" value={from} onText={set_from} />
                    <TextField
                        label={t.tx.to}
                        type="date"
                        value={to}
                        error={backwards ? t.settings.backwards : null}
                        onText={set_to}
                    />
                </div>
                <div class="row">
                    <a
                        class="button button-main"
                        href={export_path({ format, account, from, to: backwards ? "" : to })}
                        download
                    >
                        <Icon name="download" />
                        {t.settings.export_do}
                    </a>
                </div>
            </div>
        </Card>
    );
}
