/* The shapes that the server answers with (docs: /api/v1/openapi.json). A key with nothing to say is absent. */

export type Quad = 1 | 2 | 3 | 4;
export type Quads = [number, number, number, number];

export interface Span {
  text: string;
  start: number;
  end: number;
}

export interface Entity extends Partial<Span> {
  name?: string;
  country: string;
  sector: string;
  code?: string;
  office?: string;
  wikidata?: string;
}

/** Who says or denies something. */
export interface Source extends Entity {
  cue?: Span;
  medium?: string;
  when?: string;
}

export interface When extends Partial<Span> {
  from: string;
  to: string;
  grain: "day" | "week" | "month" | "year" | "vague";
  anchor?: "inferred";
}

export type Grain = "country" | "region" | "city" | "site";

export interface Place extends Partial<Span> {
  name: string;
  country?: string;
  admin1?: string;
  lat?: number;
  lon?: number;
  geonameid?: number;
  grain: Grain;
  relation?: "in" | "near" | "toward" | "from" | "between";
}

export interface Quantity extends Partial<Span> {
  what: string;
  value: number;
  low?: number;
  high?: number;
  bound?: string;
  unit?: string;
  whose?: string;
}

/** A record: one happening as one document tells it. */
export interface LedgerEvent {
  id: string;
  doc: string;
  sentence: number;
  event: string;
  mode?: string;
  context?: string[];
  cameo?: string;
  quad: Quad;
  scale: number;
  actor?: Entity[];
  recipient?: Entity[];
  trigger?: Span;
  evidence?: Span;
  date?: When;
  place?: Place[];
  quantity?: Quantity[];
  status: string;
  historical?: boolean;
  according_to?: Source[];
  disputed_by?: Source[];
  same_as?: string;
  confidence: number;
  caption?: boolean;
  coder?: string;
  /* where the record is listed or shown with its document: */
  claim?: string;
  published?: string;
  publisher?: string;
  title?: string;
}

export interface Telling {
  record: string;
  doc: string;
  url?: string;
  publisher?: string;
  published?: string;
  story?: string;
  stance: "asserts" | "denies" | "doubts" | "plans";
  status: string;
  /** who acts and on whom, as this one tells it */
  actor?: Entity[];
  recipient?: Entity[];
  according_to?: Source[];
  disputed_by?: Source[];
  quantity?: Quantity[];
  evidence?: string;
  /** where in the evidence, in code points */
  trigger?: [number, number];
  joined_to?: string;
  because?: string;
}

/** A claim: one happening, by whomever told. */
export interface Claim {
  id: string;
  event: string;
  mode?: string;
  quad: Quad;
  scale: number;
  status: string;
  day?: string;
  from?: string;
  to?: string;
  actor?: Entity[];
  recipient?: Entity[];
  place?: Place[];
  first_reported?: string;
  last_reported?: string;
  reports: number;
  documents: number;
  stories: number;
  publishers: number;
  denials: number;
  doubts: number;
  /* in lists: */
  evidence?: string;
  said_by?: Source[];
  denied_by?: Source[];
}

export interface Ruling {
  id: number;
  kind: "split" | "join";
  records: string[];
  by?: string;
  reason?: string;
  /** of the store: made at, taken back at */
  revision: number;
  revoked?: number;
}

export interface ClaimDetail extends Claim {
  tellings?: Telling[];
  rulings?: Ruling[];
}

export interface Page<T> {
  items: T[];
  total: number;
  next?: string | null;
}

/** What is counted everywhere. */
interface Counts {
  claims: number;
  reports: number;
  sources: number;
  scale: number | null;
}

/** Claims of the last week, and of a week of those before it. */
interface Weeks {
  week: number;
  mean4: number;
  mean52: number;
}

export interface Period extends Counts {
  period: string;
  documents: number;
  /** all documents published in the period: the measure of coverage */
  published: number;
  quad: Quads;
}

export interface CountryRow extends Counts, Weeks {
  country: string;
  located: number;
}

export interface PairRow extends Counts, Weeks {
  actor: string;
  recipient: string;
  quad: Quads;
  first?: string;
  last?: string;
}

export interface TypeRow {
  event: string;
  mode?: string;
  claims: number;
  reports: number;
}

export type Per = "day" | "week" | "month";

export interface Summary extends Counts {
  revision: number;
  documents: number;
  publishers: number;
  first_day?: string | null;
  last_day?: string | null;
  per: Per;
  timeline: Period[];
  countries: CountryRow[];
  pairs: PairRow[];
  types: TypeRow[];
  statuses: { status: string; claims: number }[];
  top_publishers: { publisher: string; reports: number }[];
}

export interface SeriesRow extends Counts {
  actor?: string;
  recipient?: string;
  country?: string;
  admin1?: string;
  gid?: number;
  event?: string;
  period: string;
  documents: number;
  published: number;
}

export interface PlaceRow extends Counts {
  name: string;
  country?: string;
  admin1?: string;
  lat?: number;
  lon?: number;
  geonameid?: number;
  grain: Grain;
  last?: string;
}

export interface Places extends Page<PlaceRow> {
  unlocated: number;
}

export interface NumberRow {
  claim: string;
  event: string;
  mode?: string;
  day?: string;
  published?: string;
  what: string;
  value: number;
  low?: number;
  high?: number;
  bound?: string;
  unit?: string;
  whose?: string;
  by?: Source[];
  publisher?: string;
  record: string;
  doc: string;
}

export interface DocumentRow {
  id: string;
  title?: string;
  date?: string;
  publisher?: string;
  url?: string;
  story?: string;
  language?: string;
  events: number;
}

export interface DocumentDetail {
  id: string;
  title?: string;
  date?: string;
  publisher?: string;
  url?: string;
  story?: string;
  language?: string;
  revision: number;
  /** null: the text is not kept */
  text: string | null;
  captions?: [number, number][];
  events: LedgerEvent[];
  copies?: string[];
}

export interface Coded {
  text: string;
  date?: string;
  events: LedgerEvent[];
  explain: string;
  sentences: [number, number][];
}

/** What a type or mode is called ("troops"), what its actor does ("mass troops"), and what leads to the recipient ("against"). */
export interface Deed {
  label: string;
  deed?: string;
  toward?: string;
}

export interface Codes {
  countries: { code: string; name: string }[];
  quads: { quad: Quad; label: string }[];
  types: ({ event: string; quad: Quad; modes: ({ mode: string } & Deed)[] } & Deed)[];
  statuses: { status: string; label: string }[];
  sectors: { sector: string; label: string }[];
  whats: { what: string; label: string }[];
  version: string;
}
