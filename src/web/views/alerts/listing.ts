/* What the agents noticed and what people were told, as one list. Most messages tell of an insight: then they are one entry, and the message says
 * whether it has been read. */
import { api } from "../../api";
import { useQuery, type Query } from "../../query";
import type { Id, Insight, Notification, Severity } from "../../types";

export interface Alert {
    id: Id;
    insight: Insight | null;
    messages: Id[] /* that tell of it and have not been read */;
    severity: Severity;
    kind: string | null;
    title: string;
    body: string;
    date: string;
    created: string;
    transaction: Id | null;
}
export interface Alerts {
    items: Alert[];
    more: boolean;
}

const TOPICS = ["user.alert", "notification", "ai.insight", "insight", "budget"];

const is_unread = (n: Notification) => n.state !== "read";

function of_insight(it: Insight, messages: Notification[]): Alert {
    const { id, severity, kind, title, body, date, created, transaction } = it;
    return {
        ...{ id, insight: it, severity, kind, title, body, date, created, transaction },
        messages: messages.filter(is_unread).map(n => n.id),
    };
}
function of_message(it: Notification): Alert {
    const { id, severity, title, body, created } = it;
    return {
        ...{ id, insight: null, severity, kind: null, title, body, created, transaction: null },
        date: created.slice(0, 10),
        messages: is_unread(it) ? [id] : [],
    };
}

/* A message about an insight that is not there any more was dismissed with it, unless the insight is further down than we have read. */
function joined(insights: Insight[], all_insights: boolean, messages: Notification[]): Alert[] {
    const about = new Map<Id, Notification[]>();
    for (const m of messages) if (m.insight) about.set(m.insight, [...(about.get(m.insight) ?? []), m]);
    const known = new Set(insights.map(i => i.id));
    const alone = messages.filter(m => !m.insight || (!known.has(m.insight) && !all_insights));
    return [...insights.map(i => of_insight(i, about.get(i.id) ?? [])), ...alone.map(of_message)].sort(
        (a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.created < b.created ? 1 : -1),
    );
}

export function useAlerts(limit: number): Query<Alerts> {
    return useQuery<Alerts>(
        `alerts ${limit}`,
        async () => {
            const [insights, messages] = await Promise.all([
                api.insights({ limit }),
                api.notifications({ limit }),
            ]);
            return {
                items: joined(insights.items, insights.next === null, messages.items),
                more: insights.next !== null || messages.next !== null,
            };
        },
        TOPICS,
    );
}
