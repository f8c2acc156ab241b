/* What lies on the ground: places that are known to the town as circles, and names where there is room. */
import { geoPath, type GeoProjection } from "d3-geo";
import type { PlaceRow } from "../../types";
import { disputed } from "./borders";
import type { Zoom } from "./zoom";

const R_MIN = 2;
const R_MAX = 10;
/* So many claims have a large circle even where there are no more. */
const MOST_MIN = 50;
/* Of narrower maps circles are smaller. */
const WIDE = 700;
/* Names of disputed areas are written where they have room: so many pixels a letter. */
const AREA_PX = 4.5;
/* Names of places: so many at most, none over another, none in a far view. */
const NAMES_MAX = 40;
const NAMES_K = 2.2;
const LETTER_PX = 6.5;

export interface Circle {
  place: PlaceRow;
  x: number;
  y: number;
  r: number;
}

/** The circles, largest first, so that small ones lie above. What is known only to the region or country has none. */
export function circlesOf(places: PlaceRow[], projection: GeoProjection, width: number): Circle[] {
  const towns = places.filter((p) => (p.grain === "city" || p.grain === "site") && p.lat !== undefined && p.lon !== undefined);
  const most = Math.max(MOST_MIN, ...towns.map((p) => p.claims));
  const largest = R_MAX * Math.min(1, width / WIDE);
  return towns
    .map((place) => {
      const [x, y] = projection([place.lon as number, place.lat as number]) ?? [0, 0];
      return { place, x, y, r: R_MIN + largest * Math.sqrt(place.claims / most) };
    })
    .sort((a, b) => b.r - a.r);
}

/** The same circle on the screen: it grows less than the ground. */
export function shown(circle: Circle, zoom: Zoom): Circle {
  const { place, x, y, r } = circle;
  return { place, x: x * zoom.k + zoom.x, y: y * zoom.k + zoom.y, r: r * Math.min(1.6, zoom.k ** 0.25) };
}

/** Those of the frame whose names, written at their right, do not meet. */
function roomy(circles: Circle[], width: number, height: number): Circle[] {
  const boxes: [number, number, number, number][] = [];
  return circles.filter(({ x, y, r, place }) => {
    const box: [number, number, number, number] = [x + r, y - 7, x + r + 8 + place.name.length * LETTER_PX, y + 7];
    if (boxes.length >= NAMES_MAX || x < 0 || y < 0 || box[2] > width || y > height) return false;
    if (boxes.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1])) return false;
    boxes.push(box);
    return true;
  });
}

interface Frame {
  zoom: Zoom;
  width: number;
  height: number;
}

/** `circles` as they are on the screen; data-place is their index. */
export function Places({ circles, zoom, width, height }: Frame & { circles: Circle[] }) {
  return (
    <>
      {circles.map(({ x, y, r }, i) => (
        <circle key={i} class="place" data-place={i} cx={x} cy={y} r={r} />
      ))}
      {zoom.k > NAMES_K
        ? roomy(circles, width, height).map(({ x, y, r, place }) => (
            <text key={`${place.name} ${x}`} class="town" x={x + r + 3} y={y + 4}>
              {place.name}
            </text>
          ))
        : null}
    </>
  );
}

export function AreaNames({ projection, zoom }: { projection: GeoProjection; zoom: Zoom }) {
  const path = geoPath(projection);
  return (
    <>
      {disputed.map(({ name, shape }) => {
        const [[x0], [x1]] = path.bounds(shape);
        if ((x1 - x0) * zoom.k < name.length * AREA_PX) return null;
        const [x, y] = path.centroid(shape);
        return (
          <text key={name} class="area" x={x * zoom.k + zoom.x} y={y * zoom.k + zoom.y}>
            {name}
          </text>
        );
      })}
    </>
  );
}
