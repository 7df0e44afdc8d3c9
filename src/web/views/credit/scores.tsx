/* Scores from a CSV file: what its first lines say, and what was wrong with it. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { changed } from "../../query";
import { t } from "../../text";
import { Field, Form, FormFoot, useSubmit } from "../../ui/form";
import { ask, Dialog, toast } from "../../ui/layers";

const BYTES_MOST = 512 << 10;
const LINES_SHOWN = 5;
const EXAMPLE = "date,score,source\n2026-04-01,612,Bureau\n2026-10-01,640,Bureau";

/* As most banks and bureaus write it; a file of Windows-1252 has bytes that are no UTF-8. */
async function text_of(file: File): Promise<string> {
    const bytes = await file.arrayBuffer();
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
        return new TextDecoder("windows-1252").decode(bytes);
    }
}

function ScoreFileDialog({ close }: { close: () => void }) {
    const submit = useSubmit(["text"]);
    const [text, set_text] = useState<string | null>(null);
    const lines = (text ?? "").split(/\r?\n/).filter(line => line.trim() !== "");
    const choose = (input: HTMLInputElement) =>
        submit.run(async () => {
            const file = input.files?.[0];
            set_text(null);
            if (file && file.size > BYTES_MOST) return submit.complain("text", t.credit.score_too_big);
            if (file) set_text(await text_of(file));
        });
    const send = async () => {
        if (text === null) return submit.complain("text", t.credit.score_none_chosen);
        const made = await api.credit_scores_import(text);
        changed("credit");
        toast(t.credit.score_imported(made.added, made.changed, made.same));
        close();
    };
    return (
        <Dialog title={t.credit.score_import_title} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <p class="muted">{t.credit.score_import_text}</p>
                <Field label={t.credit.score_file} error={submit.of("text")}>
                    {given => (
                        <input
                            {...given}
                            class="input"
                            type="file"
                            accept=".csv,.txt,.tsv,text/csv"
                            onChange={e => void choose(e.currentTarget)}
                        />
                    )}
                </Field>
                {text !== null ? <p class="small muted">{t.credit.score_preview(lines.length)}</p> : null}
                <pre class="credit-letter small" tabIndex={0}>
                    {text === null ? EXAMPLE : lines.slice(0, LINES_SHOWN).join("\n")}
                </pre>
                <FormFoot submit={submit} label={t.credit.score_import_do} onCancel={close} />
            </Form>
        </Dialog>
    );
}

export function ask_score_file() {
    void ask<void>(close => <ScoreFileDialog key="scores" close={() => close()} />);
}
