/* Search and filters. They live in the address under the API's own names, so a link shows the same list. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import {
    amount_plain,
    category_name,
    day_short,
    group_mark,
    month_add,
    month_first,
    month_last,
    month_name,
    this_month,
    today,
} from "../../format";
import { useAccounts } from "../../data";
import { amount_typed } from "../../money";
import { go_search, search } from "../../router";
import { t } from "../../text";
import { Button, classes, Icon, IconButton } from "../../ui/basics";
import { Form, FormFoot, TextField, useSubmit } from "../../ui/form";
import { ask, Dialog, pick } from "../../ui/layers";
import type { Filter } from "./listing";
import { pick_account, pick_category, pick_payee, pick_tag } from "./pickers";

const NAMES = [
    "q",
    "account",
    "category",
    "payee",
    "tag",
    "from",
    "to",
    "state",
    "unsorted",
    "review",
    "import",
    "least",
    "most",
    "direction",
];
const DEBOUNCE_MS = 80;

export function filter_of(given: URLSearchParams): Filter {
    return Object.fromEntries(NAMES.filter(n => given.get(n)).map(n => [n, given.get(n)!]));
}
export const clear_filters = () => go_search(Object.fromEntries(NAMES.map(n => [n, null])));

function SearchField() {
    const box = useRef<HTMLInputElement>(null);
    const timer = useRef(0);
    const q = search.value.get("q") ?? "";
    const [typed, set_typed] = useState(q);
    const find = search.value.has("find");
    useEffect(() => {
        if (document.activeElement !== box.current) set_typed(q);
    }, [q]);
    /* Before the next key arrives: what is typed after "/" belongs here, and is no shortcut. */
    useLayoutEffect(() => {
        if (!find) return;
        box.current?.focus();
        box.current?.select();
        go_search({ find: null });
    }, [find]);
    const type = (text: string) => {
        set_typed(text);
        window.clearTimeout(timer.current);
        timer.current = window.setTimeout(
            () => go_search({ q: text.trim() || null }),
            text ? DEBOUNCE_MS : 0,
        );
    };
    return (
        <div class="tx-search" role="search">
            <Icon name="search" />
            <input
                ref={box}
                type="search"
                class="input"
                aria-label={t.tx.search}
                placeholder={t.tx.search_hint}
                autocomplete="off"
                spellcheck={false}
                value={typed}
                onInput={e => type(e.currentTarget.value)}
                onKeyDown={e => {
                    if (e.key === "Escape") {
                        if (typed) type("");
                        else e.currentTarget.blur();
                        e.preventDefault();
                    } else if (e.key === "ArrowDown" || e.key === "Enter") {
                        document.querySelector<HTMLElement>(".tx-payee")?.focus();
                        e.preventDefault();
                    }
                }}
            />
            {typed ? (
                <IconButton icon="close" label={t.do.clear} onClick={() => type("")} />
            ) : (
                <kbd class="kbd wide-only">/</kbd>
            )}
        </div>
    );
}

/* A filter: a chip that says what it is, or what it is set to with a way to take it off. */
function Chip({
    text,
    value,
    onPick,
    onClear,
}: {
    text: string;
    value?: string | null;
    onPick: (e: Element) => void;
    onClear: () => void;
}) {
    const set = value !== null && value !== undefined;
    return (
        <span class={classes("chip", "tx-chip", set && "chip-on")}>
            <button
                type="button"
                class="tx-chip-main"
                aria-pressed={set}
                onClick={e => onPick(e.currentTarget)}
            >
                <span class="clip">{set ? value : text}</span>
                {set ? null : <Icon name="down" />}
            </button>
            {set ? (
                <button
                    type="button"
                    class="tx-chip-off"
                    aria-label={`${t.do.clear}: ${text}`}
                    onClick={onClear}
                >
                    <Icon name="close" />
                </button>
            ) : null}
        </span>
    );
}

function Toggle({ text, name, on }: { text: string; name: string; on: boolean }) {
    return (
        <button
            type="button"
            class={classes("chip", on && "chip-on")}
            aria-pressed={on}
            onClick={() => go_search({ [name]: on ? null : "true" })}
        >
            {text}
        </button>
    );
}

