/* Reading from the API within components. What was read is kept by key, so a view that is opened again shows it at once and then brings
 * it up to date. A live message of one of its topics makes a query read again; the old data stay until the new are there. */
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "./api";
import { on_live } from "./live";

const KEPT_MOST = 60;
const SETTLE_MS = 150; /* an import tells of many transactions in a row: read once behind them */
const kept = new Map<string, unknown>();

export interface Query<T> {
    data: T | undefined;
    error: ApiError | null;
    loading: boolean; /* there is nothing to show yet */
    reload: () => void;
    /* Shows other data at once, before the server has them. */
    set: (change: (old: T) => T) => void;
}

function keep(key: string, data: unknown) {
    kept.delete(key);
    kept.set(key, data);
    if (kept.size > KEPT_MOST) kept.delete(kept.keys().next().value!);
}

export function forget_all() {
    kept.clear();
}

/* Somebody wrote: queries of these topics read again without waiting for the live connection to say so. */
const local = new EventTarget();
export function changed(...topics: string[]) {
    for (const topic of topics) local.dispatchEvent(new CustomEvent("changed", { detail: topic }));
}

/* `key` null: nothing to read at the moment. */
export function useQuery<T>(
    key: string | null,
    load: (signal: AbortSignal) => Promise<T>,
    topics: string[] = [],
): Query<T> {
    const [, redraw] = useState(0);
    const state = useRef<{ key: string | null; data?: T; error: ApiError | null; busy: boolean }>({
        key: null,
        error: null,
        busy: false,
    });
    const loader = useRef(load);
    const again = useRef<() => void>(() => undefined);
    loader.current = load;
    const s = state.current;
    if (s.key !== key) {
        state.current = {
            key,
            data: key === null ? undefined : (kept.get(key) as T | undefined),
            error: null,
            busy: true,
        };
    }

    useEffect(() => {
        if (key === null) return;
        let abort = new AbortController();
        let timer = 0;
        const read = async () => {
            abort.abort();
            const mine = (abort = new AbortController());
            try {
                const data = await loader.current(mine.signal);
                if (mine.signal.aborted) return;
                keep(key, data);
                state.current = { key, data, error: null, busy: false };
            } catch (e) {
                if (mine.signal.aborted) return;
                const error = e instanceof ApiError ? e : new ApiError(0, "page", String(e));
                state.current = { key, data: state.current.data, error, busy: false };
            }
            redraw(n => n + 1);
        };
        const soon = () => {
            window.clearTimeout(timer);
            timer = window.setTimeout(read, SETTLE_MS);
        };
        const heard = (e: Event) => {
            if (topics.some(t => (e as CustomEvent<string>).detail.startsWith(t))) soon();
        };
        again.current = () => void read();
        void read();
        const stop = topics.length > 0 ? on_live(topics, soon) : () => undefined;
        local.addEventListener("changed", heard);
        return () => {
            abort.abort();
            window.clearTimeout(timer);
            local.removeEventListener("changed", heard);
            stop();
        };
    }, [key]);

    const now = state.current;
    return {
        data: now.data,
        error: now.error,
        loading: now.data === undefined && now.error === null && key !== null,
        reload: () => again.current(),
        set: change => {
            const at = state.current;
            if (at.data === undefined || at.key === null) return;
            at.data = change(at.data);
            keep(at.key, at.data);
            redraw(n => n + 1);
        },
    };
}
