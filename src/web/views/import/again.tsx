/* A file that does not say everything: what it leaves out is said here, and it is read again. */
import { useState } from "preact/hooks";
import { api } from "../../api";
import { currency_options } from "../../currencies";
import { useAccounts } from "../../data";
import { changed } from "../../query";
import { currency } from "../../session";
import { t } from "../../text";
import type { Import } from "../../types";
import { Check, Form, FormFoot, SelectField, useSubmit } from "../../ui/form";
import { ask, Dialog } from "../../ui/layers";
import { upload } from "../../uploads";

function AgainDialog({ it, file, close }: { it: Import; file: File; close: () => void }) {
    const submit = useSubmit();
    const [money, set_money] = useState(currency.value);
    const [account, set_account] = useState("");
    const [unreconciled, set_unreconciled] = useState(false);
    const own = (useAccounts().data ?? []).filter(a => !a.closed).map(a => ({ value: a.name, text: a.name }));
    const send = async () => {
        if (it.state === "ready") await api.import_discard(it.id);
        upload([file], {
            currency: money,
            account: account || undefined,
            unreconciled: unreconciled || undefined,
        });
        changed("import");
        close();
    };
    return (
        <Dialog title={t.import.again} onClose={close}>
            {it.problem ? <p class="bad">{it.problem.detail}</p> : null}
            <Form class="stack" submit={submit} onSubmit={send}>
                <SelectField
                    label={t.import.again_currency}
                    value={money}
                    options={currency_options()}
                    onValue={set_money}
                />
                <SelectField
                    label={t.import.again_account}
                    value={account}
                    options={[{ value: "", text: t.import.again_own }, ...own]}
                    onValue={set_account}
                />
                <Check
                    label={t.import.again_unreconciled}
                    checked={unreconciled}
                    onCheck={set_unreconciled}
                />
                <FormFoot submit={submit} label={t.import.again} onCancel={close} />
            </Form>
        </Dialog>
    );
}

export function ask_again(it: Import, file: File) {
    void ask<void>(close => <AgainDialog key={it.id} it={it} file={file} close={() => close()} />);
}
