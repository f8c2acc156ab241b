/* The map: countries shaded by how they are coded, places that are known to the town as circles. */
import type { Ref } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useLabels } from "../../labels";
import { Chart } from "../../parts/Chart";
import { useWidth } from "../../parts/size";
import { Loading } from "../../parts/Status";
import { Tip, type TipAt } from "../../parts/Tip";
import { go, list, state } from "../../state";
import type { CountryRow, PlaceRow } from "../../types";
import { Ground, projectionOf, type Shape, shapesOf, useBorders } from "./ground";
import { AreaNames, circlesOf, Places, shown } from "./marks";
import type { Measure } from "./measures";
import { areaTip, countryTip, placeTip } from "./tips";
import { fit, HOME, useZoom } from "./zoom";

interface Props {
  countries: CountryRow[];
  places: PlaceRow[];
  measure: Measure;
  selected: string[];
  picture: Ref<SVGSVGElement>;
}

/* The frame holds the countries of the filter, or those with this share of the claims of the first. */
const FIT_SHARE = 0.02;
/* From this zoom on coasts are drawn finely; points are left out that are nearer than so many pixels. */
const FINE_K = 2;
const FINE_PX = 0.12;
const COARSE_PX = 0.7;

function toggleCountry(code: string): void {
  const chosen = list(state.get().country);
  const next = chosen.includes(code) ? chosen.filter((c) => c !== code) : [...chosen, code];
  go({ country: next.join(",") });
}

/** The box around the countries that are told of, if they are on the map. */
function boxOf(shapes: Shape[], countries: CountryRow[], selected: string[]): Shape["box"] | null {
  const least = FIT_SHARE * Math.max(...countries.map((row) => row.claims));
  const told = countries.filter((row) => row.claims >= least).map((row) => row.country);
  const codes = new Set(selected.length ? selected : told);
  const boxes = shapes.filter((s) => codes.has(s.code) && Number.isFinite(s.box[0][0])).map((s) => s.box);
  if (!boxes.length) return null;
  return [
    [Math.min(...boxes.map((b) => b[0][0])), Math.min(...boxes.map((b) => b[0][1]))],
    [Math.max(...boxes.map((b) => b[1][0])), Math.max(...boxes.map((b) => b[1][1]))],
  ];
}

/** The class of colour of each country's code. */
function classesOf(countries: CountryRow[], measure: Measure, selected: string[]): Map<string, string> {
  const classes = new Map(countries.map((row) => [row.country, measure.stepOf(row)?.class ?? ""]));
  for (const code of selected) classes.set(code, `${classes.get(code) ?? ""} selected`);
  return classes;
}

function Hatch({ k }: { k: number }) {
  return (
    <defs>
      <pattern id="hatch" width={6 / k} height={6 / k} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch" width={1.2 / k} height={6 / k} />
      </pattern>
    </defs>
  );
}

