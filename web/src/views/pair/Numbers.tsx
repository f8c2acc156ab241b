/* Forces, casualties and other numbers over time, by who told them: side by side, never averaged. */
import { useState } from "preact/hooks";
import { url, useApi } from "../../api";
import { DAY_MS, day, many, number, timeOf } from "../../format";
import { capital, type Labels, useLabels } from "../../labels";
import { Chart, Values } from "../../parts/Chart";
import { Export } from "../../parts/Export";
import { grouped } from "../../parts/group";
import { Panel } from "../../parts/Panel";
import { useWidth } from "../../parts/size";
import { Answer } from "../../parts/Status";
import { type Column, Table } from "../../parts/Table";
import { ticks } from "../../parts/Timeline";
import { Tip, type TipAt } from "../../parts/Tip";
import { amount, whose, whoShort } from "../../parts/words";
import { type Filter, go, link } from "../../state";
import type { NumberRow, Page } from "../../types";
import type { Sides } from "./sides";

/* People counted by people; of other things the unit tells what is counted. */
const OF_PEOPLE = new Set(["dead", "injured", "arrested", "missing", "displaced", "abducted", "participants"]);
/* What is asked for first. */
const FIRST = ["dead", "injured", "force", "equipment", "missing", "abducted", "arrested", "displaced"];
const CHARTS = 6;
/* Fewer are no chart over time. */
const FEW = 2;
const HEIGHT = 190;
const LEFT = 52;
const RIGHT = 12;
const TOP = 20;
const BOTTOM = 22;

type By = "a" | "b" | "other";

function byOf(row: NumberRow, sides: Sides): By {
  const country = row.by?.[0]?.country;
  return country === sides.a ? "a" : country === sides.b ? "b" : "other";
}

const speaker = (labels: Labels, row: NumberRow) => (row.by?.[0] ? whoShort(labels, row.by[0]) : `${row.publisher ?? row.doc}, in its own voice`);
const dayOf = (row: NumberRow) => row.published ?? row.day ?? "";

function Shape({ by, x, y }: { by: By; x: number; y: number }) {
  if (by === "a") return <circle cx={x} cy={y} r="4.5" />;
  if (by === "b") return <rect x={x - 4} y={y - 4} width="8" height="8" />;
  return <path d={`M${x} ${y - 5}l5 5l-5 5l-5 -5z`} />;
}

