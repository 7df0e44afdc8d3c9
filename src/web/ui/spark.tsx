/* A small line without axes: how something went. SVG by attributes, so that the page needs no style in HTML. */
import { useId } from "preact/hooks";

interface SparkProps {
    values: number[];
    label: string;
    height?: number;
    area?: boolean;
}
const WIDTH = 200;
const CALM = 0.2;

export function Spark({ values, label, height = 36, area = true }: SparkProps) {
    const id = useId();
    if (values.length < 2) return null;
    const least = Math.min(...values);
    const most = Math.max(...values);
    /* A few euros more or less of many are no mountains. */
    const span = Math.max(most - least, Math.max(Math.abs(most), Math.abs(least)) * CALM) || 1;
    const floor = (most + least - span) / 2;
    const x = (i: number) => ((i / (values.length - 1)) * WIDTH).toFixed(1);
    const y = (v: number) => (height - 3 - ((v - floor) / span) * (height - 6)).toFixed(1);
    const line = values.map((v, i) => `${i ? "L" : "M"}${x(i)} ${y(v)}`).join("");
    return (
        <span class="spark-box">
            <svg
                class="spark"
                viewBox={`0 0 ${WIDTH} ${height}`}
                preserveAspectRatio="none"
                role="img"
                aria-labelledby={id}
            >
                <title id={id}>{label}</title>
                {area ? <path class="spark-area" d={`${line}L${WIDTH} ${height}L0 ${height}Z`} /> : null}
                <path class="spark-line" d={line} />
            </svg>
        </span>
    );
}
