/* What one wants to be told by mail and when, how that looks, who else is called, and what became of it all. */
import { is_owner } from "../../session";
import { Preferences } from "./notices/preferences";
import { Sent } from "./notices/sent";
import { Templates } from "./notices/templates";
import { Webhooks } from "./notices/webhooks";

export function Notices() {
    return (
        <div class="stack">
            <Preferences />
            <Templates />
            {is_owner.value ? <Webhooks /> : null}
            <Sent />
        </div>
    );
}
