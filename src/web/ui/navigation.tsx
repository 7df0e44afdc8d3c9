/* Where one may go: the side of a wide page, the bar of a phone, and the keys. */
import { Icon, IconButton, classes, Money } from "./basics";
import { ask, Dialog } from "./layers";
import { useAccounts, useAsked, useHeld, useImports, useUnread } from "../data";
import { useKeys } from "../keys";
import { go, path } from "../router";
import { me, sign_out } from "../session";
import { t } from "../text";
import { theme, theme_set } from "../theme";
import { useEffect } from "preact/hooks";
import { on_live } from "../live";
import { toast } from "./layers";
import { changed } from "../query";

declare const FAVICON: string;

type Place = { name: keyof typeof t.nav; at: string; key: string };
const places: Place[] = [
    { name: "overview", at: "/", key: "o" },
    { name: "transactions", at: "/transactions", key: "t" },
    { name: "accounts", at: "/accounts", key: "a" },
    { name: "spending", at: "/spending", key: "s" },
    { name: "budgets", at: "/budgets", key: "b" },
    { name: "forecast", at: "/forecast", key: "f" },
    { name: "payments", at: "/payments", key: "d" },
    { name: "credit", at: "/credit", key: "c" },
    { name: "alerts", at: "/alerts", key: "n" },
    { name: "approvals", at: "/approvals", key: "p" },
    { name: "security", at: "/security", key: "h" },
    { name: "rules", at: "/rules", key: "r" },
    { name: "import", at: "/import", key: "i" },
    { name: "settings", at: "/settings", key: "e" },
];
const on_bar = ["overview", "transactions", "import", "spending"];

const is_at = (at: string) =>
    at === "/" ? path.value === "/" : path.value === at || path.value.startsWith(at + "/");

/* What waits in a place: a number on it. */
function useWaiting(): Record<string, number> {
    const unread = useUnread().data ?? 0;
    const ready = (useImports().data ?? []).filter(i => i.state === "ready").length;
    return { alerts: unread, approvals: useAsked().data ?? 0, security: useHeld().data ?? 0, import: ready };
}

function PlaceLink({ place, bar, waiting }: { place: Place; bar?: boolean; waiting: number | undefined }) {
    return (
        <a
            class={bar ? "bar-link" : "side-link"}
            href={place.at}
            aria-current={is_at(place.at) ? "page" : undefined}
        >
            <Icon name={place.name} />
            {t.nav[place.name]}
            {waiting ? <span class="badge">{waiting}</span> : null}
        </a>
    );
}

export function Brand() {
    return (
        <div class="brand">
            <img src={FAVICON} alt="" width={26} height={26} />
            Florin
        </div>
    );
}

function ThemeButton() {
    const dark = theme.value === "dark";
    return (
        <IconButton
            icon={dark ? "sun" : "moon"}
            label={dark ? t.app.to_light : t.app.to_dark}
            onClick={() => theme_set(dark ? "light" : "dark")}
        />
    );
}

export function Side() {
    const waiting = useWaiting();
    const accounts = (useAccounts().data ?? []).filter(a => !a.closed).slice(0, 8);
    return (
        <header class="side">
            <a href="/">
                <Brand />
            </a>
            <nav aria-label={t.nav.main}>
                {places
                    .filter(p => p.name !== "settings")
                    .map(p => (
                        <PlaceLink key={p.at} place={p} waiting={waiting[p.name]} />
                    ))}
            </nav>
            {accounts.length > 0 ? (
                <nav aria-label={t.nav.accounts}>
                    <div class="side-title">{t.nav.accounts}</div>
                    {accounts.map(a => (
                        <a
                            key={a.id}
                            class="side-account"
                            href={`/accounts/${a.id}`}
                            aria-current={path.value === `/accounts/${a.id}` ? "page" : undefined}
                        >
                            <span class="clip">{a.name}</span>
                            <Money amount={a.balance} currency={a.currency} round />
                        </a>
                    ))}
                </nav>
            ) : null}
            <div class="side-foot row">
                <a
                    class="side-link grow"
                    href="/settings"
                    aria-current={is_at("/settings") ? "page" : undefined}
                >
                    <Icon name="settings" />
                    <span class="clip">{t.nav.settings}</span>
                </a>
                <ThemeButton />
            </div>
        </header>
    );
}

