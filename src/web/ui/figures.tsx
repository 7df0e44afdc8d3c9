/* A few numbers side by side, each with what it is above and a word below. */
import type { Children } from "./basics";

export interface Figure {
    name: string;
    value: Children;
    about?: Children;
}

export function Figures({ items }: { items: Figure[] }) {
    return (
        <dl class="figures">
            {items.map(f => (
                <div key={f.name}>
                    <dt>{f.name}</dt>
                    <dd class="figure-m">{f.value}</dd>
                    {f.about ? <dd class="small muted">{f.about}</dd> : null}
                </div>
            ))}
        </dl>
    );
}
