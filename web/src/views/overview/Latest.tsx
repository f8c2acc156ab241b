/* What was told most in the last seven days: the sentences themselves. */
import { url, useApi } from "../../api";
import { day, many, shiftDay } from "../../format";
import { type Labels, useLabels } from "../../labels";
import { Export } from "../../parts/Export";
import { Panel } from "../../parts/Panel";
import { QuadMark } from "../../parts/Quad";
import { Answer } from "../../parts/Status";
import { type State, filterOf, link } from "../../state";
import type { Claim, Entity, Page } from "../../types";

const SHOWN = 8;

function parties(labels: Labels, claim: Claim): string {
  const names = (list: Entity[] | undefined) => (list ?? []).slice(0, 3).map((entity) => labels.entity(entity)).join(", ");
  const [from, to] = [names(claim.actor), names(claim.recipient)];
  return from && to ? `${from} → ${to}` : from || (to && `→ ${to}`);
}

function Line({ claim }: { claim: Claim }) {
  const labels = useLabels();
  const place = claim.place?.[0]?.name;
  return (
    <li>
      <QuadMark quad={claim.quad} spoken />{" "}
      <a href={link({ view: "claim", id: claim.id })}>{labels.type(claim.event, claim.mode)}</a>{" "}
      {parties(labels, claim)}
      {claim.evidence ? <q dir="auto">{claim.evidence}</q> : null}
      <span class="quiet">
        {day(claim.day)}
        {place ? `, ${place}` : ""}; {many(claim.reports, "report")}, {many(claim.stories, "source")}
        {claim.denials ? <b>; {many(claim.denials, "denial")}</b> : null}
        {claim.doubts ? `; ${many(claim.doubts, "doubt")}` : ""}
      </span>
    </li>
  );
}

export function Latest({ state, lastDay }: { state: State; lastDay: string }) {
  const week = shiftDay(lastDay, -6);
  const since = state.since > week ? state.since : week;
  const filter = { ...filterOf(state), since, status: state.status || "actual" };
  const asked = useApi<Page<Claim>>(url("/claims", filter, { order: "reports", limit: SHOWN }));
  return (
    <Panel
      title="Most told in the last 7 days"
      tools={<Export name="latest" path="/claims" filter={filter} more={{ order: "reports", limit: 500 }} formats={["csv", "jsonl"]} />}
    >
      <Answer asked={asked} what="claims">
        {({ items, total }) => (
          <>
            <ol class="latest">
              {items.map((claim) => (
                <Line key={claim.id} claim={claim} />
              ))}
            </ol>
            {total > items.length ? (
              <p class="note">
                <a href={link({ view: "ledger", since, status: filter.status, order: "reports" })}>All {many(total, "claim")}</a>
              </p>
            ) : null}
            {total ? null : <p class="status">No claims in these days.</p>}
          </>
        )}
      </Answer>
    </Panel>
  );
}
