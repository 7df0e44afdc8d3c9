import { t } from "../text";
import { Head } from "../ui/basics";

export function Transactions(_: { account?: string }) {
    return <Head title={t.nav.transactions} />;
}
