/* All rules as one text, with the numbers of its lines. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { api } from "../../api";
import { changed } from "../../query";
import { may_write } from "../../session";
import { t } from "../../text";
import type { Rule } from "../../types";
import { Button, classes, error_text } from "../../ui/basics";
import { toast } from "../../ui/layers";
import { problem_of, ProblemShown, type Problem } from "./language";
import { show_trial } from "./trial";

export const text_of = (rules: Rule[]) => rules.map(r => r.text).join("\n");

function Gutter({ lines, bad, scroll }: { lines: number; bad: number; scroll: number }) {
    const box = useRef<HTMLDivElement>(null);
    useEffect(() => {
        if (box.current) box.current.scrollTop = scroll;
    }, [scroll, lines]);
    return (
        <div ref={box} class="whole-gutter" aria-hidden="true">
            {Array.from({ length: lines }, (_, i) => (
                <span key={i} class={classes(i + 1 === bad && "whole-bad")}>
                    {i + 1}
                </span>
            ))}
        </div>
    );
}

export function Whole({ rules, done }: { rules: Rule[]; done: () => void }) {
    const stored = text_of(rules);
    const [text, set_text] = useState(stored);
    const [problem, set_problem] = useState<Problem | null>(null);
    const [other, set_other] = useState<string | null>(null);
    const [busy, set_busy] = useState<"save" | "try" | null>(null);
    const [scroll, set_scroll] = useState(0);
    const field = useRef<HTMLTextAreaElement>(null);
    const id = useId();
    const attempt = async (what: "save" | "try", work: () => Promise<void>) => {
        set_busy(what);
        set_problem(null);
        set_other(null);
        try {
            await work();
        } catch (e) {
            const found = problem_of(e, text);
            set_problem(found);
            set_other(found ? null : error_text(e));
            if (found) {
                const before = text
                    .split("\n")
                    .slice(0, found.line - 1)
                    .join("\n").length;
                const at = before + (found.line > 1 ? 1 : 0) + found.at;
                field.current?.focus();
                field.current?.setSelectionRange(at, at);
            }
        }
        set_busy(null);
    };
    const save = async () => {
        await api.rules_replace(text);
        changed("rules");
        toast(t.rules.saved);
        done();
    };
    const try_out = () => api.rules_preview({ text, whole: true }).then(() => show_trial(text, true));
    return (
        <div class="card whole">
            <div class="whole-box">
                <Gutter lines={text.split("\n").length} bad={problem?.line ?? 0} scroll={scroll} />
                <textarea
                    ref={field}
                    class="whole-text"
                    aria-label={t.rules.whole}
                    aria-invalid={problem ? "true" : undefined}
                    aria-describedby={problem ? id : undefined}
                    wrap="off"
                    spellcheck={false}
                    readOnly={!may_write.value}
                    value={text}
                    onScroll={e => set_scroll(e.currentTarget.scrollTop)}
                    onInput={e => {
                        set_text(e.currentTarget.value);
                        set_problem(null);
                    }}
                />
            </div>
            {problem ? <ProblemShown id={id} text={text} problem={problem} /> : null}
            {other ? (
                <p class="small bad" role="alert">
                    {other}
                </p>
            ) : null}
            <p class="small faint">{t.rules.whole_hint}</p>
            <div class="rule-foot">
                <Button busy={busy === "try"} onClick={() => void attempt("try", try_out)}>
                    {t.rules.preview}
                </Button>
                <span class="grow" />
                {may_write.value ? (
                    <Button
                        kind="main"
                        busy={busy === "save"}
                        disabled={text === stored}
                        onClick={() => void attempt("save", save)}
                    >
                        {t.rules.save}
                    </Button>
                ) : null}
            </div>
        </div>
    );
}
