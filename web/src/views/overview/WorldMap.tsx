/* The map: countries shaded by how they are coded, places that are known to the town as circles.
 * What is known only to the region or country is never drawn as a point. */
import { geoContains, geoEqualEarth, geoPath, type GeoProjection, type GeoStream } from "d3-geo";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Ref } from "preact";
import { day, many, number, scale } from "../../format";
import { type Labels, useLabels } from "../../labels";
import { Loading } from "../../parts/Status";
import { Tip, type TipAt } from "../../parts/Tip";
import { useWidth } from "../../parts/size";
import { go, list, state as stateSignal } from "../../state";
import type { CountryRow, PlaceRow } from "../../types";
import { type Borders, borders, disputed } from "./borders";
import type { Measure } from "./measures";
import { fit, HOME, useZoom } from "./zoom";

interface Props {
  countries: CountryRow[];
  places: PlaceRow[];
  measure: Measure;
  selected: string[];
  picture: Ref<SVGSVGElement>;
}

const R_MAX = 12;
/* Names of disputed areas are written where they have room: so many pixels a letter. */
const NAME_PX = 4.5;
/* Names of places: so many at most, none over another, none in a far view. */
const PLACE_NAMES = 40;
const K_PLACE_NAMES = 2.2;

/** Leaves out points closer than `least` pixels to the last one: a far view needs no fine coast. */
function thinned(projection: GeoProjection, least: number) {
  return {
    stream(out: GeoStream): GeoStream {
      let x0 = Number.NaN;
      let y0 = Number.NaN;
      return projection.stream({
        point(x, y) {
          if (Math.abs(x - x0) < least && Math.abs(y - y0) < least) return;
          x0 = x;
          y0 = y;
          out.point(x, y);
        },
        lineStart() {
          x0 = y0 = Number.NaN;
          out.lineStart();
        },
        lineEnd: () => out.lineEnd(),
        polygonStart: () => out.polygonStart(),
        polygonEnd: () => out.polygonEnd(),
      });
    },
  };
}

/** Frame of the map: all land but Antarctica. */
function projectionOf(width: number, height: number): GeoProjection {
  const frame = { type: "MultiPoint" as const, coordinates: [[-169, 10], [179, 10], [0, 78], [0, -55]] };
  return geoEqualEarth()
    .rotate([-11, 0])
    .fitExtent([[6, 6], [width - 6, height - 6]], frame);
}

interface Named {
  x: number;
  y: number;
  r: number;
  name: string;
}

/** The largest circles in the frame whose names, written at their right, do not meet. */
function roomy(circles: Named[], width: number, height: number): Named[] {
  const boxes: [number, number, number, number][] = [];
  return circles
    .filter(({ x, y, r, name }) => {
      const box: [number, number, number, number] = [x + r, y - 7, x + r + 8 + name.length * 6.5, y + 7];
      if (boxes.length >= PLACE_NAMES || x < 0 || y < 0 || box[2] > width || y > height) return false;
      if (boxes.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1])) return false;
      boxes.push(box);
      return true;
    });
}

interface Drawn {
  code: string;
  name: string;
  path: string;
  box: [[number, number], [number, number]];
}

function draw(ground: Borders, projection: GeoProjection, least: number): Drawn[] {
  const path = geoPath(thinned(projection, least));
  return ground.countries.map(({ code, name, shape }) => ({
    code,
    name,
    path: path(shape) ?? "",
    box: path.bounds(shape),
  }));
}

function Ground({ drawn, classes, lines }: { drawn: Drawn[]; classes: Map<string, string>; lines: string }) {
  return (
    <g>
      {drawn.map(({ code, name, path }) => (
        <path key={name} d={path} data-code={code} data-name={name} class={`country ${classes.get(code) ?? ""}`} />
      ))}
      <path d={lines} class="borders" />
    </g>
  );
}

function Disputes({ projection }: { projection: GeoProjection }) {
  const path = geoPath(projection);
  return (
    <g class="disputes">
      {["casing", "outline"].map((name) => (
        <path key={name} class={name} d={disputed.map(({ shape }) => path(shape)).join("")} />
      ))}
    </g>
  );
}

function countryTip(labels: Labels, code: string, name: string, row: CountryRow | undefined, measure: Measure) {
  return (
    <>
      <b>{code ? labels.country(code) : name}</b>
      {row ? (
        <>
          <p>
            {many(row.claims, "claim")}, {many(row.reports, "report")}, {many(row.sources, "source")}
          </p>
          <p>
            {number(row.located)} placed in it; score {scale(row.scale)}
          </p>
          {measure.name === "change" ? <p>Last 7 days: {row.week}, before {row.mean4.toFixed(1)} a week</p> : null}
        </>
      ) : (
        <p>No claims</p>
      )}
    </>
  );
}

