/* What a Monday morning asks first: where, when, how much more than usual, between whom. */
import { url, useApi } from "../api";
import { Answer, Empty } from "../parts/Status";
import { type State, filterOf } from "../state";
import type { Summary } from "../types";

export function Overview({ state }: { state: State }) {
  const asked = useApi<Summary>(url("/summary", filterOf(state)));
  return (
    <Answer asked={asked}>
      {(summary) => (summary.claims ? <p>{summary.claims} claims</p> : <Empty />)}
    </Answer>
  );
}
