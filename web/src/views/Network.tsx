/* Who acts on whom: the most active pairs as matrix, as arrows, as table. */
import { useRef } from "preact/hooks";
import { url, useApi } from "../api";
import { day, many, number, scale } from "../format";
import { useLabels } from "../labels";
import { Export } from "../parts/Export";
import { Panel } from "../parts/Panel";
import { QuadBar } from "../parts/Quad";
import { Answer, Empty } from "../parts/Status";
import { Swatches } from "../parts/Swatches";
import { type Column, Table } from "../parts/Table";
import { filterOf, go, link, type State } from "../state";
import type { Page, PairRow } from "../types";
import { Graph } from "./network/Graph";
import { Matrix } from "./network/Matrix";
import { TONE_KEYS } from "./network/tone";
import { pairName, pairState } from "./network/words";

/* More are no picture that can be read. */
const SHOWN = ["20", "40", "60"];

const isKnown = (row: PairRow) => row.actor !== "UNK" && row.recipient !== "UNK";

function PairTable({ pairs }: { pairs: PairRow[] }) {
  const labels = useLabels();
  const max = Math.max(...pairs.map((row) => row.claims));
  const columns: Column<PairRow>[] = [
    {
      key: "pair",
      head: "From → to",
      value: (row) => pairName(labels, row),
      cell: (row) => <a href={link(pairState(row))}>{pairName(labels, row)}</a>,
    },
    { key: "claims", head: "Claims", numeric: true, value: (row) => row.claims },
    { key: "quad", head: "Classes", value: (row) => row.quad[3], cell: (row) => <QuadBar quad={row.quad} max={max} />, title: "Sorts by material conflict" },
    { key: "scale", head: "Score", numeric: true, value: (row) => row.scale, cell: (row) => scale(row.scale) },
    { key: "reports", head: "Reports", numeric: true, value: (row) => row.reports },
    { key: "sources", head: "Sources", numeric: true, value: (row) => row.sources },
    { key: "first", head: "First", value: (row) => row.first, cell: (row) => <span class="nowrap">{day(row.first)}</span> },
    { key: "last", head: "Last", value: (row) => row.last, cell: (row) => <span class="nowrap">{day(row.last)}</span> },
  ];
  return <Table caption="Pairs" columns={columns} rows={pairs} rowKey={(row) => `${row.actor} ${row.recipient}`} sort="-claims" first={60} file="lapwing-network" />;
}

function Pictures({ page, limit }: { page: Page<PairRow>; limit: number }) {
  const matrix = useRef<SVGSVGElement>(null);
  const graph = useRef<SVGSVGElement>(null);
  const pairs = page.items.filter(isKnown);
  const exported = { path: "/pairs", more: { limit }, formats: ["csv", "json", "jsonl"] as ("csv" | "json" | "jsonl")[], keys: TONE_KEYS };
  const of = page.total > page.items.length ? `Of the ${page.items.length} most active pairs of ${number(page.total)}` : `Of ${many(page.total, "pair")}`;
  const known = pairs.length < page.items.length ? ", those with both sides known" : "";
  return (
    <div class="network">
      <Panel
        title="Matrix"
        note={`${of}${known}. Rows act, columns are acted on; the deeper the shade the more claims, the colour is the mean score.`}
        tools={<Export name="network-matrix" {...exported} picture={() => matrix.current} />}
        table={() => <PairTable pairs={pairs} />}
      >
        <Matrix pairs={pairs} picture={matrix} />
        <Swatches keys={TONE_KEYS} />
      </Panel>
      <Panel
        title="Graph"
        note="An arrow leads from who acts to who is acted on, as the texts tell it; its width is the number of claims. Both directions stand apart; what a country does at home is in the matrix."
        tools={<Export name="network-graph" {...exported} picture={() => graph.current} />}
        table={() => <PairTable pairs={pairs} />}
      >
        <Graph pairs={pairs.filter((row) => row.actor !== row.recipient)} picture={graph} />
        <Swatches keys={TONE_KEYS} />
      </Panel>
    </div>
  );
}

export function Network({ state }: { state: State }) {
  const limit = SHOWN.includes(state.show) ? state.show : "40";
  const asked = useApi<Page<PairRow>>(url("/pairs", filterOf(state), { limit }));
  return (
    <>
      <p class="tools views-tools">
        <label for="network-pairs">Pairs shown</label>
        <select id="network-pairs" value={limit} onChange={(event) => go({ show: event.currentTarget.value }, true)}>
          {SHOWN.map((n) => (
            <option key={n}>{n}</option>
          ))}
        </select>
      </p>
      <Answer asked={asked} what="pairs">
        {(page) => (page.items.some(isKnown) ? <Pictures page={page} limit={Number(limit)} /> : <Empty what="pairs" />)}
      </Answer>
    </>
  );
}
