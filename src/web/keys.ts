/* The keyboard: who is on the screen says which keys it takes; the last to say so is asked first. Keys typed into a field, or while a
 * dialog is open, belong to it. "g x" is two keys in a row. */
import { useLayoutEffect, useRef } from "preact/hooks";

export type Keys = Record<string, (e: KeyboardEvent) => void | boolean>;

const SEQUENCE_MS = 1200;
const stack: { current: Keys }[] = [];
let first = "";
let first_at = 0;

const is_field = (target: EventTarget | null) =>
    target instanceof HTMLElement &&
    (target.isContentEditable ||
        target instanceof HTMLTextAreaElement ||
        target instanceof HTMLSelectElement ||
        (target instanceof HTMLInputElement &&
            !["checkbox", "radio", "button", "file"].includes(target.type)));

function named(e: KeyboardEvent): string {
    const held = (e.ctrlKey || e.metaKey ? "mod+" : "") + (e.altKey ? "alt+" : "");
    const shift = e.shiftKey && e.key.length > 1 ? "shift+" : "";
    return held + shift + (e.key.length === 1 ? e.key : e.key.toLowerCase());
}

function pressed(e: KeyboardEvent) {
    if (e.defaultPrevented || e.isComposing) return;
    if (is_field(e.target) || document.querySelector("dialog[open]")) return;
    const key = named(e);
    const both = e.timeStamp - first_at < SEQUENCE_MS ? `${first} ${key}` : "";
    for (let i = stack.length - 1; i >= 0; i--) {
        const keys = stack[i]!.current;
        const act = (both && keys[both]) || keys[key];
        if (!act || act(e) === false) continue;
        e.preventDefault();
        first = "";
        return;
    }
    first = key;
    first_at = e.timeStamp;
}
document.addEventListener("keydown", pressed);

export function useKeys(keys: Keys) {
    const held = useRef(keys);
    held.current = keys;
    /* As soon as it is painted: whoever sees it may type. */
    useLayoutEffect(() => {
        stack.push(held);
        return () => void stack.splice(stack.indexOf(held), 1);
    }, []);
}
