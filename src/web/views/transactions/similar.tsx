/* What resembles a payment: of each payee that is near, its newest one. */
import { api } from "../../api";
import { day_short } from "../../format";
import { useQuery } from "../../query";
import { t } from "../../text";
import type { Id } from "../../types";
import { Money } from "../../ui/basics";

const SHOWN = 5;
const LEAST = 0.35; /* below that they have a few letters in common */

export function Similar({ id }: { id: Id }) {
    const read = useQuery(`similar ${id}`, signal => api.transactions_similar(id, SHOWN, signal), [
        "transaction",
    ]);
    const near = read.data?.items.filter(x => x.score >= LEAST) ?? [];
    if (near.length === 0) return null;
    return (
        <section class="detail" aria-label={t.tx.resembling}>
            <h3>{t.tx.resembling}</h3>
            <ul class="detail-parts">
                {near.map(({ transaction: it }) => (
                    <li key={it.id}>
                        <a class="link clip" href={`/transactions?open=${it.id}`}>
                            {it.payee || t.tx.no_payee}
                        </a>
                        <span class="small faint">{day_short(it.date)}</span>
                        <Money amount={it.amount} currency={it.currency} />
                    </li>
                ))}
            </ul>
        </section>
    );
}
