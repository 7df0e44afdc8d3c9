/* What a file would do, before it does: per account what is new, whether the closing balance agrees, samples; then confirm or discard. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { category_name, count, day_short, money } from "../../format";
import { changed, useQuery } from "../../query";
import { t } from "../../text";
import type { Import, ImportAccount, ImportSample, Verdict } from "../../types";
import { Button, Icon, Money, TableScroll } from "../../ui/basics";
import { Form, useSubmit } from "../../ui/form";
import { files } from "../../uploads";
import { ask_again } from "./again";

const VERDICTS: Verdict[] = ["new", "suggested", "settles", "known"];
const SAMPLES_FIRST = 5;

function Counts({ of }: { of: { added: number; duplicates: number; settled: number; suggested: number } }) {
    const parts: [number, string, string][] = [
        [of.added, t.import.new_short, "pill pill-good"],
        [of.settled, t.import.settled_short, "pill"],
        [of.suggested, t.import.suggested_short, "pill pill-warn"],
        [of.duplicates, t.import.known_short, "pill"],
    ];
    return (
        <span class="import-counts">
            {parts.map(([n, text, name]) =>
                n > 0 ? (
                    <span key={text} class={name}>
                        {count(n)} {text}
                    </span>
                ) : null,
            )}
        </span>
    );
}

function Agreement({ a }: { a: ImportAccount }) {
    if (a.agrees === null || a.closing === null) return null;
    if (a.agrees)
        return (
            <span class="import-agrees good">
                <Icon name="check" small />
                {t.import.agrees}: {money(a.closing, a.currency)}
            </span>
        );
    return (
        <span class="import-agrees warn">
            <Icon name="warning" small />
            {t.import.agrees_not(money(a.closing, a.currency), money(a.balance ?? "0", a.currency))}
        </span>
    );
}

function Sample({ it }: { it: ImportSample }) {
    const tone = { new: "pill pill-good", suggested: "pill pill-warn", settles: "pill", known: "pill" }[
        it.verdict
    ];
    return (
        <tr class={it.verdict === "known" ? "faint" : undefined}>
            <td>{day_short(it.date)}</td>
            <td class="import-payee">{it.payee ?? t.tx.no_payee}</td>
            <td class="wide-only">{it.category ? category_name(it.category) : ""}</td>
            <td>
                <span class={tone}>{t.import[it.verdict]}</span>
            </td>
            <td>
                <Money amount={it.amount} currency={it.currency} tint />
            </td>
        </tr>
    );
}

function Samples({ samples }: { samples: ImportSample[] }) {
    const [all, show_all] = useState(false);
    if (samples.length === 0) return null;
    const sorted = [...samples].sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
    return (
        <TableScroll label={t.import.samples}>
            <table class="data-table import-samples">
                <caption class="visually-hidden">{t.import.samples}</caption>
                <tbody>
                    {sorted.slice(0, all ? undefined : SAMPLES_FIRST).map((s, i) => (
                        <Sample key={i} it={s} />
                    ))}
                </tbody>
            </table>
            {!all && sorted.length > SAMPLES_FIRST ? (
                <Button small kind="quiet" onClick={() => show_all(true)}>
                    {t.do.show_all}
                </Button>
            ) : null}
        </TableScroll>
    );
}

/* Lists leave out samples: the one import is read by itself. */
export function Preview({ it: listed }: { it: Import }) {
    const read = useQuery(`import ${listed.id} ${listed.state}`, () => api.import_one(listed.id));
    const it = read.data?.state === listed.state ? read.data : listed;
    const submit = useSubmit();
    const busy = submit.busy || it.state === "committing";
    const send = async () => {
        await api.import_commit(it.id);
        changed("import");
    };
    const discard = () =>
        void submit.run(async () => {
            await api.import_discard(it.id);
            changed("import.discarded");
        });
    return (
        <section class="card import-preview" aria-label={it.file}>
            <div class="import-head">
                <span class="import-icon">
                    <Icon name="file" />
                </span>
                <div class="grow">
                    <h3 class="clip">{it.file}</h3>
                    <p class="small faint">
                        {[it.format?.toUpperCase(), t.import.entries(it.read)].filter(Boolean).join(" · ")}
                    </p>
                </div>
                <Form class="import-actions" submit={submit} onSubmit={send}>
                    <Button kind="quiet" disabled={busy} onClick={discard}>
                        {t.import.discard}
                    </Button>
                    <Button kind="main" type="submit" busy={busy}>
                        {it.state === "committing" ? t.import.committing : t.import.commit(it.new)}
                    </Button>
                </Form>
            </div>
            <ul class="list">
                {it.accounts.map(a => (
                    <li key={`${a.name} ${a.currency}`} class="import-account">
                        <strong class="clip">{a.name}</strong>
                        {a.created ? <span class="pill pill-good">{t.import.account_new}</span> : null}
                        {a.created && files.has(it.id) ? (
                            <button
                                type="button"
                                class="link small"
                                onClick={() => ask_again(it, files.get(it.id)!)}
                            >
                                {t.import.other_account}
                            </button>
                        ) : null}
                        <Counts of={a} />
                        <Agreement a={a} />
                    </li>
                ))}
            </ul>
            {it.new + it.settled + it.suggested === 0 ? (
                <p class="small muted">{t.import.nothing_new}</p>
            ) : null}
            {(it.notes ?? []).map(n => (
                <p key={n.detail} class="small warn">
                    {n.line ? `${t.import.line(n.line)}: ` : ""}
                    {n.detail}
                </p>
            ))}
            <Samples samples={it.samples} />
        </section>
    );
}
