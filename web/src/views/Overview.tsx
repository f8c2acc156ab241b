/* What a Monday morning asks first: where, when, how much more than usual, between whom. */
import { useMemo, useRef } from "preact/hooks";
import { url, useApi } from "../api";
import { day, many, number, scale } from "../format";
import { useLabels } from "../labels";
import { Export } from "../parts/Export";
import { Panel } from "../parts/Panel";
import { QUAD_KEYS, QuadLegend } from "../parts/Quad";
import { Answer, Empty, ErrorBox } from "../parts/Status";
import { Swatches } from "../parts/Swatches";
import { type Column, Table } from "../parts/Table";
import { Timeline } from "../parts/Timeline";
import { type State, filterOf, go, link, list } from "../state";
import type { CountryRow, Period, PlaceRow, Places, Summary } from "../types";
import { Breakdown } from "./overview/Breakdown";
import { Changes } from "./overview/Changes";
import { Latest } from "./overview/Latest";
import { type Measure, measuresOf } from "./overview/measures";
import { Pairs } from "./overview/Pairs";
import { WorldMap } from "./overview/WorldMap";

const PLACES_MAX = 500;
/* Codes of bodies have no ground: they are listed under the map. */
const BODIES = 8;

const periodColumns: Column<Period>[] = [
  { key: "period", head: "From", value: (p) => p.period, cell: (p) => day(p.period) },
  { key: "claims", head: "Claims", numeric: true, value: (p) => p.claims },
  { key: "verbal_cooperation", head: "Verbal coop.", numeric: true, value: (p) => p.quad[0] },
  { key: "material_cooperation", head: "Material coop.", numeric: true, value: (p) => p.quad[1] },
  { key: "verbal_conflict", head: "Verbal conflict", numeric: true, value: (p) => p.quad[2] },
  { key: "material_conflict", head: "Material conflict", numeric: true, value: (p) => p.quad[3] },
  { key: "reports", head: "Reports", numeric: true, value: (p) => p.reports },
  { key: "sources", head: "Sources", numeric: true, value: (p) => p.sources },
  { key: "documents", head: "Documents", numeric: true, value: (p) => p.documents },
  { key: "published", head: "Published", numeric: true, value: (p) => p.published, title: "All documents published in the period" },
  { key: "scale", head: "Score", numeric: true, value: (p) => p.scale, cell: (p) => scale(p.scale) },
];

function When({ summary, state }: { summary: Summary; state: State }) {
  const picture = useRef<SVGSVGElement>(null);
  const share = state.measure === "share";
  const lines = state.stack === "lines";
  const isCut = state.since !== "" || state.until !== "";
  return (
    <Panel
      title={share ? "Claims per 100 documents published" : "Claims over time"}
      note="Drag over a stretch to make it the time range. The last period may not be over: it is drawn paler."
      tools={
        <>
          {isCut ? (
            <button type="button" onClick={() => go({ since: "", until: "" })}>
              Whole time
            </button>
          ) : null}
          <button type="button" aria-pressed={share} onClick={() => go({ measure: share ? "" : "share" }, true)} title="Claims per 100 documents published: growth of coverage is no growth of events">
            Share of coverage
          </button>
          <button type="button" aria-pressed={lines} onClick={() => go({ stack: lines ? "" : "lines" }, true)}>
            Lines
          </button>
          <select aria-label="Period" value={state.per} onChange={(event) => go({ per: event.currentTarget.value }, true)}>
            <option value="">auto: by {summary.per}</option>
            <option value="day">by day</option>
            <option value="week">by week</option>
            <option value="month">by month</option>
          </select>
          <Export name="timeline" path="/series" more={{ by: "type", per: summary.per }} formats={["csv", "jsonl", "json"]} picture={() => picture.current} keys={QUAD_KEYS} />
        </>
      }
      table={() => <Table caption="Claims over time" columns={periodColumns} rows={summary.timeline} rowKey={(p) => p.period} sort="-period" file="lapwing-timeline" />}
    >
      <Timeline periods={summary.timeline} per={summary.per} lastDay={summary.last_day ?? ""} lines={lines} share={share} picture={picture} />
      <QuadLegend />
    </Panel>
  );
}

const keysOf = (measure: Measure) => measure.steps.map((step) => ({ class: `country ${step.class}`, label: step.label }));

