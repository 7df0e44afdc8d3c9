/* Trying rules out: what would change, before anything does; and applying them. */
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api";
import { category_full, count, day_numbers } from "../../format";
import { on_live } from "../../live";
import { changed } from "../../query";
import { t } from "../../text";
import type { RulesPreview } from "../../types";
import { Button, Money, TableScroll, Trouble, Waiting } from "../../ui/basics";
import { Check } from "../../ui/form";
import { ask, Dialog, toast } from "../../ui/layers";

interface Tried {
    all: boolean;
    preview: RulesPreview | null /* null: on its way */;
    error: unknown;
}

function useTrial(text: string, whole: boolean) {
    const [state, set] = useState<Tried>({ all: false, preview: null, error: null });
    const { all } = state;
    useEffect(() => {
        let gone = false;
        set(old => ({ ...old, preview: null, error: null }));
        api.rules_preview({ text, whole, all }).then(
            preview => gone || set({ all, preview, error: null }),
            error => gone || set({ all, preview: null, error }),
        );
        return () => void (gone = true);
    }, [text, whole, all]);
    return { ...state, set_all: (next: boolean) => set(old => ({ ...old, all: next })) };
}

const path_shown = (path: string | null) =>
    path === null || path === ""
        ? t.tx.uncategorised
        : /^\(.*\)$/.test(path)
          ? t.tx.split
          : category_full(path);

function Changes({ preview }: { preview: RulesPreview }) {
    if (preview.items.length === 0) return null;
    return (
        <TableScroll label={t.rules.changes}>
            <table class="data-table trial-table">
                <thead>
                    <tr>
                        <th scope="col">{t.tx.date}</th>
                        <th scope="col">{t.tx.payee}</th>
                        <th scope="col">{t.tx.amount}</th>
                        <th scope="col">{t.rules.from}</th>
                        <th scope="col">{t.rules.to}</th>
                    </tr>
                </thead>
                <tbody>
                    {preview.items.map(i => (
                        <tr key={i.transaction}>
                            <td>{day_numbers(i.date)}</td>
                            <td>
                                <a class="clip" href={`/transactions?open=${i.transaction}`}>
                                    {i.payee || t.tx.no_payee}
                                </a>
                            </td>
                            <td>
                                <Money amount={i.amount} currency={i.currency} />
                            </td>
                            <td class="muted">{path_shown(i.from)}</td>
                            <td>
                                {i.from === i.to ? (
                                    <span class="faint">{t.rules.other_change}</span>
                                ) : (
                                    path_shown(i.to)
                                )}
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </TableScroll>
    );
}

function Result({ tried }: { tried: Tried }) {
    if (tried.error) return <Trouble error={tried.error} />;
    if (!tried.preview) return <Waiting lines={3} />;
    const { changed: would, looked_at, items } = tried.preview;
    return (
        <>
            <p role="status">
                <strong>{t.rules.would_change(would, looked_at)}</strong>
                {items.length < would ? <span class="muted"> {t.rules.first(items.length)}</span> : null}
            </p>
            <Changes preview={tried.preview} />
        </>
    );
}

function TrialDialog({ text, whole, close }: { text: string; whole: boolean; close: () => void }) {
    const trial = useTrial(text, whole);
    return (
        <Dialog title={t.rules.trial} wide onClose={close}>
            <p class="small muted">{t.rules.trial_text}</p>
            <Check label={t.rules.all} checked={trial.all} onCheck={trial.set_all} />
            <Result tried={trial} />
            <div class="dialog-foot">
                <Button kind="main" onClick={close}>
                    {t.do.close}
                </Button>
            </div>
        </Dialog>
    );
}

/* `whole`: the text stands for all rules; else it comes before those that are there. The rules must be readable. */
export function show_trial(text: string, whole: boolean) {
    void ask<void>(close => <TrialDialog key={text} text={text} whole={whole} close={() => close()} />);
}

/* -- Applying. The server tells of each thousand while it works. */
function ApplyDialog({ text, close }: { text: string; close: () => void }) {
    const trial = useTrial(text, true);
    const [moved, set_moved] = useState<number | null>(null);
    const [error, set_error] = useState<unknown>(null);
    const would = trial.preview?.changed ?? 0;
    useEffect(
        () =>
            on_live(["transaction.updated"], m => {
                const some = m.event?.data?.changed;
                if (typeof some === "number") set_moved(old => (old === null ? old : old + some));
            }),
        [],
    );
    const run = async () => {
        set_moved(0);
        set_error(null);
        try {
            const { changed: done } = await api.rules_apply(trial.all);
            changed("transaction");
            toast(t.rules.applied(done));
            close();
        } catch (e) {
            set_error(e);
            set_moved(null);
        }
    };
    if (moved !== null)
        return (
            <Dialog title={t.rules.apply} onClose={close}>
                <p role="status">{t.rules.applying(Math.min(moved, would))}</p>
                <progress
                    class="meter"
                    aria-label={t.rules.applying(moved)}
                    max={Math.max(1, would)}
                    value={moved > 0 ? Math.min(moved, would) : undefined}
                />
                <p class="small faint">{t.rules.applying_text}</p>
            </Dialog>
        );
    return (
        <Dialog title={t.rules.apply} wide onClose={close}>
            {error ? <Trouble error={error} /> : null}
            <p class="small muted">{t.rules.apply_text}</p>
            <Check label={t.rules.all} checked={trial.all} onCheck={trial.set_all} />
            <Result tried={trial} />
            <div class="dialog-foot">
                <Button kind="quiet" onClick={close}>
                    {t.do.cancel}
                </Button>
                <Button kind="main" disabled={would === 0} onClick={() => void run()}>
                    {would > 0 ? t.rules.apply_to(count(would)) : t.rules.apply}
                </Button>
            </div>
        </Dialog>
    );
}

export function ask_apply(text: string) {
    void ask<void>(close => <ApplyDialog key="apply" text={text} close={() => close()} />);
}
