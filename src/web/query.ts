/* Reading from the API within components. What was read is kept by key, so a view that is opened again shows it at once and then brings
 * it up to date. A live message of one of its topics makes a query read again; the old data stay until the new are there. */
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "./api";
import { on_live } from "./live";

const KEPT_MOST = 60;
const SETTLE_MS = 150; /* an import tells of many things in a row: do not read for each */
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

/* Something was written here: queries of these topics read again without waiting for the live connection to say so. */
const local = new EventTarget();
export function changed(...topics: string[]) {
    for (const topic of topics) local.dispatchEvent(new CustomEvent("changed", { detail: topic }));
}

/* Calls `listener` when something of one of the topics was changed, here or elsewhere. Returns how to stop. */
export function on_changed(topics: string[], listener: () => void): () => void {
    if (topics.length === 0) return () => undefined;
    const heard = (e: Event) => {
        if (topics.some(t => (e as CustomEvent<string>).detail.startsWith(t))) listener();
    };
    local.addEventListener("changed", heard);
    const stop = on_live(topics, listener);
    return () => {
        local.removeEventListener("changed", heard);
        stop();
    };
}

/* `key` null: nothing to read at the moment. */
export function useQuery<T>(
    key: string | null,
    load: (signal: AbortSignal) => Promise<T>,
    topics: string[] = [],
): Query<T> {
    const [, redraw] = useState(0);
    const state = useRef<{ key: string | null; data?: T; error: ApiError | null }>({
        key: null,
        error: null,
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
        };
    }

    useEffect(() => {
        if (key === null) return;
        const abort = new AbortController();
        let timer = 0;
        let reading = false;
        let stale = false; /* told of a change while reading */
        const read = async () => {
            timer = 0;
            if (reading) return void (stale = true);
            reading = true;
            stale = false;
            try {
                const data = await loader.current(abort.signal);
                if (abort.signal.aborted) return;
                keep(key, data);
                state.current = { key, data, error: null };
            } catch (e) {
                if (abort.signal.aborted) return;
                const error = e instanceof ApiError ? e : new ApiError(0, "page", String(e));
                state.current = { key, data: state.current.data, error };
            }
            reading = false;
            redraw(n => n + 1);
            if (stale) soon();
        };
        const soon = () => void (timer ||= window.setTimeout(read, SETTLE_MS));
        again.current = () => void read();
        void read();
        const stop = on_changed(topics, soon);
        return () => {
            abort.abort();
            window.clearTimeout(timer);
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
