/* The filter: what of the ledger is looked at. Each change is a step of the address. */
import { useEffect, useState } from "preact/hooks";
import { shiftDay } from "./format";
import { capital, useLabels } from "./labels";
import { Chips } from "./parts/Chips";
import { FILTERS, type FilterKey, type State, filterOf, go, list } from "./state";

const RANGES: [string, number][] = [
  ["7 days", 7],
  ["4 weeks", 28],
  ["3 months", 91],
  ["1 year", 365],
];

/** An input whose value counts when it is left or Enter is pressed. */
function Field({ label, name, state, ...more }: { label: string; name: FilterKey; state: State } & Record<string, unknown>) {
  const [value, setValue] = useState(state[name]);
  useEffect(() => setValue(state[name]), [state[name]]);
  return (
    <div class={`field for-${name}`}>
      <label for={`filter-${name}`}>{label}</label>
      <input
        id={`filter-${name}`}
        value={value}
        {...more}
        onInput={(event) => setValue(event.currentTarget.value)}
        onChange={(event) => {
          if (event.currentTarget.validity.valid) go({ [name]: event.currentTarget.value.trim() });
        }}
      />
    </div>
  );
}

function Range({ state, lastDay }: { state: State; lastDay: string }) {
  const sinceOf = (days: number) => (lastDay ? shiftDay(lastDay, 1 - days) : "");
  const isAll = !state.since && !state.until;
  return (
    <div class="field range" role="group" aria-label="Time range">
      {RANGES.map(([name, days]) => (
        <button
          type="button"
          key={days}
          disabled={!lastDay}
          aria-pressed={!isAll && !state.until && state.since === sinceOf(days)}
          onClick={() => go({ since: sinceOf(days), until: "" })}
        >
          {name}
        </button>
      ))}
      <button type="button" aria-pressed={isAll} onClick={() => go({ since: "", until: "" })}>
        All
      </button>
    </div>
  );
}

/** Two parties: between them in either direction, or from the first to the second only. */
function Parties({ state }: { state: State }) {
  const labels = useLabels();
  const isDirected = state.pair !== "";
  const [wanted, setWanted] = useState<string[]>([]);
  const told = list(state.pair || state.between);
  const values = told.length ? told : wanted;
  useEffect(() => setWanted([]), [state.pair, state.between]);
  const set = (next: string[], directed: boolean) => {
    if (next.length === 2) go(directed ? { pair: next.join(","), between: "" } : { between: next.join(","), pair: "" });
    else {
      go({ pair: "", between: "" });
      setWanted(next);
    }
  };
  return (
    <div class="parties">
      <Chips
        label={isDirected ? "From, to" : "Between"}
        placeholder="any two"
        values={values}
        options={labels.codes.countries.map((c) => ({ value: c.code, label: c.name }))}
        max={2}
        onChange={(next) => set(next, isDirected)}
      />
      {values.length === 2 ? (
        <button type="button" aria-pressed={isDirected} title="Only what the first does to the second" onClick={() => set(values, !isDirected)}>
          one way →
        </button>
      ) : null}
    </div>
  );
}

function More({ state }: { state: State }) {
  const labels = useLabels();
  const statuses = labels.codes.statuses.map((s) => ({ value: s.status, label: s.label }));
  return (
    <>
      <Chips
        label="Status"
        placeholder="happened"
        values={list(state.status)}
        options={[{ value: "any", label: "any status" }, ...statuses]}
        onChange={(values) => go({ status: values.includes("any") ? "any" : values.join(",") })}
      />
      <Field label="Publisher" name="publisher" state={state} placeholder="any" />
      <Field label="Told by at least" name="min_sources" state={state} type="number" min="1" max="999" placeholder="1 source" />
    </>
  );
}

export function FilterBar({ state, lastDay }: { state: State; lastDay: string }) {
  const labels = useLabels();
  const set = filterOf(state);
  const [isOpen, setOpen] = useState(false);
  const inMore = ["status", "publisher", "min_sources"].filter((key) => key in set).length;
  return (
    <form class={isOpen ? "filter open" : "filter"} role="search" aria-label="Filter" onSubmit={(event) => event.preventDefault()}>
      <Range state={state} lastDay={lastDay} />
      <button type="button" class="unfold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Filter{Object.keys(set).length ? ` (${Object.keys(set).length})` : ""}
      </button>
      <Field label="From" name="since" state={state} type="date" max={state.until || undefined} />
      <Field label="To" name="until" state={state} type="date" min={state.since || undefined} />
      <Chips
        label="Country"
        placeholder="any"
        values={list(state.country)}
        options={labels.codes.countries.map((c) => ({ value: c.code, label: c.name }))}
        onChange={(values) => go({ country: values.join(",") })}
      />
      <Parties state={state} />
      <Chips
        label="Type"
        placeholder="any"
        values={list(state.type)}
        options={labels.codes.types.map((t) => ({ value: t.event, label: capital(t.label) }))}
        onChange={(values) => go({ type: values.join(",") })}
      />
      <Field label="Words" name="text" state={state} type="search" placeholder="in the sentences" />
      <details class="more" open={inMore > 0}>
        <summary>More{inMore ? ` (${inMore})` : ""}</summary>
        <div>
          <More state={state} />
        </div>
      </details>
      {Object.keys(set).length ? (
        <button type="button" class="clear" onClick={() => go(Object.fromEntries(FILTERS.map((key) => [key, ""])))}>
          Clear filter
        </button>
      ) : null}
    </form>
  );
}
