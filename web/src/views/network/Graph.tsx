/* The same pairs as arrows on a circle, each direction a bow of its own. */
import { useMemo, useState } from "preact/hooks";
import { useLabels } from "../../labels";
import { Chart } from "../../parts/Chart";
import { useWidth } from "../../parts/size";
import { Tip, type TipAt } from "../../parts/Tip";
import { go } from "../../state";
import type { PairRow } from "../../types";
import { bow, circle, order } from "./layout";
import { toneClass } from "./tone";
import { openPair, pairTip } from "./words";

const LABEL = 104;
const SIZE_MAX = 680;

interface Props {
  pairs: PairRow[];
  picture: { current: SVGSVGElement | null };
}

export function Graph({ pairs, picture }: Props) {
  const labels = useLabels();
  const [frame, width] = useWidth<HTMLDivElement>(640);
  const [at, setAt] = useState(-1);
  const [party, setParty] = useState("");
  const size = Math.min(width, SIZE_MAX);
  const label = Math.min(LABEL, size * 0.22);
  const centre = size / 2;
  const codes = useMemo(() => order(pairs), [pairs]);
  const spots = circle(codes, width / 2, centre, centre - label);
  const max = Math.max(...pairs.map((row) => row.claims));
  const sum = (code: string) => pairs.reduce((n, row) => n + (row.actor === code || row.recipient === code ? row.claims : 0), 0);
  const most = Math.max(...codes.map(sum));
  const radius = (code: string) => (size / SIZE_MAX) * (4 + 6 * Math.sqrt(sum(code) / most));
  const isLit = (row: PairRow, i: number) => i === at || row.actor === party || row.recipient === party;
  const isQuiet = at >= 0 || party !== "";
  const shown = pairs[at];
  const target = shown && spots.get(shown.recipient);
  const tip: TipAt | null = shown && target ? { x: target.x, y: Math.min(target.y + 10, size - 120), content: pairTip(labels, shown) } : null;
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) setAt(at < 0 ? 0 : (at + step + pairs.length) % pairs.length);
    else if (event.key === "Enter" && shown) openPair(shown);
    else if (event.key === "Escape") setAt(-1);
    else return;
    event.preventDefault();
  }
  return (
    <div class="graph" ref={frame}>
      <Chart
        picture={picture}
        kind="graph"
        name="Pairs as arrows: arrow keys go from pair to pair, the most active first, Enter opens it. The same as a table by the button above."
        width={width}
        height={size}
        onKeyDown={onKeyDown}
        onBlur={() => setAt(-1)}
      >
        {pairs.map((row, i) => {
          const [from, to] = [spots.get(row.actor), spots.get(row.recipient)];
          if (!from || !to || from === to) return null;
          const { path, head } = bow(from, to, radius(row.recipient) + 1);
          const strength = 1 + 5 * Math.sqrt(row.claims / max);
          return (
            <g
              key={`${row.actor} ${row.recipient}`}
              class={`arrow ${toneClass(row.scale)}${isQuiet && !isLit(row, i) ? " faint" : ""}`}
              onPointerEnter={() => setAt(i)}
              onPointerLeave={() => setAt(-1)}
              onClick={() => openPair(row)}
            >
              <path class="near" data-screen d={path} />
              <path class="shaft" stroke-width={strength} d={path} />
              <path class="point" d={head} />
            </g>
          );
        })}
        {codes.map((code) => {
          const { x, y, turn } = spots.get(code) as { x: number; y: number; turn: number };
          const isLeft = turn > 90;
          const gap = radius(code) + 5;
          const full = labels.country(code);
          return (
            <g key={code} class={shown && code !== shown.actor && code !== shown.recipient ? "party faint" : "party"} onPointerEnter={() => setParty(code)} onPointerLeave={() => setParty("")} onClick={() => go({ country: code })}>
              <circle cx={x} cy={y} r={radius(code)} />
              <text transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${isLeft ? turn - 180 : turn})`} class={isLeft ? "end" : undefined} x={isLeft ? -gap : gap} y="4">
                {full.length > label / 7 ? `${full.slice(0, Math.floor(label / 7) - 1)}…` : full}
              </text>
            </g>
          );
        })}
      </Chart>
      <Tip at={tip} width={width} />
    </div>
  );
}
