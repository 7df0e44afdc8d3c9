import { t } from "../text";
import { Head } from "../ui/basics";

export function Accounts() {
    return <Head title={t.nav.accounts} />;
}