/* -- Periods. */
const year = (by: number) => String(Number(today().slice(0, 4)) + by);
function periods(): { value: string; text: string; from: string; to: string }[] {
    const months = [0, -1].map((by, i) => {
        const m = month_add(this_month(), by);
        return { text: i ? t.tx.last_month : t.tx.this_month, from: month_first(m), to: month_last(m) };
    });
    const years = [0, -1].map((by, i) => ({
        text: i ? t.tx.last_year : t.tx.this_year,
        from: `${year(by)}-01-01`,
        to: `${year(by)}-12-31`,
    }));
    const earlier = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(by => {
        const m = month_add(this_month(), -by);
        return { text: month_name(m), from: month_first(m), to: month_last(m) };
    });
    return [...months, ...years, ...earlier].map(p => ({ ...p, value: `${p.from} ${p.to}` }));
}
const CUSTOM = "custom";

function period_text(from: string | undefined, to: string | undefined): string | null {
    if (!from && !to) return null;
    const named = periods().find(p => p.from === from && p.to === to);
    if (named) return named.text;
    if (
        from &&
        to &&
        from.slice(0, 7) === to.slice(0, 7) &&
        from.endsWith("-01") &&
        to === month_last(to.slice(0, 7))
    )
        return month_name(from.slice(0, 7));
    return `${from ? day_short(from) : "…"} – ${to ? day_short(to) : "…"}`;
}

async function pick_period(anchor: Element, filter: Filter) {
    const items = [...periods(), { value: CUSTOM, text: `${t.tx.from} … ${t.tx.to} …` }];
    const value = await pick({ anchor, label: t.tx.period, items, current: `${filter.from} ${filter.to}` });
    if (value === null) return;
    if (value === CUSTOM) return ask_range("from", "to", "date", t.tx.period, t.tx.from, t.tx.to, filter);
    const [from, to] = value.split(" ");
    go_search({ from: from!, to: to! });
}

/* Two ends of a range: days or amounts. */
function RangeDialog({
    names,
    kind,
    title,
    labels,
    filter,
    close,
}: {
    names: [string, string];
    kind: "date" | "amount";
    title: string;
    labels: [string, string];
    filter: Filter;
    close: () => void;
}) {
    const submit = useSubmit(names);
    const first = (i: 0 | 1) => {
        const was = filter[names[i]] ?? "";
        return kind === "amount" && was ? amount_plain(was) : was;
    };
    const [ends, set] = useState<[string, string]>([first(0), first(1)]);
    const send = async () => {
        const values = ends.map(e =>
            kind === "amount" && e.trim() ? amount_typed(e, group_mark()) : e.trim(),
        );
        const wrong = values.indexOf(null as never);
        if (wrong >= 0) return submit.complain(names[wrong]!, t.error.amount);
        go_search({ [names[0]]: values[0] || null, [names[1]]: values[1] || null });
        close();
    };
    return (
        <Dialog title={title} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={send}>
                {names.map((name, i) => (
                    <TextField
                        key={name}
                        label={labels[i]!}
                        type={kind === "date" ? "date" : "text"}
                        inputMode={kind === "amount" ? "decimal" : undefined}
                        value={ends[i]!}
                        error={submit.of(name)}
                        onText={text => set(old => (i === 0 ? [text, old[1]] : [old[0], text]))}
                    />
                ))}
                <FormFoot submit={submit} label={t.do.apply} onCancel={close} />
            </Form>
        </Dialog>
    );
}
function ask_range(
    a: string,
    b: string,
    kind: "date" | "amount",
    title: string,
    first: string,
    second: string,
    filter: Filter,
) {
    void ask<void>(close => (
        <RangeDialog
            key={a}
            names={[a, b]}
            kind={kind}
            title={title}
            labels={[first, second]}
            filter={filter}
            close={() => close()}
        />
    ));
}

