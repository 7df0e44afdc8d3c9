/* Import: drop files, watch them read, look at what they would do, confirm; what was imported, and how to take it back. */
import { useEffect, useRef } from "preact/hooks";
import { api } from "../api";
import { useImports } from "../data";
import { ago, bytes, count, file_name } from "../format";
import { live_state } from "../live";
import { changed } from "../query";
import { may_write } from "../session";
import { t } from "../text";
import type { Import as ImportOf } from "../types";
import { Button, Empty, Head, Icon, IconButton, Loaded, Meter, error_text } from "../ui/basics";
import { confirm, toast, toast_error } from "../ui/layers";
import { files, upload, upload_again, upload_forget, uploads, type Upload } from "../uploads";
import { ask_again } from "./import/again";
import { Preview } from "./import/preview";

const POLL_MS = 700;

function DropZone({ small }: { small: boolean }) {
    const input = useRef<HTMLInputElement>(null);
    return (
        <section class={small ? "drop-zone drop-zone-small" : "drop-zone"} aria-label={t.import.choose}>
            <span class="empty-icon">
                <Icon name="import" />
            </span>
            <div>
                <h2>{t.import.drop}</h2>
                <p class="small muted">{t.import.drop_text}</p>
            </div>
            <Button kind="main" onClick={() => input.current?.click()}>
                {t.import.choose}
            </Button>
            <input
                ref={input}
                type="file"
                multiple
                hidden
                aria-label={t.import.choose}
                onChange={e => {
                    upload([...(e.currentTarget.files ?? [])]);
                    e.currentTarget.value = "";
                }}
            />
        </section>
    );
}

function Uploading({ it }: { it: Upload }) {
    return (
        <li class="import-line">
            <span class="import-icon">
                <Icon name={it.error ? "warning" : "file"} />
            </span>
            <div class="grow">
                <p class="clip">{it.name}</p>
                {it.error ? (
                    <p class="small bad" role="alert">
                        {t.import.upload_failed} {error_text(it.error)}
                    </p>
                ) : (
                    <Meter ratio={it.size ? it.sent / it.size : 0} label={t.import.uploading(it.name)} />
                )}
            </div>
            {it.error ? (
                <Button small onClick={() => upload_again(it.id)}>
                    {t.do.retry}
                </Button>
            ) : (
                <span class="small faint">{bytes(it.size)}</span>
            )}
            <IconButton icon="close" label={t.import.cancel} onClick={() => upload_forget(it.id)} />
        </li>
    );
}

function Reading({ it }: { it: ImportOf }) {
    const p = it.progress;
    const ratio = p && p.bytes_all > 0 ? p.bytes / p.bytes_all : 0;
    return (
        <li class="import-line">
            <span class="import-icon">
                <Icon name="file" />
            </span>
            <div class="grow">
                <p class="clip">{it.file}</p>
                <Meter ratio={ratio} label={`${t.import.reading}: ${it.file}`} />
            </div>
            <span class="small faint">{p ? t.import.entries(p.entries) : t.import.reading}</span>
        </li>
    );
}

/* -- What became of earlier files. */
async function undo(it: ImportOf) {
    if (!(await confirm(t.import.undo_title, t.import.undo_text(it.new), t.import.undo))) return;
    try {
        await api.import_undo(it.id);
        changed("import.undone", "transaction");
        toast(t.import.undone_toast);
    } catch (e) {
        toast_error(e);
    }
}

