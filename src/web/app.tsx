/* The frame: who one is decides between the gate and the house; the path decides the room. */
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { matched, path } from "./router";
import { me, session_start, start_error } from "./session";
import { locale, t } from "./text";
import { Button, Empty, Head, Trouble } from "./ui/basics";
import { Layers } from "./ui/layers";
import { DropAnywhere } from "./ui/drop";
import { Bar, Shortcuts, Side } from "./ui/navigation";
import { live_state } from "./live";
import { go } from "./router";
import { Accounts } from "./views/accounts";
import { Alerts } from "./views/alerts";
import { Approvals } from "./views/approvals";
import { Budgets } from "./views/budgets";
import { Credit } from "./views/credit";
import { Forecast } from "./views/forecast";
import { Gate } from "./views/gate";
import { Import } from "./views/import";
import { Overview } from "./views/overview";
import { Payments } from "./views/payments";
import { Rules } from "./views/rules";
import { Security } from "./views/security";
import { Settings } from "./views/settings";
import { Spending } from "./views/spending";
import { Transactions } from "./views/transactions";

type Room = (found: Record<string, string>) => { title: string; view: VNode };
const rooms: Record<string, Room> = {
    "/": () => ({ title: t.nav.overview, view: <Overview /> }),
    "/transactions": () => ({ title: t.nav.transactions, view: <Transactions /> }),
    "/accounts": () => ({ title: t.nav.accounts, view: <Accounts /> }),
    "/accounts/:id": ({ id }) => ({ title: t.nav.accounts, view: <Transactions key={id} account={id} /> }),
    "/spending": () => ({ title: t.nav.spending, view: <Spending /> }),
    "/budgets": () => ({ title: t.nav.budgets, view: <Budgets /> }),
    "/forecast": () => ({ title: t.nav.forecast, view: <Forecast /> }),
    "/payments": () => ({ title: t.nav.payments, view: <Payments /> }),
    "/credit": () => ({ title: t.nav.credit, view: <Credit /> }),
    "/alerts": () => ({ title: t.nav.alerts, view: <Alerts /> }),
    "/approvals": () => ({ title: t.nav.approvals, view: <Approvals /> }),
    "/security": () => ({ title: t.nav.security, view: <Security /> }),
    "/security/:id": () => ({ title: t.nav.security, view: <Security /> }),
    "/rules": () => ({ title: t.nav.rules, view: <Rules /> }),
    "/import": () => ({ title: t.nav.import, view: <Import /> }),
    "/settings": () => ({ title: t.nav.settings, view: <Settings /> }),
};

function NotFound() {
    return (
        <>
            <Head title={t.app.not_found} />
            <Empty icon="search" title={t.app.not_found_text}>
                <Button onClick={() => go("/")}>{t.app.to_overview}</Button>
            </Empty>
        </>
    );
}

function room_at(at: string) {
    for (const [pattern, room] of Object.entries(rooms)) {
        const found = matched(pattern, at);
        if (found) return room(found);
    }
    return { title: t.app.not_found, view: <NotFound /> };
}

function House() {
    const room = room_at(path.value);
    const main = useRef<HTMLElement>(null);
    const arrived = useRef(false);
    useEffect(() => {
        document.title = `${room.title} · Florin`;
        /* A new room: the keyboard and a screen reader begin at its top. */
        const within = main.current?.contains(document.activeElement);
        if (arrived.current && !within) main.current?.focus({ preventScroll: true });
        arrived.current = true;
    }, [path.value]);
    return (
        <>
            <a class="skip" href="#main" onClick={() => main.current?.focus()}>
                {t.app.skip}
            </a>
            <div class="shell">
                <Side />
                <main class="main" id="main" tabIndex={-1} ref={main}>
                    {room.view}
                </main>
                <Bar />
            </div>
            {live_state.value === "waiting" ? (
                <div class="offline" role="status">
                    <span class="spinner" /> {t.app.offline}
                </div>
            ) : null}
            <DropAnywhere />
            <Shortcuts />
        </>
    );
}

function Starting() {
    return (
        <div class="shell" aria-busy="true">
            <div class="side" />
            <main class="main">
                {start_error.value ? (
                    <Trouble error={start_error.value} retry={() => void session_start()} />
                ) : (
                    <>
                        <div class="skeleton skeleton-title" />
                        <div class="skeleton skeleton-block" />
                        <div class="skeleton skeleton-block" />
                    </>
                )}
            </main>
        </div>
    );
}

export function App() {
    const user = me.value;
    return (
        <div key={locale()}>
            {user === undefined ? <Starting /> : user === null ? <Gate /> : <House key={user.household.id} />}
            <Layers />
        </div>
    );
}
