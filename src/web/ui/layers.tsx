/* What lies above the page: dialogs, questions, pickers and toasts. Dialogs and pickers are asked for with a function that returns a
 * promise; <Layers/> at the root shows them. They are <dialog>s, so focus stays in them, Esc closes them, and focus returns. */
import { signal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../text";
import { uuid } from "../ids";
import { Button, classes, error_text, IconButton } from "./basics";
import { PickerBox, type PickerRequest } from "./picker";

/* -- Toasts. */
export interface ToastAction {
    text: string;
    run: () => void;
}
interface Toast {
    id: string;
    text: string;
    bad: boolean;
    actions: ToastAction[];
    timer: number;
}
const TOAST_MS = 7000;
const TOASTS_MOST = 3;
const toasts = signal<Toast[]>([]);

export function toast_close(id: string) {
    toasts.value = toasts.value.filter(x => x.id !== id);
}
function toast_start(id: string, ms: number) {
    return window.setTimeout(() => toast_close(id), ms);
}
export function toast(text: string, ...actions: ToastAction[]): string {
    const id = uuid();
    const ms = actions.length > 0 ? TOAST_MS + 3000 : TOAST_MS - 2500;
    const next = { id, text, bad: false, actions, timer: toast_start(id, ms) };
    toasts.value = [...toasts.value, next].slice(-TOASTS_MOST);
    return id;
}
export function toast_error(e: unknown) {
    if ((e as Error)?.name === "AbortError") return;
    const id = uuid();
    const next = { id, text: error_text(e), bad: true, actions: [], timer: toast_start(id, TOAST_MS) };
    toasts.value = [...toasts.value, next].slice(-TOASTS_MOST);
}

function ToastBox({ it }: { it: Toast }) {
    const hold = () => window.clearTimeout(it.timer);
    const go_on = () => void (it.timer = toast_start(it.id, 3000));
    return (
        <div
            class={classes("toast", it.bad && "toast-bad")}
            onPointerEnter={hold}
            onPointerLeave={go_on}
            onFocusIn={hold}
            onFocusOut={go_on}
        >
            <span>{it.text}</span>
            {it.actions.map(a => (
                <button
                    key={a.text}
                    type="button"
                    onClick={() => {
                        toast_close(it.id);
                        a.run();
                    }}
                >
                    {a.text}
                </button>
            ))}
            <button type="button" aria-label={t.do.close} onClick={() => toast_close(it.id)}>
                ×
            </button>
        </div>
    );
}

/* -- Dialogs. */
const FOCUS_FIRST = ["[autofocus]", ".dialog-body input", ".dialog-body select", ".dialog-body button"];
interface DialogProps {
    title: string;
    wide?: boolean;
    onClose: () => void;
    children: ComponentChildren;
}
export function Dialog({ title, wide, onClose, children }: DialogProps) {
    const box = useRef<HTMLDialogElement>(null);
    useLayoutEffect(() => {
        const dialog = box.current!;
        dialog.showModal();
        const first = FOCUS_FIRST.map(q => dialog.querySelector<HTMLElement>(q)).find(Boolean);
        first?.focus();
        return () => dialog.close();
    }, []);
    return (
        <dialog
            ref={box}
            class={classes("dialog", wide && "dialog-wide")}
            aria-label={title}
            onCancel={e => {
                e.preventDefault();
                onClose();
            }}
            onPointerDown={e => e.target === box.current && onClose()}
        >
            <div class="dialog-head">
                <h2>{title}</h2>
                <IconButton icon="close" label={t.do.close} onClick={onClose} />
            </div>
            <div class="dialog-body">{children}</div>
        </dialog>
    );
}

const open_dialog = signal<VNode | null>(null);
/* Shows what `make` returns (a <Dialog>) until it calls close; the promise brings what it closes with, undefined when it was left. */
export function ask<R>(make: (close: (result?: R) => void) => VNode): Promise<R | undefined> {
    return new Promise(resolve => {
        open_dialog.value = make(result => {
            open_dialog.value = null;
            resolve(result);
        });
    });
}

export async function confirm(title: string, text: string, yes: string): Promise<boolean> {
    const answer = await ask<boolean>(close => (
        <Dialog key={title} title={title} onClose={() => close(false)}>
            <p class="muted">{text}</p>
            <div class="dialog-foot">
                <Button kind="quiet" onClick={() => close(false)}>
                    {t.do.cancel}
                </Button>
                <Button kind="main" autofocus onClick={() => close(true)}>
                    {yes}
                </Button>
            </div>
        </Dialog>
    ));
    return answer === true;
}

/* -- Pickers: choose one thing of a list, or write a new one. */
const open_picker = signal<PickerRequest | null>(null);
export function pick(request: Omit<PickerRequest, "done">): Promise<string | null> {
    return new Promise(resolve => {
        open_picker.value = {
            ...request,
            done: value => {
                open_picker.value = null;
                resolve(value);
            },
        };
    });
}

/* Toasts are a popover, which lies above an open dialog too. */
function Toasts() {
    const box = useRef<HTMLDivElement>(null);
    const some = toasts.value.length > 0;
    useEffect(() => {
        const el = box.current as (HTMLDivElement & { showPopover?(): void; hidePopover?(): void }) | null;
        if (!el?.showPopover) return;
        if (el.matches(":popover-open")) el.hidePopover!();
        if (some) el.showPopover();
    }, [some, open_dialog.value !== null]);
    return (
        <div ref={box} class="toasts" popover="manual" role="status" aria-live="polite">
            {toasts.value.map(x => (
                <ToastBox key={x.id} it={x} />
            ))}
        </div>
    );
}

export function Layers() {
    return (
        <>
            {open_dialog.value}
            {open_picker.value ? <PickerBox {...open_picker.value} /> : null}
            <Toasts />
        </>
    );
}
