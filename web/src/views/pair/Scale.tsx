/* The mean score of each direction over time: above zero cooperation, below conflict. */
import { useState } from "preact/hooks";
import { many, scale as scaleText } from "../../format";
import { Chart, Values } from "../../parts/Chart";
import { useWidth } from "../../parts/size";
import { axisNames, filled, periodName } from "../../parts/Timeline";
import { Tip, type TipAt } from "../../parts/Tip";
import type { Period } from "../../types";
import type { Ways } from "./sides";

const LEFT = 46;
const RIGHT = 6;
const TOP = 8;
const BOTTOM = 22;
const HEIGHT = 210;
const MAX = 10;

export const LINES = ["toB", "toA", "both"] as const;

interface Props {
  ways: Ways;
  names: Record<(typeof LINES)[number], string>;
  picture: { current: SVGSVGElement | null };
}

/** Shapes beside colours: a circle, a square, a small diamond. */
function Dot({ line, x, y, r }: { line: string; x: number; y: number; r: number }) {
  if (line === "toB") return <circle cx={x} cy={y} r={r} />;
  if (line === "toA") return <rect x={x - r} y={y - r} width={2 * r} height={2 * r} />;
  return <path d={`M${x} ${y - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`} />;
}

export function LineMark({ line }: { line: (typeof LINES)[number] }) {
  return (
    <svg class={`way ${line}`} viewBox="0 0 26 10" width="26" height="10" aria-hidden="true">
      <polyline points="0,5 26,5" />
      <Dot line={line} x={13} y={5} r={3.5} />
    </svg>
  );
}

export function Scale({ ways, names, picture }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(800);
  const [at, setAt] = useState(-1);
  const { per } = ways.both;
  const periods = filled(ways.both.timeline, per);
  const step = (width - LEFT - RIGHT) / Math.max(periods.length, 1);
  const x = (i: number) => LEFT + (i + 0.5) * step;
  const y = (n: number) => TOP + ((HEIGHT - TOP - BOTTOM) * (MAX - n)) / (2 * MAX);
  const told = (line: (typeof LINES)[number]) => {
    const by = new Map(ways[line].timeline.map((p) => [p.period, p]));
    return periods.map(({ period }) => by.get(period)).map((p) => (p?.claims ? p : undefined));
  };
  const lines = LINES.map((line) => ({ line, values: told(line) }));
  const most = Math.max(1, ...periods.map((p) => p.claims));
  const radius = (p: Period) => 2 + 3 * Math.sqrt(p.claims / most);
  const content = at >= 0 && (
    <>
      <b>{periodName(periods[at]?.period ?? "", per)}</b>
      <ul>
        {lines.map(({ line, values }) => (
          <li key={line}>
            <LineMark line={line} /> {names[line]}: {values[at] ? `${scaleText(values[at].scale)}, ${many(values[at].claims, "claim")}` : "nothing told"}
          </li>
        ))}
      </ul>
    </>
  );
  const tip: TipAt | null = content ? { x: x(at), y: TOP, content } : null;
  const clamp = (i: number) => Math.min(periods.length - 1, Math.max(0, i));
  function onKeyDown(event: KeyboardEvent) {
    const move = { ArrowLeft: -1, ArrowRight: 1, Home: -periods.length, End: periods.length }[event.key];
    if (event.key === "Escape") setAt(-1);
    else if (move) setAt(clamp((at < 0 ? periods.length : at) + move));
    else return;
    event.preventDefault();
  }
  return (
    <div class="timeline" ref={frame}>
      <Chart
        picture={picture}
        name={`Mean score per ${per} and direction. Left and right go through the periods. The same as a table by the button above.`}
        width={width}
        height={HEIGHT}
        onKeyDown={onKeyDown}
        onBlur={() => setAt(-1)}
        onPointerMove={(event) => setAt(clamp(Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT) / step)))}
        onPointerLeave={() => setAt(-1)}
      >
        <Values marks={[10, 5, 0, -5, -10]} left={LEFT} right={width - RIGHT} y={y} text={(n) => scaleText(n).replace(".0", "")} />
        <text class="tick" x={LEFT + 4} y={y(10) + 12}>
          cooperation
        </text>
        <text class="tick" x={LEFT + 4} y={y(-10) - 5}>
          conflict
        </text>
        {axisNames(periods, per, step).map(({ i, name }) => (
          <text key={i} class="tick" x={LEFT + i * step + 3} y={HEIGHT - 6}>
            {name}
          </text>
        ))}
        {[...lines].reverse().map(({ line, values }) => {
          const points = values.flatMap((p, i) => (p ? [{ p, x: x(i), y: y(p.scale ?? 0) }] : []));
          return (
            <g key={line} class={`way ${line}`}>
              <polyline points={points.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(" ")} />
              {points.map((point) => (
                <Dot key={point.x} line={line} x={point.x} y={point.y} r={radius(point.p)} />
              ))}
            </g>
          );
        })}
        {at >= 0 ? <rect class="cursor" data-screen x={x(at) - step / 2} width={step} y={TOP} height={HEIGHT - TOP - BOTTOM} /> : null}
      </Chart>
      <Tip at={tip} width={width} />
    </div>
  );
}
