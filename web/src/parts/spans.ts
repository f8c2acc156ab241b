/* Spans over a text: offsets of the data count code points, a string of the browser UTF-16 units.
 *
 *   spans   [0 ──────── 11]        pieces   [0 4)[4 6)[6 11)[11 …)
 *               [4 6]                        a     ab    a
 */

export interface Marked<Role> {
  start: number;
  end: number;
  role: Role;
}

export interface Piece<Role> {
  /** code point that it begins at: its key */
  start: number;
  text: string;
  roles: Role[];
}

/** The text cut wherever a span begins or ends, each piece with the spans over it, the longest first.
 * O(text + spans log spans + spans over pieces). */
export function cutAtSpans<Role>(text: string, spans: Marked<Role>[]): Piece<Role>[] {
  const sorted = spans.filter((s) => s.end > s.start).sort((a, b) => a.start - b.start || b.end - a.end);
  const bounds = [...new Set([0, ...sorted.flatMap((s) => [s.start, s.end])])].sort((a, b) => a - b);
  const pieces: Piece<Role>[] = [];
  let open: Marked<Role>[] = [];
  let next = 0;
  let unit = 0;
  bounds.forEach((start, i) => {
    if (unit >= text.length) return;
    const end = bounds[i + 1] ?? Number.POSITIVE_INFINITY;
    open = open.filter((s) => s.end > start);
    for (; sorted[next] && (sorted[next] as Marked<Role>).start <= start; next++) open.push(sorted[next] as Marked<Role>);
    let to = unit;
    for (let point = start; point < end && to < text.length; point++) to += (text.codePointAt(to) as number) > 0xffff ? 2 : 1;
    pieces.push({ start, text: text.slice(unit, to), roles: open.map((s) => s.role) });
    unit = to;
  });
  return pieces;
}
