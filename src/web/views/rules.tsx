/* Rules: how payments are sorted before anything is guessed. In the address: show=text, and text=… for a rule to begin with. */
import { useState } from "preact/hooks";
import { api } from "../api";
import { changed, useQuery, type Query } from "../query";
import { go_search, search } from "../router";
import { may_write } from "../session";
import { t } from "../text";
import type { Rule } from "../types";
import { Button, Empty, Head, IconButton, Loaded, Segments } from "../ui/basics";
import { toast } from "../ui/layers";
import { Editor } from "./rules/editor";
import { show_help } from "./rules/language";
import { List } from "./rules/list";
import { ask_apply } from "./rules/trial";
import { text_of, Whole } from "./rules/whole";

/* A new rule comes first: it is the one that should decide. */
function Add({ query, close }: { query: Query<Rule[]>; close: () => void }) {
    const save = async (text: string) => {
        const rule = await api.rule_new(text, 1);
        query.set(rules => [rule, ...rules].map((r, i) => ({ ...r, position: i + 1 })));
        changed("rules");
        const all = text_of([rule, ...(query.data ?? [])]);
        toast(t.rules.added, { text: t.rules.apply, run: () => ask_apply(all) });
        close();
    };
    return (
        <section class="card rule-add" aria-label={t.rules.add}>
            <Editor text={search.value.get("text") ?? ""} label={t.rules.new} save={save} close={close} />
        </section>
    );
}

function Body({ rules, query }: { rules: Rule[]; query: Query<Rule[]> }) {
    const [adds, set_adds] = useState(search.value.has("text"));
    const writes = may_write.value;
    const close = () => {
        set_adds(false);
        go_search({ text: null });
    };
    const add = (
        <Button kind={rules.length === 0 ? "main" : undefined} icon="plus" onClick={() => set_adds(true)}>
            {t.rules.add}
        </Button>
    );
    if (search.value.get("show") === "text")
        return <Whole rules={rules} done={() => go_search({ show: null })} />;
    return (
        <div class="stack">
            {adds && writes ? <Add query={query} close={close} /> : null}
            {rules.length > 0 ? (
                <>
                    {writes ? (
                        <div class="rule-bar">
                            {adds ? <span /> : add}
                            <Button onClick={() => ask_apply(text_of(rules))}>{t.rules.apply}</Button>
                        </div>
                    ) : null}
                    <List rules={rules} query={query} />
                </>
            ) : adds ? null : (
                <Empty icon="rules" title={t.rules.none} text={t.rules.none_text}>
                    {writes ? add : null}
                    <Button kind="quiet" onClick={show_help}>
                        {t.rules.help}
                    </Button>
                </Empty>
            )}
        </div>
    );
}

export function Rules() {
    const query = useQuery("rules", async () => (await api.rules()).items, ["rules"]);
    return (
        <>
            <Head title={t.rules.title} text={t.rules.text}>
                <IconButton icon="info" label={t.rules.help} onClick={show_help} />
                <Segments
                    label={t.rules.mode}
                    value={search.value.get("show") === "text" ? "text" : "list"}
                    options={[
                        { value: "list", text: t.rules.mode_list },
                        { value: "text", text: t.rules.mode_text },
                    ]}
                    onChange={value => go_search({ show: value === "text" ? "text" : null })}
                />
            </Head>
            <Loaded query={query} lines={6}>
                {all => <Body rules={all} query={query} />}
            </Loaded>
        </>
    );
}
