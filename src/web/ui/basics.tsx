/* The small parts that every view is made of. */
import type { ComponentChildren, HTMLAttributes } from "preact";
import { ApiError } from "../api";
import { is_negative, is_zero } from "../money";
import { money, money_round, type Sign } from "../format";
import { t } from "../text";

declare const ICONS: string; /* the sprite's address; put in by build.mjs */

export type Children = ComponentChildren;
export const classes = (...names: (string | false | null | undefined)[]) => names.filter(Boolean).join(" ");

export function Icon({ name, small }: { name: string; small?: boolean }) {
    return (
        <svg class={classes("icon", small && "icon-s")} aria-hidden="true">
            <use href={`${ICONS}#${name}`} />
        </svg>
    );
}

/* What a button takes besides: handlers, aria-…; its type and look are ours. */
type Given = Omit<HTMLAttributes<HTMLButtonElement>, "icon" | "label" | "size" | "type" | "role">;

type ButtonProps = Given & {
    kind?: "main" | "quiet" | "bad";
    icon?: string;
    small?: boolean;
    wide?: boolean;
    compact?: boolean /* on a phone its icon alone */;
    busy?: boolean;
    disabled?: boolean;
    type?: "button" | "submit";
    children?: Children;
};
export function Button({
    kind,
    icon,
    small,
    wide,
    compact,
    busy,
    disabled,
    children,
    type,
    ...rest
}: ButtonProps) {
    const name = classes(
        "button",
        kind && `button-${kind}`,
        small && "button-small",
        wide && "button-wide",
        compact && "button-compact",
    );
    return (
        <button
            {...rest}
            type={type ?? "button"}
            class={name}
            disabled={disabled || busy}
            aria-busy={busy || undefined}
        >
            {busy ? <span class="spinner" /> : icon ? <Icon name={icon} small={small} /> : null}
            {compact ? <span class="button-text">{children}</span> : children}
        </button>
    );
}

type IconButtonProps = Given & { icon: string; label: string; disabled?: boolean };
export function IconButton({ icon, label, ...rest }: IconButtonProps) {
    return (
        <button
            {...rest}
            type="button"
            class={classes("icon-button", rest.class as string)}
            aria-label={label}
            title={label}
        >
            <Icon name={icon} />
        </button>
    );
}

interface MoneyProps {
    amount: string;
    currency: string;
    sign?: Sign;
    round?: boolean;
    tint?: boolean /* money in is green */;
    class?: string;
}
export function Money({ amount, currency, sign, round, tint, class: extra }: MoneyProps) {
    const incoming = tint && !is_negative(amount) && !is_zero(amount);
    return (
        <span class={classes("money", incoming && "money-in", extra)}>
            {(round ? money_round : money)(amount, currency, sign ?? (tint ? "both" : "auto"))}
        </span>
    );
}

/* The head of a view: its h1, a line below, actions at the right. */
export function Head({ title, text, children }: { title: Children; text?: Children; children?: Children }) {
    return (
        <header class="head">
            <div>
                <h1>{title}</h1>
                {text ? <p>{text}</p> : null}
            </div>
            {children ? <div class="head-actions">{children}</div> : null}
        </header>
    );
}

interface CardProps {
    title?: Children;
    more?: Children;
    class?: string;
    children: Children;
}
export function Card({ title, more, class: extra, children }: CardProps) {
    return (
        <section class={classes("card", extra)}>
            {title ? (
                <div class="card-head">
                    <h2>{title}</h2>
                    {more}
                </div>
            ) : null}
            {children}
        </section>
    );
}

export function Empty({
    icon,
    title,
    text,
    children,
}: {
    icon: string;
    title: string;
    text?: string;
    children?: Children;
}) {
    return (
        <div class="empty">
            <span class="empty-icon">
                <Icon name={icon} />
            </span>
            <h2>{title}</h2>
            {text ? <p>{text}</p> : null}
            {children ? <div class="row">{children}</div> : null}
        </div>
    );
}

/* What to tell a person about a failure. */
export function error_text(e: unknown): string {
    if (!(e instanceof ApiError)) return e instanceof Error ? e.message : String(e);
    if (e.offline) return t.error.offline;
    if (e.status === 429 && e.retry_after_s) return t.error.too_many(e.retry_after_s);
    return e.message;
}

export function Trouble({ error, retry }: { error: unknown; retry?: () => void }) {
    return (
        <div class="trouble" role="alert">
            <Icon name="warning" />
            <span>{error_text(error)}</span>
            {retry ? (
                <Button small kind="quiet" onClick={retry}>
                    {t.do.retry}
                </Button>
            ) : null}
        </div>
    );
}

export function Waiting({ lines = 4 }: { lines?: number }) {
    return (
        <div role="status" aria-label={t.state.loading}>
            {Array.from({ length: lines }, (_, i) => (
                <div key={i} class="skeleton skeleton-line" />
            ))}
        </div>
    );
}

/* A table that may be wider than the screen: it scrolls by itself, with the keyboard too. */
export function TableScroll({ label, children }: { label: string; children: Children }) {
    return (
        <div class="table-scroll" role="group" aria-label={label} tabIndex={0}>
            {children}
        </div>
    );
}

/* What a query has to say: nothing yet, an error, or its data. */
interface LoadedProps<T> {
    query: { data: T | undefined; error: ApiError | null; loading: boolean; reload: () => void };
    lines?: number;
    children: (data: T) => Children;
}
export function Loaded<T>({ query, lines, children }: LoadedProps<T>) {
    if (query.data !== undefined) return <>{children(query.data)}</>;
    if (query.error) return <Trouble error={query.error} retry={query.reload} />;
    return <Waiting lines={lines} />;
}

/* A bar that fills; `ratio` may exceed 1. */
export function Meter({
    ratio,
    label,
    tone,
}: {
    ratio: number;
    label: string;
    tone?: "soft" | "warn" | "bad";
}) {
    return (
        <progress
            class={classes("meter", tone && `meter-${tone}`)}
            max={1}
            value={Math.min(1, Math.max(0, ratio))}
            aria-label={label}
        />
    );
}

interface SegmentsProps<V extends string> {
    label: string;
    value: V;
    options: { value: V; text: string }[];
    onChange: (value: V) => void;
}
export function Segments<V extends string>({ label, value, options, onChange }: SegmentsProps<V>) {
    const step = (e: KeyboardEvent) => {
        const by = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
        if (!by) return;
        const at = options.findIndex(o => o.value === value);
        const next = options[(at + by + options.length) % options.length]!;
        onChange(next.value);
        const group = e.currentTarget as HTMLElement;
        requestAnimationFrame(() => group.querySelector<HTMLElement>("[aria-checked=true]")?.focus());
        e.preventDefault();
    };
    return (
        <div class="segments" role="radiogroup" aria-label={label} onKeyDown={step}>
            {options.map(o => (
                <button
                    key={o.value}
                    type="button"
                    class="segment"
                    role="radio"
                    aria-checked={o.value === value}
                    tabIndex={o.value === value ? 0 : -1}
                    onClick={() => onChange(o.value)}
                >
                    {o.text}
                </button>
            ))}
        </div>
    );
}
