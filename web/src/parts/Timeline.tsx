/* Claims over time by class, as stacked bars or lines; a stretch of it becomes the filter's time range.
 * Drawn as SVG so that it takes the page's colours, reads aloud, and can be saved as it is. */
import type { Ref } from "preact";
import { useState } from "preact/hooks";
import { day, DAY_MS, isoOf, many, number, percent, scale, shiftDay, timeOf } from "../format";
import { QUADS } from "../labels";
import { go } from "../state";
import type { Per, Period, Quads } from "../types";
import { Chart, Values } from "./Chart";
import { QuadMark } from "./Quad";
import { useWidth } from "./size";
import { Tip, type TipAt } from "./Tip";

interface Props {
  periods: Period[];
  per: Per;
  /** the last day of the data: the period that holds it may not be over */
  lastDay: string;
  /** lines instead of stacked bars */
  lines?: boolean;
  /** claims per 100 documents published, so that growth of coverage is no growth of events */
  share?: boolean;
  height?: number;
  picture?: Ref<SVGSVGElement>;
}

const LEFT = 46;
const RIGHT = 6;
const TOP = 8;
const BOTTOM = 22;
/* Room of a name on the axis. */
const NAME_PX = 42;

export function nextPeriod(period: string, per: Per): string {
  if (per !== "month") return shiftDay(period, per === "day" ? 1 : 7);
  const [year = 0, month = 1] = period.split("-").map(Number);
  return isoOf(Date.UTC(year, month, 1));
}

/** Periods without gaps: one that nothing was told of is zero. */
export function filled(periods: Period[], per: Per): Period[] {
  const have = new Map(periods.map((p) => [p.period, p]));
  const last = periods.at(-1)?.period ?? "";
  const all: Period[] = [];
  for (let at = periods[0]?.period ?? ""; at && at <= last && all.length < 4000; at = nextPeriod(at, per))
    all.push(
      have.get(at) ?? { period: at, claims: 0, reports: 0, sources: 0, documents: 0, published: 0, scale: null, quad: [0, 0, 0, 0] },
    );
  return all;
}

/** Round ticks from 0 up to at least `max`. */
export function ticks(max: number, count = 5): number[] {
  const raw = Math.max(max, 1e-9) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? raw;
  const whole = Math.max(step, max > 5 ? 1 : step);
  return Array.from({ length: Math.ceil(max / whole - 1e-9) + 1 }, (_, i) => i * whole);
}

/** The values drawn for a period. */
function valuesOf(period: Period, share: boolean): Quads {
  if (!share) return period.quad;
  return period.quad.map((n) => (period.published ? (100 * n) / period.published : 0)) as Quads;
}

const sum = (quad: Quads) => quad[0] + quad[1] + quad[2] + quad[3];

/** Which periods get a name on the axis: month or year beginnings, not too near each other. */
export function axisNames(periods: Period[], per: Per, step: number): { i: number; name: string }[] {
  const names: { i: number; name: string }[] = [];
  let last = Number.NEGATIVE_INFINITY;
  const isLong = periods.length > 1 && timeOf(periods.at(-1)?.period ?? "") - timeOf(periods[0]?.period ?? "") > 70 * DAY_MS;
  periods.forEach(({ period }, i) => {
    const before = periods[i - 1]?.period;
    const isTurn = !before || before.slice(0, 7) !== period.slice(0, 7);
    if (isLong && !isTurn && per !== "month") return;
    if ((i - last) * step < 1.5 * NAME_PX || (periods.length - i) * step < NAME_PX) return;
    const date = new Date(timeOf(period));
    const month = date.toLocaleDateString("en-GB", { timeZone: "UTC", month: "short" });
    const year = !before || before.slice(0, 4) !== period.slice(0, 4) || names.length === 0;
    names.push({ i, name: `${isLong ? "" : `${date.getUTCDate()} `}${month}${year ? ` ${period.slice(0, 4)}` : ""}` });
    last = i;
  });
  return names;
}

export function periodName(period: string, per: Per): string {
  if (per === "day") return day(period);
  if (per === "week") return `week of ${day(period)}`;
  return new Date(timeOf(period)).toLocaleDateString("en-GB", { timeZone: "UTC", month: "long", year: "numeric" });
}

function tipOf(p: Period, per: Per, isPartial: boolean) {
  return (
    <>
      <b>{periodName(p.period, per)}</b>
      {isPartial ? " (not over)" : ""}
      <p>
        {many(p.claims, "claim")}, {many(p.reports, "report")}, {many(p.sources, "source")}
      </p>
      <ul>
        {QUADS.map(({ quad, label }) => (
          <li key={quad}>
            <QuadMark quad={quad} /> {label}: {number(p.quad[quad - 1] ?? 0)}
          </li>
        ))}
      </ul>
      <p>
        {p.published
          ? `${percent(p.documents / p.published)} of ${many(p.published, "document")} published; score ${scale(p.scale)}`
          : `score ${scale(p.scale)}`}
      </p>
    </>
  );
}

