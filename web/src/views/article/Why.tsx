/* Why a record is what it is: the part of `lapwing explain` that tells of it. */
import { useState } from "preact/hooks";
import { text as readText, url, useApi } from "../../api";
import { Answer } from "../../parts/Status";

/** The block of a record: from the line that ends with its id to the next such line. */
export function blockOf(explained: string, id: string): string {
  const blocks = explained.split(/^(?= *\d+ {2}[A-Z].* [0-9a-f]{16}$)/m);
  return blocks.find((block) => block.split("\n", 1)[0]?.endsWith(id))?.trimEnd() ?? "";
}

export function Block({ explained, id }: { explained: string; id: string }) {
  return (
    <pre class="why" tabIndex={0} aria-label="Why this record is what it is">
      {blockOf(explained, id) || "Read again by this version, the text no longer gives this record."}
    </pre>
  );
}

function Asked({ doc, id }: { doc: string; id: string }) {
  const asked = useApi<string>(url(`/documents/${encodeURIComponent(doc)}/explain`), readText);
  return (
    <Answer asked={asked} what="the reasons">
      {(explained) => <Block explained={explained} id={id} />}
    </Answer>
  );
}

export function Why({ doc, id }: { doc: string; id: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <p>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Why?
        </button>
      </p>
      {isOpen ? <Asked doc={doc} id={id} /> : null}
    </>
  );
}
