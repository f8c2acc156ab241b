/* The ground of the map: countries in their classes of colour, borders, disputed areas. */
import { geoEqualEarth, geoPath, type GeoProjection, type GeoStream } from "d3-geo";
import { useEffect, useState } from "preact/hooks";
import { type Borders, borders, disputed } from "./borders";

export type Box = [[number, number], [number, number]];

export interface Shape {
  code: string;
  name: string;
  path: string;
  box: Box;
}

/** Frame of the map: all land but Antarctica. */
export function projectionOf(width: number, height: number): GeoProjection {
  const frame = { type: "MultiPoint" as const, coordinates: [[-169, 10], [179, 10], [0, 78], [0, -55]] };
  return geoEqualEarth()
    .rotate([-11, 0])
    .fitExtent([[6, 6], [width - 6, height - 6]], frame);
}

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

export interface Shapes {
  countries: Shape[];
  lines: string;
  disputed: string;
}

/** Everything as paths, in points no closer than `least` pixels. */
export function shapesOf(ground: Borders, projection: GeoProjection, least: number): Shapes {
  const path = geoPath(thinned(projection, least));
  return {
    countries: ground.countries.map(({ code, name, shape }) => ({
      code,
      name,
      path: path(shape) ?? "",
      box: path.bounds(shape),
    })),
    lines: path(ground.lines) ?? "",
    disputed: disputed.map(({ shape }) => geoPath(projection)(shape)).join(""),
  };
}

/** `classes` are those of each country's code. */
export function Ground({ shapes, classes }: { shapes: Shapes; classes: Map<string, string> }) {
  return (
    <>
      {shapes.countries.map(({ code, name, path }) => (
        <path key={name} d={path} data-code={code} data-name={name} class={`country ${classes.get(code) ?? ""}`} />
      ))}
      <path d={shapes.lines} class="borders" />
      <path d={shapes.disputed} class="disputed casing" />
      <path d={shapes.disputed} class="disputed" />
    </>
  );
}

/** The boundary file, once it is there. */
export function useBorders(): { ground?: Borders; error?: string } {
  const [got, setGot] = useState<{ ground?: Borders; error?: string }>({});
  useEffect(() => {
    borders().then(
      (ground) => setGot({ ground }),
      (error) => setGot({ error: (error as Error).message }),
    );
  }, []);
  return got;
}
