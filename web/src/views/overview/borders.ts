/* The map's ground: countries of the boundary file and our outlines of disputed areas.
 *
 * /assets/borders.json is TopoJSON with an object `countries`; a country's id is its ISO 3166-1 number or
 * three letters. Any such file may take its place. */
import type { Feature, FeatureCollection, Geometry, Polygon } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import disputedTsv from "../../../data/disputed.tsv?raw";
import numericText from "../../../data/numeric.txt?raw";

const FILE = "/assets/borders.json";

export interface Borders {
  countries: { code: string; name: string; shape: Feature }[];
  lines: Geometry;
}

export interface Disputed {
  name: string;
  parties: string;
  shape: Polygon;
}

/* Units without an ISO number in Natural Earth. */
const UNNUMBERED: Record<string, string> = { Kosovo: "KOS" };

const letters = new Map(numericText.split("\n").map((line) => [line.slice(0, 3), line.slice(3)]));

function codeOf(id: string | number | undefined, name: string): string {
  const text = String(id ?? "");
  return letters.get(text.padStart(3, "0")) ?? (/^[A-Z]{3}$/.test(text) ? text : (UNNUMBERED[name] ?? ""));
}

type Named = { name?: string };

async function load(): Promise<Borders> {
  const response = await fetch(FILE);
  if (!response.ok) throw new Error(`The borders of the map are missing (${response.status}).`);
  const topology = (await response.json()) as Topology<{ countries: GeometryCollection<Named> }>;
  const { countries } = topology.objects;
  const shapes = feature(topology, countries) as FeatureCollection<Geometry, Named>;
  return {
    countries: shapes.features.map((shape) => {
      const name = shape.properties.name ?? "";
      return { code: codeOf(shape.id, name), name, shape };
    }),
    lines: mesh(topology, countries, (a, b) => a !== b),
  };
}

let loaded: Promise<Borders> | undefined;

/** Loaded once; asked again after a failure. */
export function borders(): Promise<Borders> {
  loaded ??= load().catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

/** d3-geo wants outer rings clockwise: one that would hold more than half the earth is turned. */
function ring(outline: string): Polygon {
  const points = outline.split(", ").map((point) => point.split(" ").map(Number) as [number, number]);
  const closed = [...points, points[0] as [number, number]];
  let twice = 0;
  closed.slice(1).forEach(([x, y], i) => {
    const [px, py] = closed[i] as [number, number];
    twice += px * y - x * py;
  });
  return { type: "Polygon", coordinates: [twice > 0 ? closed.reverse() : closed] };
}

export const disputed: Disputed[] = disputedTsv
  .split("\n")
  .filter((line) => line && !line.startsWith("#"))
  .slice(1)
  .map((line) => {
    const [name = "", parties = "", outline = ""] = line.split("\t");
    return { name, parties, shape: ring(outline) };
  });
