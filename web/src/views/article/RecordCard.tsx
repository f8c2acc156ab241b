/* One record in words, with everything it says: what a reader must know to believe it or not. */
import type { ComponentChildren } from "preact";
import { days, percent, scale } from "../../format";
import { useLabels } from "../../labels";
import { QuadMark } from "../../parts/Quad";
import { chain, proposition, quantity, where, who, whose } from "../../parts/words";
import { link } from "../../state";
import type { LedgerEvent, Quantity } from "../../types";
import type { Role } from "./roles";

interface Props {
  event: LedgerEvent;
  number: number;
  /** numbers of the records by id, for what tells the same */
  numbers: Map<string, number>;
  isOpen: boolean;
  onLight: (record: string) => void;
  onSelect: (record: string) => void;
  /** what stands at the end of an open record */
  children?: ComponentChildren;
}

const told = (name: string, text: string | undefined) => (text && text !== name ? ` – “${text}”` : "");

function Row({ role, name, children }: { role?: Role; name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{role ? <span class={`role ${role}`}>{name}</span> : name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function each<T>(list: T[] | undefined, draw: (item: T) => ComponentChildren): ComponentChildren {
  return list?.map((item, i) => <div key={i}>{draw(item)}</div>);
}

function Details({ event, numbers, children }: Pick<Props, "event" | "numbers" | "children">) {
  const labels = useLabels();
  const number = (q: Quantity) => quantity(labels, q) + (q.whose ? `, of ${whose(labels, q.whose)}` : "");
  return (
    <div class="details">
      <dl>
        <Row role="event" name="what">
          <QuadMark quad={event.quad} spoken /> {labels.type(event.event, event.mode)}
          {told("", event.trigger?.text)}
        </Row>
        {event.actor?.length ? (
          <Row role="actor" name="who">
            {each(event.actor, (e) => who(labels, e) + told(e.name ?? "", e.text))}
          </Row>
        ) : null}
        {event.recipient?.length ? (
          <Row role="recipient" name="to whom">
            {each(event.recipient, (e) => who(labels, e) + told(e.name ?? "", e.text))}
          </Row>
        ) : null}
        {event.date ? (
          <Row role="time" name="when">
            {days(event.date.from, event.date.to)}
            {told("", event.date.text)}
          </Row>
        ) : null}
        {event.place?.length ? (
          <Row role="place" name="where">
            {each(event.place, (p) => `${where(labels, p)}; known to the ${p.grain}`)}
          </Row>
        ) : null}
        {event.quantity?.length ? (
          <Row role="quantity" name="how many">
            {each(event.quantity, number)}
          </Row>
        ) : null}
        {event.according_to?.length ? (
          <Row role="source" name="who says so">
            {each(event.according_to, (s) => who(labels, s) + told("", s.cue?.text) + (s.medium ? `, ${s.medium}` : ""))}
          </Row>
        ) : (
          <Row name="who says so">the text, in its own voice</Row>
        )}
        {event.disputed_by?.length ? (
          <Row role="denier" name="who denies it">
            {each(event.disputed_by, (s) => who(labels, s) + told("", s.cue?.text))}
          </Row>
        ) : null}
        <Row name="codes">
          {[event.event, event.mode, event.cameo && `CAMEO ${event.cameo}`].filter(Boolean).join(" ")}, score {scale(event.scale)}
          {event.context?.length ? `; ${event.context.join(", ").replaceAll("_", " ")}` : ""}
        </Row>
        {event.same_as && numbers.has(event.same_as) ? <Row name="the same as">record {numbers.get(event.same_as)} of this text</Row> : null}
      </dl>
      {children}
    </div>
  );
}

export function RecordCard({ event, number, numbers, isOpen, onLight, onSelect, children }: Props) {
  const labels = useLabels();
  const says = chain(labels, event.according_to);
  const denies = chain(labels, event.disputed_by);
  return (
    <li class={isOpen ? "record open" : "record"} data-record={event.id} onPointerEnter={() => onLight(event.id)} onPointerLeave={() => onLight("")}>
      <button type="button" class="plain" aria-expanded={isOpen} onClick={() => onSelect(isOpen ? "" : event.id)} onFocus={() => onLight(event.id)} onBlur={() => onLight("")}>
        <span class="count">{number}</span> <QuadMark quad={event.quad} spoken /> {proposition(labels, event)}
      </button>
      <p class="quiet">
        {event.status === "actual" ? null : <span class="badge">{labels.status(event.status)}</span>}
        {event.historical ? <span class="badge">background, not news</span> : null}
        {event.caption ? <span class="badge">from a picture's caption</span> : null}
        {says ? <>says {says}. </> : null}
        {denies ? <span class="denies">Denied by {denies}. </span> : null}
        {event.date ? `${days(event.date.from, event.date.to)}. ` : ""}
        {percent(event.confidence)} sure.{" "}
        {event.claim ? <a href={link({ view: "claim", id: event.claim })}>Claim with all reports</a> : null}
      </p>
      {isOpen ? (
        <Details event={event} numbers={numbers}>
          {children}
        </Details>
      ) : null}
    </li>
  );
}
