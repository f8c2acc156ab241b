/* What the page shows is in its address: everything is a link, Back works, a link can be sent.
 * All values are strings as they stand in the query; "" is "not set". */
import { Signal } from "./signal";

export const FILTERS = [
  "since",
  "until",
  "country",
  "pair",
  "between",
  "type",
  "status",
  "publisher",
  "min_sources",
  "text",
] as const;
export type FilterKey = (typeof FILTERS)[number];
export type Filter = Record<FilterKey, string>;

/* Which one is shown, in which order, by which measure: a view's own settings. */
const SETTINGS = ["id", "order", "measure", "stack", "per", "show"] as const;
export type SettingKey = (typeof SETTINGS)[number];

export const VIEWS = ["overview", "ledger", "network", "try", "pair", "claim", "article"] as const;
export type ViewName = (typeof VIEWS)[number];

export type State = { view: ViewName } & Filter & Record<SettingKey, string>;

const KEYS: readonly (FilterKey | SettingKey)[] = [...FILTERS, ...SETTINGS];

export function parse(search: string): State {
  const query = new URLSearchParams(search);
  const view = VIEWS.find((name) => name === query.get("view")) ?? "overview";
  const values = Object.fromEntries(KEYS.map((key) => [key, query.get(key) ?? ""]));
  return { view, ...values } as State;
}

export function print(state: State): string {
  const query = new URLSearchParams();
  if (state.view !== "overview") query.set("view", state.view);
  for (const key of KEYS) if (state[key]) query.set(key, state[key]);
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text ? `/?${text}` : "/";
}

export const state = new Signal<State>(parse(location.search));
addEventListener("popstate", () => state.set(parse(location.search)));

/** The state with these changes. Another view forgets the settings of the one before. */
export function changed(change: Partial<State>): State {
  const now = state.get();
  const settings =
    change.view && change.view !== now.view
      ? Object.fromEntries(SETTINGS.map((key) => [key, ""]))
      : {};
  return { ...now, ...settings, ...change };
}

/** The address of the page with these changes, for href. */
export function link(change: Partial<State>): string {
  return print(changed(change));
}

/** Goes there; `replace` for what is no step of its own (typing). */
export function go(change: Partial<State>, replace = false): void {
  const next = changed(change);
  const url = print(next);
  if (url === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", url);
  if (next.view !== state.get().view || next.id !== state.get().id) scrollTo(0, 0);
  state.set(next);
}

/** Follows links of this page without loading it anew; installed once on the document. */
export function followLinks(event: MouseEvent): void {
  const anchor = (event.target as Element).closest?.("a");
  if (!anchor || anchor.target || anchor.hasAttribute("download")) return;
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const url = new URL(anchor.href);
  if (url.origin !== location.origin || url.pathname !== "/" || url.hash) return;
  event.preventDefault();
  go(parse(url.search));
}

/** The filter of a state, without what is not set. */
export function filterOf(state: State): Partial<Filter> {
  return Object.fromEntries(FILTERS.filter((k) => state[k]).map((k) => [k, state[k]]));
}

export const list = (value: string): string[] => value.split(",").filter(Boolean);
