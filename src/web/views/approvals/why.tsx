/* Why an agent wants something: what it made of what it knew. */
import { api } from "../../api";
import { moment } from "../../format";
import { useQuery } from "../../query";
import { t } from "../../text";
import { Loaded } from "../../ui/basics";
import { Dialog } from "../../ui/layers";

export function Why({ run, close }: { run: string; close: () => void }) {
    const query = useQuery(`run ${run}`, () => api.agent_run(run));
    return (
        <Dialog title={t.approvals.why} wide onClose={close}>
            <Loaded query={query}>
                {found => (
                    <div class="stack">
                        <p class="muted">
                            {found.run.agent}, {moment(found.run.started)}
                        </p>
                        <h3>{t.approvals.because}</h3>
                        <ul>
                            {found.decision.because.map(line => (
                                <li key={line}>{line}</li>
                            ))}
                        </ul>
                        <h3>{t.approvals.facts}</h3>
                        <pre class="proposal-facts" tabIndex={0}>
                            {JSON.stringify(found.facts, null, 2)}
                        </pre>
                    </div>
                )}
            </Loaded>
        </Dialog>
    );
}
