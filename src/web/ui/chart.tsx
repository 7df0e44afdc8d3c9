/* A chart over months or days: stacked bars, bars side by side, or lines, two of which may bound a band. uPlot draws it (loaded when the first chart is shown); a table behind it says
 * the same, for screen readers always and for everybody at a button. Values are Numbers: drawing needs no exactness. */
import { useEffect, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import { day_brief, day_full, money, money_short, month_medium, month_name, month_short } from "../format";
import { t } from "../text";
import { theme } from "../theme";
import { Button, classes, TableScroll } from "./basics";

export interface ChartSeries {
    name: string;
    values: number[];
    colour?: number /* 1..8: --chart-N; otherwise by its place */;
    line?: boolean /* a line among bars */;
}
interface ChartProps {
    title: string;
    kind: "stack" | "bars" | "lines";
    months: string[] /* YYYY-MM, or days: YYYY-MM-DD */;
    series: ChartSeries[];
    currency: string /* "": plain numbers, which are compared and not stacked up from zero */;
    height?: number;
    band?: [high: number, low: number] /* two series by their places: what lies between is filled */;
    mark?: { from: number; to: number } /* months that all else on the screen is about, by their places */;
    onMonth?: (month: string) => void /* a month was chosen */;
}

/* A value in words. */
const said_value = (v: number, currency: string, short = false) =>
    currency === "" ? String(v) : short ? money_short(v, currency) : money(String(v), currency);

const is_day = (at: string) => at.length > 7;
const said = (at: string) => (is_day(at) ? day_full(at) : month_name(at));

const COLOURS = 8;
const colour_of = (s: ChartSeries, i: number) => s.colour ?? (i % COLOURS) + 1;
const css = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const faded = (colour: string, alpha: string) => (/^#[0-9a-f]{6}$/i.test(colour) ? colour + alpha : colour);

/* Bars above each other: each series is drawn as the sum up to it, the highest first. */
function stacked(series: ChartSeries[]): number[][] {
    const sums: number[][] = [];
    for (const [i, s] of series.entries()) sums.push(s.values.map((v, at) => v + (sums[i - 1]?.[at] ?? 0)));
    return sums;
}

type Draw = Pick<ChartProps, "kind" | "months" | "series" | "currency" | "mark" | "band">;
type Plot = typeof uPlot;

function lines_of({ kind, series, band }: Draw, plot: Plot): uPlot.Series[] {
    const bars = plot.paths.bars!;
    const spline = plot.paths.spline!();
    const order = series.map((_, i) => i);
    if (kind === "stack") order.reverse();
    return order.map(i => {
        const colour = css(`--chart-${colour_of(series[i]!, i)}`);
        if (series[i]!.line)
            return { stroke: colour, width: 2, points: { show: true, size: 7, fill: colour } };
        if (kind === "lines")
            return {
                stroke: colour,
                width: band?.includes(i) ? 1 : 2,
                fill: i === 0 && !band ? faded(colour, "1c") : undefined,
                paths: band ? undefined : spline /* balances step from day to day */,
                points: { show: false },
            };
        const side = kind === "bars" ? (i === 0 ? -1 : 1) : 0;
        const paths = bars({
            size: [kind === "bars" ? 0.34 : 0.62, 34],
            align: side as -1 | 0 | 1,
            radius: kind === "bars" ? 0.25 : 0,
        });
        return { fill: colour, stroke: colour, width: 0, paths, points: { show: false } };
    });
}

function data_of({ kind, months, series }: Draw): uPlot.AlignedData {
    const values = kind === "stack" ? stacked(series).reverse() : series.map(s => s.values);
    return [months.map((_, i) => i), ...values] as uPlot.AlignedData;
}

/* A band behind the months that are marked. */
function mark_draw(u: uPlot, mark: NonNullable<Draw["mark"]>) {
    const [left, right] = [mark.from - 0.5, mark.to + 0.5].map(x => u.valToPos(x, "x", true));
    u.ctx.fillStyle = css("--sunken");
    u.ctx.fillRect(left!, u.bbox.top, right! - left!, u.bbox.height);
}

function options_of(
    draw: Draw,
    plot: Plot,
    size: { width: number; height: number },
    hover: (at: number | null) => void,
): uPlot.Options {
    const { months, kind, currency } = draw;
    const axis = { stroke: css("--ink-3"), font: `12px ${css("--font")}`, ticks: { show: false } };
    const name = is_day(months[0] ?? "") ? day_brief : months.length > 13 ? month_medium : month_short;
    const label_width = name === day_brief ? 58 : 46;
    return {
        ...size,
        padding: [8, 4, 0, 0],
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { show: kind === "lines" } },
        scales: {
            x: { time: false, range: [-0.6, months.length - 0.4] },
            y: {
                range: (_, least, most) =>
                    currency === ""
                        ? [least * 0.97, most * 1.03]
                        : kind === "lines"
                          ? [Math.min(0, least * 1.08), Math.max(0, most) * 1.08]
                          : [Math.min(0, least), (most || 1) * 1.06],
            },
        },
        axes: [
            {
                ...axis,
                size: 30,
                grid: { show: false },
                splits: () => months.map((_, i) => i),
                values: (u, at) => {
                    const every = Math.max(1, Math.ceil((months.length * label_width) / u.width));
                    return at.map(i => ((months.length - 1 - i) % every === 0 ? name(months[i]!) : ""));
                },
            },
            {
                ...axis,
                size: 62,
                grid: { stroke: css("--line"), width: 1 },
                values: (_, at) => at.map(v => said_value(v, currency, true)),
            },
        ],
        series: [{}, ...lines_of(draw, plot)],
        bands: draw.band
            ? [
                  {
                      series: [draw.band[0] + 1, draw.band[1] + 1],
                      fill: faded(css(`--chart-${colour_of(draw.series[draw.band[0]]!, 0)}`), "26"),
                  },
              ]
            : [],
        hooks: {
            setCursor: [u => hover(u.cursor.idx ?? null)],
            drawClear: draw.mark ? [u => mark_draw(u, draw.mark!)] : [],
        },
    };
}

function Canvas({
    draw,
    height,
    hover,
    onMonth,
}: {
    draw: Draw;
    height: number;
    hover: (at: number | null) => void;
    onMonth?: (month: string) => void;
}) {
    const box = useRef<HTMLDivElement>(null);
    const latest = useRef({ hover, onMonth });
    latest.current = { hover, onMonth };
    const shown = JSON.stringify(draw) + theme.value + height;
    useEffect(() => {
        let chart: uPlot | null = null;
        let gone = false;
        const resize = new ResizeObserver(([e]) =>
            chart?.setSize({ width: Math.floor(e!.contentRect.width), height }),
        );
        void import("uplot").then(module => {
            if (gone || !box.current) return;
            const width = box.current.clientWidth;
            const options = options_of(draw, module.default, { width, height }, at =>
                latest.current.hover(at),
            );
            chart = new module.default(options, data_of(draw), box.current);
            chart.over.addEventListener("click", () => {
                const month = draw.months[chart?.cursor.idx ?? -1];
                if (month) latest.current.onMonth?.(month);
            });
            resize.observe(box.current);
        });
        return () => {
            gone = true;
            resize.disconnect();
            chart?.destroy();
        };
    }, [shown]);
    return (
        <div
            ref={box}
            class={classes("chart-canvas", onMonth && "chart-clicks")}
            style={{ height: `${height}px` }}
            aria-hidden="true"
        />
    );
}

function Table({ title, months, series, currency, onMonth }: ChartProps) {
    return (
        <table class="data-table">
            <caption class="visually-hidden">{title}</caption>
            <thead>
                <tr>
                    <td />
                    {series.map(s => (
                        <th key={s.name} scope="col">
                            {s.name}
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {months.map((m, i) => (
                    <tr key={m}>
                        <th scope="row">
                            {onMonth ? (
                                <button type="button" class="link" onClick={() => onMonth(m)}>
                                    {said(m)}
                                </button>
                            ) : (
                                said(m)
                            )}
                        </th>
                        {series.map(s => (
                            <td key={s.name}>{said_value(s.values[i] ?? 0, currency)}</td>
                        ))}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

/* What each colour is, with its value where the pointer is. */
function Key({ series, at, currency }: { series: ChartSeries[]; at: number | null; currency: string }) {
    return (
        <ul class="chart-key">
            {series.map((s, i) => (
                <li key={s.name}>
                    <span class={`swatch swatch-${colour_of(s, i)}`} />
                    {s.name}
                    {at !== null ? <strong>{said_value(s.values[at] ?? 0, currency)}</strong> : null}
                </li>
            ))}
        </ul>
    );
}

export function Chart(props: ChartProps) {
    const { title, months, series, currency, height = 240, onMonth } = props;
    const [table, set_table] = useState(false);
    const [at, set_at] = useState<number | null>(null);
    return (
        <figure class="chart" aria-label={title}>
            <div class="chart-head">
                <Key series={series} at={at} currency={currency} />
                <span class="small faint chart-month">
                    {at !== null && months[at] ? said(months[at]!) : ""}
                </span>
                <Button small kind="quiet" aria-pressed={table} onClick={() => set_table(!table)}>
                    {table ? t.do.chart : t.do.table}
                </Button>
            </div>
            {table ? null : <Canvas draw={props} height={height} hover={set_at} onMonth={onMonth} />}
            {table ? (
                <TableScroll label={title}>
                    <Table {...props} />
                </TableScroll>
            ) : (
                <div class="visually-hidden">
                    <Table {...props} onMonth={undefined} />
                </div>
            )}
        </figure>
    );
}