function show_more(waiting: Record<string, number>) {
    void ask<void>(close => (
        <Dialog key="more" title={me.value?.household.name ?? t.nav.more} onClose={() => close()}>
            <nav aria-label={t.nav.more} onClick={() => close()}>
                {places
                    .filter(p => !on_bar.includes(p.name))
                    .map(p => (
                        <PlaceLink key={p.at} place={p} waiting={waiting[p.name]} />
                    ))}
                <button type="button" class="side-link" onClick={() => void sign_out()}>
                    <Icon name="out" />
                    {t.do.sign_out}
                </button>
            </nav>
        </Dialog>
    ));
}

export function Bar() {
    const waiting = useWaiting();
    const elsewhere = !places.some(p => on_bar.includes(p.name) && is_at(p.at));
    return (
        <nav class="bar" aria-label={t.nav.main}>
            {places
                .filter(p => on_bar.includes(p.name))
                .sort((a, b) => on_bar.indexOf(a.name) - on_bar.indexOf(b.name))
                .map(p => (
                    <PlaceLink key={p.at} place={p} bar waiting={waiting[p.name]} />
                ))}
            <button
                type="button"
                class={classes("bar-link")}
                aria-current={elsewhere ? "page" : undefined}
                aria-haspopup="dialog"
                onClick={() => show_more(waiting)}
            >
                <Icon name="menu" />
                {t.nav.more}
                {waiting.alerts ? <span class="badge">{waiting.alerts}</span> : null}
            </button>
        </nav>
    );
}

/* -- Keys that work everywhere. */
function KeyRow({ keys, text }: { keys: string[]; text: string }) {
    return (
        <div class="key-row">
            <dt>
                {keys.map((k, i) => (
                    <span key={k}>
                        {i > 0 ? <span class="faint small"> {t.keys.then} </span> : null}
                        <kbd class="kbd">{k}</kbd>
                    </span>
                ))}
            </dt>
            <dd>{text}</dd>
        </div>
    );
}

const list_keys = (): [string, string][] => [
    ["j", t.keys.down],
    ["k", t.keys.up],
    ["↵", t.keys.open],
    ["x", t.keys.select],
    ["X", t.keys.range],
    ["e", t.keys.payee],
    ["c", t.keys.category],
    ["t", t.keys.tags],
    ["s", t.keys.split],
    ["n", t.keys.new],
    ["u", t.keys.undo],
    ["← →", t.keys.month],
];

export function show_keys() {
    void ask<void>(close => (
        <Dialog key="keys" title={t.keys.title} wide onClose={() => close()}>
            <div class="key-columns">
                <section>
                    <h3>{t.keys.go}</h3>
                    <dl>
                        {places.map(p => (
                            <KeyRow key={p.at} keys={["g", p.key]} text={t.nav[p.name]} />
                        ))}
                    </dl>
                </section>
                <section>
                    <h3>{t.keys.list}</h3>
                    <dl>
                        {list_keys().map(([k, text]) => (
                            <KeyRow key={k} keys={[k]} text={text} />
                        ))}
                    </dl>
                    <h3>{t.keys.anywhere}</h3>
                    <dl>
                        <KeyRow keys={["/"]} text={t.keys.search} />
                        <KeyRow keys={["?"]} text={t.keys.help} />
                        <KeyRow keys={["Esc"]} text={t.keys.escape} />
                    </dl>
                </section>
            </div>
        </Dialog>
    ));
}

/* The keys, and what arrives by itself: a message is shown wherever one is. */
export function Shortcuts() {
    useKeys({
        ...Object.fromEntries(places.map(p => [`g ${p.key}`, () => go(p.at)])),
        "/": () => go("/transactions?find"),
        "?": show_keys,
    });
    useEffect(
        () =>
            on_live(["user.alert"], message => {
                const { title, channel } = message.event?.data ?? {};
                changed("notification");
                if (channel !== undefined && channel !== "inapp") return; /* the same, on its way elsewhere */
                if (typeof title === "string") toast(title, { text: t.nav.alerts, run: () => go("/alerts") });
            }),
        [],
    );
    return null;
}
