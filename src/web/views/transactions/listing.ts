/* The list's data: pages of what matches, kept while the next answer is on its way, and edited before the server has answered. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { api, ApiError } from "../../api";
import { on_changed } from "../../query";
import type { Id, Transaction } from "../../types";

const PAGE = 100;
const PAGE_MOST = 1000;
const SETTLE_MS = 200;

export type Filter = Record<string, string>;
type Change = (t: Transaction) => Transaction;

export interface Listing {
    rows: Transaction[] | null /* null: nothing has come yet */;
    stale: boolean /* what is shown is of the filter before */;
    ended: boolean;
    error: ApiError | null;
    more: () => void;
    refresh: () => void;
    change: (ids: Iterable<Id>, change: Change) => void;
}

interface State {
    rows: Transaction[] | null;
    next: string | null;
    key: string;
    error: ApiError | null;
}

class Reader {
    state: State = { rows: null, next: null, key: "", error: null };
    wanted = "";
    filter: Filter = {};
    private abort = new AbortController();
    private paging = false;
    constructor(private redraw: () => void) {}

    private put(state: Partial<State>) {
        this.state = { ...this.state, ...state };
        this.redraw();
    }

    async read(filter: Filter, limit: number = PAGE) {
        this.abort.abort();
        const mine = (this.abort = new AbortController());
        this.paging = false;
        this.filter = filter;
        const key = (this.wanted = JSON.stringify(filter));
        try {
            const rows: Transaction[] = [];
            let next: string | null = null;
            do {
                const wanted = Math.min(PAGE_MOST, limit - rows.length);
                const page = await api.transactions({ ...filter, limit: wanted, cursor: next }, mine.signal);
                rows.push(...page.items);
                next = page.next;
            } while (next !== null && rows.length < limit);
            if (!mine.signal.aborted) this.put({ rows, next, key, error: null });
        } catch (e) {
            if (!mine.signal.aborted && e instanceof ApiError) this.put({ error: e });
        }
    }

    async more() {
        const { next, key, rows } = this.state;
        if (this.paging || next === null || key !== this.wanted || rows === null) return;
        this.paging = true;
        const mine = this.abort;
        try {
            const page = await api.transactions(
                { ...this.filter, limit: PAGE * 2, cursor: next },
                mine.signal,
            );
            if (mine.signal.aborted) return;
            const known = new Set(this.state.rows!.map(t => t.id));
            const fresh = page.items.filter(t => !known.has(t.id));
            this.put({ rows: [...this.state.rows!, ...fresh], next: page.next, error: null });
        } catch (e) {
            if (!mine.signal.aborted && e instanceof ApiError) this.put({ error: e });
        } finally {
            if (!mine.signal.aborted) this.paging = false;
        }
    }

    /* Reads again what is shown, so that nothing jumps. */
    refresh() {
        const shown = this.state.rows?.length ?? 0;
        void this.read(this.filter, Math.max(PAGE, shown));
    }

    change(ids: Iterable<Id>, change: Change) {
        const set = new Set(ids);
        if (this.state.rows) this.put({ rows: this.state.rows.map(t => (set.has(t.id) ? change(t) : t)) });
    }

    stop() {
        this.abort.abort();
    }
}

export function useListing(filter: Filter): Listing {
    const [, count] = useState(0);
    const reader = useMemo(() => new Reader(() => count(n => n + 1)), []);
    const timer = useRef(0);
    const key = JSON.stringify(filter);
    useEffect(() => void reader.read(filter), [key]);
    useEffect(() => {
        const soon = () => {
            window.clearTimeout(timer.current);
            timer.current = window.setTimeout(() => reader.refresh(), SETTLE_MS);
        };
        const stop = on_changed(["transaction", "import.committed", "import.undone"], soon);
        return () => {
            stop();
            window.clearTimeout(timer.current);
            reader.stop();
        };
    }, []);
    const { rows, next, key: has, error } = reader.state;
    return {
        rows,
        stale: rows !== null && has !== key,
        ended: next === null,
        error,
        more: () => void reader.more(),
        refresh: () => reader.refresh(),
        change: (ids, how) => reader.change(ids, how),
    };
}
