/* Settings: oneself, one's way in, the household, what may be taken along, how the program does. The address says which: show=… */
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { go_search, search } from "../router";
import { sign_out } from "../session";
import { t } from "../text";
import { Button, Head, Segments } from "../ui/basics";
import { About } from "./settings/about";
import { Data } from "./settings/data";
import { Household } from "./settings/household";
import { Notices } from "./settings/notices";
import { You } from "./settings/profile";
import { Security } from "./settings/security";

const rooms = {
    you: () => <You />,
    security: () => <Security />,
    notifications: () => <Notices />,
    household: () => <Household />,
    data: () => <Data />,
    about: () => <About />,
} satisfies Record<string, () => VNode>;
type Room = keyof typeof rooms;

export function Settings() {
    const given = search.value.get("show") ?? "";
    const room: Room = given in rooms ? (given as Room) : "you";
    const tools = useRef<HTMLDivElement>(null);
    /* On a phone they are wider than the screen. */
    useEffect(() => {
        const chosen = tools.current?.querySelector("[aria-checked=true]");
        chosen?.scrollIntoView({ inline: "center", block: "nearest" });
    }, [room]);
    return (
        <>
            <Head title={t.settings.title}>
                <Button icon="out" compact onClick={() => void sign_out()}>
                    {t.do.sign_out}
                </Button>
            </Head>
            <div class="settings">
                <div ref={tools}>
                    <Segments
                        label={t.settings.title}
                        value={room}
                        options={(Object.keys(rooms) as Room[]).map(value => ({
                            value,
                            text: t.settings.rooms[value],
                        }))}
                        onChange={value => go_search({ show: value === "you" ? null : value })}
                    />
                </div>
                {rooms[room]()}
            </div>
        </>
    );
}
