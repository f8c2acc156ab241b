/* The words that a record stands on, with its trigger marked. */
import { cutAtSpans } from "./spans";

export function Evidence({ text, trigger }: { text?: string; trigger?: [number, number] }) {
  if (!text) return <p class="quiet">The text is not kept.</p>;
  const spans = trigger ? [{ start: trigger[0], end: trigger[1], role: true }] : [];
  return (
    <blockquote class="evidence" dir="auto">
      {cutAtSpans(text, spans).map((piece) => (piece.roles.length ? <mark key={piece.start}>{piece.text}</mark> : piece.text))}
    </blockquote>
  );
}
