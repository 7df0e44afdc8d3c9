/* Banks that were asked for a higher limit: the letter, and what they said. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { amount_plain, day_full, group_mark, money } from "../../format";
import { amount_typed, is_negative, is_zero } from "../../money";
import { changed, useQuery } from "../../query";
import { may_write } from "../../session";
import { t } from "../../text";
import type { CreditRequest } from "../../types";
import { Button, Card, Loaded } from "../../ui/basics";
import { Form, FormFoot, SelectField, TextField, useSubmit } from "../../ui/form";
import { ask, Dialog } from "../../ui/layers";

function AnswerDialog({ it, close }: { it: CreditRequest; close: () => void }) {
    const submit = useSubmit(["outcome", "limit"]);
    const [outcome, set_outcome] = useState<"granted" | "refused">("granted");
    const [limit, set_limit] = useState(amount_plain(it.limit_asked));
    const send = async () => {
        const given = amount_typed(limit, group_mark());
        if (outcome === "granted" && (given === null || is_negative(given) || is_zero(given)))
            return submit.complain("limit", t.error.amount);
        await api.credit_answer(it.id, outcome === "granted" ? { outcome, limit: given! } : { outcome });
        changed("credit");
        close();
    };
    return (
        <Dialog title={t.credit.answer} onClose={close}>
            <Form class="stack" submit={submit} onSubmit={send}>
                <SelectField
                    label={it.account.name}
                    value={outcome}
                    options={[
                        { value: "granted", text: t.credit.granted },
                        { value: "refused", text: t.credit.refused },
                    ]}
                    onValue={value => set_outcome(value === "refused" ? "refused" : "granted")}
                />
                {outcome === "granted" ? (
                    <TextField
                        label={t.credit.granted_limit(it.currency)}
                        inputMode="decimal"
                        autocomplete="off"
                        value={limit}
                        error={submit.of("limit")}
                        onText={set_limit}
                    />
                ) : null}
                <FormFoot submit={submit} label={t.do.save} onCancel={close} />
            </Form>
        </Dialog>
    );
}

const show_letter = (it: CreditRequest) =>
    void ask<void>(close => (
        <Dialog key={it.id} title={t.credit.letter} wide onClose={() => close()}>
            <pre class="credit-letter" tabIndex={0}>
                {it.letter}
            </pre>
        </Dialog>
    ));

function One({ it }: { it: CreditRequest }) {
    const answer = () => void ask<void>(close => <AnswerDialog key={it.id} it={it} close={() => close()} />);
    return (
        <li class="ahead-line" data-id={it.id}>
            <span class="grow">
                <span class="clip">
                    {it.account.name}:{" "}
                    {t.credit.from_to(
                        money(it.limit_before, it.currency),
                        money(it.limit_granted ?? it.limit_asked, it.currency),
                    )}
                </span>
                <span class="small muted clip">
                    {day_full(it.asked.slice(0, 10))} · {t.credit.states[it.state]}
                </span>
            </span>
            <Button small kind="quiet" icon="file" onClick={() => show_letter(it)}>
                {t.credit.letter}
            </Button>
            {it.state === "asked" && may_write.value ? (
                <Button small onClick={answer}>
                    {t.credit.answer}
                </Button>
            ) : null}
        </li>
    );
}

export function Requests() {
    const query = useQuery("credit requests", async () => (await api.credit_requests()).items, [
        "credit",
        "proposal",
    ]);
    return (
        <section class="stack" aria-labelledby="requests">
            <div class="goals-head">
                <h2 id="requests">{t.credit.requests}</h2>
            </div>
            <Loaded query={query} lines={2}>
                {items => (
                    <Card>
                        {items.length === 0 ? <p class="muted">{t.credit.requests_none}</p> : null}
                        <ul class="ahead-lines">
                            {items.map(it => (
                                <One key={it.id} it={it} />
                            ))}
                        </ul>
                    </Card>
                )}
            </Loaded>
        </section>
    );
}
