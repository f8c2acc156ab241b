/* The four classes of events, always in the same colours, shapes and order. */
import { QUADS } from "../labels";
import { many } from "../format";
import type { Quad, Quads } from "../types";

/** A small mark in the colour and shape of the class; the word stands beside it or is read out. */
export function QuadMark({ quad, spoken = false }: { quad: Quad; spoken?: boolean }) {
  const label = QUADS[quad - 1]?.label ?? "";
  return (
    <svg class={`mark quad${quad}`} viewBox="0 0 12 12" width="12" height="12" role={spoken ? "img" : undefined} aria-label={spoken ? label : undefined} aria-hidden={!spoken}>
      <title>{label}</title>
      {quad === 1 ? <circle cx="6" cy="6" r="5" /> : null}
      {quad === 2 ? <rect x="1.5" y="1.5" width="9" height="9" /> : null}
      {quad === 3 ? <path d="M6 0.5 11.5 6 6 11.5 0.5 6Z" /> : null}
      {quad === 4 ? <path d="M6 0.5 11.7 11H0.3Z" /> : null}
    </svg>
  );
}

/** What the colours mean, for a saved picture. */
export const QUAD_KEYS = QUADS.map(({ quad, label }) => ({ class: `quad${quad}`, label }));

export function QuadLegend() {
  return (
    <ul class="legend">
      {QUADS.map(({ quad, label }) => (
        <li key={quad}>
          <QuadMark quad={quad} /> {label}
        </li>
      ))}
    </ul>
  );
}

/** The shares of the four classes as one bar; `max` claims fill it. */
export function QuadBar({ quad, max }: { quad: Quads; max?: number }) {
  const sum = quad.reduce((a, b) => a + b, 0);
  const full = Math.max(max ?? sum, 1);
  const label = QUADS.map((q, i) => `${q.label}: ${many(quad[i] ?? 0, "claim")}`).join(", ");
  let x = 0;
  return (
    <svg class="quadbar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      {quad.map((n, i) => {
        const width = (100 * n) / full;
        x += width;
        return <rect key={i} class={`quad${i + 1}`} x={x - width} y="0" width={width} height="10" />;
      })}
    </svg>
  );
}
