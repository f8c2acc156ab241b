/* One claim: the proposition, everyone who tells it by stance, the numbers side by side, why the reports are one. */
import { url, useApi } from "../api";
import { day, days, many, scale } from "../format";
import { useLabels } from "../labels";
import { Export } from "../parts/Export";
import { grouped } from "../parts/group";
import { Panel } from "../parts/Panel";
import { QuadMark } from "../parts/Quad";
import { Answer, Empty } from "../parts/Status";
import { STANCES, TellingCard, withCopies } from "../parts/Telling";
import { all, proposition, statusOf, where } from "../parts/words";
import { link, type State } from "../state";
import type { ClaimDetail, Ruling, Telling } from "../types";
import { Rival } from "./claim/Rival";
import { Versions } from "./claim/Versions";

function Head({ claim, asked }: { claim: ClaimDetail; asked: string }) {
  const labels = useLabels();
  const counts = [
    many(claim.reports, "report"),
    many(claim.stories, "independent source"),
    many(claim.documents, "article"),
    many(claim.publishers, "publisher"),
    claim.denials ? many(claim.denials, "denial") : "",
    claim.doubts ? many(claim.doubts, "doubt") : "",
  ].filter(Boolean);
  const rows: [string, string][] = [
    ["Status", statusOf(labels, claim)],
    ["When", claim.day ? day(claim.day) : claim.from ? days(claim.from, claim.to) : "not told"],
    ["Who", all(labels, claim.actor) || "not told"],
    ["To whom", all(labels, claim.recipient)],
    ["Where", (claim.place ?? []).map((p) => where(labels, p)).join("; ") || "not told"],
    ["Told by", counts.join(", ")],
    ["First and last report", claim.first_reported ? days(claim.first_reported, claim.last_reported) : ""],
  ];
  return (
    <section class="panel details" aria-labelledby="claim">
      <header>
        <h1 id="claim">{proposition(labels, claim)}</h1>
        <div class="tools">
          <Export name={`claim-${claim.id}`} path={`/claims/${claim.id}`} filter={{}} formats={["json"]} />
        </div>
      </header>
      {claim.id === asked ? null : <p class="note">The claim that was asked for has become part of this one.</p>}
      <p>
        <QuadMark quad={claim.quad} spoken /> {labels.type(claim.event, claim.mode)}, score {scale(claim.scale)}{" "}
        <a href={link({ view: "ledger", type: claim.event, since: claim.day ?? claim.from ?? "", until: claim.day ?? claim.to ?? "" })}>Others of that type then</a>
      </p>
      <dl>
        {rows.map(([name, value]) =>
          value ? (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ) : null,
        )}
      </dl>
    </section>
  );
}

/** Why a report stands in this claim. */
function Joined({ telling, others }: { telling: Telling; others: Map<string, Telling> }) {
  if (!telling.joined_to) return <>The claim began with this report.</>;
  const other = others.get(telling.joined_to);
  return (
    <>
      The same as{" "}
      <a href={link({ view: "article", id: other?.doc ?? "", show: telling.joined_to })}>{other ? `a report of ${other.publisher ?? other.doc}` : "another report"}</a> by{" "}
      {telling.because}.
    </>
  );
}

function Tellings({ tellings }: { tellings: Telling[] }) {
  const byStance = grouped(tellings, (t) => t.stance);
  const byRecord = new Map(tellings.map((t) => [t.record, t]));
  return (
    <>
      {STANCES.map(({ stance, heading }) => {
        const own = byStance.get(stance);
        return own ? (
          <Panel key={stance} title={`${heading} (${many(own.length, "report")}, ${many(new Set(own.map((t) => t.story)).size, "source")})`}>
            <div class="tellings">
              {withCopies(own).map((report) => (
                <TellingCard key={report.telling.record} report={report}>
                  <Joined telling={report.telling} others={byRecord} />
                </TellingCard>
              ))}
            </div>
          </Panel>
        ) : null;
      })}
    </>
  );
}

function Rulings({ rulings }: { rulings: Ruling[] }) {
  return (
    <Panel title="Rulings" note="What people have ruled over the reports of this claim; rulings hold for what comes later.">
      <ul>
        {rulings.map((ruling) => (
          <li key={ruling.id}>
            {ruling.kind === "split" ? "Taken out of its claim" : "Made one claim"}: {ruling.records.join(" and ")}
            {ruling.by ? `, by ${ruling.by}` : ""}
            {ruling.reason ? <>: “{ruling.reason}”</> : null}
            <span class="quiet">
              {" "}
              at revision {ruling.revision}
              {ruling.revoked ? `, revoked at ${ruling.revoked}` : ""}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function One({ state }: { state: State }) {
  const asked = useApi<ClaimDetail>(url(`/claims/${encodeURIComponent(state.id)}`));
  return (
    <>
      {asked.data ? null : <h1 class="hidden">Claim</h1>}
      <Answer asked={asked} what="the claim">
        {(claim) => {
          const tellings = claim.tellings ?? [];
          return (
            <div class="stack">
              <Head claim={claim} asked={state.id} />
              {claim.rulings?.length ? <Rulings rulings={claim.rulings} /> : null}
              <Versions tellings={tellings} />
              <Rival tellings={tellings} />
              <Tellings tellings={tellings} />
            </div>
          );
        }}
      </Answer>
    </>
  );
}

export function Claim({ state }: { state: State }) {
  if (state.id) return <One state={state} key={state.id} />;
  return (
    <Empty what="claims">
      <p>
        No claim is named. <a href={link({ view: "ledger" })}>All claims</a>
      </p>
    </Empty>
  );
}
