/* What the map tells of what is pointed at. */
import { geoContains } from "d3-geo";
import { day, many, number, scale, tenths } from "../../format";
import type { Labels } from "../../labels";
import type { CountryRow, PlaceRow } from "../../types";
import { disputed } from "./borders";

const counts = (row: { claims: number; reports: number; sources: number }) =>
  `${many(row.claims, "claim")}, ${many(row.reports, "report")}, ${many(row.sources, "source")}`;

/** `name` is the boundary file's, for units without a code. */
export function countryTip(labels: Labels, code: string, name: string, row: CountryRow | undefined) {
  return (
    <>
      <b>{code ? labels.country(code) : name}</b>
      <p>{row ? counts(row) : "No claims"}</p>
      {row ? (
        <p>
          {number(row.located)} placed in it; score {scale(row.scale)}; last 7 days {number(row.week)}, before{" "}
          {tenths(row.mean4)} a week
        </p>
      ) : null}
    </>
  );
}

export function placeTip(labels: Labels, place: PlaceRow) {
  return (
    <>
      <b>{place.name}</b>
      {place.country ? `, ${labels.country(place.country)}` : ""}
      <p>{counts(place)}</p>
      <p>
        score {scale(place.scale)}
        {place.last ? `; last ${day(place.last)}` : ""}
      </p>
    </>
  );
}

/** Of a point in a disputed area, which and whose. */
export function areaTip(point: [number, number] | null | undefined) {
  const area = point ? disputed.find(({ shape }) => geoContains(shape, point)) : undefined;
  return area ? (
    <p>
      <b>{area.name}</b>: status disputed ({area.parties})
    </p>
  ) : null;
}
