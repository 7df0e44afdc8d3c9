import { t } from "../text";
import { Head } from "../ui/basics";

export function Alerts() {
    return <Head title={t.nav.alerts} />;
}
