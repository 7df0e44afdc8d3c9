import { t } from "../text";
import { Head } from "../ui/basics";

export function Budgets() {
    return <Head title={t.nav.budgets} />;
}
