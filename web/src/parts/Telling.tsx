/* One report of a claim: who says it or denies it where and when, with which words and numbers. */
import type { ComponentChildren } from "preact";
import { day } from "../format";
import { useLabels } from "../labels";
import { link } from "../state";
import type { Telling } from "../types";
import { Evidence } from "./Evidence";
import { chain, party, quantity, whose } from "./words";

export const STANCES: { stance: Telling["stance"]; heading: string; verb: string }[] = [
  { stance: "asserts", heading: "Asserted", verb: "asserts" },
  { stance: "plans", heading: "Announced", verb: "announces" },
  { stance: "doubts", heading: "Held possible or doubted", verb: "holds possible" },
  { stance: "denies", heading: "Denied", verb: "denies" },
];

/** Only a web address becomes a link. */
export const isWeb = (url: string | undefined) => /^https?:\/\//.test(url ?? "");

/** A report, and those that copy it word by word. */
export interface Report {
  telling: Telling;
  copies: Telling[];
}

/** Copies stand with the report that they copy. */
export function withCopies(tellings: Telling[]): Report[] {
  const reports: Report[] = [];
  const key = (t: Telling) => `${t.story} ${t.stance} ${t.evidence} ${t.trigger} ${t.quantity?.map((q) => `${q.what}${q.value}`)}`;
  const first = new Map<string, Report>();
  for (const telling of tellings) {
    const there = first.get(key(telling));
    if (there && there.telling.doc !== telling.doc) there.copies.push(telling);
    else {
      const mine = { telling, copies: [] };
      reports.push(mine);
      if (!there) first.set(key(telling), mine);
    }
  }
  return reports;
}

export function Sayers({ telling }: { telling: Telling }) {
  const labels = useLabels();
  const says = chain(labels, telling.according_to);
  const denies = chain(labels, telling.disputed_by);
  if (!says && !denies) return <>{telling.publisher ?? telling.doc}, in its own voice</>;
  return (
    <>
      {says ? <>according to {says}</> : null}
      {says && denies ? "; " : null}
      {denies ? (
        <span class="denies">
          denied by {denies}
        </span>
      ) : null}
    </>
  );
}

export function TellingCard({ report: { telling, copies }, children }: { report: Report; children?: ComponentChildren }) {
  const labels = useLabels();
  const from = party(labels, telling.actor);
  const to = party(labels, telling.recipient);
  const article = (t: Telling) => (
    <a href={link({ view: "article", id: t.doc, show: t.record })}>{t.publisher ?? t.doc}</a>
  );
  return (
    <article class={`telling ${telling.stance}`}>
      <p>
        <b>{STANCES.find((s) => s.stance === telling.stance)?.verb}</b> <span class="nowrap">{day(telling.published)}</span>, {article(telling)}
        {isWeb(telling.url) ? (
          <>
            {" "}
            (
            <a href={telling.url} target="_blank" rel="noreferrer noopener">
              original<span class="hidden"> of {telling.publisher}, in a new window</span> ↗
            </a>
            )
          </>
        ) : null}
      </p>
      <p>
        <Sayers telling={telling} />
      </p>
      <Evidence text={telling.evidence} trigger={telling.trigger} />
      <p class="quiet">
        {from || to ? `Told here: ${from || "someone"}${to ? ` → ${to}` : ""}. ` : ""}
        {telling.quantity?.length
          ? `Numbers: ${telling.quantity.map((q) => quantity(labels, q) + (q.whose ? `, of ${whose(labels, q.whose)}` : "")).join("; ")}. `
          : ""}
        {copies.length ? (
          <>
            Copied by{" "}
            {copies.map((copy, i) => (
              <>
                {i ? ", " : ""}
                {article(copy)}
              </>
            ))}
            : one source.{" "}
          </>
        ) : null}
        {children}
      </p>
    </article>
  );
}
