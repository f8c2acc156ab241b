/* Claims in short, a line each: when, what in words, who says so, how often told. */
import { url, useApi } from "../api";
import { day, many } from "../format";
import { useLabels } from "../labels";
import { type Filter, link, type State } from "../state";
import type { Claim, Page } from "../types";
import { QuadMark } from "./Quad";
import { Answer } from "./Status";
import { proposition, whoShort } from "./words";

function Line({ claim, sentence }: { claim: Claim; sentence: boolean }) {
  const labels = useLabels();
  const by = [...new Set((claim.said_by ?? []).map((s) => whoShort(labels, s)))].slice(0, 2).join("; ");
  const denied = [...new Set((claim.denied_by ?? []).map((s) => whoShort(labels, s)))].slice(0, 2).join("; ");
  return (
    <li>
      <span class="nowrap quiet">{day(claim.day ?? claim.from ?? claim.first_reported)}</span> <QuadMark quad={claim.quad} spoken />{" "}
      <a href={link({ view: "claim", id: claim.id })}>{proposition(labels, claim)}</a>{" "}
      {sentence && claim.evidence ? <q dir="auto">{claim.evidence}</q> : null}
      <span class="quiet">
        {claim.status === "actual" ? "" : `${labels.status(claim.status)}; `}
        {by ? `says ${by}; ` : ""}
        {many(claim.reports, "report")}, {many(claim.stories, "source")}
      </span>
      {denied || claim.denials ? <span class="denies"> denied{denied ? ` by ${denied}` : ""}</span> : null}
    </li>
  );
}

interface Props {
  filter: Partial<Filter>;
  limit: number;
  /** the server's order; newest first without */
  order?: string;
  /** with the sentence that each stands on */
  sentences?: boolean;
  /** the ledger with all of them */
  all: Partial<State>;
}

export function ClaimLines({ filter, limit, order = "", sentences = false, all }: Props) {
  const asked = useApi<Page<Claim>>(url("/claims", filter, { limit, order }));
  return (
    <Answer asked={asked} what="claims">
      {({ items, total }) =>
        total ? (
          <>
            <ul class="lines">
              {items.map((claim) => (
                <Line key={claim.id} claim={claim} sentence={sentences} />
              ))}
            </ul>
            {total > items.length ? (
              <p class="note">
                <a href={link({ view: "ledger", ...all })}>All {many(total, "claim")}</a>
              </p>
            ) : null}
          </>
        ) : (
          <p class="status">None.</p>
        )
      }
    </Answer>
  );
}
