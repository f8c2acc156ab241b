/* Who acts toward whom most: each direction is a row of its own. */
import { day, scale } from "../../format";
import { useLabels } from "../../labels";
import { BandMark, changeOf } from "../../parts/Bands";
import { Export } from "../../parts/Export";
import { Panel } from "../../parts/Panel";
import { QuadBar } from "../../parts/Quad";
import { type Column, Table } from "../../parts/Table";
import { link } from "../../state";
import type { PairRow } from "../../types";

export function Pairs({ pairs: all }: { pairs: PairRow[] }) {
  const labels = useLabels();
  const pairs = all.filter((row) => row.actor !== "UNK" || row.recipient !== "UNK");
  const max = Math.max(1, ...pairs.map((row) => row.claims));
  const name = (row: PairRow) => `${labels.country(row.actor)} → ${labels.country(row.recipient)}`;
  const columns: Column<PairRow>[] = [
    {
      key: "pair",
      head: "From → to",
      value: name,
      cell: (row) => <a href={link({ view: "pair", pair: `${row.actor},${row.recipient}`, between: "" })}>{name(row)}</a>,
    },
    { key: "claims", head: "Claims", numeric: true, value: (row) => row.claims },
    { key: "quad", head: "Classes", value: (row) => row.quad[3], cell: (row) => <QuadBar quad={row.quad} max={max} />, title: "Sorts by material conflict" },
    { key: "scale", head: "Score", numeric: true, value: (row) => row.scale, cell: (row) => scale(row.scale), title: "Mean score, from −10 (conflict) to +10 (cooperation)" },
    {
      key: "week",
      head: "7 days",
      numeric: true,
      value: (row) => changeOf(row.week, row.mean4),
      title: "Last seven days against the mean of the four weeks before; sorts by the change",
      cell: (row) => (
        <span class="nowrap">
          {row.week} <BandMark week={row.week} mean={row.mean4} weeks={4} />
        </span>
      ),
    },
    { key: "reports", head: "Reports", numeric: true, value: (row) => row.reports },
    { key: "last", head: "Last", value: (row) => row.last, cell: (row) => <span class="nowrap">{day(row.last)}</span> },
  ];
  return (
    <Panel
      title="Most active pairs"
      note="Who acts toward whom. Both directions stand apart; the actor is who the text says acts, not who is to blame."
      tools={<Export name="pairs" path="/pairs" formats={["csv", "json", "jsonl"]} more={{ limit: 1000 }} />}
    >
      {pairs.length ? (
        <Table caption="Pairs, the most active first" columns={columns} rows={pairs} rowKey={(row) => `${row.actor},${row.recipient}`} />
      ) : (
        <p class="status">No claim has an actor and a recipient.</p>
      )}
    </Panel>
  );
}
