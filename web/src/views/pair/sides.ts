/* Two countries and the three ways to look between them. */
import type { Filter, State } from "../../state";
import { filterOf, list } from "../../state";
import type { Summary } from "../../types";

export interface Sides {
  a: string;
  b: string;
}

/** The two that are asked for; "" where one is missing. */
export function sidesOf(state: State): Sides {
  const [a = "", b = ""] = list(state.between || state.pair);
  return { a, b };
}

/** What is asked of the server besides the two: the page's filter without them. */
export function filterBetween(state: State, way: { between: string } | { pair: string } | { country: string }): Partial<Filter> {
  const { between: _, pair: __, country: ___, ...rest } = filterOf(state);
  return { ...rest, ...way };
}

/** The three ways, each with its figures. */
export interface Ways {
  toB: Summary;
  toA: Summary;
  both: Summary;
}
