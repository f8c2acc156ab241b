/* What words of a text do in its records. */
import type { Marked } from "../../parts/spans";
import type { Entity, LedgerEvent, Source } from "../../types";

export const ROLES = ["event", "actor", "recipient", "time", "place", "quantity", "source", "denier"] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_WORDS: Record<Role, string> = {
  event: "what happens",
  actor: "who",
  recipient: "to whom",
  time: "when",
  place: "where",
  quantity: "how many",
  source: "who says so",
  denier: "who denies it",
};

/** A span of a record, or a part of the text: its title, a caption, what is told as background. */
export type Mark = { role: Role; record: string } | { role: "title" | "caption" | "background" };

type Spanned = Partial<{ start: number; end: number }>;

/** All spans of a record by role. */
export function spansOf(event: LedgerEvent): Marked<Mark>[] {
  const spans: Marked<Mark>[] = [];
  const add = (role: Role, list: (Spanned | undefined)[] = []) => {
    for (const span of list)
      if (span?.start !== undefined && span.end !== undefined)
        spans.push({ start: span.start, end: span.end, role: { role, record: event.id } });
  };
  const sayers = (role: Role, list: Source[] = []) => add(role, list.flatMap((s): (Entity | Source["cue"])[] => [s, s.cue]));
  add("event", [event.trigger]);
  add("actor", event.actor);
  add("recipient", event.recipient);
  add("time", [event.date]);
  add("place", event.place);
  add("quantity", event.quantity);
  sayers("source", event.according_to);
  sayers("denier", event.disputed_by);
  return spans;
}

export interface Sheet {
  text: string;
  title?: string;
  captions?: [number, number][];
  events: LedgerEvent[];
}

/** Parts of the text that are no plain telling. */
export function partsOf({ text, title, captions = [], events }: Sheet): Marked<Mark>[] {
  const parts: Marked<Mark>[] = captions.map(([start, end]) => ({ start, end, role: { role: "caption" } }));
  if (title && text.startsWith(`${title}\n\n`)) parts.push({ start: 0, end: [...title].length, role: { role: "title" } });
  const news = new Set(events.filter((e) => !e.historical).map((e) => e.evidence?.start));
  for (const { historical, caption, evidence } of events) {
    if (!evidence) continue;
    const { start, end } = evidence;
    if (caption) parts.push({ start, end, role: { role: "caption" } });
    else if (historical && !news.has(start)) parts.push({ start, end, role: { role: "background" } });
  }
  return parts;
}