export function Timeline({ periods: told, per, lastDay, lines = false, share = false, height = 200, picture }: Props) {
  const periods = filled(told, per);
  const [frame, width] = useWidth<HTMLDivElement>(800);
  const [at, setAt] = useState(-1);
  const [from, setFrom] = useState(-1);
  const [isDown, setDown] = useState(false);
  const values = periods.map((p) => valuesOf(p, share));
  const top = Math.max(...values.map((v) => (lines ? Math.max(...v) : sum(v))), share ? 0.1 : 1);
  const marks = ticks(top);
  const max = marks.at(-1) ?? top;
  const step = (width - LEFT - RIGHT) / Math.max(periods.length, 1);
  const x = (i: number) => LEFT + i * step;
  const y = (n: number) => TOP + (height - TOP - BOTTOM) * (1 - n / max);
  const isPartial = (p: Period) => shiftDay(nextPeriod(p.period, per), -1) > lastDay;
  const index = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return Math.min(periods.length - 1, Math.max(0, Math.floor((event.clientX - box.left - LEFT) / step)));
  };
  function apply(a: number, b: number) {
    const first = periods[Math.min(a, b)];
    const last = periods[Math.max(a, b)];
    setFrom(-1);
    setAt(-1);
    if (first && last) go({ since: first.period, until: shiftDay(nextPeriod(last.period, per), -1) });
  }
  function onKeyDown(event: KeyboardEvent) {
    const move = { ArrowLeft: -1, ArrowRight: 1, Home: -periods.length, End: periods.length }[event.key];
    if (move !== undefined) {
      const next = Math.min(periods.length - 1, Math.max(0, (at < 0 ? periods.length : at) + move));
      setFrom(event.shiftKey ? (from < 0 ? Math.max(at, 0) : from) : -1);
      setAt(next);
    } else if (event.key === "Enter" && at >= 0) apply(from < 0 ? at : from, at);
    else if (event.key === "Escape") {
      setAt(-1);
      setFrom(-1);
    } else return;
    event.preventDefault();
  }
  const shown = periods[at];
  const tip: TipAt | null = shown ? { x: x(at + 0.5), y: TOP + 4, content: tipOf(shown, per, isPartial(shown)) } : null;
  const low = Math.min(from, at);
  const high = Math.max(from, at);
  return (
    <div class="timeline" ref={frame}>
      <Chart
        picture={picture}
        name={`${share ? "Claims per 100 documents" : "Claims"} per ${per}. Left and right go through the periods, with Shift they select, Enter makes the selection the time range.`}
        width={width}
        height={height}
        onKeyDown={onKeyDown}
        onBlur={() => setAt(-1)}
        onPointerDown={(event) => {
          if (event.button) return;
          (event.currentTarget as Element).setPointerCapture(event.pointerId);
          setDown(true);
          setFrom(index(event));
          setAt(index(event));
        }}
        onPointerMove={(event) => setAt(index(event))}
        onPointerUp={() => {
          if (isDown && from >= 0 && from !== at) apply(from, at);
          else setFrom(-1);
          setDown(false);
        }}
        onPointerLeave={() => isDown || setAt(-1)}
      >
        <Values marks={marks} left={LEFT} right={width - RIGHT} y={y} text={(n) => n.toLocaleString("en")} />
        {axisNames(periods, per, step).map(({ i, name }) => (
          <g key={i}>
            <line class="grid" x1={x(i)} x2={x(i)} y1={height - BOTTOM} y2={height - BOTTOM + 5} />
            <text class="tick" x={x(i) + 3} y={height - 6}>
              {name}
            </text>
          </g>
        ))}
        {lines ? (
          <Lines values={values} x={x} y={y} />
        ) : (
          <Bars values={values} partial={periods.map(isPartial)} x={x} y={y} />
        )}
        {from >= 0 && from !== at ? (
          <rect class="brush" data-screen x={x(low)} width={(high - low + 1) * step} y={TOP} height={height - TOP - BOTTOM} />
        ) : null}
        {shown ? (
          <rect class="cursor" data-screen x={x(at)} width={step} y={TOP} height={height - TOP - BOTTOM} />
        ) : null}
      </Chart>
      <Tip at={tip} width={width} />
    </div>
  );
}

interface Drawn {
  values: Quads[];
  x: (i: number) => number;
  y: (n: number) => number;
}

function Bars({ values, partial, x, y }: Drawn & { partial: boolean[] }) {
  const gap = x(1) - x(0) > 5 ? 1 : 0;
  return (
    <g>
      {values.map((quad, i) => {
        let below = 0;
        return (
          <g key={i} class={partial[i] ? "partial" : undefined}>
            {quad.map((n, q) => {
              const from = below;
              below += n;
              if (!n) return null;
              return <rect key={q} class={`quad${q + 1}`} x={x(i) + gap / 2} width={x(1) - x(0) - gap} y={y(below)} height={Math.max(0, y(from) - y(below))} />;
            })}
          </g>
        );
      })}
    </g>
  );
}

function Lines({ values, x, y }: Drawn) {
  const isSparse = values.length <= 60;
  return (
    <g>
      {QUADS.map(({ quad }, q) => (
        <g key={quad} class={`line${quad}`}>
          <polyline points={values.map((v, i) => `${x(i + 0.5).toFixed(1)},${y(v[q] ?? 0).toFixed(1)}`).join(" ")} />
          {isSparse ? values.map((v, i) => <circle key={i} cx={x(i + 0.5)} cy={y(v[q] ?? 0)} r="2" />) : null}
        </g>
      ))}
    </g>
  );
}