/* -- What is left: states and directions. */
async function pick_word(anchor: Element, name: string, label: string, words: Record<string, string>) {
    const items = Object.entries(words).map(([value, text]) => ({ value, text }));
    const value = await pick({ anchor, label, items, current: search.value.get(name) });
    if (value !== null) go_search({ [name]: value });
}

/* Tells the style sheet how high something is: headings of days stop below it. */
function useHeight(name: string) {
    const box = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
        const root = document.documentElement;
        const tell = () => root.style.setProperty(name, `${box.current!.offsetHeight}px`);
        const watch = new ResizeObserver(tell);
        tell();
        watch.observe(box.current!);
        return () => watch.disconnect();
    }, []);
    return box;
}

export function Filters({ filter, fixed_account }: { filter: Filter; fixed_account: boolean }) {
    const accounts = useAccounts().data ?? [];
    const states = { pending: t.tx.pending, posted: t.tx.posted, void: t.tx.void };
    const ways = { out: t.tx.money_out, in: t.tx.money_in };
    const set = (name: string) => (value: string | null) =>
        void (value !== null && go_search({ [name]: value }));
    const off =
        (...names: string[]) =>
        () =>
            go_search(Object.fromEntries(names.map(n => [n, null])));
    const amounts = filter.least || filter.most;
    const some = Object.keys(filter).some(n => n !== "q");
    return (
        <div class="tx-tools" ref={useHeight("--tools")}>
            <SearchField />
            <div class="chips tx-chips" role="group" aria-label={t.tx.filter}>
                <Chip
                    text={t.tx.period}
                    value={period_text(filter.from, filter.to)}
                    onPick={e => void pick_period(e, filter)}
                    onClear={off("from", "to")}
                />
                {fixed_account ? null : (
                    <Chip
                        text={t.tx.account}
                        value={
                            filter.account ? (accounts.find(a => a.id === filter.account)?.name ?? "…") : null
                        }
                        onPick={e => void pick_account(e, filter.account).then(set("account"))}
                        onClear={off("account")}
                    />
                )}
                <Chip
                    text={t.tx.category}
                    value={filter.category ? category_name(filter.category) : null}
                    onPick={e => void pick_category(e, true, filter.category).then(set("category"))}
                    onClear={off("category")}
                />
                <Toggle text={t.tx.unsorted} name="unsorted" on={filter.unsorted === "true"} />
                <Toggle text={t.tx.review} name="review" on={filter.review === "true"} />
                <Chip
                    text={t.tx.payee}
                    value={filter.payee}
                    onPick={e => void pick_payee(e, filter.payee, false).then(set("payee"))}
                    onClear={off("payee")}
                />
                <Chip
                    text={t.tx.tag}
                    value={filter.tag}
                    onPick={e => void pick_tag(e, false).then(set("tag"))}
                    onClear={off("tag")}
                />
                <Chip
                    text={t.tx.direction}
                    value={filter.direction ? ways[filter.direction as "in"] : null}
                    onPick={e => void pick_word(e, "direction", t.tx.direction, ways)}
                    onClear={off("direction")}
                />
                <Chip
                    text={t.tx.amount}
                    value={
                        amounts
                            ? [filter.least, filter.most].map(a => (a ? amount_plain(a) : "…")).join(" – ")
                            : null
                    }
                    onPick={() =>
                        ask_range("least", "most", "amount", t.tx.amount, t.tx.least, t.tx.most, filter)
                    }
                    onClear={off("least", "most")}
                />
                <Chip
                    text={t.tx.state}
                    value={filter.state ? states[filter.state as "void"] : null}
                    onPick={e => void pick_word(e, "state", t.tx.state, states)}
                    onClear={off("state")}
                />
                {filter.import ? (
                    <Chip
                        text={t.nav.import}
                        value={t.tx.imported}
                        onPick={() => undefined}
                        onClear={off("import")}
                    />
                ) : null}
                {some ? (
                    <Button small kind="quiet" onClick={clear_filters}>
                        {t.tx.clear_filters}
                    </Button>
                ) : null}
            </div>
        </div>
    );
}
