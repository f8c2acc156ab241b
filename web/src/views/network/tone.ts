/* Colour of a mean score, shade of a number of claims: the same in matrix, graph and legend. */
import type { Key } from "../../parts/picture";
import { TONES, toneOf } from "../../parts/tones";

export const TONE_KEYS: Key[] = TONES.map(({ class: name, label }) => ({ class: `pair ${name}`, label }));

/** A score that is not known is none of either. */
export const toneClass = (scale: number | null): string => toneOf(scale ?? 0).class;

const SHADES = 5;

/** 1 to 5 by like factors: counts of news span magnitudes. */
export const shadeOf = (claims: number, max: number): string =>
  `shade${max > 1 ? 1 + Math.min(SHADES - 1, Math.floor((SHADES * Math.log(claims)) / Math.log(max + 1))) : SHADES}`;

/** Sum of claims of a party in any role, the most first. */
export function partiesOf(pairs: { actor: string; recipient: string; claims: number }[]): string[] {
  const sums = new Map<string, number>();
  for (const { actor, recipient, claims } of pairs)
    for (const code of new Set([actor, recipient])) sums.set(code, (sums.get(code) ?? 0) + claims);
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([code]) => code);
}