export function WorldMap({ countries, places, measure, selected, picture }: Props) {
  const labels = useLabels();
  const { ground, error } = useBorders();
  const [frame, width] = useWidth<HTMLDivElement>(800);
  const height = Math.round(Math.min(540, Math.max(200, width * 0.47)));
  const { svg, zoom, set, key, handlers, wasDragged } = useZoom({ width, height });
  const [pointed, setPointed] = useState<TipAt | null>(null);
  /* the country chosen by keys, by its place in byKeys */
  const [chosen, setChosen] = useState(-1);

  const least = zoom.k > FINE_K ? FINE_PX : COARSE_PX;
  const projection = useMemo(() => projectionOf(width, height), [width, height]);
  const shapes = useMemo(() => (ground ? shapesOf(ground, projection, least) : null), [ground, projection, least]);
  const classes = useMemo(() => classesOf(countries, measure, selected), [countries, measure, selected.join()]);
  /* The same nodes while only the zoom changes: nothing of them is compared or drawn anew. */
  const drawn = useMemo(() => (shapes ? <Ground shapes={shapes} classes={classes} /> : null), [shapes, classes]);
  const flat = useMemo(() => circlesOf(places, projection, width), [places, projection, width]);
  const circles = flat.map((circle) => shown(circle, zoom));
  const byKeys = useMemo(() => {
    const onMap = new Map(shapes?.countries.map((shape) => [shape.code, shape]));
    const rows = countries.map((row) => ({ row, shape: onMap.get(row.country) }));
    return rows.filter(({ shape }) => shape).sort((a, b) => b.row.claims - a.row.claims);
  }, [countries, shapes]);

  function showAll() {
    const box = shapes && boxOf(shapes.countries, countries, selected);
    if (box) set(fit(box, { width, height }));
  }
  /* A page that opens shows the countries it is about; later nothing moves by itself. */
  useEffect(showAll, [shapes !== null]);

  function chosenTip(): TipAt | null {
    const { row, shape } = byKeys[chosen] ?? {};
    if (!row || !shape) return null;
    const [[x0, y0], [x1, y1]] = shape.box;
    return {
      x: ((x0 + x1) / 2) * zoom.k + zoom.x,
      y: ((y0 + y1) / 2) * zoom.k + zoom.y,
      content: countryTip(labels, row.country, shape.name, row),
    };
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") setChosen((chosen + 1) % byKeys.length);
    else if (event.key === "p") setChosen((Math.max(chosen, 0) + byKeys.length - 1) % byKeys.length);
    else if (event.key === "Enter" && byKeys[chosen]) toggleCountry(byKeys[chosen].row.country);
    else if (event.key === "Escape") setChosen(-1);
    else if (!key(event.key)) return;
    event.preventDefault();
  }
  function onPointerMove(event: PointerEvent) {
    handlers.onPointerMove(event);
    const box = (event.currentTarget as SVGSVGElement).getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const { code, name = "", place } = (event.target as SVGElement).dataset;
    const circle = circles[Number(place ?? -1)];
    const row = countries.find((r) => r.country === code);
    const told = circle ? placeTip(labels, circle.place) : code !== undefined ? countryTip(labels, code, name, row) : null;
    const area = areaTip(projection.invert?.([(x - zoom.x) / zoom.k, (y - zoom.y) / zoom.k]));
    setPointed(told || area ? { x, y, content: [told, area] } : null);
  }
  function onClick(event: MouseEvent) {
    if (wasDragged()) return;
    const { code, place } = (event.target as SVGElement).dataset;
    const clicked = circles[Number(place ?? -1)]?.place.country ?? code;
    if (clicked) toggleCountry(clicked);
  }
  const give = (element: SVGSVGElement | null) => {
    svg.current = element;
    if (typeof picture === "function") picture(element);
    else if (picture) picture.current = element;
  };
  return (
    <div class="map" ref={frame}>
      {error ? <p class="status error">{error}</p> : null}
      <Chart
        picture={give}
        kind="map"
        name="Map of claims by country and place. The button Table shows the same figures."
        width={width}
        height={height}
        aria-describedby="map-keys"
        onKeyDown={onKeyDown}
        onClick={onClick}
        {...handlers}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setPointed(null)}
        onBlur={() => setChosen(-1)}
      >
        <Hatch k={zoom.k} />
        <rect class="sea" width={width} height={height} />
        <g transform={`translate(${zoom.x} ${zoom.y}) scale(${zoom.k})`}>{drawn}</g>
        <Places circles={circles} zoom={zoom} width={width} height={height} />
        <AreaNames projection={projection} zoom={zoom} />
      </Chart>
      {ground || error ? null : <Loading what="the map" />}
      <div class="zooms">
        <button type="button" aria-label="Zoom in" onClick={() => key("+")}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => key("-")}>
          −
        </button>
        <button type="button" title="Frame the countries that are told of" onClick={showAll}>
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
      <Tip at={pointed ?? chosenTip()} width={width} />
    </div>
  );
}
