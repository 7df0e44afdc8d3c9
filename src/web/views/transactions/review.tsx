/* Two payments side by side: are they one? A statement brought the first, the second was here. */
import { api } from "../../api";
import { category_full, day_full } from "../../format";
import { useQuery } from "../../query";
import { t } from "../../text";
import type { Transaction } from "../../types";
import { Button, type Children, Loaded, Money } from "../../ui/basics";
import { Form, useSubmit } from "../../ui/form";
import { ask, Dialog } from "../../ui/layers";
import { review_one } from "./edits";
import type { Listing } from "./listing";

interface SideProps {
    title: string;
    it: Transaction;
    other: Transaction;
    children?: Children;
}
/* One of two payments, and where it differs from the other. */
export function Side({ title, it, other, children }: SideProps) {
    const facts: [string, string, boolean][] = [
        [t.tx.date, day_full(it.date), it.date !== other.date],
        [t.tx.payee, it.payee ?? "–", it.payee !== other.payee],
        [t.tx.account, it.account.name, it.account.id !== other.account.id],
        [t.tx.text, it.text ?? "–", it.text !== other.text],
        [t.tx.category, it.category ? category_full(it.category) : "–", it.category !== other.category],
    ];
    return (
        <section class="review-side">
            <h3>{title}</h3>
            <Money class="figure-m" amount={it.amount} currency={it.currency} />
            <dl>
                {facts.map(([name, value, differs]) => (
                    <div key={name} class={differs ? "review-differs" : undefined}>
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                    </div>
                ))}
            </dl>
            {children}
        </section>
    );
}

function ReviewDialog({ it, listing, close }: { it: Transaction; listing: Listing; close: () => void }) {
    const submit = useSubmit();
    const candidate = it.review!.candidate;
    const other = useQuery(`transaction ${candidate}`, signal => api.transaction(candidate, signal));
    const decide = (same: boolean) =>
        void submit.run(async () => {
            await review_one(listing, it, same);
            close();
        });
    return (
        <Dialog title={t.tx.review_title} wide onClose={close}>
            <p class="muted">{it.review!.reason}</p>
            <Loaded query={other}>
                {found => (
                    <div class="review-sides">
                        <Side title={t.tx.review_theirs} it={it} other={found} />
                        <Side title={t.tx.review_ours} it={found} other={it} />
                    </div>
                )}
            </Loaded>
            <Form submit={submit} onSubmit={async () => undefined}>
                <div class="dialog-foot">
                    <Button disabled={submit.busy} onClick={() => decide(false)}>
                        {t.tx.different}
                    </Button>
                    <Button kind="main" busy={submit.busy} onClick={() => decide(true)}>
                        {t.tx.same}
                    </Button>
                </div>
            </Form>
        </Dialog>
    );
}

export function ask_review(it: Transaction, listing: Listing) {
    if (it.review)
        void ask<void>(close => <ReviewDialog key={it.id} it={it} listing={listing} close={() => close()} />);
}
