import { t } from "../text";
import { Head } from "../ui/basics";

export function Overview() {
    return <Head title={t.nav.overview} />;
}
