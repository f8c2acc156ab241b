/* Two countries: what each does to the other, when, in what tone, with which numbers, by whose word. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { url, useApi } from "../api";
import { day, many, scale } from "../format";
import { useLabels } from "../labels";
import { ClaimLines } from "../parts/ClaimLines";
import { Export } from "../parts/Export";
import { Panel } from "../parts/Panel";
import { QUAD_KEYS, QuadBar, QuadLegend } from "../parts/Quad";
import { Answer, Empty } from "../parts/Status";
import { type Column, Table } from "../parts/Table";
import { Timeline } from "../parts/Timeline";
import { filterOf, go, link, type State } from "../state";
import type { Page, PairRow, Period, Summary } from "../types";
import { Numbers } from "./pair/Numbers";
import { LineMark, LINES, Scale } from "./pair/Scale";
import { filterBetween, type Sides, sidesOf, type Ways } from "./pair/sides";
import { Types } from "./pair/Types";

const LINES_SHOWN = 12;
const WORDS = "CONSULT,AGREE,SUPPORT,CONCEDE,REQUEST,ACCUSE,REJECT,THREATEN";
const DEEDS = "COOPERATE,AID,RETREAT,PROTEST,SANCTION,MOBILIZE,COERCE,ASSAULT";

type Way = keyof Ways;

function Pickers({ sides }: { sides: Sides }) {
  const labels = useLabels();
  const countries = [...labels.codes.countries].sort((x, y) => x.name.localeCompare(y.name, "en"));
  const put = (next: Sides) => go({ pair: "", between: [next.a, next.b].filter(Boolean).join(",") });
  const picker = (side: "a" | "b", label: string) => (
    <select aria-label={label} value={sides[side]} onChange={(event) => put({ ...sides, [side]: event.currentTarget.value })}>
      <option value="">choose…</option>
      {countries.map(({ code, name }) => (
        <option key={code} value={code} disabled={code === sides[side === "a" ? "b" : "a"]}>
          {name}
        </option>
      ))}
    </select>
  );
  return (
    <div class="pickers">
      {picker("a", "First country")}
      <button type="button" aria-label="Swap the two" onClick={() => put({ a: sides.b, b: sides.a })}>
        ⇄
      </button>
      {picker("b", "Second country")}
    </div>
  );
}

/** No two are chosen yet: the most active pairs to choose from. */
function Choose({ state }: { state: State }) {
  const labels = useLabels();
  const asked = useApi<Page<PairRow>>(url("/pairs", { ...filterOf(state), pair: "", between: "" }, { limit: 20 }));
  return (
    <Answer asked={asked} what="pairs">
      {({ items }) => (
        <Panel title="Choose two countries" note="Above, or one of the most active pairs:">
          <ul class="lines">
            {items
              .filter((row) => row.actor !== row.recipient)
              .map((row) => (
                <li key={`${row.actor} ${row.recipient}`}>
                  <a href={link({ between: `${row.actor},${row.recipient}`, pair: "" })}>
                    {labels.country(row.actor)} and {labels.country(row.recipient)}
                  </a>{" "}
                  <span class="quiet">{many(row.claims, "claim")}</span>
                </li>
              ))}
          </ul>
        </Panel>
      )}
    </Answer>
  );
}

function Card({ name, summary, href }: { name: ComponentChildren; summary: Summary; href: string }) {
  return (
    <section class="panel">
      <h2>
        <a href={href}>{name}</a>
      </h2>
      <p>
        <b class="big">{summary.claims}</b> {summary.claims === 1 ? "claim" : "claims"}, {many(summary.reports, "report")}, {many(summary.sources, "source")}
      </p>
      <QuadBar quad={summary.timeline.reduce<Period["quad"]>((sum, p) => sum.map((n, i) => n + (p.quad[i] ?? 0)) as Period["quad"], [0, 0, 0, 0])} />
      <p class="quiet">
        Mean score {summary.claims ? scale(summary.scale) : "–"}; {summary.claims ? `${day(summary.first_day)} to ${day(summary.last_day)}` : "nothing told"}
      </p>
    </section>
  );
}

interface PartProps {
  state: State;
  sides: Sides;
  ways: Ways;
  names: Record<Way, string>;
}

