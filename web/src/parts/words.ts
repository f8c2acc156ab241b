/* Records and claims in words, made of the labels that the server has for codes:
 * "Russia's armed forces mass troops against Ukraine near Kharkiv". */
import { day, number } from "../format";
import { capital, type Labels } from "../labels";
import type { Deed, Entity, Place, Quantity, Source } from "../types";

/** What a record and a claim have in common. */
export interface Told {
  event: string;
  mode?: string;
  status: string;
  actor?: Entity[];
  recipient?: Entity[];
  place?: Place[];
}

const PARTIES = 3;
/* "armed forces mass", but "business deploys" */
const PLURAL = /([^s]s|police|men|media)$/;
const PLURAL_NAME = /(forces|troops|soldiers|rebels|guards|police)$/i;

const isUnknown = (entity: Entity) => !entity.name && entity.country === "UNK" && (!entity.sector || entity.sector === "UNK");
const own = (name: string) => (name.endsWith("s") ? `${name}'` : `${name}'s`);

export function listed(words: string[], last = "and"): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

interface Party {
  words: string;
  isMany: boolean;
}

/** Those of one state that have no name: "Norway's armed forces", of several sectors just "Norway". */
function unnamed(labels: Labels, country: string, sectors: string[]): Party {
  const words = sectors.map((sector) => labels.sector(sector));
  const isMany = words.length > 1 || PLURAL.test(words[0] ?? "");
  if (country === "UNK") return { words: listed(words), isMany };
  const state = labels.country(country);
  if (sectors.length !== 1 || sectors[0] === "GOV") return { words: state, isMany: false };
  return { words: `${own(state)} ${words[0]}`, isMany };
}

/** Each party once: no unknown one beside others, none by name beside its like without ("Norway" and its foreign minister). */
export function parties(labels: Labels, entities: Entity[] = []): Party[] {
  const plain = new Set(entities.filter((e) => !e.name).map((e) => `${e.country} ${e.sector}`));
  const known = entities.filter((e) => !isUnknown(e) && !(e.name && e.country !== "UNK" && plain.has(`${e.country} ${e.sector}`)));
  const found = new Map<string, Party | { country: string; sectors: string[] }>();
  for (const entity of known) {
    if (entity.name) {
      found.set(entity.name, { words: entity.name, isMany: PLURAL_NAME.test(entity.name) });
      continue;
    }
    const key = ` ${entity.country}`;
    const there = found.get(key) as { country: string; sectors: string[] } | undefined;
    const sector = entity.sector === "UNK" ? "" : entity.sector;
    if (!there) found.set(key, { country: entity.country, sectors: sector ? [sector] : [] });
    else if (sector && !there.sectors.includes(sector)) there.sectors.push(sector);
  }
  const all = [...found.values()].map((party) => ("words" in party ? party : unnamed(labels, party.country, party.sectors)));
  return all.length || !entities.length ? all : [{ words: "someone", isMany: false }];
}

export function party(labels: Labels, entities: Entity[] | undefined): string {
  const all = parties(labels, entities).map((p) => p.words);
  return all.length > PARTIES ? `${all.slice(0, PARTIES - 1).join(", ")} and ${all.length - PARTIES + 1} others` : listed(all);
}

/** "mass troops" of one: "masses troops" */
function third(deed: string): string {
  const [verb = "", ...rest] = deed.split(" ");
  const inflected = /(s|x|z|ch|sh|o)$/.test(verb) ? `${verb}es` : /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
  return [inflected, ...rest].join(" ");
}

function verb(deed: string, status: string, isMany: boolean): string {
  switch (status) {
    case "planned":
      return `${isMany ? "plan" : "plans"} to ${deed}`;
    case "possible":
      return `may ${deed}`;
    case "conditional":
      return `would ${deed}`;
    case "negated":
      return `${isMany ? "do" : "does"} not ${deed}`;
    default:
      return isMany ? deed : third(deed);
  }
}

/** "in Kharkiv", "at Skurdal dam", "near Ukraine's border" */
function placeWords({ relation = "in", grain, name }: Place): string {
  if (relation === "near" && grain === "country") return `near ${own(name)} border`;
  return `${relation === "in" && grain === "site" ? "at" : relation} ${name}`;
}

/** A place that says more than the parties do. */
const tellsMore = (place: Place, words: string) => !words.includes(place.name) || (place.relation === "near" && place.grain === "country");


