/* Splitting a payment: parts by category that must add up; the last one is the rest, computed. */
import { useState } from "preact/hooks";
import { amount_plain, category_full, group_mark, money } from "../../format";
import { absolute, amount_typed, is_negative, is_zero, minus, negated, sum } from "../../money";
import { t } from "../../text";
import { is_split, type Transaction } from "../../types";
import { Button, Icon, IconButton, Money } from "../../ui/basics";
import { Form, FormFoot, useSubmit } from "../../ui/form";
import { ask, Dialog } from "../../ui/layers";
import { edit_one, split_one } from "./edits";
import type { Listing } from "./listing";
import { pick_category } from "./pickers";

interface Line {
    category: string;
    typed: string /* without sign: all parts have that of the payment */;
}

function first_lines(it: Transaction): Line[] {
    if (is_split(it))
        return it.parts.map(p => ({ category: p.category, typed: amount_plain(absolute(p.amount)) }));
    const one = { category: it.category ?? "", typed: "" };
    return [one, { ...one, category: "" }];
}

function SplitDialog({ it, listing, close }: { it: Transaction; listing: Listing; close: () => void }) {
    const submit = useSubmit();
    const [lines, set_lines] = useState<Line[]>(() => first_lines(it));
    const whole = absolute(it.amount);
    const outgoing = is_negative(it.amount);
    const given = lines.slice(0, -1).map(l => (l.typed.trim() ? amount_typed(l.typed, group_mark()) : "0"));
    const rest = minus(whole, sum(given.map(g => g ?? "0")));
    const over = is_negative(rest);
    const amounts = [...given, rest];
    const complete =
        !over &&
        amounts.every(a => a !== null && !is_zero(a) && !is_negative(a)) &&
        lines.every(l => l.category);

    const put = (at: number, change: Partial<Line>) =>
        set_lines(lines.map((l, i) => (i === at ? { ...l, ...change } : l)));
    const choose = async (at: number, anchor: Element) => {
        const category = await pick_category(anchor, outgoing, lines[at]!.category);
        if (category) put(at, { category });
    };
    const send = async () => {
        const parts = lines.map((l, i) => ({
            category: l.category,
            amount: outgoing ? negated(amounts[i]!) : amounts[i]!,
        }));
        await split_one(listing, it, parts);
        close();
    };
    return (
        <Dialog title={t.tx.split_title} wide onClose={close}>
            <p class="row">
                <span class="grow clip">{it.payee || t.tx.no_payee}</span>
                <Money class="figure-m" amount={it.amount} currency={it.currency} />
            </p>
            <Form class="stack" submit={submit} onSubmit={send}>
                <ul class="split-lines">
                    {lines.map((line, i) => {
                        const last = i === lines.length - 1;
                        return (
                            <li key={i} class="split-line">
                                <button
                                    type="button"
                                    class="input split-category"
                                    onClick={e => void choose(i, e.currentTarget)}
                                >
                                    <span class={line.category ? "clip" : "clip faint"}>
                                        {line.category ? category_full(line.category) : t.tx.set_category}
                                    </span>
                                    <Icon name="down" small />
                                </button>
                                {last ? (
                                    <output class={over ? "split-rest bad" : "split-rest"}>
                                        <span class="faint small">{t.tx.split_rest}</span>{" "}
                                        {money(rest, it.currency)}
                                    </output>
                                ) : (
                                    <input
                                        class="input split-amount"
                                        inputMode="decimal"
                                        autofocus={i === 0}
                                        aria-label={`${t.tx.amount} ${i + 1}`}
                                        aria-invalid={given[i] === null ? "true" : undefined}
                                        value={line.typed}
                                        onInput={e => put(i, { typed: e.currentTarget.value })}
                                    />
                                )}
                                <IconButton
                                    icon="close"
                                    label={t.do.remove}
                                    disabled={lines.length <= 2}
                                    onClick={() => set_lines(lines.filter((_, at) => at !== i))}
                                />
                            </li>
                        );
                    })}
                </ul>
                <div class="row">
                    <Button
                        small
                        icon="plus"
                        onClick={() =>
                            set_lines([...lines.slice(0, -1), { category: "", typed: "" }, lines.at(-1)!])
                        }
                    >
                        {t.tx.split_add}
                    </Button>
                    <span class={over ? "small bad" : "small faint"} role="status">
                        {over
                            ? t.tx.split_over(money(absolute(rest), it.currency))
                            : complete
                              ? t.tx.split_adds_up
                              : ""}
                    </span>
                </div>
                <div class="row">
                    {is_split(it) ? (
                        <Button
                            kind="quiet"
                            onClick={e => {
                                void pick_category(e.currentTarget as Element, outgoing).then(category => {
                                    if (category) void edit_one(listing, it, { category }).then(close);
                                });
                            }}
                        >
                            {t.tx.split_merge}
                        </Button>
                    ) : null}
                    <span class="grow" />
                    {complete ? (
                        <FormFoot submit={submit} label={t.do.save} onCancel={close} />
                    ) : (
                        <Button disabled>{t.do.save}</Button>
                    )}
                </div>
            </Form>
        </Dialog>
    );
}

export function ask_split(it: Transaction, listing: Listing) {
    void ask<void>(close => <SplitDialog key={it.id} it={it} listing={listing} close={() => close()} />);
}
