/* The language of rules as the page needs it: colours, where a problem is, and a page of help. The grammar itself is src/sorting/rules.h. */
import { ApiError } from "../../api";
import { t } from "../../text";
import { Dialog, ask } from "../../ui/layers";

const TOKEN = /("(?:[^"\\]|\\.)*"?)|(->)|\b(and|or|not|always|between)\b|(-?\d[\d.-]*%?)/g;

/* A rule with its words, texts and numbers set apart. */
export function Coloured({ text }: { text: string }) {
    const tab = text.indexOf("\t");
    if (tab >= 0)
        return (
            <code class="rule-code">
                <span class="rule-text">{text.slice(0, tab)}</span>
                <span class="rule-arrow"> → </span>
                {text.slice(tab + 1).trim()}
            </code>
        );
    const parts = [];
    let from = 0;
    for (const found of text.matchAll(TOKEN)) {
        if (found.index > from) parts.push(text.slice(from, found.index));
        const name = found[1]
            ? "rule-text"
            : found[2] || found[4]
              ? "rule-arrow"
              : found[3]
                ? "rule-word"
                : "rule-number";
        parts.push(
            <span key={found.index} class={name}>
                {found[0]}
            </span>,
        );
        from = found.index + found[0].length;
    }
    return (
        <code class="rule-code">
            {parts}
            {text.slice(from)}
        </code>
    );
}

export interface Problem {
    line: number;
    column: number;
    at: number /* the column, as an index into the line */;
    text: string;
}

/* The API counts columns in code points, from 1; a text of the page is made of UTF-16. */
const character_at = (line: string, column: number) => [...line].slice(0, column - 1).join("").length;

/* Where the API says that `text` is wrong; null when the failure is about something else. */
export function problem_of(e: unknown, text: string): Problem | null {
    if (!(e instanceof ApiError) || e.field !== "text") return null;
    const found = /line (\d+), column (\d+): (.*)/s.exec(e.message);
    if (!found) return { line: 1, column: 1, at: 0, text: e.message.replace(/^text: /, "") };
    const [line, column] = [Number(found[1]), Number(found[2])];
    const at = character_at(text.split("\n")[line - 1] ?? "", column);
    return { line, column, at, text: found[3]! };
}

/* The line once more, with the place marked, and what is wrong there. */
export function ProblemShown({ text, problem, id }: { text: string; problem: Problem; id: string }) {
    const line = text.split("\n")[problem.line - 1] ?? "";
    const rest = line.slice(problem.at);
    const word = /^(\w+|\S)?/.exec(rest)?.[0] ?? "";
    return (
        <div class="rule-problem" id={id} role="alert">
            <p>
                <strong>{t.rules.place(problem.line, problem.column)}</strong> {problem.text}
            </p>
            <pre aria-hidden="true">
                {line.slice(0, problem.at)}
                <mark>{word || " "}</mark>
                {rest.slice(word.length)}
            </pre>
        </div>
    );
}

const EXAMPLES = [
    'payee is "Netflix" -> category "Expenses:Subscriptions", tag "fun"',
    'text contains "rent" and amount < -500 -> category "Expenses:Housing:Rent", stop',
    'payee starts "Cost" -> split "Expenses:Groceries" 60%, "Expenses:Home" rest',
    'account is "Visa" and day between 1 and 5 -> tag "fees"',
];

export function show_help() {
    void ask<void>(close => (
        <Dialog key="rules-help" title={t.rules.help} wide onClose={() => close()}>
            <div class="rules-help">
                <p class="muted">{t.rules.help_text}</p>
                <dl>
                    {t.rules.help_rows.map(([code, text]) => (
                        <div key={code}>
                            <dt>
                                <code>{code}</code>
                            </dt>
                            <dd class="small muted">{text}</dd>
                        </div>
                    ))}
                </dl>
                <h3>{t.rules.examples}</h3>
                <ul class="rules-examples">
                    {EXAMPLES.map(e => (
                        <li key={e}>
                            <Coloured text={e} />
                        </li>
                    ))}
                </ul>
            </div>
        </Dialog>
    ));
}

export const quoted = (text: string) => `"${text.replace(/["\\]/g, c => `\\${c}`)}"`;
