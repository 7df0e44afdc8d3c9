/* Credit cards: what is used of them now and at the next statement, what to do about it; scores; banks that were asked for more. */
import { api } from "../api";
import { day_full, money, percent } from "../format";
import { useQuery } from "../query";
import { may_write } from "../session";
import { t } from "../text";
import type { Credit as CreditNow, CreditCard, CreditTotal } from "../types";
import { Button, Card, Empty, Head, Icon, IconButton, Loaded, Meter } from "../ui/basics";
import { Chart } from "../ui/chart";
import { ask_card, ask_score } from "./credit/edit";
import { ask_score_file } from "./credit/scores";
import { Requests } from "./credit/requests";

const TOPICS = ["credit", "transaction", "import", "account", "proposal"];
const USUAL = 30; /* per cent: what is said to be well; each card has a target of its own */
const share = (x: number) => percent(x / 100);
const tone = (x: number, target: number) => (x > target ? "bad" : x > target * 0.85 ? "warn" : undefined);

function Use({ name, it, owed, used }: { name: string; it: CreditCard; owed: string; used: number }) {
    return (
        <div class="credit-use">
            <p class="small">
                <span class="muted">{name}</span>
                <span>{t.credit.used(share(used))}</span>
            </p>
            <Meter ratio={used / 100} tone={tone(used, it.target)} label={`${name}: ${share(used)}`} />
            <p class="small muted">
                <span>{t.credit.of(money(owed, it.currency), money(it.limit, it.currency))}</span>
            </p>
        </div>
    );
}

function Advice({ it }: { it: CreditCard }) {
    const a = it.advice;
    if (!a) return null;
    return (
        <p class="credit-advice">
            <Icon name="warning" small />{" "}
            <strong>{t.credit.pay(money(a.pay, it.currency), day_full(a.by))}</strong>{" "}
            {Number(a.can) < Number(a.pay)
                ? t.credit.can(money(a.can, it.currency), share(a.utilisation))
                : null}{" "}
            {a.points > 0 ? t.credit.points(a.points) : null}
        </p>
    );
}

function Raise({ it }: { it: CreditCard }) {
    if (it.raise.may) return <p class="small good">{t.credit.may(money(it.raise.limit, it.currency))}</p>;
    return (
        <details class="small muted">
            <summary>{t.credit.may_not}</summary>
            <ul class="credit-reasons">
                {it.raise.reasons.map(r => (
                    <li key={r}>{t.credit.reasons[r]}</li>
                ))}
            </ul>
        </details>
    );
}

function One({ it }: { it: CreditCard }) {
    return (
        <li class="card envelope" data-id={it.id}>
            <div class="envelope-head">
                <h3 class="envelope-name clip">
                    <a href={`/accounts/${it.account.id}`}>{it.account.name}</a>
                </h3>
                {may_write.value ? (
                    <IconButton
                        icon="edit"
                        label={t.credit.edit(it.account.name)}
                        onClick={() => ask_card(it)}
                    />
                ) : null}
            </div>
            <Use name={t.credit.now} it={it} owed={it.owed} used={it.utilisation} />
            <Use
                name={t.credit.then(day_full(it.statement))}
                it={it}
                owed={it.projected}
                used={it.projected_utilisation}
            />
            <p class="small faint">{t.credit.target(share(it.target))}</p>
            <Advice it={it} />
            <Raise it={it} />
        </li>
    );
}

function Together({ it }: { it: CreditTotal }) {
    return (
        <Card>
            <div class="credit-use">
                <p>
                    <span>{t.credit.all(it.currency)}</span>
                    <strong>{t.credit.used(share(it.utilisation))}</strong>
                </p>
                <Meter
                    ratio={it.utilisation / 100}
                    tone={tone(it.utilisation, USUAL)}
                    label={`${t.credit.all(it.currency)}: ${share(it.utilisation)}`}
                />
                <p class="small muted">
                    <span>{t.credit.of(money(it.owed, it.currency), money(it.limit, it.currency))}</span>
                    <span>{t.credit.at_statements(share(it.projected_utilisation))}</span>
                </p>
            </div>
        </Card>
    );
}

function Cards({ it }: { it: CreditNow }) {
    if (it.cards.length === 0)
        return (
            <Empty icon="credit" title={t.credit.none} text={t.credit.none_text}>
                {may_write.value ? (
                    <Button kind="main" icon="plus" onClick={() => ask_card()}>
                        {t.credit.add}
                    </Button>
                ) : null}
            </Empty>
        );
    return (
        <section class="stack" aria-labelledby="cards">
            <div class="goals-head">
                <h2 id="cards">{t.credit.cards}</h2>
                {may_write.value ? (
                    <Button small icon="plus" onClick={() => ask_card()}>
                        {t.credit.add}
                    </Button>
                ) : null}
            </div>
            {it.totals.map(total => (
                <Together key={total.currency} it={total} />
            ))}
            <ul class="envelopes">
                {it.cards.map(card => (
                    <One key={card.id} it={card} />
                ))}
            </ul>
            {it.cards.some(card => card.advice) ? <p class="small faint">{t.credit.assumed}</p> : null}
        </section>
    );
}

function Scores({ change }: { change: number | null }) {
    const query = useQuery("credit scores", async () => (await api.credit_scores()).items, ["credit"]);
    return (
        <section class="stack" aria-labelledby="score">
            <div class="goals-head">
                <h2 id="score">{t.credit.score}</h2>
                {may_write.value ? (
                    <span class="row">
                        <Button small kind="quiet" icon="import" onClick={() => ask_score_file()}>
                            {t.credit.score_import}
                        </Button>
                        <Button small icon="plus" onClick={() => ask_score()}>
                            {t.credit.score_add}
                        </Button>
                    </span>
                ) : null}
            </div>
            <Loaded query={query} lines={2}>
                {items => {
                    if (items.length === 0)
                        return (
                            <Card>
                                <p class="muted">{t.credit.score_none}</p>
                            </Card>
                        );
                    const newest = items[0]!;
                    const rows = items.filter(s => s.source === newest.source).reverse();
                    return (
                        <Card>
                            <p>
                                <strong class="figure-m">{newest.score}</strong>{" "}
                                <span class="small muted">
                                    {[
                                        day_full(newest.date),
                                        newest.source,
                                        change === null ? null : t.credit.change(change),
                                    ]
                                        .filter(Boolean)
                                        .join(" · ")}
                                </span>
                            </p>
                            <Chart
                                title={t.credit.score}
                                kind="lines"
                                months={rows.map(s => s.date)}
                                currency=""
                                series={[{ name: t.credit.score, values: rows.map(s => s.score), colour: 1 }]}
                            />
                        </Card>
                    );
                }}
            </Loaded>
        </section>
    );
}

export function Credit() {
    const query = useQuery("credit", api.credit, TOPICS);
    return (
        <>
            <Head title={t.credit.title} text={t.credit.text} />
            <Loaded query={query} lines={6}>
                {it => (
                    <div class="stack">
                        <Cards it={it} />
                        <Scores change={it.score_change} />
                        <Requests />
                    </div>
                )}
            </Loaded>
        </>
    );
}