function Past({ it }: { it: ImportOf }) {
    const states = {
        committed: ["pill pill-good", t.import.committed],
        refused: ["pill pill-bad", t.import.refused],
        undone: ["pill", t.import.undone],
        discarded: ["pill", t.import.discarded],
    } as Record<string, [string, string]>;
    const [name, text] = states[it.state] ?? ["pill", it.state];
    return (
        <li class="import-line">
            <div class="grow">
                <p class="row import-title">
                    {it.state === "committed" ? (
                        <a class="clip" href={`/transactions?import=${it.id}`}>
                            {file_name(it.file)}
                        </a>
                    ) : (
                        <span class="clip">{file_name(it.file)}</span>
                    )}
                    <span class={name}>{text}</span>
                </p>
                {it.problem ? (
                    <p class="small bad">
                        {it.problem.line ? <strong>{t.import.line(it.problem.line)}: </strong> : null}
                        {it.problem.detail} <span class="faint">{t.import.refused_text}</span>
                    </p>
                ) : (
                    <p class="small faint">
                        {ago(it.committed ?? it.created)} · {count(it.new)} {t.import.new_short}
                        {it.known > 0 ? `, ${count(it.known)} ${t.import.known_short}` : ""}
                    </p>
                )}
            </div>
            {it.state === "refused" && files.has(it.id) ? (
                <Button small onClick={() => ask_again(it, files.get(it.id)!)}>
                    {t.import.again}
                </Button>
            ) : null}
            {it.state === "committed" ? (
                <>
                    <a
                        class="button button-small button-quiet wide-only"
                        href={`/transactions?import=${it.id}`}
                    >
                        {t.import.show}
                    </a>
                    {may_write.value ? (
                        <Button
                            small
                            icon="undo"
                            compact
                            aria-label={t.import.undo}
                            onClick={() => void undo(it)}
                        >
                            {t.do.undo}
                        </Button>
                    ) : null}
                </>
            ) : null}
        </li>
    );
}

async function commit_all(ready: ImportOf[]) {
    for (const it of ready) {
        try {
            await api.import_commit(it.id);
        } catch (e) {
            toast_error(e);
        }
    }
    changed("import");
}

/* Says when something that was being saved is there. */
function useArrivals(all: ImportOf[]) {
    const before = useRef(new Map<string, string>());
    useEffect(() => {
        for (const it of all) {
            const was = before.current.get(it.id);
            if ((was === "ready" || was === "committing") && it.state === "committed") {
                toast(t.import.committed_toast(it.new));
                changed("transaction", "account");
            }
            before.current.set(it.id, it.state);
        }
    }, [all]);
}

function Body({ all, reload }: { all: ImportOf[]; reload: () => void }) {
    useArrivals(all);
    const reading = all.filter(i => i.state === "reading");
    const ready = all.filter(i => i.state === "ready" || i.state === "committing");
    const waiting = ready.filter(i => i.state === "ready");
    const past = all.filter(i => !reading.includes(i) && !ready.includes(i));
    const moving = reading.length > 0 || ready.length > waiting.length;
    const polls = moving && live_state.value !== "on";
    useEffect(() => {
        if (!polls) return;
        const timer = window.setInterval(reload, POLL_MS);
        return () => window.clearInterval(timer);
    }, [polls]);
    return (
        <div class="stack">
            {may_write.value ? <DropZone small={all.length > 0 || uploads.value.length > 0} /> : null}
            <div aria-live="polite">
                {uploads.value.length + reading.length > 0 ? (
                    <ul class="card list">
                        {uploads.value.map(u => (
                            <Uploading key={u.id} it={u} />
                        ))}
                        {reading.map(i => (
                            <Reading key={i.id} it={i} />
                        ))}
                    </ul>
                ) : null}
            </div>
            {ready.length > 0 ? (
                <div class="row import-section">
                    <h2>{t.import.to_confirm}</h2>
                    {waiting.length > 1 ? (
                        <Button small onClick={() => void commit_all(waiting)}>
                            {t.import.commit_all(waiting.length)}
                        </Button>
                    ) : null}
                </div>
            ) : null}
            {ready.map(i => (
                <Preview key={i.id} it={i} />
            ))}
            {past.length > 0 ? (
                <>
                    <h2 class="import-section">{t.import.history}</h2>
                    <ul class="card list">
                        {past.map(i => (
                            <Past key={i.id} it={i} />
                        ))}
                    </ul>
                </>
            ) : all.length === 0 && uploads.value.length === 0 ? (
                <Empty icon="clock" title={t.import.history} text={t.import.no_history} />
            ) : null}
        </div>
    );
}

export function Import() {
    const imports = useImports();
    return (
        <>
            <Head title={t.import.title} text={t.import.text} />
            <Loaded query={imports}>{all => <Body all={all} reload={imports.reload} />}</Loaded>
        </>
    );
}
