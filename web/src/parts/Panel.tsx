/* A part of a view: its heading, a switch between picture and table, its exports. */
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";

interface Props {
  title: string;
  /** one sentence under the heading: what is counted */
  note?: ComponentChildren;
  /** switches and menus at the right of the heading */
  tools?: ComponentChildren;
  /** the same figures as a table; drawn when asked for */
  table?: () => ComponentChildren;
  children: ComponentChildren;
}

export function Panel({ title, note, tools, table, children }: Props) {
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  return (
    <section class="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <div class="tools">
          {tools}
          {table ? (
            <button type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              Table
            </button>
          ) : null}
        </div>
      </header>
      {note ? <p class="note">{note}</p> : null}
      {asTable && table ? table() : children}
    </section>
  );
}
