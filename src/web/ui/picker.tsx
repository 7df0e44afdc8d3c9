/* A combobox in a box of its own, anchored at what it was opened from (on a phone at the bottom): type to narrow, arrows to move, Enter
 * to take. Used for categories, payees, tags and accounts. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../text";
import { Icon } from "./basics";

export interface PickerItem {
    value: string;
    text: string;
    about?: string /* shown behind the text, searched too */;
}
export interface PickerRequest {
    anchor: Element | null;
    label: string;
    items: PickerItem[] | ((typed: string, signal: AbortSignal) => Promise<PickerItem[]>);
    current?: string | null;
    /* What writing something that is not in the list means: its label and its value. */
    create?: (typed: string) => { text: string; value: string } | null;
    done: (value: string | null) => void;
}

const SHOWN_MOST = 80;
const GAP = 6;
const MARGIN = 12;

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/* 0: no match; more is better: beginning of the name, of a word, anywhere, behind the name. */
function score(item: PickerItem, typed: string): number {
    const text = plain(item.text);
    if (text.startsWith(typed)) return 4;
    if (text.includes(` ${typed}`)) return 3;
    if (text.includes(typed)) return 2;
    return plain(item.about ?? "").includes(typed) ? 1 : 0;
}

function narrowed(items: PickerItem[], typed: string): PickerItem[] {
    const words = plain(typed.trim());
    if (!words) return items.slice(0, SHOWN_MOST);
    return items
        .map(item => ({ item, score: score(item, words) }))
        .filter(x => x.score > 0)
        .sort((a, b) => b.score - a.score)
        .slice(0, SHOWN_MOST)
        .map(x => x.item);
}

/* `stale`: what matches is still on its way. */
function useItems(request: PickerRequest, typed: string): { items: PickerItem[]; stale: boolean } {
    const { items } = request;
    const [found, set_found] = useState<{ items: PickerItem[]; typed: string | null }>({
        items: [],
        typed: null,
    });
    useEffect(() => {
        if (Array.isArray(items)) return;
        const abort = new AbortController();
        const timer = window.setTimeout(
            () =>
                items(typed, abort.signal).then(
                    all => set_found({ items: all, typed }),
                    () => undefined,
                ),
            typed ? 80 : 0,
        );
        return () => {
            abort.abort();
            window.clearTimeout(timer);
        };
    }, [typed]);
    return Array.isArray(items)
        ? { items: narrowed(items, typed), stale: false }
        : { items: found.items, stale: found.typed !== typed };
}

/* Below the anchor, or above it when there is more room. */
function place(box: HTMLDialogElement, anchor: Element | null) {
    if (matchMedia("(max-width: 860px)").matches) return;
    const at = anchor?.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    if (!at) {
        box.style.left = `${(innerWidth - width) / 2}px`;
        box.style.top = `${innerHeight * 0.18}px`;
        return;
    }
    const below = innerHeight - at.bottom - GAP - MARGIN;
    const above = at.top - GAP - MARGIN;
    const left = Math.max(MARGIN, Math.min(at.left, innerWidth - width - MARGIN));
    box.style.left = `${left}px`;
    if (below >= Math.min(height, 300) || below >= above) {
        box.style.top = `${at.bottom + GAP}px`;
        box.style.maxHeight = `${Math.min(420, below)}px`;
    } else {
        box.style.top = "auto";
        box.style.bottom = `${innerHeight - at.top + GAP}px`;
        box.style.maxHeight = `${Math.min(420, above)}px`;
    }
}

export function PickerBox(request: PickerRequest) {
    const { anchor, label, current, create, done } = request;
    const box = useRef<HTMLDialogElement>(null);
    const id = useId();
    const [typed, set_typed] = useState("");
    const [at, set_at] = useState(0);
    const [hurried, set_hurried] = useState(false); /* Enter came before the matches did */
    const { items, stale } = useItems(request, typed);
    const made = typed.trim() && create ? create(typed.trim()) : null;
    const exact = made && items.some(i => i.value.toLowerCase() === made.value.toLowerCase());
    const shown: (PickerItem & { fresh?: boolean })[] =
        made && !exact ? [...items, { ...made, fresh: true }] : items;

    useLayoutEffect(() => {
        const dialog = box.current!;
        const back = document.activeElement as HTMLElement | null;
        dialog.showModal();
        place(dialog, anchor);
        dialog.querySelector("input")!.focus();
        return () => {
            dialog.close();
            back?.focus?.({ preventScroll: true });
        };
    }, []);
    useEffect(() => {
        box.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    }, [at, typed]);

    const take = () => shown[at] && done(shown[at]!.value);
    useEffect(() => {
        if (hurried && !stale) take();
    }, [hurried, stale]);
    const key = (e: KeyboardEvent) => {
        const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[e.key];
        if (by) set_at(Math.max(0, Math.min(shown.length - 1, at + by)));
        else if (e.key === "Enter") stale ? set_hurried(true) : take();
        else return;
        e.preventDefault();
    };
    return (
        <dialog
            ref={box}
            class="picker"
            aria-label={label}
            onCancel={e => {
                e.preventDefault();
                done(null);
            }}
            onPointerDown={e => e.target === box.current && done(null)}
        >
            <input
                class="picker-input"
                role="combobox"
                aria-label={label}
                aria-expanded="true"
                aria-controls={id}
                aria-autocomplete="list"
                aria-activedescendant={shown[at] ? `${id}-${at}` : undefined}
                placeholder={label}
                autocomplete="off"
                spellcheck={false}
                value={typed}
                onInput={e => {
                    set_typed(e.currentTarget.value);
                    set_at(0);
                    set_hurried(false);
                }}
                onKeyDown={key}
            />
            <div class="picker-list" role="listbox" id={id} aria-label={label}>
                {shown.map((item, i) => (
                    <div
                        key={item.value}
                        id={`${id}-${i}`}
                        class="picker-item"
                        role="option"
                        aria-selected={i === at}
                        onPointerMove={() => i !== at && set_at(i)}
                        onClick={() => done(item.value)}
                    >
                        <span class="clip">{item.text}</span>
                        {item.about ? <span class="faint clip">{item.about}</span> : null}
                        {item.fresh ? <Icon name="plus" small /> : null}
                        {item.value === current ? <Icon name="check" small /> : null}
                    </div>
                ))}
            </div>
            {shown.length === 0 ? <p class="picker-none">{t.tx.no_match}</p> : null}
        </dialog>
    );
}