function ByLegend({ sides }: { sides: Sides }) {
  const labels = useLabels();
  const names: [By, string][] = [
    ["a", `told by ${labels.country(sides.a)}`],
    ["b", `told by ${labels.country(sides.b)}`],
    ["other", "told by others"],
  ];
  return (
    <ul class="legend">
      {names.map(([by, name]) => (
        <li key={by}>
          <svg class={`by ${by}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <Shape by={by} x={6} y={6} />
          </svg>{" "}
          {name}
        </li>
      ))}
      <li>line: low to high; arrow: left open</li>
    </ul>
  );
}

const OPEN: Record<string, number> = { at_least: -1, more_than: -1, at_most: 1, fewer_than: 1 };

function OverTime({ title, rows, sides }: { title: string; rows: NumberRow[]; sides: Sides }) {
  const labels = useLabels();
  const [frame, width] = useWidth<HTMLDivElement>(400);
  const [at, setAt] = useState(-1);
  const points = [...rows].sort((p, q) => (dayOf(p) < dayOf(q) ? -1 : 1));
  const first = timeOf(dayOf(points[0] as NumberRow));
  const span = Math.max(timeOf(dayOf(points.at(-1) as NumberRow)) - first, 6 * DAY_MS);
  const marks = ticks(Math.max(4, ...points.map((p) => p.high ?? p.value)), 4);
  const max = marks.at(-1) ?? 1;
  const x = (row: NumberRow) => LEFT + 8 + ((width - LEFT - RIGHT - 16) * (timeOf(dayOf(row)) - first)) / span;
  const y = (n: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - n / max);
  const shown = points[at];
  const tip: TipAt | null = shown
    ? {
        x: x(shown),
        y: Math.min(y(shown.value) + 8, HEIGHT - 60),
        content: (
          <>
            <b>
              {amount(shown)} {shown.unit ?? ""}
            </b>
            <p>
              {speaker(labels, shown)}, {day(dayOf(shown))}
              {shown.publisher ? `, in ${shown.publisher}` : ""}
            </p>
          </>
        ),
      }
    : null;
  const open = (row: NumberRow) => go({ view: "claim", id: row.claim });
  function onKeyDown(event: KeyboardEvent) {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (move) setAt(at < 0 ? (move > 0 ? 0 : points.length - 1) : Math.min(points.length - 1, Math.max(0, at + move)));
    else if (event.key === "Enter" && shown) open(shown);
    else if (event.key === "Escape") setAt(-1);
    else return;
    event.preventDefault();
  }
  const last = points.at(-1) as NumberRow;
  return (
    <figure class="numbers">
      <figcaption>
        <b>{title}</b> <span class="quiet">{many(points.length, "number")}</span>
      </figcaption>
      <div class="frame" ref={frame}>
        <Chart
          name={`${title}: left and right go from number to number, Enter opens the claim. The same as a table by the button above.`}
          width={width}
          height={HEIGHT}
          onKeyDown={onKeyDown}
          onBlur={() => setAt(-1)}
        >
          <Values marks={marks} left={LEFT} right={width - RIGHT} y={y} text={number} />
          <text class="tick" x={LEFT} y={HEIGHT - 6}>
            {day(dayOf(points[0] as NumberRow))}
          </text>
          {dayOf(last) === dayOf(points[0] as NumberRow) ? null : (
            <text class="tick end" x={width - RIGHT} y={HEIGHT - 6}>
              {day(dayOf(last))}
            </text>
          )}
          {points.map((row, i) => {
            const [px, py, to] = [x(row), y(row.value), OPEN[row.bound ?? ""]];
            return (
              <g key={`${row.record} ${i}`} class={`by ${byOf(row, sides)}${row.bound && row.bound !== "exact" ? " hollow" : ""}`} onPointerEnter={() => setAt(i)} onPointerLeave={() => setAt(-1)} onClick={() => open(row)}>
                {row.low !== undefined && row.high !== undefined && row.low !== row.high ? <line x1={px} x2={px} y1={y(row.low)} y2={y(row.high)} /> : null}
                {to ? <path class="open" d={`M${px} ${py}v${to * 15}m-4 ${-to * 5}l4 ${to * 5}l4 ${-to * 5}`} /> : null}
                <Shape by={byOf(row, sides)} x={px} y={py} />
              </g>
            );
          })}
          {shown ? <circle class="cell-at" data-screen cx={x(shown)} cy={y(shown.value)} r="8" /> : null}
        </Chart>
        <Tip at={tip} width={width} />
      </div>
    </figure>
  );
}

/** "Killed, Norway", "Forces (soldiers), Sweden" */
function titleOf(labels: Labels, row: NumberRow): string {
  const what = labels.what(row.what);
  const unit = OF_PEOPLE.has(row.what) || !row.unit ? "" : ` (${row.unit})`;
  const [country] = (row.whose ?? "").split(" ");
  return capital(what) + unit + (country && country !== "UNK" ? `, ${labels.country(country)}` : ", whose is not told");
}

/** Copies and repetitions of one speaker on one day are one mark. */
const once = (rows: NumberRow[]) => [...grouped(rows, (r) => `${JSON.stringify(r.by)}${r.by?.length ? "" : r.publisher} ${dayOf(r)} ${amount(r)}`).values()].map(([row]) => row as NumberRow);

interface Group {
  title: string;
  rows: NumberRow[];
}

/** What each chart shows: losses and forces of the two first, then what is told most. */
function groupsOf(labels: Labels, rows: NumberRow[], sides: Sides): Group[] {
  const rank = ({ rows: [row] }: Group) => {
    const own = row && [sides.a, sides.b].includes((row.whose ?? "").slice(0, 3));
    return own && FIRST.includes(row.what) ? FIRST.indexOf(row.what) : FIRST.length;
  };
  return [...grouped(rows.filter(dayOf), (row) => titleOf(labels, row))]
    .map(([title, all]) => ({ title, rows: once(all) }))
    .filter((group) => group.rows.length >= FEW)
    .sort((p, q) => rank(p) - rank(q) || q.rows.length - p.rows.length);
}

interface Props {
  /** of claims between the two, and of all that name one of them */
  between: Partial<Filter>;
  either: Partial<Filter>;
  isBetween: boolean;
  sides: Sides;
}

export function Numbers({ between, either, isBetween, sides }: Props) {
  const labels = useLabels();
  const filter = isBetween ? between : either;
  const asked = useApi<Page<NumberRow>>(url("/numbers", filter));
  const [isAll, setAll] = useState(false);
  const isOfThem = (row: NumberRow) => [sides.a, sides.b].includes((row.whose ?? "").slice(0, 3));
  const rows = (asked.data?.items ?? []).filter((row) => isBetween || isOfThem(row));
  const columns: Column<NumberRow>[] = [
    { key: "published", head: "Published", value: dayOf, cell: (r) => <span class="nowrap">{day(dayOf(r))}</span> },
    { key: "what", head: "What", value: (r) => labels.what(r.what) },
    { key: "value", head: "Number", numeric: true, value: (r) => r.value, cell: (r) => amount(r) },
    { key: "unit", head: "Of what", value: (r) => r.unit },
    { key: "whose", head: "Whose", value: (r) => whose(labels, r.whose) },
    { key: "by", head: "According to", value: (r) => speaker(labels, r) },
    { key: "publisher", head: "Publisher", value: (r) => r.publisher },
    { key: "claim", head: "Claim", value: (r) => r.claim, cell: (r) => <a href={link({ view: "claim", id: r.claim })}>{labels.type(r.event, r.mode)}</a> },
  ];
  const groups = groupsOf(labels, rows, sides);
  return (
    <Panel
      title="Forces, losses and other numbers"
      note={
        isBetween
          ? "Numbers in claims between the two, each as one source gives it, by the day of its publication; rival numbers are never averaged."
          : "Numbers of the people and forces of the two, in whatever claim, each as one source gives it; rival numbers are never averaged."
      }
      tools={
        <>
          <button type="button" aria-pressed={isBetween} onClick={() => go({ measure: isBetween ? "" : "between" }, true)}>
            Only claims between the two
          </button>
          <Export name="pair-numbers" path="/numbers" filter={filter} formats={["csv", "jsonl", "json"]} />
        </>
      }
      table={() => <Table caption="Numbers" columns={columns} rows={rows} rowKey={(r) => `${r.record} ${r.what} ${r.value} ${r.unit}`} sort="published" file="lapwing-pair-numbers" />}
    >
      <Answer asked={asked} what="numbers">
        {() => (
          <>
            {groups.length ? <ByLegend sides={sides} /> : <p class="status">{rows.length ? "Nothing is counted more than once; the table has what there is." : "No numbers are told."}</p>}
            <div class="multiples">
              {groups.slice(0, isAll ? undefined : CHARTS).map(({ title, rows: own }) => (
                <OverTime key={title} title={title} rows={own} sides={sides} />
              ))}
            </div>
            {groups.length > CHARTS && !isAll ? (
              <button type="button" class="further" onClick={() => setAll(true)}>
                {many(groups.length - CHARTS, "more thing")} counted
              </button>
            ) : null}
          </>
        )}
      </Answer>
    </Panel>
  );
}
