/* The rules one by one: changed in place, moved by the handle (dragged, or with the arrow keys), deleted with a way back. */
import { useRef, useState } from "preact/hooks";
import { api } from "../../api";
import { changed, type Query } from "../../query";
import { may_write } from "../../session";
import { t } from "../../text";
import type { Id, Rule } from "../../types";
import { Button, classes, Icon, IconButton } from "../../ui/basics";
import { toast, toast_error } from "../../ui/layers";
import { Editor } from "./editor";
import { Coloured } from "./language";
import { show_trial } from "./trial";

const SHOWN = 200; /* more are shown on demand */
const FILTER_FROM = 12;

const numbered = (rules: Rule[]) => rules.map((r, i) => ({ ...r, position: i + 1 }));

function moved(rules: Rule[], id: Id, to: number): Rule[] {
    const it = rules.find(r => r.id === id)!;
    const rest = rules.filter(r => r.id !== id);
    return numbered([...rest.slice(0, to), it, ...rest.slice(to)]);
}

async function move(query: Query<Rule[]>, id: Id, to: number) {
    query.set(rules => moved(rules, id, to));
    try {
        await api.rule_edit(id, { position: to + 1 });
        changed("rules");
    } catch (e) {
        query.reload();
        toast_error(e);
    }
}

async function end(query: Query<Rule[]>, it: Rule) {
    query.set(rules => numbered(rules.filter(r => r.id !== it.id)));
    try {
        await api.rule_end(it.id);
        toast(t.rules.removed, {
            text: t.do.undo,
            run: () => void api.rule_new(it.text, it.position).then(() => changed("rules"), toast_error),
        });
        changed("rules");
    } catch (e) {
        query.reload();
        toast_error(e);
    }
}

/* Dragging by the handle: the rows' middles say where it would go. */
function useDrag(query: Query<Rule[]>) {
    const list = useRef<HTMLUListElement>(null);
    const [dragged, set_dragged] = useState<Id | null>(null);
    const start = (e: PointerEvent, it: Rule) => {
        if (e.button !== 0) return;
        e.preventDefault();
        const handle = e.currentTarget as HTMLElement;
        handle.focus();
        let to = it.position - 1;
        set_dragged(it.id);
        const follow = (at: PointerEvent) => {
            const rows = [...list.current!.querySelectorAll<HTMLElement>("[data-rule]")];
            const others = rows.filter(r => r.dataset.rule !== it.id);
            const next = others.filter(r => {
                const { top, height } = r.getBoundingClientRect();
                return at.clientY > top + height / 2;
            }).length;
            if (next === to) return;
            to = next;
            query.set(rules => moved(rules, it.id, next));
        };
        const finish = () => {
            window.removeEventListener("pointermove", follow);
            window.removeEventListener("pointerup", finish);
            window.removeEventListener("pointercancel", finish);
            set_dragged(null);
            if (to !== it.position - 1) void move(query, it.id, to);
        };
        window.addEventListener("pointermove", follow);
        window.addEventListener("pointerup", finish);
        window.addEventListener("pointercancel", finish);
    };
    return { list, dragged, start };
}

interface RowProps {
    it: Rule;
    count: number;
    query: Query<Rule[]>;
    movable: boolean;
    dragged: boolean;
    start: (e: PointerEvent, it: Rule) => void;
    say: (text: string) => void;
}
function Row({ it, count, query, movable, dragged, start, say }: RowProps) {
    const [open, set_open] = useState(false);
    const writes = may_write.value;
    const save = async (text: string) => {
        const now = await api.rule_edit(it.id, { text });
        query.set(rules => rules.map(r => (r.id === it.id ? now : r)));
        changed("rules");
        set_open(false);
    };
    const step = (e: KeyboardEvent) => {
        const by = { ArrowUp: -1, ArrowDown: 1 }[e.key];
        if (!by) return;
        e.preventDefault();
        const to = it.position - 1 + by;
        if (to < 0 || to >= count) return;
        void move(query, it.id, to);
        say(t.rules.moved(to + 1, count));
        const handle = e.currentTarget as HTMLElement;
        requestAnimationFrame(() => handle.focus());
    };
    if (open)
        return (
            <li class="rule rule-open" data-rule={it.id}>
                <Editor
                    text={it.text}
                    label={t.rules.rule(it.position)}
                    save={save}
                    close={() => set_open(false)}
                />
            </li>
        );
    return (
        <li class={classes("rule", dragged && "rule-dragged")} data-rule={it.id}>
            {writes && movable ? (
                <button
                    type="button"
                    class="rule-handle"
                    aria-label={t.rules.move(it.position)}
                    title={t.rules.move_hint}
                    onPointerDown={e => start(e, it)}
                    onKeyDown={step}
                >
                    <span class="rule-number-shown">{it.position}</span>
                    <Icon name="menu" small />
                </button>
            ) : (
                <span class="rule-handle faint">{it.position}</span>
            )}
            {writes ? (
                <button
                    type="button"
                    class="rule-main"
                    aria-label={`${t.rules.edit(it.position)}: ${it.text}`}
                    onClick={() => set_open(true)}
                >
                    <Coloured text={it.text} />
                </button>
            ) : (
                <span class="rule-main">
                    <Coloured text={it.text} />
                </span>
            )}
            <span class="rule-actions">
                <IconButton
                    icon="eye"
                    label={`${t.rules.preview}: ${t.rules.rule(it.position)}`}
                    onClick={() => show_trial(it.text, false)}
                />
                {writes ? (
                    <IconButton
                        icon="trash"
                        label={`${t.do.remove}: ${t.rules.rule(it.position)}`}
                        onClick={() => void end(query, it)}
                    />
                ) : null}
            </span>
        </li>
    );
}

export function List({ rules, query }: { rules: Rule[]; query: Query<Rule[]> }) {
    const [wanted, set_wanted] = useState("");
    const [shown, set_shown] = useState(SHOWN);
    const [said, say] = useState("");
    const { list, dragged, start } = useDrag(query);
    const word = wanted.trim().toLowerCase();
    const found = word ? rules.filter(r => r.text.toLowerCase().includes(word)) : rules;
    return (
        <>
            {rules.length >= FILTER_FROM ? (
                <div class="rule-find">
                    <Icon name="search" />
                    <input
                        type="search"
                        class="input"
                        aria-label={t.rules.find}
                        placeholder={t.rules.find}
                        value={wanted}
                        onInput={e => set_wanted(e.currentTarget.value)}
                    />
                </div>
            ) : null}
            <ul class="card rule-list" ref={list}>
                {found.slice(0, shown).map(r => (
                    <Row
                        key={r.id}
                        it={r}
                        count={rules.length}
                        query={query}
                        movable={!word}
                        dragged={dragged === r.id}
                        start={start}
                        say={say}
                    />
                ))}
                {found.length === 0 ? <li class="rule muted">{t.tx.no_match}</li> : null}
            </ul>
            {found.length > shown ? (
                <Button kind="quiet" onClick={() => set_shown(found.length)}>
                    {t.do.show_all}
                </Button>
            ) : null}
            <p class="visually-hidden" role="status">
                {said}
            </p>
        </>
    );
}
