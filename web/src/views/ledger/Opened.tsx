/* What a cell of the ledger stands on: the reports of its claim that say so. */
import { url, useApi } from "../../api";
import { many } from "../../format";
import { Answer } from "../../parts/Status";
import { TellingCard, withCopies } from "../../parts/Telling";
import { link } from "../../state";
import type { ClaimDetail, Telling } from "../../types";

export type Facet = "all" | "says" | "denies" | "numbers";

const FACETS: Record<Facet, { what: string; has: (telling: Telling) => boolean }> = {
  all: { what: "All reports", has: () => true },
  says: { what: "Reports that say so", has: (t) => t.stance === "asserts" || t.stance === "plans" },
  denies: { what: "Reports that deny or doubt it", has: (t) => t.stance === "denies" || t.stance === "doubts" || !!t.disputed_by },
  numbers: { what: "Reports with numbers", has: (t) => !!t.quantity },
};
const SHOWN = 12;

export function Opened({ id, facet }: { id: string; facet: Facet }) {
  const asked = useApi<ClaimDetail>(url(`/claims/${id}`));
  return (
    <Answer asked={asked} what="reports">
      {(claim) => {
        const all = claim.tellings ?? [];
        const own = all.filter(FACETS[facet].has);
        /* Who says so may be nobody: told only by those who deny it. */
        const { what } = FACETS[own.length ? facet : "all"];
        const tellings = own.length ? own : all;
        const reports = withCopies(tellings);
        return (
          <div class="opened">
            <p class="quiet">
              {what}: {tellings.length} of {claim.reports}
              {reports.length < tellings.length ? `, ${many(reports.length, "wording")}` : ""}.{" "}
              <a href={link({ view: "claim", id })}>The whole claim</a>
            </p>
            <div class="tellings">
              {reports.slice(0, SHOWN).map((report) => (
                <TellingCard key={report.telling.record} report={report} />
              ))}
            </div>
            {reports.length > SHOWN ? (
              <p>
                <a href={link({ view: "claim", id })}>{reports.length - SHOWN} more</a>
              </p>
            ) : null}
          </div>
        );
      }}
    </Answer>
  );
}
