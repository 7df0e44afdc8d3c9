import { t } from "../text";
import { Head } from "../ui/basics";

export function Import() {
    return <Head title={t.nav.import} />;
}
