/* How full an envelope is, with a mark at how much of the month is over. */
import { Meter } from "../../ui/basics";

const NEARLY = 0.85;

export function Fill({
    ratio,
    pace,
    over,
    label,
}: {
    ratio: number;
    pace: number | null;
    over: boolean;
    label: string;
}) {
    return (
        <span class="fill">
            <Meter ratio={ratio} tone={over ? "bad" : ratio >= NEARLY ? "warn" : undefined} label={label} />
            {pace !== null && pace < 1 ? (
                <span class="fill-pace" style={{ left: `${(pace * 100).toFixed(1)}%` }} aria-hidden="true" />
            ) : null}
        </span>
    );
}