function Over({ state, sides, ways, names }: PartProps) {
  const scalePicture = useRef<SVGSVGElement>(null);
  const countPicture = useRef<SVGSVGElement>(null);
  const way = LINES.find((w) => w === state.show) ?? "both";
  const shown = ways[way];
  const filter = way === "both" ? filterBetween(state, { between: `${sides.a},${sides.b}` }) : filterBetween(state, { pair: way === "toB" ? `${sides.a},${sides.b}` : `${sides.b},${sides.a}` });
  const by = (w: Way) => new Map(ways[w].timeline.map((p) => [p.period, p]));
  const [toB, toA] = [by("toB"), by("toA")];
  const score = (p: Period | undefined) => (p?.claims ? p.scale : null);
  const scores: Column<Period>[] = [
    { key: "period", head: "From", value: (p) => p.period, cell: (p) => day(p.period) },
    { key: "a_to_b", head: names.toB, numeric: true, value: (p) => score(toB.get(p.period)), cell: (p) => scale(score(toB.get(p.period))) },
    { key: "b_to_a", head: names.toA, numeric: true, value: (p) => score(toA.get(p.period)), cell: (p) => scale(score(toA.get(p.period))) },
    { key: "both", head: names.both, numeric: true, value: score, cell: (p) => scale(score(p)) },
    { key: "claims", head: "Claims", numeric: true, value: (p) => p.claims },
  ];
  const counts: Column<Period>[] = [
    { key: "period", head: "From", value: (p) => p.period, cell: (p) => day(p.period) },
    { key: "claims", head: "Claims", numeric: true, value: (p) => p.claims },
    ...QUAD_KEYS.map(({ class: key, label }, i) => ({ key, head: label, numeric: true, value: (p: Period) => p.quad[i] ?? 0 })),
  ];
  return (
    <>
      <Panel
        title="Tone over time"
        note="Mean score of the claims, from −10 (conflict) to +10 (cooperation); the larger the mark the more claims."
        tools={<Export name="pair-tone" path="/series" filter={filterBetween(state, { between: `${sides.a},${sides.b}` })} more={{ by: "pair", per: shown.per }} formats={["csv", "jsonl", "json"]} picture={() => scalePicture.current} keys={LINES.map((line) => ({ class: `way-key ${line}`, label: names[line] }))} />}
        table={() => <Table caption="Mean score" columns={scores} rows={ways.both.timeline} rowKey={(p) => p.period} sort="-period" file="lapwing-pair-tone" />}
      >
        <Scale ways={ways} names={names} picture={scalePicture} />
        <ul class="legend">
          {LINES.map((line) => (
            <li key={line}>
              <LineMark line={line} /> {names[line]}
            </li>
          ))}
        </ul>
      </Panel>
      <Panel
        title="Claims over time"
        tools={
          <>
            <select aria-label="Direction" value={way} onChange={(event) => go({ show: event.currentTarget.value === "both" ? "" : event.currentTarget.value }, true)}>
              {LINES.map((w) => (
                <option key={w} value={w}>
                  {names[w]}
                </option>
              ))}
            </select>
            <Export name="pair-claims" path="/series" filter={filter} more={{ by: "type", per: shown.per }} formats={["csv", "jsonl", "json"]} picture={() => countPicture.current} keys={QUAD_KEYS} />
          </>
        }
        table={() => <Table caption="Claims over time" columns={counts} rows={shown.timeline} rowKey={(p) => p.period} sort="-period" file="lapwing-pair-claims" />}
      >
        {shown.claims ? <Timeline periods={shown.timeline} per={shown.per} lastDay={shown.last_day ?? ""} height={180} picture={countPicture} /> : <p class="status">Nothing is told in this direction.</p>}
        <QuadLegend />
      </Panel>
    </>
  );
}

function Lists({ state, sides }: { state: State; sides: Sides }) {
  const between = `${sides.a},${sides.b}`;
  const lists = (title: string, note: string, types: string) => {
    const type = state.type ? state.type.split(",").filter((t) => types.split(",").includes(t)).join(",") : types;
    const filter = filterBetween({ ...state, type }, { between });
    return type ? (
      <Panel title={title} note={note} tools={<Export name="pair-claims" path="/claims" filter={filter} more={{ limit: 500 }} formats={["csv", "jsonl"]} />}>
        <ClaimLines filter={filter} limit={LINES_SHOWN} all={{ between, pair: "", country: "", type }} />
      </Panel>
    ) : null;
  };
  return (
    <div class="network">
      {lists("Contacts and statements", "Meetings, calls, agreements, demands, accusations, refusals, threats; the newest first.", WORDS)}
      {lists("Deeds", "Aid, cooperation, withdrawals, sanctions, mobilization, coercion, attacks; the newest first.", DEEDS)}
    </div>
  );
}

function Both({ state, sides }: { state: State; sides: Sides }) {
  const labels = useLabels();
  const [a, b] = [labels.country(sides.a), labels.country(sides.b)];
  const names: Record<Way, string> = { toB: `${a} → ${b}`, toA: `${b} → ${a}`, both: "Both directions" };
  const between = `${sides.a},${sides.b}`;
  const both = useApi<Summary>(url("/summary", filterBetween(state, { between }), { per: state.per }));
  /* The same periods for all three. */
  const per = both.data?.per;
  const way = (pair: string) => (per ? url("/summary", filterBetween(state, { pair }), { per }) : null);
  const toB = useApi<Summary>(way(between));
  const toA = useApi<Summary>(way(`${sides.b},${sides.a}`));
  return (
    <Answer asked={both} what="the pair">
      {(all) => {
        if (!all.claims) return <Empty />;
        if (!toB.data || !toA.data) return <Answer asked={toB.data ? toA : toB}>{() => null}</Answer>;
        const ways: Ways = { toB: toB.data, toA: toA.data, both: all };
        const parts = { state, sides, ways, names };
        return (
          <div class="stack">
            <div class="wide">
              <Card name={names.toB} summary={ways.toB} href={link({ view: "ledger", pair: between, between: "" })} />
              <Card name={names.toA} summary={ways.toA} href={link({ view: "ledger", pair: `${sides.b},${sides.a}`, between: "" })} />
              <Card name={names.both} summary={all} href={link({ view: "ledger", between, pair: "" })} />
            </div>
            <div class="network">
              <div class="stack">
                <Over {...parts} />
              </div>
              <Types {...parts} />
            </div>
            <Numbers between={filterBetween(state, { between })} either={filterBetween(state, { country: between })} isBetween={state.measure === "between"} sides={sides} />
            <Lists state={state} sides={sides} />
          </div>
        );
      }}
    </Answer>
  );
}

export function Pair({ state }: { state: State }) {
  const sides = sidesOf(state);
  return (
    <>
      <Pickers sides={sides} />
      {sides.a && sides.b ? <Both state={state} sides={sides} key={`${sides.a} ${sides.b}`} /> : <Choose state={state} />}
    </>
  );
}
