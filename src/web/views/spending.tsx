import { t } from "../text";
import { Head } from "../ui/basics";

export function Spending() {
    return <Head title={t.nav.spending} />;
}
