/* Files may be dropped anywhere on the page; they go to the import. */
import { useEffect, useState } from "preact/hooks";
import { go } from "../router";
import { may_write } from "../session";
import { t } from "../text";
import { upload } from "../uploads";
import { Icon } from "./basics";

const has_files = (e: DragEvent) => [...(e.dataTransfer?.types ?? [])].includes("Files");

export function DropAnywhere() {
    const [over, set_over] = useState(false);
    useEffect(() => {
        let depth = 0; /* dragenter and dragleave come for every element in between */
        const enter = (e: DragEvent) => {
            if (!has_files(e)) return;
            depth++;
            set_over(true);
        };
        const leave = () => {
            if (--depth <= 0) stop();
        };
        const stop = () => {
            depth = 0;
            set_over(false);
        };
        const allow = (e: DragEvent) => has_files(e) && e.preventDefault();
        const drop = (e: DragEvent) => {
            if (!has_files(e)) return;
            e.preventDefault();
            stop();
            if (!may_write.value) return;
            upload([...e.dataTransfer!.files]);
            go("/import");
        };
        const all = { dragenter: enter, dragleave: leave, dragover: allow, drop };
        for (const [name, f] of Object.entries(all)) window.addEventListener(name, f as EventListener);
        return () => {
            for (const [name, f] of Object.entries(all)) window.removeEventListener(name, f as EventListener);
        };
    }, []);
    if (!over) return null;
    return (
        <div class="drop-over">
            <Icon name="import" />
            {t.import.drop_anywhere}
        </div>
    );
}
