/* What is paid again and again: what was found and waits for a yes, what runs, what ended. */
import { day_short } from "../../format";
import { may_write } from "../../session";
import { t } from "../../text";
import type { Account, Mandate, Proposal } from "../../types";
import { Button, Card, Money } from "../../ui/basics";
import { confirm_wish } from "./actions";
import { show_mandate, show_wish } from "./details";
import { Mark } from "./line";
import { is_mandate, next_of, type Kind, type Standing } from "./month";
import { rhythm_words } from "./schedule";

interface RowProps {
    kind: Kind;
    payee: string;
    amount: string;
    currency: string;
    about: (string | null)[];
    onOpen: () => void;
}
function Row({ kind, payee, amount, currency, about, onOpen }: RowProps) {
    return (
        <button type="button" class="pay-row" onClick={onOpen}>
            <Mark kind={kind} />
            <span class="grow">
                <span class="clip">{payee}</span>
                <span class="small muted pay-about">{about.filter(Boolean).join(" · ")}</span>
            </span>
            <Money amount={amount} currency={currency} />
        </button>
    );
}

function Wish({ it, accounts }: { it: Proposal; accounts: Account[] }) {
    const account = accounts.find(a => a.id === it.action.account)?.name ?? "";
    const next = next_of(it);
    const approved = it.state === "approved";
    return (
        <li class="pay-wish" data-id={it.id}>
            <Row
                kind={approved ? "approved" : "asked"}
                payee={String(it.action.payee ?? it.summary)}
                amount={it.amount ?? "0"}
                currency={it.currency ?? "EUR"}
                about={[
                    rhythm_words(String(it.action.every ?? "")),
                    next ? t.payments.from_day(day_short(next)) : null,
                    account,
                    approved ? t.payments.kinds.approved : null,
                ]}
                onOpen={() => show_wish(it, account)}
            />
            {!approved && may_write.value ? (
                <Button
                    small
                    onClick={() => void confirm_wish(it)}
                    aria-label={`${t.payments.confirm}: ${String(it.action.payee)}`}
                >
                    {t.payments.confirm}
                </Button>
            ) : null}
        </li>
    );
}

function One({ it }: { it: Mandate }) {
    const ended = it.state === "ended";
    return (
        <li data-id={it.id}>
            <Row
                kind={ended ? "foreseen" : "planned"}
                payee={it.payee}
                amount={it.most}
                currency={it.currency}
                about={[
                    rhythm_words(it.every),
                    it.next ? t.payments.next(day_short(it.next)) : null,
                    it.account,
                    it.confirmed || ended ? null : t.payments.unconfirmed,
                ]}
                onOpen={() => show_mandate(it)}
            />
        </li>
    );
}

export function Mandates({ it, accounts }: { it: Standing; accounts: Account[] }) {
    const wishes = it.wishes.filter(is_mandate);
    const running = it.mandates.filter(m => m.state === "active");
    const ended = it.mandates.filter(m => m.state === "ended");
    const none = wishes.length + running.length + ended.length === 0;
    return (
        <Card title={t.payments.mandates} class="pay-mandates">
            {none ? <p class="muted">{t.payments.mandates_none}</p> : null}
            {wishes.length > 0 ? (
                <section aria-labelledby="pay-proposed">
                    <h3 class="pay-title" id="pay-proposed">
                        {t.payments.proposed}
                    </h3>
                    <p class="small muted">{t.payments.proposed_text}</p>
                    <ul class="pay-lines">
                        {wishes.map(w => (
                            <Wish key={w.id} it={w} accounts={accounts} />
                        ))}
                    </ul>
                </section>
            ) : null}
            {running.length > 0 ? (
                <section aria-labelledby="pay-running">
                    <h3 class="pay-title" id="pay-running">
                        {t.payments.running}
                    </h3>
                    <ul class="pay-lines">
                        {running.map(m => (
                            <One key={m.id} it={m} />
                        ))}
                    </ul>
                </section>
            ) : null}
            {ended.length > 0 ? (
                <details class="pay-ended">
                    <summary class="small muted">{t.payments.show_ended(ended.length)}</summary>
                    <ul class="pay-lines">
                        {ended.map(m => (
                            <One key={m.id} it={m} />
                        ))}
                    </ul>
                </details>
            ) : null}
        </Card>
    );
}
