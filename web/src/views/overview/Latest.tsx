/* What was told most in the last seven days: the sentences themselves. */
import { shiftDay } from "../../format";
import { ClaimLines } from "../../parts/ClaimLines";
import { Export } from "../../parts/Export";
import { Panel } from "../../parts/Panel";
import { type State, filterOf } from "../../state";

const SHOWN = 8;
const ORDER = "reports";

export function Latest({ state, lastDay }: { state: State; lastDay: string }) {
  const week = shiftDay(lastDay, -6);
  const since = state.since > week ? state.since : week;
  const filter = { ...filterOf(state), since, status: state.status || "actual" };
  return (
    <Panel
      title="Most told in the last 7 days"
      tools={<Export name="latest" path="/claims" filter={filter} more={{ order: ORDER, limit: 500 }} formats={["csv", "jsonl"]} />}
    >
      <ClaimLines filter={filter} limit={SHOWN} order={ORDER} sentences all={{ since, status: filter.status, order: ORDER }} />
    </Panel>
  );
}
