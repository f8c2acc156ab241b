/* Names for codes. They come from the server (GET /codes); the page knows only the four classes. */
import { get, url } from "./api";
import { Signal, useSignal } from "./signal";
import type { Codes, Entity, Quad } from "./types";

export const QUADS: { quad: Quad; label: string; short: string }[] = [
  { quad: 1, label: "Verbal cooperation", short: "verbal coop." },
  { quad: 2, label: "Material cooperation", short: "material coop." },
  { quad: 3, label: "Verbal conflict", short: "verbal conflict" },
  { quad: 4, label: "Material conflict", short: "material conflict" },
];

/** "Air strike" of "air strike" */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

class Labels {
  private countries = new Map<string, string>();
  private types = new Map<string, { quad: Quad; label: string }>();
  private modes = new Map<string, string>();
  private statuses = new Map<string, string>();
  private sectors = new Map<string, string>();
  private whats = new Map<string, string>();

  constructor(readonly codes: Codes) {
    for (const c of codes.countries) this.countries.set(c.code, c.name);
    for (const t of codes.types) {
      this.types.set(t.event, t);
      for (const m of t.modes) this.modes.set(`${t.event} ${m.mode}`, m.label);
    }
    for (const s of codes.statuses) this.statuses.set(s.status, s.label);
    for (const s of codes.sectors) this.sectors.set(s.sector, s.label);
    for (const w of codes.whats) this.whats.set(w.what, w.label);
  }

  /** "Ukraine" of UKR, also of international bodies; the code itself if the server has no name. */
  country(code: string | undefined): string {
    if (!code || code === "UNK") return "unknown";
    return this.countries.get(code) ?? code;
  }

  quad(event: string): Quad {
    return this.types.get(event)?.quad ?? 1;
  }

  /** "Attack: air strike" */
  type(event: string, mode?: string): string {
    const label = capital(this.types.get(event)?.label ?? event);
    return mode ? `${label}: ${this.mode(event, mode)}` : label;
  }

  /** "air strike" */
  mode(event: string, mode: string): string {
    return this.modes.get(`${event} ${mode}`) ?? mode;
  }

  status(status: string): string {
    return this.statuses.get(status) ?? status;
  }

  sector(sector: string): string {
    return this.sectors.get(sector) ?? sector;
  }

  /** "killed" of dead */
  what(what: string): string {
    return this.whats.get(what) ?? what;
  }

  /** "Antony Blinken", or else "Ukraine (government)" */
  entity(entity: Entity): string {
    if (entity.name) return entity.name;
    const where = this.country(entity.country);
    const what = entity.sector && entity.sector !== "UNK" ? this.sector(entity.sector) : "";
    if (where === "unknown") return what || entity.text || "unknown";
    return what ? `${where} (${what})` : where;
  }
}

export type { Labels };

const NONE = new Labels({ countries: [], quads: [], types: [], statuses: [], sectors: [], whats: [], version: "" });
const labels = new Signal(NONE);

/** Asked once when the page starts, and again after a token was given. */
export async function loadLabels(): Promise<void> {
  if (labels.get() === NONE) labels.set(new Labels(await get<Codes>(url("/codes"))));
}

export const useLabels = (): Labels => useSignal(labels);
export const theLabels = (): Labels => labels.get();
