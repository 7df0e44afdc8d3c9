/* One envelope: what is left of its month, and in its place the form that sets it. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { api } from "../../api";
import {
    amount_plain,
    category_above,
    category_name,
    group_mark,
    money,
    money_round,
    month_first,
    month_last,
    percent,
} from "../../format";
import { absolute, amount_typed, is_negative, is_zero } from "../../money";
import { changed, type Query } from "../../query";
import { currencies, currency, may_write } from "../../session";
import { t } from "../../text";
import type { Budget, Month } from "../../types";
import { Button, classes, IconButton, Money } from "../../ui/basics";
import { Check, Form, SelectField, TextField, useSubmit } from "../../ui/form";
import { toast, toast_error } from "../../ui/layers";
import { Fill } from "./fill";
import { average_of, round_up, type Spent } from "./suggestions";

interface Given {
    month: Month;
    spent: Spent | undefined;
    query: Query<Budget[]>;
}

const same = (a: Budget, category: string, c: string) => a.category === category && a.currency === c;

const payments = (category: string, month: Month) =>
    `/transactions?${new URLSearchParams({ category, from: month_first(month), to: month_last(month) })}`;

/* Taken off from this month on; the toast puts it back. */
async function end(it: Budget, { month, query }: Given) {
    query.set(all => all.filter(b => b !== it));
    try {
        await api.budget_end(it.category, it.currency, month);
        changed("budget");
        const { category, amount, currency: c, rollover } = it;
        const back = () => api.budget_set({ category, amount, currency: c, rollover, from: month });
        toast(t.budgets.removed(category_name(category)), {
            text: t.do.undo,
            run: () => void back().then(() => changed("budget"), toast_error),
        });
    } catch (e) {
        query.reload();
        toast_error(e);
    }
}

/* `it` null: the category has no budget yet. */
function EnvelopeForm({
    it,
    category,
    given,
    close,
}: {
    it: Budget | null;
    category: string;
    given: Given;
    close: () => void;
}) {
    const submit = useSubmit(["amount", "currency"]);
    const [c, set_c] = useState(it?.currency ?? currency.value);
    const average = average_of(given.spent, category, c);
    const [amount, set_amount] = useState(it ? amount_plain(it.amount) : average ? round_up(average) : "");
    const [rollover, set_rollover] = useState(it?.rollover ?? false);
    const send = async () => {
        const typed = amount_typed(amount, group_mark());
        if (typed === null || is_negative(typed)) return submit.complain("amount", t.error.amount);
        if (is_zero(typed)) return submit.complain("amount", t.budgets.not_zero);
        /* From this month on: the months before were lived without it, and nobody wants to be told about them. */
        const set = await api.budget_set({
            category,
            amount: typed,
            currency: c,
            rollover,
            from: given.month,
        });
        given.query.set(all => [...all.filter(b => !same(b, category, c)), set]);
        changed("budget");
        close();
    };
    const box = useRef<HTMLDivElement>(null);
    /* Before the browser paints: who types at once types into the field. */
    useLayoutEffect(() => box.current?.querySelector("input")?.select(), []);
    return (
        <div ref={box}>
            <Form class="envelope-form" submit={submit} onSubmit={send}>
                <TextField
                    label={t.budgets.amount_of(c)}
                    inputMode="decimal"
                    autocomplete="off"
                    value={amount}
                    error={submit.of("amount")}
                    hint={average ? t.budgets.average(money_round(average, c)) : undefined}
                    onText={set_amount}
                />
                {!it && currencies.value.length > 1 ? (
                    <SelectField
                        label={t.spending.currency}
                        value={c}
                        options={currencies.value.map(value => ({ value, text: value }))}
                        onValue={set_c}
                    />
                ) : null}
                <Check label={t.budgets.rollover} checked={rollover} onCheck={set_rollover} />
                <div class="envelope-foot">
                    {it ? (
                        <Button small kind="quiet" icon="trash" onClick={() => void end(it, given)}>
                            {t.do.remove}
                        </Button>
                    ) : null}
                    <span class="grow" />
                    <Button small kind="quiet" onClick={close}>
                        {t.do.cancel}
                    </Button>
                    <Button small kind="main" type="submit" busy={submit.busy}>
                        {t.do.save}
                    </Button>
                </div>
            </Form>
        </div>
    );
}

const escape = (close: () => void) => (e: KeyboardEvent) => {
    if (e.key !== "Escape") return;
    e.preventDefault();
    close();
};

export function NewEnvelope({ category, close, ...given }: Given & { category: string; close: () => void }) {
    return (
        <li class="card envelope envelope-open" onKeyDown={escape(close)}>
            <h2 class="envelope-name">{category_name(category)}</h2>
            <EnvelopeForm it={null} category={category} given={given} close={close} />
        </li>
    );
}

export function Envelope({ it, pace, ...given }: Given & { it: Budget; pace: number | null }) {
    const [open, set_open] = useState(false);
    const name = category_name(it.category);
    const over = is_negative(it.left);
    const ratio = it.percent / 100;
    const carried = it.carried && !is_zero(it.carried) ? it.carried : null;
    if (open)
        return (
            <li class="card envelope envelope-open" onKeyDown={escape(() => set_open(false))}>
                <h2 class="envelope-name">{name}</h2>
                <EnvelopeForm it={it} category={it.category} given={given} close={() => set_open(false)} />
            </li>
        );
    return (
        <li class={classes("card", "envelope", over && "envelope-over")}>
            <div class="envelope-head">
                <h2 class="envelope-name clip">
                    <a href={payments(it.category, given.month)}>{name}</a>
                    {category_above(it.category) ? (
                        <span class="small faint"> {category_above(it.category)}</span>
                    ) : null}
                </h2>
                {may_write.value ? (
                    <IconButton icon="edit" label={t.budgets.edit(name)} onClick={() => set_open(true)} />
                ) : null}
            </div>
            <p class="envelope-left">
                <Money
                    class={classes("figure-m", over && "bad")}
                    amount={absolute(it.left)}
                    currency={it.currency}
                />{" "}
                <span class={classes("small", over ? "bad" : "muted")}>
                    {over ? t.budgets.over_word : t.budgets.left_word}
                </span>
            </p>
            <Fill ratio={ratio} pace={pace} over={over} label={`${name}: ${percent(ratio)}`} />
            <p class="envelope-about small muted">
                <span>{t.budgets.of(money(it.spent, it.currency), money(it.limit, it.currency))}</span>
                <span class="faint">{percent(ratio)}</span>
            </p>
            {carried ? (
                <p class="small faint">{t.budgets.carried(money(carried, it.currency, "both"))}</p>
            ) : it.rollover ? (
                <p class="small faint">{t.budgets.carries}</p>
            ) : null}
        </li>
    );
}
