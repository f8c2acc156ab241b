/* Who tells what: each one who says or denies it, with the parties and numbers as told by them. */
import { day, many } from "../../format";
import { capital, type Labels, useLabels } from "../../labels";
import { grouped } from "../../parts/group";
import { Panel } from "../../parts/Panel";
import { type Column, Table } from "../../parts/Table";
import { STANCES } from "../../parts/Telling";
import { listed, party, quantity, whoShort } from "../../parts/words";
import type { Telling } from "../../types";

interface Version {
  by: string;
  stance: Telling["stance"];
  told: string;
  numbers: string;
  reports: number;
  stories: number;
  first: string;
}

function versions(labels: Labels, tellings: Telling[]): Version[] {
  const by = (t: Telling) => {
    const source = (t.stance === "denies" ? t.disputed_by?.[0] : undefined) ?? t.according_to?.[0];
    return source ? whoShort(labels, source) : `${t.publisher ?? t.doc}, in its own voice`;
  };
  const told = (t: Telling) => {
    const to = party(labels, t.recipient);
    return `${capital(party(labels, t.actor) || "someone")}${to ? ` → ${to}` : ""}`;
  };
  return [...grouped(tellings, (t) => `${by(t)}\n${t.stance}\n${told(t)}`).values()].map((own) => {
    const first = own[0] as Telling;
    const numbers = own.flatMap((t) => (t.quantity ?? []).map((q) => quantity(labels, q)));
    return {
      by: by(first),
      stance: first.stance,
      told: told(first),
      numbers: listed([...new Set(numbers)], "or"),
      reports: own.length,
      stories: new Set(own.map((t) => t.story)).size,
      first: own.map((t) => t.published ?? "").sort()[0] ?? "",
    };
  });
}

const verb = (stance: Telling["stance"]) => STANCES.find((s) => s.stance === stance)?.verb ?? stance;

const columns: Column<Version>[] = [
  { key: "by", head: "Who", value: (v) => v.by },
  { key: "stance", head: "Stance", value: (v) => verb(v.stance), cell: (v) => <span class={v.stance === "denies" ? "denies" : undefined}>{verb(v.stance)}</span> },
  { key: "told", head: "That who acts → on whom", value: (v) => v.told },
  { key: "numbers", head: "Numbers", value: (v) => v.numbers },
  { key: "reports", head: "Reports", numeric: true, value: (v) => v.reports },
  { key: "stories", head: "Sources", numeric: true, value: (v) => v.stories },
  { key: "first", head: "First", value: (v) => v.first, cell: (v) => <span class="nowrap">{day(v.first)}</span> },
];

export function Versions({ tellings }: { tellings: Telling[] }) {
  const labels = useLabels();
  const rows = versions(labels, tellings);
  return (
    <Panel title="Who tells what" note={`${many(rows.length, "version")} of ${many(tellings.length, "report")}: a line for each teller, stance and pair of parties.`}>
      <Table caption="Tellers and what they tell" columns={columns} rows={rows} rowKey={(v) => `${v.by} ${v.stance} ${v.told}`} sort="first" file="lapwing-versions" />
    </Panel>
  );
}
