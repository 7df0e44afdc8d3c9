/* The program: which it is, how its agents do, where its documents are. */
import { api } from "../../api";
import { ago, count } from "../../format";
import { live_state } from "../../live";
import { useQuery } from "../../query";
import { t } from "../../text";
import type { Agent } from "../../types";
import { Card, classes, Icon, Loaded } from "../../ui/basics";

const PILLS = { well: "pill-good", failing: "pill-bad", idle: "" };
const TOPICS = ["transaction", "ai.insight", "user.alert"];

function AgentLine({ it }: { it: Agent }) {
    const facts = [
        it.last ? t.settings.reacted(count(it.processed), ago(it.last)) : t.settings.not_yet,
        it.behind > 0 ? t.settings.behind(count(it.behind)) : null,
        it.failed > 0 ? t.settings.tried_again(count(it.failed)) : null,
        it.dead > 0 ? t.settings.given_up(count(it.dead)) : null,
    ];
    return (
        <li class="settings-line">
            <div class="grow">
                <p class="row">
                    <span class="settings-agent">{it.name}</span>
                    <span class={classes("pill", PILLS[it.state])}>{t.settings.agent_state[it.state]}</span>
                </p>
                <p class="small muted">{it.title}</p>
                <p class="small faint">{facts.filter(Boolean).join(" · ")}</p>
                {it.why ? <p class="small bad">{it.why}</p> : null}
            </div>
        </li>
    );
}

function Agents() {
    const q = useQuery("agents", async () => (await api.agents()).items, TOPICS);
    return (
        <Card title={t.settings.agents} more={<span class="small faint">{t.settings.agents_text}</span>}>
            <Loaded query={q} lines={2}>
                {list => (
                    <ul class="list">
                        {list.map(a => (
                            <AgentLine key={a.name} it={a} />
                        ))}
                    </ul>
                )}
            </Loaded>
        </Card>
    );
}

export function About() {
    const version = useQuery("setup", () => api.setup()).data?.version;
    const live = live_state.value === "on";
    return (
        <div class="stack">
            <Card title="Florin">
                <dl class="settings-facts">
                    <div>
                        <dt>{t.settings.version}</dt>
                        <dd>{version ?? "…"}</dd>
                    </div>
                    <div>
                        <dt>{t.settings.connection}</dt>
                        <dd class={live ? "good" : "warn"}>
                            {live ? t.settings.connected : t.settings.not_connected}
                        </dd>
                    </div>
                </dl>
                <div class="settings-docs">
                    <a class="button button-small" href="/docs" target="_blank" rel="noopener">
                        <Icon name="file" small />
                        {t.settings.docs}
                    </a>
                    <a class="button button-small" href="/openapi.json" target="_blank" rel="noopener">
                        OpenAPI
                    </a>
                </div>
            </Card>
            <Agents />
        </div>
    );
}
