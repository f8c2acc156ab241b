/* A claim in a row: each cell is a button that opens what it stands on. */
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { day, days, many } from "../../format";
import { useLabels } from "../../labels";
import { QuadMark } from "../../parts/Quad";
import { amount, listed, proposition, statusOf, whoShort } from "../../parts/words";
import { link } from "../../state";
import type { Claim, NumberRow, Source } from "../../types";
import { type Facet, Opened } from "./Opened";

export const HEADS = ["Claim", "Who says so", "Who denies it", "Numbers", "Independent sources", "First and last report", "Status"];

const NAMES = 3;

function useNames() {
  const labels = useLabels();
  return (sources: Source[] = []) => {
    const names = [...new Set(sources.map((s) => whoShort(labels, s)))];
    return names.length > NAMES ? `${names.slice(0, NAMES).join("; ")}; and ${names.length - NAMES} more` : names.join("; ");
  };
}

/** The numbers told of each thing, the rival ones beside each other: "3, 5 and 7 killed". */
function numbersOf(rows: NumberRow[], name: (what: string) => string): string[] {
  const values = new Map<string, Set<string>>();
  for (const row of rows) {
    const what = `${row.unit ? `${row.unit} ` : ""}${name(row.what)}`;
    values.set(what, (values.get(what) ?? new Set()).add(amount(row)));
  }
  return [...values].map(([what, told]) => `${listed([...told], "or")} ${what}`);
}

interface Props {
  claim: Claim;
  numbers: NumberRow[];
}

export function Row({ claim, numbers }: Props) {
  const labels = useLabels();
  const names = useNames();
  const id = useId();
  const [facet, setFacet] = useState<Facet | null>(null);
  const told = numbersOf(numbers, (what) => labels.what(what));
  const cell = (head: number, own: Facet, content: ComponentChildren) => (
    <td data-head={HEADS[head]} class={content ? undefined : "none"}>
      {content ? (
        <button type="button" class="plain" aria-expanded={facet === own} aria-controls={id} onClick={() => setFacet(facet === own ? null : own)}>
          {content}
        </button>
      ) : (
        <span class="quiet">–</span>
      )}
    </td>
  );
  return (
    <>
      <tr class={facet ? "open" : undefined}>
        <th scope="row">
          <QuadMark quad={claim.quad} spoken /> <a href={link({ view: "claim", id: claim.id })}>{proposition(labels, claim)}</a>
          <button type="button" class="plain" aria-expanded={facet === "all"} aria-controls={id} onClick={() => setFacet(facet === "all" ? null : "all")}>
            <span class="quiet">
              {labels.type(claim.event, claim.mode)}
              {claim.day || claim.from ? `, ${claim.day ? day(claim.day) : days(claim.from, claim.to)}` : ", day not told"}
            </span>
            {claim.evidence ? (
              <span class="sentence" dir="auto">
                {claim.evidence}
              </span>
            ) : null}
          </button>
        </th>
        {cell(1, "says", names(claim.said_by) || (claim.status === "negated" ? null : "the papers themselves"))}
        {cell(2, "denies", claim.denials || claim.doubts || claim.denied_by?.length ? (
          <>
            {claim.denials || claim.denied_by?.length ? <b class="denies">{names(claim.denied_by) || many(claim.denials, "denial")}</b> : null}
            {claim.doubts ? <span class="quiet"> {many(claim.doubts, "doubt")}</span> : null}
          </>
        ) : null)}
        {cell(3, "numbers", told.length ? told.map((line) => <div key={line}>{line}</div>) : null)}
        {cell(4, "all", (
          <>
            <b>{claim.stories}</b>
            <span class="quiet">
              {" "}
              in {many(claim.reports, "report")} of {many(claim.publishers, "publisher")}
            </span>
          </>
        ))}
        {cell(5, "all", claim.first_reported ? <span class="dates">{days(claim.first_reported, claim.last_reported)}</span> : null)}
        {cell(6, "all", statusOf(labels, claim))}
      </tr>
      <tr id={id} hidden={!facet} class="opened">
        <td colSpan={HEADS.length}>{facet ? <Opened id={claim.id} facet={facet} /> : null}</td>
      </tr>
    </>
  );
}
