/* A drawing that keys go through: it has a name, takes the focus, and is as wide as its frame. */
import type { ComponentChildren, Ref, SVGAttributes } from "preact";

interface Props extends Omit<SVGAttributes<SVGSVGElement>, "ref" | "name"> {
  /** what it is, read aloud */
  kind?: string;
  /** what it shows, and what the keys do */
  name: string;
  width: number;
  height: number;
  picture?: Ref<SVGSVGElement>;
  children: ComponentChildren;
}

export function Chart({ kind = "chart", name, width, height, picture, children, ...more }: Props) {
  return (
    <svg ref={picture} viewBox={`0 0 ${width} ${height}`} width={width} height={height} tabIndex={0} role="application" aria-roledescription={kind} aria-label={name} {...more}>
      {children}
    </svg>
  );
}

interface Axis {
  marks: number[];
  left: number;
  right: number;
  y: (n: number) => number;
  text: (n: number) => string;
}

/** The values at the left, each with a line across; zero stands out where it is in the midst. */
export function Values({ marks, left, right, y, text }: Axis) {
  return (
    <>
      {marks.map((n) => (
        <g key={n}>
          <line class={n || marks[0] === 0 ? "grid" : "zero"} x1={left} x2={right} y1={y(n)} y2={y(n)} />
          <text class="tick end" x={left - 6} y={y(n) + 4}>
            {text(n)}
          </text>
        </g>
      ))}
    </>
  );
}
