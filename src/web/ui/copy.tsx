/* Something that is shown once, with a button that copies it. */
import { useRef, useState } from "preact/hooks";
import { t } from "../text";
import { Button } from "./basics";

const SAID_MS = 2500;

/* The clipboard is there on HTTPS alone; at home a server may be reached by plain HTTP. */
async function copy(field: HTMLInputElement): Promise<boolean> {
    field.select();
    try {
        await navigator.clipboard.writeText(field.value);
        return true;
    } catch {
        return document.execCommand("copy");
    }
}

export function Copy({ value, label }: { value: string; label: string }) {
    const field = useRef<HTMLInputElement>(null);
    const [said, say] = useState(false);
    const run = async () => {
        if (!(await copy(field.current!))) return;
        say(true);
        window.setTimeout(() => say(false), SAID_MS);
    };
    return (
        <div class="copy">
            <input
                ref={field}
                class="input"
                aria-label={label}
                readOnly
                value={value}
                onFocus={e => e.currentTarget.select()}
            />
            <Button icon={said ? "check" : "copy"} onClick={() => void run()}>
                <span aria-live="polite">{said ? t.do.copied : t.do.copy}</span>
            </Button>
        </div>
    );
}
