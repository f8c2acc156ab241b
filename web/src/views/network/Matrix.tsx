/* Who acts in rows, who is acted on in columns: shade by claims, colour by mean score. */
import { useState } from "preact/hooks";
import { number } from "../../format";
import { useLabels } from "../../labels";
import { Chart } from "../../parts/Chart";
import { useWidth } from "../../parts/size";
import { Tip, type TipAt } from "../../parts/Tip";
import type { PairRow } from "../../types";
import { partiesOf, shadeOf, toneClass } from "./tone";
import { openPair, pairName, pairTip } from "./words";

const NAME = 128;
const TOP = 104;
const CELL_MAX = 34;
const CELL_MIN = 24;
/* for the last slanted name */
const RIGHT = 44;

interface Props {
  pairs: PairRow[];
  picture: { current: SVGSVGElement | null };
}

export function Matrix({ pairs, picture }: Props) {
  const labels = useLabels();
  const [frame, width] = useWidth<HTMLDivElement>(700);
  const [at, setAt] = useState<[number, number] | null>(null);
  const room = Math.max(3, Math.floor((width - NAME - RIGHT) / CELL_MIN));
  const all = partiesOf(pairs);
  const codes = all.slice(0, Math.min(room, 24));
  const cell = Math.min(CELL_MAX, (width - NAME - RIGHT) / codes.length);
  const rows = new Map(pairs.map((row) => [`${row.actor} ${row.recipient}`, row]));
  const max = Math.max(...pairs.map((row) => row.claims));
  const find = (r: number, c: number) => rows.get(`${codes[r]} ${codes[c]}`);
  const shown = at ? find(...at) : undefined;
  const x = (c: number) => NAME + c * cell;
  const y = (r: number) => TOP + r * cell;
  const height = TOP + codes.length * cell + 2;
  const content = at && !shown ? <>{pairName(labels, { actor: codes[at[0]] ?? "", recipient: codes[at[1]] ?? "" })}: not among these pairs</> : shown && pairTip(labels, shown);
  const tip: TipAt | null = at ? { x: x(at[1] + 0.5), y: y(at[0] + 1) + 2, content } : null;
  const name = (code: string) => {
    const full = labels.country(code);
    return full.length > 17 ? `${full.slice(0, 16)}…` : full;
  };
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const clamp = (n: number) => Math.min(codes.length - 1, Math.max(0, n));
    if (step) setAt(at ? [clamp(at[0] + (step[0] ?? 0)), clamp(at[1] + (step[1] ?? 0))] : [0, 0]);
    else if (event.key === "Enter" && shown) openPair(shown);
    else if (event.key === "Escape") setAt(null);
    else return;
    event.preventDefault();
  }
  function onPointer(event: PointerEvent) {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const c = Math.floor((event.clientX - box.left - NAME) / cell);
    const r = Math.floor((event.clientY - box.top - TOP) / cell);
    setAt(find(r, c) ? [r, c] : null);
  }
  return (
    <div class="matrix" ref={frame}>
      <Chart
        picture={picture}
        kind="matrix"
        name="Who acts on whom: arrows go from cell to cell, Enter opens the pair. The same as a table by the button above."
        width={width}
        height={height}
        onKeyDown={onKeyDown}
        onBlur={() => setAt(null)}
        onPointerMove={onPointer}
        onPointerLeave={() => setAt(null)}
        onClick={() => shown && openPair(shown)}
      >
        <text class="tick end" x={NAME - 6} y={TOP - 8}>
          acts ↓ on →
        </text>
        {codes.map((code, i) => (
          <g key={code}>
            <text class={at?.[0] === i ? "tick end chosen" : "tick end"} x={NAME - 6} y={y(i + 0.5) + 4}>
              {name(code)}
            </text>
            <text class={at?.[1] === i ? "tick chosen" : "tick"} transform={`translate(${x(i + 0.5) + 4} ${TOP - 6}) rotate(-60)`}>
              {name(code)}
            </text>
            <rect class="self" x={x(i)} y={y(i)} width={cell} height={cell} />
          </g>
        ))}
        {codes.map((_, r) => codes.map((_, c) => {
          const row = find(r, c);
          return row ? (
            <g key={`${r} ${c}`}>
              <rect class={`pair ${toneClass(row.scale)} ${shadeOf(row.claims, max)}`} x={x(c) + 1} y={y(r) + 1} width={cell - 2} height={cell - 2} />
              {cell > 23 ? (
                <text class="cell" x={x(c + 0.5)} y={y(r + 0.5) + 4}>
                  {number(row.claims)}
                </text>
              ) : null}
            </g>
          ) : null;
        }))}
        <path class="grid" d={codes.map((_, i) => `M${NAME} ${y(i)}H${x(codes.length)}M${x(i)} ${TOP}V${y(codes.length)}`).join("")} />
        {at ? <rect class="cell-at" data-screen x={x(at[1])} y={y(at[0])} width={cell} height={cell} /> : null}
      </Chart>
      <Tip at={tip} width={width} />
      {all.length > codes.length ? <p class="note">The {codes.length} parties with most claims; {all.length - codes.length} more are in the table.</p> : null}
    </div>
  );
}
