/* Goals: something to save for, how far it is, and what it takes a month to be there in time. */
import { api } from "../../api";
import { day_full, money, percent } from "../../format";
import { minus } from "../../money";
import { useQuery } from "../../query";
import { may_write } from "../../session";
import { t } from "../../text";
import type { Goal } from "../../types";
import { Button, Card, classes, Icon, IconButton, Loaded, Meter, Money } from "../../ui/basics";
import { ask_goal } from "./goal_edit";

const TOPICS = ["goal", "transaction", "import", "account"];

function Facts({ it }: { it: Goal }) {
    if (it.achieved)
        return (
            <p class="small good goal-fact">
                <Icon name="check" small />
                {t.budgets.achieved(day_full(it.achieved.slice(0, 10)))}
            </p>
        );
    return (
        <>
            {it.due ? (
                <p class="small muted goal-fact">
                    <Icon name="calendar" small />
                    {t.budgets.due_on(day_full(it.due))}
                    {it.monthly_needed
                        ? ` · ${t.budgets.needed(money(it.monthly_needed, it.currency))}`
                        : null}
                </p>
            ) : null}
            {it.account ? (
                <p class="small muted goal-fact">
                    <Icon name="accounts" small />
                    <a href={`/accounts/${it.account.id}`}>{t.budgets.counts(it.account.name)}</a>
                </p>
            ) : null}
        </>
    );
}

function GoalCard({ it }: { it: Goal }) {
    const ratio = it.percent / 100;
    return (
        <li class={classes("card", "envelope", it.achieved && "goal-achieved")}>
            <div class="envelope-head">
                <h3 class="envelope-name clip">{it.name}</h3>
                {may_write.value ? (
                    <IconButton icon="edit" label={t.budgets.edit(it.name)} onClick={() => ask_goal(it)} />
                ) : null}
            </div>
            <p class="envelope-left">
                <Money class="figure-m" amount={it.saved} currency={it.currency} />{" "}
                <span class="small muted">{t.budgets.of_target(money(it.target, it.currency))}</span>
            </p>
            <Meter ratio={ratio} label={`${it.name}: ${percent(ratio)}`} />
            <p class="envelope-about small muted">
                <span>{percent(ratio)}</span>
                {it.achieved ? null : (
                    <span class="faint">
                        {t.budgets.missing(money(minus(it.target, it.saved), it.currency))}
                    </span>
                )}
            </p>
            <Facts it={it} />
        </li>
    );
}

export function Goals() {
    const q = useQuery("goals", async () => (await api.goals()).items, TOPICS);
    const add = may_write.value ? (
        <Button small icon="plus" onClick={() => ask_goal()}>
            {t.budgets.goal_add}
        </Button>
    ) : null;
    return (
        <section class="stack goals" aria-labelledby="goals">
            <div class="goals-head">
                <h2 id="goals">{t.budgets.goals}</h2>
                {add}
            </div>
            <Loaded query={q} lines={2}>
                {all =>
                    all.length === 0 ? (
                        <Card class="goals-none">
                            <span class="empty-icon">
                                <Icon name="goal" />
                            </span>
                            <p class="muted">{t.budgets.goals_none}</p>
                        </Card>
                    ) : (
                        <ul class="envelopes">
                            {all.map(g => (
                                <GoalCard key={g.id} it={g} />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </section>
    );
}
