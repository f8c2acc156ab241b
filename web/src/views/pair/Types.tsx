/* What each does to the other, type by type: one side's bars to the left, the other's to the right. */
import { number } from "../../format";
import { useLabels } from "../../labels";
import { Panel } from "../../parts/Panel";
import { QuadMark } from "../../parts/Quad";
import { type Column, Table } from "../../parts/Table";
import { link } from "../../state";
import type { Summary } from "../../types";
import type { Sides, Ways } from "./sides";

interface Row {
  event: string;
  mode?: string;
  toB: number;
  toA: number;
}

function rowsOf({ toB, toA }: Ways, withModes: boolean): Row[] {
  const rows = new Map<string, Row>();
  const add = (summary: Summary, way: "toB" | "toA") => {
    for (const { event, mode, claims } of summary.types) {
      if (mode && !withModes) continue;
      const key = `${event} ${mode ?? ""}`;
      const row = rows.get(key) ?? { event, mode, toB: 0, toA: 0 };
      row[way] = claims;
      rows.set(key, row);
    }
  };
  add(toB, "toB");
  add(toA, "toA");
  return [...rows.values()].sort((x, y) => y.toB + y.toA - x.toB - x.toA);
}

export function Types({ ways, sides, names }: { ways: Ways; sides: Sides; names: { toB: string; toA: string } }) {
  const labels = useLabels();
  const rows = rowsOf(ways, false).sort((x, y) => labels.quad(y.event) - labels.quad(x.event) || y.toB + y.toA - x.toB - x.toA);
  const max = Math.max(1, ...rows.map((row) => Math.max(row.toB, row.toA)));
  const columns: Column<Row>[] = [
    { key: "type", head: "Type", value: (row) => labels.type(row.event, row.mode) },
    { key: "a_to_b", head: names.toB, numeric: true, value: (row) => row.toB },
    { key: "b_to_a", head: names.toA, numeric: true, value: (row) => row.toA },
  ];
  const bar = (row: Row, way: "toB" | "toA") => {
    const width = (100 * row[way]) / max;
    const pair = way === "toB" ? `${sides.a},${sides.b}` : `${sides.b},${sides.a}`;
    return (
      <a class={way} href={link({ view: "ledger", type: row.event, pair, between: "" })} aria-label={`${labels.type(row.event)}, ${names[way]}: ${row[way]}`}>
        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          <rect class={`quad${labels.quad(row.event)}`} x={way === "toB" ? 100 - width : 0} width={width} height="10" />
        </svg>
        <span>{number(row[way])}</span>
      </a>
    );
  };
  return (
    <Panel
      title="What they do, by type"
      note="Claims. What both do together counts on both sides."
      table={() => <Table caption="Claims by type and direction" columns={columns} rows={rowsOf(ways, true)} rowKey={(row) => `${row.event} ${row.mode}`} file="lapwing-pair-types" />}
    >
      <div class="butterfly">
        <b class="toB">{names.toB}</b>
        <b class="toA">{names.toA}</b>
        {rows.map((row) => (
          <>
            {bar(row, "toB")}
            <span class="name">
              <QuadMark quad={labels.quad(row.event)} /> {labels.type(row.event)}
            </span>
            {bar(row, "toA")}
          </>
        ))}
      </div>
    </Panel>
  );
}
