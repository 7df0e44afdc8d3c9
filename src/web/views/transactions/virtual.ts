/* Which part of a long list is on the screen: only that is drawn. Rows have one of two known heights, so places are sums. */
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

const BEYOND_PX = 600; /* drawn above and below, so that scrolling does not show a gap */

export interface Virtual {
    box: { current: HTMLUListElement | null };
    first: number;
    last: number /* the one behind the last */;
    starts: number[] /* px above each entry, and in the end of all */;
    show: (index: number) => void /* scrolls an entry into view */;
}

/* Index of the last start that is at or before `at`. */
function search(starts: number[], at: number): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= at) low = middle;
        else high = middle - 1;
    }
    return low;
}

export function useVirtual(heights: number[], margins: { top: number; bottom: number }): Virtual {
    const box = useRef<HTMLUListElement>(null);
    const starts = useMemo(() => {
        const all = [0];
        for (const h of heights) all.push(all[all.length - 1]! + h);
        return all;
    }, [heights]);
    const [view, set_view] = useState({ from: 0, to: innerHeight + BEYOND_PX });

    useLayoutEffect(() => {
        let frame = 0;
        const look = () => {
            frame = 0;
            const top = box.current?.getBoundingClientRect().top ?? 0;
            const from = Math.max(0, -top - BEYOND_PX);
            /* In steps, so that most scroll events draw nothing. */
            const step = Math.floor(from / 200) * 200;
            const to = step + innerHeight + 2 * BEYOND_PX + 200;
            set_view(old => (old.from === step && old.to === to ? old : { from: step, to }));
        };
        const soon = () => (frame ||= requestAnimationFrame(look));
        look();
        addEventListener("scroll", soon, { passive: true });
        addEventListener("resize", soon);
        return () => {
            cancelAnimationFrame(frame);
            removeEventListener("scroll", soon);
            removeEventListener("resize", soon);
        };
    }, []);

    const first = heights.length > 0 ? Math.min(heights.length - 1, search(starts, view.from)) : 0;
    const last = Math.min(heights.length, search(starts, view.to) + 1);
    return {
        box,
        first,
        last,
        starts,
        show: index => {
            const top = (box.current?.getBoundingClientRect().top ?? 0) + starts[index]!;
            const bottom = top + heights[index]!;
            if (top < margins.top) scrollBy(0, top - margins.top);
            else if (bottom > innerHeight - margins.bottom)
                scrollBy(0, bottom - innerHeight + margins.bottom);
        },
    };
}
