/* A table that sorts by its heads and can be saved as CSV: also the twin of every picture. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { save } from "../api";
import { number } from "../format";

export interface Column<Row> {
  key: string;
  head: string;
  /** what is sorted by and saved; null sorts last */
  value: (row: Row) => string | number | null | undefined;
  /** what is shown, if it is not just the value */
  cell?: (row: Row) => ComponentChildren;
  numeric?: boolean;
  /** what the head means, shown on hover */
  title?: string;
}

interface Props<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** the column sorted by at first, "-key" for downwards; none keeps the server's order */
  sort?: string;
  /** rows shown before "show more" */
  first?: number;
  /** file name without .csv; left out, the table offers no file of its own */
  file?: string;
}

type Value = string | number | null | undefined;

function compare(a: Value, b: Value, sign: number): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * String(a).localeCompare(String(b), "en");
}

/** One field of CSV (RFC 4180). */
const quoted = (value: Value): string => {
  const text = String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export function csvOf<Row>(columns: Column<Row>[], rows: Row[]): string {
  const lines = [columns.map((c) => quoted(c.key)), ...rows.map((row) => columns.map((c) => quoted(c.value(row))))];
  return lines.map((line) => line.join(",") + "\r\n").join("");
}

function Head<Row>({ column, sort, onSort }: { column: Column<Row>; sort: string; onSort: (sort: string) => void }) {
  const down = sort === `-${column.key}`;
  const up = sort === column.key;
  const next = down ? column.key : up ? `-${column.key}` : column.numeric ? `-${column.key}` : column.key;
  return (
    <th
      scope="col"
      class={column.numeric ? "numeric" : undefined}
      aria-sort={up ? "ascending" : down ? "descending" : undefined}
    >
      <button type="button" class="head" title={column.title} onClick={() => onSort(next)}>
        {column.head}
        <span class="arrow" aria-hidden="true">
          {up ? "▲" : down ? "▼" : ""}
        </span>
      </button>
    </th>
  );
}

export function Table<Row>({ caption, columns, rows, rowKey, sort = "", first = 50, file }: Props<Row>) {
  const [by, setBy] = useState(sort);
  const [shown, setShown] = useState(first);
  const column = columns.find((c) => c.key === by.replace(/^-/, ""));
  const sorted = column
    ? [...rows].sort((a, b) => compare(column.value(a), column.value(b), by.startsWith("-") ? -1 : 1))
    : rows;
  return (
    <div class="table">
      <div class="scroll" tabIndex={0} role="region" aria-label={`Table: ${caption}`}>
        <table>
          <caption class="hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map((c) => (
                <Head key={c.key} column={c} sort={by} onSort={setBy} />
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, shown).map((row) => (
              <tr key={rowKey(row)}>
                {columns.map((c) => (
                  <td key={c.key} class={c.numeric ? "numeric" : undefined}>
                    {c.cell ? c.cell(row) : typeof c.value(row) === "number" ? number(c.value(row) as number) : c.value(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="below">
        {rows.length > shown ? (
          <button type="button" onClick={() => setShown(shown + 200)}>
            Show more: {number(rows.length - shown)} rows left
          </button>
        ) : null}
        {file ? (
          <button type="button" onClick={() => save(new Blob([csvOf(columns, sorted)], { type: "text/csv" }), `${file}.csv`)}>
            Save table as CSV
          </button>
        ) : null}
      </p>
    </div>
  );
}
