/* A text and its records side by side: a record lights its words, a word opens its record. */
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { many } from "../../format";
import { grouped } from "../../parts/group";
import { Evidence } from "../../parts/Evidence";
import { Signal } from "../../signal";
import type { LedgerEvent } from "../../types";
import { Legend } from "./Legend";
import { RecordCard } from "./RecordCard";
import { type Role, ROLES, type Sheet } from "./roles";
import { Text } from "./Text";

interface Props {
  /** text null: not kept */
  sheet: Omit<Sheet, "text"> & { text: string | null };
  selected: string;
  onSelect: (record: string) => void;
  /** why a record is what it is */
  why?: (event: LedgerEvent) => ComponentChildren;
}

/** Arrows go from record to record. */
function onArrow(event: KeyboardEvent) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const list = event.currentTarget as HTMLElement;
  if (!step) return;
  const buttons = [...list.querySelectorAll<HTMLButtonElement>(":scope > li > button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  if (at < 0) return;
  event.preventDefault();
  buttons[at + step]?.focus();
}

export function Reading({ sheet, selected, onSelect, why }: Props) {
  const [shown, setShown] = useState<Set<Role>>(() => new Set(ROLES));
  /* A signal, so that the list of records is not drawn anew for what only the text shows. */
  const [pointed] = useState(() => new Signal(""));
  const light = (record: string) => pointed.set(record);
  const list = useRef<HTMLOListElement>(null);
  const numbers = useMemo(() => new Map(sheet.events.map((e, i) => [e.id, i + 1])), [sheet]);
  const text = sheet.text;
  const whole = useMemo(() => (text === null ? null : { ...sheet, text }), [sheet]);
  useEffect(() => {
    const pane = list.current;
    const card = pane?.querySelector<HTMLElement>(`[data-record="${CSS.escape(selected)}"]`);
    if (!pane || !card) return;
    const top = card.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (top < 0 || top > pane.clientHeight - 80) pane.scrollTo({ top: pane.scrollTop + top - 8 });
  }, [selected]);
  return (
    <div class="reading">
      <div class="sheet">
        {whole ? (
          <>
            <Legend shown={shown} onChange={setShown} />
            <Text sheet={whole} shown={shown} pointed={pointed} selected={selected} onSelect={onSelect} />
          </>
        ) : (
          <>
            <p class="note">The text is not kept. What its records stand on:</p>
            {[...grouped(sheet.events, (e) => e.evidence?.text ?? "").keys()].map((sentence) => (
              <Evidence key={sentence} text={sentence} />
            ))}
          </>
        )}
      </div>
      <div class="records">
        <h2>{many(sheet.events.length, "record")}</h2>
        {sheet.events.length ? (
          <ol ref={list} onKeyDown={onArrow}>
            {sheet.events.map((event, i) => (
              <RecordCard key={event.id} event={event} number={i + 1} numbers={numbers} isOpen={event.id === selected} onLight={light} onSelect={onSelect}>
                {why?.(event)}
              </RecordCard>
            ))}
          </ol>
        ) : (
          <p class="status">Nothing in this text is coded as an event.</p>
        )}
      </div>
    </div>
  );
}