function Unplaced({ summary, places }: { summary: Summary; places?: Places }) {
  const labels = useLabels();
  const bodies = summary.countries.filter((row) => /^(UNO|EUR|IGO|NGO|MNC|ISM|IMG|WST|UNK|[A-Z]{3}[A-Z]+)$/.test(row.country));
  const coarse = places?.items.filter((p) => p.grain === "country" || p.grain === "region").length ?? 0;
  return (
    <p class="note">
      {places ? `${many(places.unlocated, "claim")} tell no place. ` : ""}
      {coarse ? `${many(coarse, "place")} known only to the region or country: not drawn as points. ` : ""}
      {places && places.total > places.items.length ? `Drawn: the ${PLACES_MAX} places with most claims of ${places.total}. ` : ""}
      {bodies.length ? "Not on the map: " : ""}
      {bodies.slice(0, BODIES).map((row, i) => (
        <>
          {i ? ", " : ""}
          <a href={link({ country: row.country })}>{labels.country(row.country)}</a> {number(row.claims)}
        </>
      ))}
      {bodies.length ? ". " : ""}
      Borders and names imply no opinion of their status.
    </p>
  );
}

function Where({ summary, state }: { summary: Summary; state: State }) {
  const labels = useLabels();
  const asked = useApi<Places>(url("/places", filterOf(state), { limit: PLACES_MAX }));
  const picture = useRef<SVGSVGElement>(null);
  const measures = useMemo(() => measuresOf(summary.countries), [summary]);
  const measure = measures.find((m) => m.name === state.show) ?? (measures[0] as Measure);
  const places = asked.data?.items ?? [];
  const columns: Column<CountryRow>[] = [
    { key: "country", head: "Country or body", value: (row) => labels.country(row.country), cell: (row) => <a href={link({ country: row.country })}>{labels.country(row.country)}</a> },
    { key: "claims", head: "Claims", numeric: true, value: (row) => row.claims },
    { key: "located", head: "Placed in it", numeric: true, value: (row) => row.located },
    { key: "reports", head: "Reports", numeric: true, value: (row) => row.reports },
    { key: "sources", head: "Sources", numeric: true, value: (row) => row.sources },
    { key: "scale", head: "Score", numeric: true, value: (row) => row.scale, cell: (row) => scale(row.scale) },
  ];
  const placeColumns: Column<PlaceRow>[] = [
    { key: "name", head: "Place", value: (row) => row.name },
    { key: "country", head: "Country", value: (row) => labels.country(row.country) },
    { key: "grain", head: "Known to", value: (row) => row.grain },
    { key: "claims", head: "Claims", numeric: true, value: (row) => row.claims },
    { key: "reports", head: "Reports", numeric: true, value: (row) => row.reports },
    { key: "scale", head: "Score", numeric: true, value: (row) => row.scale, cell: (row) => scale(row.scale) },
    { key: "last", head: "Last", value: (row) => row.last, cell: (row) => day(row.last) },
  ];
  return (
    <Panel
      title="Where"
      tools={
        <>
          <label for="map-measure">Shade by</label>
          <select id="map-measure" value={measure.name} onChange={(event) => go({ show: event.currentTarget.value === "claims" ? "" : event.currentTarget.value }, true)}>
            {measures.map((m) => (
              <option key={m.name} value={m.name}>
                {m.title}
              </option>
            ))}
          </select>
          <Export name="map" path="/places" formats={["csv", "json", "geojson"]} picture={() => picture.current} keys={keysOf(measure)} />
        </>
      }
      table={() => (
        <>
          <h3>Countries</h3>
          <Table caption="Claims by country" columns={columns} rows={summary.countries} rowKey={(row) => row.country} sort="-claims" first={20} file="lapwing-countries" />
          <h3>Places</h3>
          <Table caption="Claims by place" columns={placeColumns} rows={places} rowKey={(row) => `${row.geonameid ?? row.name} ${row.lat} ${row.lon}`} sort="-claims" first={20} file="lapwing-places" />
        </>
      )}
    >
      {asked.error ? <ErrorBox error={asked.error} /> : null}
      <WorldMap countries={summary.countries} places={places} measure={measure} selected={list(state.country)} picture={picture} />
      <Swatches keys={keysOf(measure)} />
      <Unplaced summary={summary} places={asked.data} />
    </Panel>
  );
}

export function Overview({ state }: { state: State }) {
  const asked = useApi<Summary>(url("/summary", filterOf(state), { per: state.per }));
  return (
    <Answer asked={asked}>
      {(summary) =>
        summary.claims ? (
          <div class="overview">
            <div class="left">
              <Where summary={summary} state={state} />
              <When summary={summary} state={state} />
              <Pairs pairs={summary.pairs} />
            </div>
            <div class="right">
              <Changes summary={summary} />
              {summary.last_day ? <Latest state={state} lastDay={summary.last_day} /> : null}
            </div>
            <Breakdown summary={summary} />
          </div>
        ) : (
          <Empty>
            <p>Give lapwing documents with “lapwing ingest --db news.db FILE”; what it reads in them stands here.</p>
          </Empty>
        )
      }
    </Answer>
  );
}
