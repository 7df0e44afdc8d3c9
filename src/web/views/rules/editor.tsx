/* The field for one rule, with buttons that put its parts in: nobody has to know the language by heart. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { api } from "../../api";
import { t } from "../../text";
import { Button, error_text, Icon } from "../../ui/basics";
import { pick_account, pick_category, pick_payee, pick_tag } from "../transactions/pickers";
import { problem_of, ProblemShown, quoted, type Problem } from "./language";
import { show_trial } from "./trial";

interface EditorProps {
    text: string;
    label: string;
    save: (text: string) => Promise<void>;
    close: () => void;
}

/* A condition goes before the arrow, an action behind it. */
function with_condition(text: string, part: string): string {
    const [before, ...after] = text.split("->");
    const old = before!.trim();
    return `${old ? `${old} and ${part}` : part} ->${after.length ? ` ${after.join("->").trim()}` : " "}`;
}
function with_action(text: string, part: string): string {
    const at = text.indexOf("->");
    const old = at < 0 ? "" : text.slice(at + 2).trim();
    const before = at < 0 ? text.trim() || "always" : text.slice(0, at).trim();
    return `${before} -> ${old ? `${old.replace(/,\s*$/, "")}, ` : ""}${part}`;
}

/* The account's name, of what the picker brings. */
async function account_name(anchor: Element): Promise<string | null> {
    const id = await pick_account(anchor);
    if (!id) return null;
    return (await api.accounts()).items.find(a => a.id === id)?.name ?? null;
}

function Parts({ put }: { put: (change: (text: string) => string) => void }) {
    const add =
        (
            choose: (anchor: Element) => Promise<string | null>,
            how: (text: string, part: string) => string,
            part: (value: string) => string,
        ) =>
        async (e: Event) => {
            const value = await choose(e.currentTarget as Element);
            if (value !== null) put(text => how(text, part(value)));
        };
    const nothing = () => Promise.resolve("");
    const parts: [string, (e: Event) => Promise<void>][] = [
        [
            t.tx.payee,
            add(
                a => pick_payee(a),
                with_condition,
                v => `payee is ${quoted(v)}`,
            ),
        ],
        [t.rules.words, add(nothing, with_condition, () => 'text contains ""')],
        [t.tx.amount, add(nothing, with_condition, () => "amount < 0")],
        [t.tx.account, add(account_name, with_condition, v => `account is ${quoted(v)}`)],
        [
            t.tx.category,
            add(
                a => pick_category(a, true),
                with_action,
                v => `category ${quoted(v)}`,
            ),
        ],
        [
            t.tx.tag,
            add(
                a => pick_tag(a),
                with_action,
                v => `tag ${quoted(v)}`,
            ),
        ],
    ];
    return (
        <div class="chips rule-parts" role="group" aria-label={t.rules.parts}>
            {parts.map(([text, run]) => (
                <button key={text} type="button" class="chip" onClick={e => void run(e)}>
                    <Icon name="plus" />
                    {text}
                </button>
            ))}
        </div>
    );
}

export function Editor({ text: first, label, save, close }: EditorProps) {
    const [text, set_text] = useState(first);
    const [problem, set_problem] = useState<Problem | null>(null);
    const [other, set_other] = useState<string | null>(null);
    const [busy, set_busy] = useState<"save" | "try" | null>(null);
    const field = useRef<HTMLTextAreaElement>(null);
    const id = useId();

    const focus_at = (at: number) =>
        requestAnimationFrame(() => {
            field.current?.focus();
            field.current?.setSelectionRange(at, at);
        });
    useEffect(() => void focus_at(first.length), []);
    const put = (change: (text: string) => string) => {
        const next = change(text);
        set_text(next);
        set_problem(null);
        const hole = next.indexOf('""');
        focus_at(hole >= 0 ? hole + 1 : next.length);
    };
    const attempt = async (what: "save" | "try", work: (one: string) => Promise<void>) => {
        const one = text.replace(/\s*\n\s*/g, " ").trim();
        if (!one || busy) return;
        set_busy(what);
        set_problem(null);
        set_other(null);
        try {
            await work(one);
        } catch (e) {
            const found = problem_of(e, one);
            set_text(one);
            set_problem(found);
            set_other(found ? null : error_text(e));
            if (found) focus_at(found.at);
        }
        set_busy(null);
    };
    /* Asking once finds problems, so that the dialog has only changes to show. */
    const try_out = (one: string) => api.rules_preview({ text: one }).then(() => show_trial(one, false));
    return (
        <div class="rule-editor">
            <textarea
                ref={field}
                class="input rule-field"
                aria-label={label}
                aria-invalid={problem ? "true" : undefined}
                aria-describedby={problem ? id : undefined}
                rows={Math.min(6, Math.max(2, Math.ceil(text.length / 70)))}
                spellcheck={false}
                autocomplete="off"
                autocapitalize="off"
                placeholder={'payee contains "…" -> category "…"'}
                value={text}
                onInput={e => {
                    set_text(e.currentTarget.value);
                    set_problem(null);
                }}
                onKeyDown={e => {
                    if (e.key === "Escape") close();
                    else if (e.key === "Enter" && !e.shiftKey) void attempt("save", save);
                    else return;
                    e.preventDefault();
                }}
            />
            {problem ? <ProblemShown id={id} text={text} problem={problem} /> : null}
            {other ? (
                <p class="small bad" role="alert">
                    {other}
                </p>
            ) : null}
            <Parts put={put} />
            <div class="rule-foot">
                <Button small busy={busy === "try"} onClick={() => void attempt("try", try_out)}>
                    {t.rules.preview}
                </Button>
                <span class="grow" />
                <Button small kind="quiet" onClick={close}>
                    {t.do.cancel}
                </Button>
                <Button small kind="main" busy={busy === "save"} onClick={() => void attempt("save", save)}>
                    {t.do.save}
                </Button>
            </div>
        </div>
    );
}
