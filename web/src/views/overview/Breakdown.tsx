/* What and by whom: claims by type and status, reports by publisher; each row is a filter. */
import { number } from "../../format";
import { useLabels } from "../../labels";
import { Panel } from "../../parts/Panel";
import { QuadMark } from "../../parts/Quad";
import { link } from "../../state";
import type { Summary } from "../../types";
import type { ComponentChildren } from "preact";

interface Bar {
  key: string;
  label: ComponentChildren;
  n: number;
  href: string;
  class?: string;
}

function Bars({ bars }: { bars: Bar[] }) {
  const most = Math.max(1, ...bars.map((bar) => bar.n));
  return (
    <ul class="bars">
      {bars.map((bar) => (
        <li key={bar.key}>
          <a href={bar.href}>{bar.label}</a>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect class={bar.class ?? "plain"} width={(100 * bar.n) / most} height="8" />
          </svg>
          <span class="numeric">{number(bar.n)}</span>
        </li>
      ))}
    </ul>
  );
}

export function Breakdown({ summary }: { summary: Summary }) {
  const labels = useLabels();
  const types = summary.types.filter((row) => !row.mode).sort((a, b) => b.claims - a.claims);
  const modes = summary.types.filter((row) => row.mode).sort((a, b) => b.claims - a.claims).slice(0, 16);
  const publishers = [...summary.top_publishers].sort((a, b) => b.reports - a.reports);
  return (
    <div class="wide">
      <Panel title="Types" note="Claims by what is done">
        <Bars
          bars={types.map((row) => {
            const quad = labels.quad(row.event);
            return {
              key: row.event,
              label: (
                <>
                  <QuadMark quad={quad} /> {labels.type(row.event)}
                </>
              ),
              n: row.claims,
              href: link({ type: row.event }),
              class: `quad${quad}`,
            };
          })}
        />
      </Panel>
      <Panel title="Modes" note="The most frequent kinds of a type">
        <Bars
          bars={modes.map((row) => ({
            key: `${row.event} ${row.mode}`,
            label: labels.type(row.event, row.mode),
            n: row.claims,
            href: link({ type: row.event }),
            class: `quad${labels.quad(row.event)}`,
          }))}
        />
      </Panel>
      <Panel title="Publishers" note="Reports by who published them">
        <Bars
          bars={publishers.map((row) => ({
            key: row.publisher,
            label: row.publisher || "unknown",
            n: row.reports,
            href: link({ publisher: row.publisher }),
          }))}
        />
      </Panel>
      <Panel title="Status" note="Without a filter only what is told as happened is counted">
        <Bars
          bars={summary.statuses.map((row) => ({
            key: row.status,
            label: labels.status(row.status),
            n: row.claims,
            href: link({ status: row.status }),
          }))}
        />
      </Panel>
    </div>
  );
}
