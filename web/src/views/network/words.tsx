import { day, many, scale } from "../../format";
import type { Labels } from "../../labels";
import { QuadBar } from "../../parts/Quad";
import { go, type State } from "../../state";
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

/** Where a pair is shown: what a country does at home has no two sides, its claims stand in the ledger. */
export const pairState = ({ actor, recipient }: { actor: string; recipient: string }): Partial<State> =>
  actor === recipient ? { view: "ledger", pair: `${actor},${recipient}`, between: "" } : { view: "pair", pair: "", between: `${actor},${recipient}` };

export const openPair = (pair: { actor: string; recipient: string }): void => go(pairState(pair));
