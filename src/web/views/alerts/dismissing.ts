/* What was dismissed is not noticed again, so it is sent only when the word that takes it back has gone. */
import { api } from "../../api";
import { changed } from "../../query";
import { t } from "../../text";
import { toast, toast_close, toast_error } from "../../ui/layers";
import type { Alert } from "./listing";

const HELD_MS = 7000;
const held = new Map<string, () => void>();

async function send(it: Alert) {
    try {
        await Promise.all(it.messages.map(api.notification_read));
        if (it.insight) await api.insight_dismiss(it.insight.id);
        changed("insight", "notification");
    } catch (e) {
        changed("insight");
        toast_error(e);
    }
}

/* `back` shows it again. */
export function dismiss(it: Alert, back: () => void) {
    const timer = window.setTimeout(() => now(), HELD_MS);
    const now = () => {
        window.clearTimeout(timer);
        if (held.delete(it.id)) void send(it);
    };
    held.set(it.id, now);
    const word = toast(t.alerts.dismissed, {
        text: t.do.undo,
        run: () => {
            window.clearTimeout(timer);
            held.delete(it.id);
            toast_close(word);
            back();
        },
    });
}

export const is_dismissed = (it: Alert) => held.has(it.id);
window.addEventListener("pagehide", () => [...held.values()].forEach(now => now()));
