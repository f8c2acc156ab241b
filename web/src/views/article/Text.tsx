/* The text with its spans: each role has a colour and a kind of line of its own; where spans lie over each other,
 * each keeps its line. */
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { cutAtSpans, type Piece } from "../../parts/spans";
import { type Signal, useSignal } from "../../signal";
import { type Mark, partsOf, type Role, ROLES, ROLE_WORDS, type Sheet, spansOf } from "./roles";

interface Props {
  sheet: Sheet;
  shown: Set<Role>;
  /** the record under the pointer or the focus; without one the selected one stands out */
  pointed: Signal<string>;
  selected: string;
  onSelect: (record: string) => void;
}

type OfRecord = Extract<Mark, { record: string }>;
const ofRecord = (mark: Mark): mark is OfRecord => "record" in mark;

/** The records over a piece that have it in a role that is shown, the one that is lit first. */
function marksOf(piece: Piece<Mark>, shown: Set<Role>, lit: string): OfRecord[] {
  const marks = piece.roles.filter(ofRecord).filter((m) => shown.has(m.role));
  const own = marks.filter((m) => m.record === lit);
  return own.length ? own : marks;
}

function wrapped(piece: Piece<Mark>, marks: OfRecord[], lit: string): ComponentChildren {
  const isLit = marks.some((m) => m.record === lit);
  let content: ComponentChildren = piece.text;
  for (const role of ROLES.filter((r) => marks.some((m) => m.role === r)))
    content = <span class={isLit ? `role ${role} lit` : `role ${role}`}>{content}</span>;
  for (const part of ["background", "caption", "title"] as const)
    if (piece.roles.some((m) => m.role === part)) content = <span class={`part ${part}`}>{content}</span>;
  return content;
}

export function Text({ sheet, shown, pointed, selected, onSelect }: Props) {
  const lit = useSignal(pointed) || selected;
  const box = useRef<HTMLDivElement>(null);
  const pieces = useMemo(() => cutAtSpans(sheet.text, [...partsOf(sheet), ...sheet.events.flatMap(spansOf)]), [sheet]);
  const evidence = sheet.events.find((e) => e.id === lit)?.evidence;
  useEffect(() => {
    const pane = box.current;
    const [first] = pane?.getElementsByClassName("lit") ?? [];
    if (!pane || !lit || !(first instanceof HTMLElement)) return;
    const top = first.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (top < 0 || top > pane.clientHeight - 40) pane.scrollTo({ top: pane.scrollTop + top - pane.clientHeight / 3 });
  }, [lit]);
  return (
    <div class={lit ? "article-text choosing" : "article-text"} dir="auto" ref={box} tabIndex={0} role="region" aria-label="Text of the article">
      {pieces.map((piece) => {
        const marks = marksOf(piece, shown, lit);
        const records = [...new Set(piece.roles.filter(ofRecord).map((m) => m.record))];
        const isEvidence = evidence && piece.start >= evidence.start && piece.start < evidence.end;
        if (!piece.roles.length && !isEvidence) return piece.text;
        return (
          <span
            key={piece.start}
            class={isEvidence ? "piece evidence" : "piece"}
            title={marks.length ? [...new Set(marks.map((m) => ROLE_WORDS[m.role]))].join(", ") : undefined}
            onClick={records.length ? () => onSelect(records[(records.indexOf(lit) + 1) % records.length] ?? "") : undefined}
          >
            {wrapped(piece, marks, lit)}
          </span>
        );
      })}
    </div>
  );
}
