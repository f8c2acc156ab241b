/* The numbers of a claim side by side, never averaged: a row each, by who gave it and when. */
import { useRef } from "preact/hooks";
import { cut, day, number } from "../../format";
import { type Labels, useLabels } from "../../labels";
import { Export } from "../../parts/Export";
import { grouped } from "../../parts/group";
import { Panel } from "../../parts/Panel";
import { useWidth } from "../../parts/size";
import { type Column, Table } from "../../parts/Table";
import { ticks } from "../../parts/Timeline";
import { amount, whose, whoShort } from "../../parts/words";
import type { Quantity, Telling } from "../../types";

/** A number as one report gives it. */
interface Given {
  telling: Telling;
  quantity: Quantity;
  by: string;
  of: string;
}

const ROW = 22;
const TOP = 6;
const BOTTOM = 22;
const RIGHT = 30;

function givenBy(labels: Labels, tellings: Telling[]): Given[] {
  return tellings.flatMap((telling) =>
    (telling.quantity ?? []).map((quantity) => ({
      telling,
      quantity,
      by: telling.according_to?.[0] ? whoShort(labels, telling.according_to[0]) : (telling.publisher ?? telling.doc),
      of: whose(labels, quantity.whose),
    })),
  );
}

/** What is drawn for a bound: a filled dot for the number itself, a hollow one where it is about, an arrow where it is open. */
function Mark({ quantity, x, y }: { quantity: Quantity; x: (n: number) => number; y: number }) {
  const { value, low = value, high = value, bound = "exact" } = quantity;
  const at = x(value);
  const open = { at_least: 1, more_than: 1, at_most: -1, fewer_than: -1 }[bound] ?? 0;
  return (
    <g>
      {low !== high ? <rect class="given-band" x={x(low)} width={x(high) - x(low)} y={y - 5} height="10" /> : null}
      {open ? <path class="given-open" d={`M${at} ${y}h${open * 14}m${-open * 5} -4l${open * 5} 4l${-open * 5} 4`} /> : null}
      <circle class={bound === "exact" ? "given" : "given hollow"} cx={at} cy={y} r="4.5" />
    </g>
  );
}

function Chart({ rows, what, picture }: { rows: Given[]; what: string; picture: { current: SVGSVGElement | null } }) {
  const [frame, width] = useWidth<HTMLDivElement>(600);
  const left = Math.min(380, width * 0.45);
  const marks = ticks(Math.max(...rows.map(({ quantity: q }) => q.high ?? q.value), 4), 4);
  const max = marks.at(-1) ?? 1;
  const x = (n: number) => left + ((width - left - RIGHT) * n) / max;
  const height = TOP + rows.length * ROW + BOTTOM;
  const letters = Math.floor((left - 12) / 6.2);
  const isOfSeveral = new Set(rows.map((g) => g.of)).size > 1;
  const label = (g: Given) => `${g.by}, ${day(g.telling.published)}${isOfSeveral ? `: ${g.of || "whose is not told"}` : ""}`;
  return (
    <div ref={frame}>
      <svg ref={picture} viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={`${what}: ${rows.map((g) => `${amount(g.quantity)} by ${label(g)}`).join("; ")}`}>
        {marks.map((n) => (
          <g key={n}>
            <line class="grid" x1={x(n)} x2={x(n)} y1={TOP} y2={height - BOTTOM} />
            <text class="tick middle" x={x(n)} y={height - 7}>
              {number(n)}
            </text>
          </g>
        ))}
        {rows.map((given, i) => {
          const y = TOP + (i + 0.5) * ROW;
          const name = label(given);
          return (
            <g key={given.telling.record + i}>
              <title>{`${amount(given.quantity)}: ${name}`}</title>
              <text class="tick end" x={left - 10} y={y + 4}>
                {cut(name, letters)}
              </text>
              <Mark quantity={given.quantity} x={x} y={y} />
            </g>
          );
        })}
      </svg>
    </div>
  );
}

const columns: Column<Given>[] = [
  { key: "published", head: "Published", value: (g) => g.telling.published, cell: (g) => <span class="nowrap">{day(g.telling.published)}</span> },
  { key: "by", head: "According to", value: (g) => g.by },
  { key: "publisher", head: "Publisher", value: (g) => g.telling.publisher ?? g.telling.doc },
  { key: "value", head: "Number", numeric: true, value: (g) => g.quantity.value, cell: (g) => amount(g.quantity) },
  { key: "low", head: "Low", numeric: true, value: (g) => g.quantity.low },
  { key: "high", head: "High", numeric: true, value: (g) => g.quantity.high },
  { key: "bound", head: "Bound", value: (g) => g.quantity.bound?.replace("_", " ") },
  { key: "unit", head: "Of what", value: (g) => g.quantity.unit },
  { key: "whose", head: "Whose", value: (g) => g.of },
];

/** One thing that is counted, by everyone who counts it. */
function Counted({ what, rows }: { what: string; rows: Given[] }) {
  const labels = useLabels();
  const picture = useRef<SVGSVGElement>(null);
  const title = `Numbers: ${labels.what(what)}`;
  /* Copies say the same: in the picture once. */
  const once = [...grouped(rows, (g) => `${g.by} ${g.telling.published} ${amount(g.quantity)} ${g.of}`).values()].map(([first]) => first as Given);
  return (
    <Panel
      title={title}
      note="As each source gives it, earliest first. A bar spans low to high, a hollow dot is no exact number, an arrow leaves it open."
      tools={<Export name={`claim-${what}`} picture={() => picture.current} />}
      table={() => <Table caption={title} columns={columns} rows={rows} rowKey={(g) => `${g.telling.record} ${g.quantity.start}`} file={`lapwing-${what}`} />}
    >
      <Chart rows={once} what={title} picture={picture} />
    </Panel>
  );
}

export function Rival({ tellings }: { tellings: Telling[] }) {
  const labels = useLabels();
  const groups = grouped(givenBy(labels, tellings), (g) => g.quantity.what);
  return (
    <>
      {[...groups].map(([what, rows]) => (
        <Counted key={what} what={what} rows={rows} />
      ))}
    </>
  );
}
