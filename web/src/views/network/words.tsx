import { day, many, scale } from "../../format";
import type { Labels } from "../../labels";
import { QuadBar } from "../../parts/Quad";
import { go } from "../../state";
import type { PairRow } from "../../types";

export const pairName = (labels: Labels, { actor, recipient }: { actor: string; recipient: string }): string =>
  `${labels.country(actor)} → ${labels.country(recipient)}`;

export function pairTip(labels: Labels, row: PairRow) {
  return (
    <>
      <b>{pairName(labels, row)}</b>
      <p>
        {many(row.claims, "claim")}, {many(row.reports, "report")}, {many(row.sources, "source")}
      </p>
      <QuadBar quad={row.quad} />
      <p>
        Mean score {scale(row.scale)}; last {day(row.last)}
      </p>
    </>
  );
}

export const openPair = ({ actor, recipient }: { actor: string; recipient: string }): void => go({ view: "pair", pair: "", between: `${actor},${recipient}` });