function placeTip(labels: Labels, place: PlaceRow) {
  return (
    <>
      <b>{place.name}</b>
      {place.country ? `, ${labels.country(place.country)}` : ""}
      <p>
        {many(place.claims, "claim")}, {many(place.reports, "report")}, {many(place.sources, "source")}
      </p>
      <p>
        score {scale(place.scale)}
        {place.last ? `; last ${day(place.last)}` : ""}
      </p>
    </>
  );
}

export function toggleCountry(code: string): void {
  const chosen = list(stateSignal.get().country);
  const next = chosen.includes(code) ? chosen.filter((c) => c !== code) : [...chosen, code];
  go({ country: next.join(",") });
}

function useBorders(): { ground?: Borders; error?: string } {
  const [got, setGot] = useState<{ ground?: Borders; error?: string }>({});
  useEffect(() => {
    borders().then(
      (ground) => setGot({ ground }),
      (error) => setGot({ error: (error as Error).message }),
    );
  }, []);
  return got;
}

export function WorldMap({ countries, places, measure, selected, picture }: Props) {
  const labels = useLabels();
  const { ground, error } = useBorders();
  const [frame, width] = useWidth<HTMLDivElement>(800);
  const height = Math.round(Math.min(540, Math.max(200, width * 0.47)));
  const { svg, zoom, set, key, handlers, wasDragged } = useZoom({ width, height });
  const [tip, setTip] = useState<TipAt | null>(null);
  /* the country chosen by keys, by its place in byKeys */
  const [chosen, setChosen] = useState(-1);

  const projection = useMemo(() => projectionOf(width, height), [width, height]);
  const isFine = zoom.k > 2;
  const drawn = useMemo(() => (ground ? draw(ground, projection, isFine ? 0.12 : 0.7) : []), [ground, projection, isFine]);
  const lines = useMemo(
    () => (ground ? (geoPath(thinned(projection, isFine ? 0.12 : 0.7))(ground.lines) ?? "") : ""),
    [ground, projection, isFine],
  );
  const rows = useMemo(() => new Map(countries.map((row) => [row.country, row])), [countries]);
  const classes = useMemo(() => {
    const map = new Map<string, string>();
    for (const row of countries) map.set(row.country, measure.stepOf(row)?.class ?? "");
    for (const code of selected) map.set(code, `${map.get(code) ?? ""} selected`);
    return map;
  }, [countries, measure, selected.join()]);
  /* The same nodes while only the zoom changes: nothing of them is compared or drawn anew. */
  const nodes = useMemo(
    () => (
      <>
        <Ground drawn={drawn} classes={classes} lines={lines} />
        <Disputes projection={projection} />
      </>
    ),
    [drawn, classes, lines, projection],
  );
  const circles = useMemo(() => {
    const most = Math.max(1, ...places.map((p) => p.claims));
    return places
      .filter((p) => (p.grain === "city" || p.grain === "site") && p.lat !== undefined && p.lon !== undefined)
      .map((place) => {
        const at = projection([place.lon as number, place.lat as number]) ?? [0, 0];
        return { place, x: at[0], y: at[1], r: 2 + R_MAX * Math.min(1, width / 700) * Math.sqrt(place.claims / most) };
      })
      .sort((a, b) => b.r - a.r);
  }, [places, projection, width]);
  /* By keys: the countries on the map by claims. */
  const byKeys = useMemo(
    () => countries.filter((row) => drawn.some((d) => d.code === row.country)).sort((a, b) => b.claims - a.claims),
    [countries, drawn],
  );

  const radius = (r: number) => r * Math.min(1.6, zoom.k ** 0.25);
  const screen = (x: number, y: number) => ({ x: x * zoom.k + zoom.x, y: y * zoom.k + zoom.y });
  const chosenRow = byKeys[chosen];
  function chosenTip(row: CountryRow): TipAt | null {
    const shape = drawn.find((d) => d.code === row.country);
    if (!shape) return null;
    const [[x0, y0], [x1, y1]] = shape.box;
    return { ...screen((x0 + x1) / 2, (y0 + y1) / 2), content: countryTip(labels, row.country, shape.name, row, measure) };
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") setChosen((chosen + 1) % byKeys.length);
    else if (event.key === "p") setChosen((Math.max(chosen, 0) + byKeys.length - 1) % byKeys.length);
    else if (event.key === "Enter" && chosenRow) toggleCountry(chosenRow.country);
    else if (event.key === "Escape") setChosen(-1);
    else if (!key(event.key)) return;
    event.preventDefault();
  }
  function onPointerMove(event: PointerEvent) {
    handlers.onPointerMove(event);
    const target = event.target as SVGElement;
    const box = (event.currentTarget as SVGSVGElement).getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const { code, name = "", place } = target.dataset;
    const told =
      place !== undefined
        ? placeTip(labels, circles[Number(place)]?.place as PlaceRow)
        : code !== undefined
          ? countryTip(labels, code, name, rows.get(code), measure)
          : null;
    const point = projection.invert?.([(at.x - zoom.x) / zoom.k, (at.y - zoom.y) / zoom.k]);
    const area = point ? disputed.find(({ shape }) => geoContains(shape, point)) : undefined;
    setTip(
      told || area
        ? {
            ...at,
            content: (
              <>
                {told}
                {area ? (
                  <p>
                    <b>{area.name}</b>: status disputed ({area.parties})
                  </p>
                ) : null}
              </>
            ),
          }
        : null,
    );
  }
  function onClick(event: MouseEvent) {
    if (wasDragged()) return;
    const { code, place } = (event.target as SVGElement).dataset;
    const clicked = place !== undefined ? circles[Number(place)]?.place.country : code;
    if (clicked) toggleCountry(clicked);
  }
  function fitAll() {
    const codes = new Set(selected.length ? selected : countries.map((row) => row.country));
    const boxes = drawn.filter((d) => codes.has(d.code) && Number.isFinite(d.box[0][0])).map((d) => d.box);
    if (!boxes.length) return;
    set(
      fit(
        [
          [Math.min(...boxes.map((b) => b[0][0])), Math.min(...boxes.map((b) => b[0][1]))],
          [Math.max(...boxes.map((b) => b[1][0])), Math.max(...boxes.map((b) => b[1][1]))],
        ],
        { width, height },
      ),
    );
  }
  /* A page that opens with a filter on countries shows these; later nothing moves by itself. */
  const isReady = drawn.length > 0;
  useEffect(() => {
    if (isReady && selected.length) fitAll();
  }, [isReady]);
  const give = (element: SVGSVGElement | null) => {
    svg.current = element;
    if (typeof picture === "function") picture(element);
    else if (picture) picture.current = element;
  };
  return (
    <div class="map" ref={frame}>
      {error ? <p class="status error">{error}</p> : null}
      <svg
        ref={give}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        tabIndex={0}
        role="application"
        aria-roledescription="map"
        aria-label="Map of claims by country and place. The button Table shows the same figures."
        aria-describedby="map-keys"
        onKeyDown={onKeyDown}
        onClick={onClick}
        {...handlers}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setTip(null)}
        onBlur={() => setChosen(-1)}
      >
        <defs>
          <pattern id="hatch" width={6 / zoom.k} height={6 / zoom.k} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="hatch" width={1.2 / zoom.k} height={6 / zoom.k} />
          </pattern>
        </defs>
        <rect class="sea" width={width} height={height} />
        <g transform={`translate(${zoom.x} ${zoom.y}) scale(${zoom.k})`}>
          {nodes}
        </g>
        {circles.map(({ x, y, r }, i) => {
          const at = screen(x, y);
          return <circle key={i} class="place" data-place={i} cx={at.x} cy={at.y} r={radius(r)} />;
        })}
        {zoom.k > K_PLACE_NAMES
          ? roomy(circles.map((c) => ({ ...screen(c.x, c.y), r: radius(c.r), name: c.place.name })), width, height).map((c) => (
              <text key={`${c.name} ${c.x}`} class="town" x={c.x + c.r + 3} y={c.y + 4}>
                {c.name}
              </text>
            ))
          : null}
        {disputed.map(({ name, shape }) => {
          const path = geoPath(projection);
          const [[x0], [x1]] = path.bounds(shape);
          if ((x1 - x0) * zoom.k < name.length * NAME_PX) return null;
          const at = screen(...path.centroid(shape));
          return (
            <text key={name} class="area" x={at.x} y={at.y}>
              {name}
            </text>
          );
        })}
      </svg>
      {ground || error ? null : <Loading what="the map" />}
      <div class="zooms">
        <button type="button" aria-label="Zoom in" onClick={() => key("+")}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => key("-")}>
          −
        </button>
        <button type="button" title="Frame the countries of the filter" onClick={fitAll}>
          Fit
        </button>
        <button type="button" title="The whole world" onClick={() => set(HOME)}>
          World
        </button>
      </div>
      <p id="map-keys" class="keys">
        Arrow keys move, + and − zoom, 0 shows the world, n and p go through the countries, Enter filters by one. The wheel
        zooms once the map was clicked, or with Ctrl.
      </p>
      <Tip at={tip ?? (chosenRow ? chosenTip(chosenRow) : null)} width={width} />
    </div>
  );
}
