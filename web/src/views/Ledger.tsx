/* The ledger: a claim a row, who says so, who denies it, which numbers are told, by how many independent sources. */
import { useState } from "preact/hooks";
import { url, useApi } from "../api";
import { number } from "../format";
import { Export } from "../parts/Export";
import { grouped } from "../parts/group";
import { Panel } from "../parts/Panel";
import { Answer, Empty } from "../parts/Status";
import { filterOf, go, type State } from "../state";
import type { Claim, NumberRow, Page } from "../types";
import { HEADS, Row } from "./ledger/Row";

const PAGE = 50;
const ORDERS = [
  { order: "new", label: "newest first" },
  { order: "old", label: "oldest first" },
  { order: "reports", label: "most reports first" },
  { order: "denials", label: "most denials first" },
];

interface PartProps {
  state: State;
  order: string;
  cursor: string;
  onMore: (next: string) => void;
  isLast: boolean;
}

/** The numbers of a page's claims: asked by the days that it spans, so that few others come with them. */
function useNumbers(state: State, claims: Claim[] | undefined): Map<string, NumberRow[]> {
  const days = (claims ?? []).map((c) => c.day ?? c.first_reported ?? "").filter(Boolean).sort();
  const filter = { ...filterOf(state), since: days[0] ?? "", until: days.at(-1) ?? "" };
  const asked = useApi<Page<NumberRow>>(days.length ? url("/numbers", filter) : null);
  return grouped(asked.data?.items ?? [], (row) => row.claim);
}

function Part({ state, order, cursor, onMore, isLast }: PartProps) {
  const asked = useApi<Page<Claim>>(url("/claims", filterOf(state), { order, limit: PAGE, cursor }));
  const numbers = useNumbers(state, asked.data?.items);
  return (
    <Answer asked={asked} what="claims">
      {({ items, total, next }) => {
        if (!total) return <Empty />;
        return (
          <>
            {cursor ? null : (
              <p class="note">
                {number(total)} {total === 1 ? "claim matches" : "claims match"}. A claim is one happening, by whomever told; each cell opens what it stands on.
              </p>
            )}
            <table class={cursor ? "ledger part" : "ledger"}>
              <caption class="hidden">Claims{cursor ? ", further" : ""}</caption>
              <thead>
                <tr>
                  {HEADS.map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map((claim) => (
                  <Row key={claim.id} claim={claim} numbers={numbers.get(claim.id) ?? []} />
                ))}
              </tbody>
            </table>
            {next && isLast ? (
              <button type="button" class="further" onClick={() => onMore(next)}>
                More
              </button>
            ) : null}
          </>
        );
      }}
    </Answer>
  );
}

/** Parts below each other: each is asked once, and stays when the next comes. */
function Parts({ state, order }: { state: State; order: string }) {
  const [cursors, setCursors] = useState([""]);
  return (
    <>
      {cursors.map((cursor, i) => (
        <Part key={cursor} state={state} order={order} cursor={cursor} isLast={i === cursors.length - 1} onMore={(next) => setCursors([...cursors, next])} />
      ))}
    </>
  );
}

export function Ledger({ state }: { state: State }) {
  const order = ORDERS.find((o) => o.order === state.order)?.order ?? "new";
  return (
    <Panel
      title="Claims"
      tools={
        <>
          <label for="ledger-order">Sorted</label>
          <select id="ledger-order" value={order} onChange={(event) => go({ order: event.currentTarget.value === "new" ? "" : event.currentTarget.value }, true)}>
            {ORDERS.map((o) => (
              <option key={o.order} value={o.order}>
                {o.label}
              </option>
            ))}
          </select>
          <Export name="claims" path="/claims" more={{ order, limit: 500 }} formats={["csv", "jsonl", "json"]} />
        </>
      }
    >
      <Parts key={`${order} ${JSON.stringify(filterOf(state))}`} state={state} order={order} />
    </Panel>
  );
}
