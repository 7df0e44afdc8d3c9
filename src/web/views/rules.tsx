import { t } from "../text";
import { Head } from "../ui/basics";

export function Rules() {
    return <Head title={t.nav.rules} />;
}