/** "Sweden's armed forces open fire on Norway's armed forces in Meråker" */
export function proposition(labels: Labels, told: Told): string {
  const type = labels.codes.types.find((t) => t.event === told.event);
  const deed: Deed | undefined = type?.modes.find((m) => m.mode === told.mode) ?? type;
  const actors = parties(labels, told.actor);
  const to = party(labels, told.recipient);
  let words: string;
  if (deed?.deed && (actors.length || to)) {
    const isMany = actors.length > 1 || (actors[0]?.isMany ?? false);
    const who = actors.length ? party(labels, told.actor) : "someone";
    words = [who, verb(deed.deed, told.status, isMany), to && deed.toward, to].filter(Boolean).join(" ");
  } else {
    words = [labels.type(told.event, told.mode), to && `toward ${to}`].filter(Boolean).join(" ");
    if (actors.length) words = `${party(labels, told.actor)}: ${words}`;
  }
  const place = told.place?.find((p) => tellsMore(p, words));
  return capital(place ? `${words} ${placeWords(place)}` : words);
}

/** "Ingrid Solhaug, Foreign Minister (Norway, government)" */
export function who(labels: Labels, entity: Entity): string {
  const [only] = entity.name ? [entity.name] : parties(labels, [entity]).map((p) => p.words);
  if (!entity.name) return only === "someone" && entity.text ? `“${entity.text}”` : capital(only ?? "someone");
  const office = entity.office ? `, ${entity.office}` : "";
  const of = [entity.country === "UNK" ? "" : labels.country(entity.country), entity.sector === "UNK" ? "" : labels.sector(entity.sector)];
  const belongs = of.filter(Boolean).join(", ");
  return `${only}${office}${belongs ? ` (${belongs})` : ""}`;
}

/** All of them, an unknown one only if there is no other. */
export function all(labels: Labels, entities: Entity[] = []): string {
  const known = entities.filter((entity) => !isUnknown(entity));
  return listed((known.length ? known : entities).map((entity) => who(labels, entity)));
}

/** "Ingrid Solhaug (Norway)" */
export function whoShort(labels: Labels, entity: Entity): string {
  const country = entity.country === "UNK" ? "" : labels.country(entity.country);
  if (!entity.name) return who(labels, entity);
  return country && !entity.name.includes(country) ? `${entity.name} (${country})` : entity.name;
}

/** How a claim is told: as something that happened, is planned, may be. */
export function statusOf(labels: Labels, claim: { status: string; denials: number }): string {
  const status = claim.status === "actual" ? `told as ${labels.status(claim.status)}` : labels.status(claim.status);
  return claim.denials && claim.status !== "negated" ? `${status}, denied` : status;
}

/** "says Ingrid Solhaug, by video, citing the army": outermost first */
export function chain(labels: Labels, sources: Source[] | undefined): string {
  return (sources ?? [])
    .map((source, i) => {
      const medium = source.medium ? ` (${source.medium})` : "";
      const when = source.when ? ` on ${day(source.when)}` : "";
      return `${i ? "citing " : ""}${who(labels, source)}${medium}${when}`;
    })
    .join(", ");
}

const BOUNDS: Record<string, string> = {
  about: "about ",
  almost: "almost ",
  at_least: "at least ",
  at_most: "at most ",
  more_than: "more than ",
  fewer_than: "fewer than ",
};

type Amount = Pick<Quantity, "value" | "low" | "high" | "bound" | "unit">;

/** "about 100,000", "between 40 and 60" */
export function amount(quantity: Amount): string {
  const { value, low, high, bound } = quantity;
  if (low !== undefined && high !== undefined && low !== high) return `${number(low)} to ${number(high)}`;
  return (BOUNDS[bound ?? ""] ?? "") + number(value);
}

/** "3 soldiers (killed)" */
export function quantity(labels: Labels, q: Quantity): string {
  const what = labels.what(q.what);
  return q.unit ? `${amount(q)} ${q.unit} (${what})` : `${amount(q)} ${what}`;
}

/** "Norway's armed forces" of "NOR MIL" */
export function whose(labels: Labels, code: string | undefined): string {
  const [country = "", sector = ""] = (code ?? "").split(" ");
  return code ? party(labels, [{ country, sector }]) : "";
}

/** "near Kharkiv, Kharkiv Oblast (Ukraine)" */
export function where(labels: Labels, place: Place): string {
  const admin = place.admin1 && place.admin1 !== place.name ? `, ${place.admin1}` : "";
  const country = place.country && labels.country(place.country) !== place.name ? ` (${labels.country(place.country)})` : "";
  return `${placeWords(place)}${admin}${country}`;
}
