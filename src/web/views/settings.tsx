import { t } from "../text";
import { Head } from "../ui/basics";

export function Settings() {
    return <Head title={t.nav.settings} />;
}
