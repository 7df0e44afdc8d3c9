/* Saying yes to exactly what is shown, with a one-time code where the policy wants one. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { useQuery } from "../../query";
import { go } from "../../router";
import { t } from "../../text";
import type { Proposal } from "../../types";
import { Button } from "../../ui/basics";
import { Form, FormFoot, TextField, useSubmit } from "../../ui/form";
import { Dialog } from "../../ui/layers";

const shown = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

interface ApproveProps {
    it: Proposal;
    /* In words, where the view has better ones than the action's own members. */
    title?: string;
    facts?: [string, string][];
    yes?: string;
    /* What became of it; nothing when one left. */
    close: (said?: Proposal) => void;
}
export function Approve({ it, title, facts, yes, close }: ApproveProps) {
    const submit = useSubmit(["code"]);
    const [code, set_code] = useState("");
    const wants = it.decision.step_up;
    const app = useQuery(wants ? "step-up" : null, () => api.step_up());
    const missing = wants && app.data?.app === false;
    const send = async () => {
        if (wants && code.trim() === "") return submit.complain("code", t.error.required);
        close(await api.proposal_approve(it, wants ? code.trim() : undefined));
    };
    return (
        <Dialog title={title ?? it.summary} onClose={() => close()}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <p class="muted">{t.approvals.exactly}</p>
                <dl class="proposal-action">
                    {(facts ?? Object.entries(it.action)).map(([name, value]) => (
                        <>
                            <dt>{name.replaceAll("_", " ")}</dt>
                            <dd>{shown(value)}</dd>
                        </>
                    ))}
                </dl>
                {missing ? (
                    <>
                        <p>{t.approvals.code_none}</p>
                        <div class="dialog-foot">
                            <Button
                                kind="main"
                                onClick={() => {
                                    close();
                                    go("/settings?show=security");
                                }}
                            >
                                {t.approvals.to_settings}
                            </Button>
                        </div>
                    </>
                ) : (
                    <>
                        {wants ? (
                            <TextField
                                label={t.approvals.code}
                                hint={t.approvals.code_hint}
                                inputMode="numeric"
                                autocomplete="one-time-code"
                                value={code}
                                error={submit.of("code")}
                                onText={set_code}
                            />
                        ) : null}
                        <FormFoot
                            submit={submit}
                            label={yes ?? t.approvals.approve}
                            onCancel={() => close()}
                        />
                    </>
                )}
            </Form>
        </Dialog>
    );
}
