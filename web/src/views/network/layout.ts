/* Places on a circle, the same for the same pairs: who acts most with whom stands beside each other. */
import type { PairRow } from "../../types";
import { partiesOf } from "./tone";

/** From the most active, each time the one with most claims with those placed last. O(parties^2). */
export function order(pairs: PairRow[]): string[] {
  const weights = new Map<string, number>();
  for (const { actor, recipient, claims } of pairs)
    for (const key of [`${actor} ${recipient}`, `${recipient} ${actor}`]) weights.set(key, (weights.get(key) ?? 0) + claims);
  const left = partiesOf(pairs);
  const placed: string[] = [];
  while (left.length) {
    const pull = (code: string) => placed.slice(-3).reduce((sum, other, i) => sum + (weights.get(`${code} ${other}`) ?? 0) * (i + 1), 0);
    let best = 0;
    left.forEach((code, i) => {
      if (pull(code) > pull(left[best] as string)) best = i;
    });
    placed.push(...left.splice(best, 1));
  }
  return placed;
}

export interface Spot {
  x: number;
  y: number;
  /** degrees from the right, clockwise */
  turn: number;
}

export function circle(codes: string[], cx: number, cy: number, radius: number): Map<string, Spot> {
  return new Map(
    codes.map((code, i) => {
      const turn = (360 * i) / codes.length - 90;
      const angle = (turn * Math.PI) / 180;
      return [code, { x: cx + radius * Math.cos(angle), y: cy + radius * Math.sin(angle), turn }];
    }),
  );
}

/** A bow from one to another that leaves room for the one that comes back, and its head. */
export function bow(from: Spot, to: Spot, gap: number): { path: string; head: string } {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.hypot(dx, dy) || 1;
  const bend = 0.12 * length + 12;
  const mx = (from.x + to.x) / 2 + (dy / length) * bend;
  const my = (from.y + to.y) / 2 - (dx / length) * bend;
  const back = Math.hypot(to.x - mx, to.y - my) || 1;
  const ux = (to.x - mx) / back;
  const uy = (to.y - my) / back;
  const [tx, ty] = [to.x - ux * gap, to.y - uy * gap];
  const [bx, by] = [tx - ux * 9, ty - uy * 9];
  const f = (n: number) => n.toFixed(1);
  return {
    path: `M${f(from.x)} ${f(from.y)}Q${f(mx)} ${f(my)} ${f(bx)} ${f(by)}`,
    head: `M${f(tx)} ${f(ty)}L${f(bx - uy * 4.5)} ${f(by + ux * 4.5)}L${f(bx + uy * 4.5)} ${f(by - ux * 4.5)}Z`,
  };
}
