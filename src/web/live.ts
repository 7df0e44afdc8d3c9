/* The live connection: one WebSocket that resumes after the last event it saw, and comes back by itself with growing pauses. Views say
 * which types of message concern them; what they hear of they fetch again (query.ts). */
import { signal } from "@preact/signals";
import { live_path } from "./api";

export interface LiveMessage {
    id?: string;
    type: string;
    event?: { type?: string; subject?: string; data?: Record<string, unknown> };
    [field: string]: unknown;
}
type Listener = (message: LiveMessage) => void;

const PAUSE_LEAST_MS = 500;
const PAUSE_MOST_MS = 30_000;

/* "off": not wanted; "waiting": between two attempts. */
export const live_state = signal<"off" | "connecting" | "on" | "waiting">("off");

const listeners = new Map<Listener, string[]>();
let socket: WebSocket | null = null;
let last: string | null = null;
let failures = 0;
let timer = 0;

/* `topics` are beginnings of types ("transaction", "import.progress"); "reset" reaches everybody. Returns how to stop. */
export function on_live(topics: string[], listener: Listener): () => void {
    listeners.set(listener, topics);
    return () => listeners.delete(listener);
}

function tell(message: LiveMessage) {
    for (const [listener, topics] of listeners)
        if (message.type === "reset" || topics.some(t => message.type.startsWith(t))) listener(message);
}

function receive(data: unknown) {
    let message: LiveMessage;
    try {
        message = JSON.parse(String(data));
    } catch {
        return;
    }
    if (typeof message.type !== "string") return;
    if (message.type === "reset") last = null;
    else if (message.id) last = message.id;
    tell(message);
}

function connect() {
    window.clearTimeout(timer);
    live_state.value = "connecting";
    const url = new URL(live_path(last), location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const mine = new WebSocket(url);
    let greeted = false;
    socket = mine;
    mine.onopen = () => {
        greeted = true;
        live_state.value = "on";
        /* Without a last event nobody can say what was missed in between. */
        if (failures > 0 && last === null) tell({ type: "reset" });
        failures = 0;
    };
    mine.onmessage = e => receive(e.data);
    mine.onclose = () => {
        if (socket !== mine) return;
        socket = null;
        failures += greeted ? 1 : 2;
        wait();
    };
}

function wait() {
    live_state.value = "waiting";
    const pause = Math.min(PAUSE_MOST_MS, PAUSE_LEAST_MS * 2 ** Math.min(failures, 10));
    timer = window.setTimeout(connect, pause * (0.75 + Math.random() / 2));
}

export function live_start() {
    if (live_state.value === "off") connect();
}

export function live_stop() {
    window.clearTimeout(timer);
    const was = socket;
    socket = null;
    was?.close();
    last = null;
    failures = 0;
    live_state.value = "off";
}

/* The network is back, or the page is looked at again: do not wait any longer. */
function hurry() {
    if (live_state.value === "waiting" && !document.hidden) connect();
}
window.addEventListener("online", hurry);
document.addEventListener("visibilitychange", hurry);
