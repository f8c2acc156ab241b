/* Paste a text, see its records: nothing of it is kept. */
import { useRef, useState } from "preact/hooks";
import { ApiError, save, send, url } from "../api";
import { many, number } from "../format";
import type { Coded } from "../types";
import { Block } from "./article/Why";
import { Reading } from "./article/Reading";
import { EXAMPLE } from "./try/example";
import { Tabs } from "./try/Tabs";

/* What the server takes, as bytes of the whole request. */
const BYTES_MAX = 256 * 1024;

interface Draft {
  text: string;
  title: string;
  date: string;
}

const bodyOf = ({ text, title, date }: Draft) => ({ text, ...(title.trim() && { title: title.trim() }), ...(date && { date }) });
const bytesOf = (draft: Draft) => new TextEncoder().encode(JSON.stringify(bodyOf(draft))).length;

function Result({ coded, title }: { coded: Coded; title: string }) {
  const [selected, setSelected] = useState("");
  const lines = coded.events.map((event) => JSON.stringify(event));
  const pretty = coded.events.map((event) => JSON.stringify(event, null, 1)).join("\n");
  return (
    <Tabs
      label="Result"
      tabs={[
        {
          name: "Text and records",
          show: () => <Reading sheet={{ ...coded, title }} selected={selected} onSelect={setSelected} why={(event) => <Block explained={coded.explain} id={event.id} />} />,
        },
        {
          name: "JSON",
          show: () => (
            <>
              <p>
                <button type="button" onClick={() => navigator.clipboard.writeText(lines.join("\n"))}>
                  Copy as JSON Lines
                </button>{" "}
                <button type="button" onClick={() => save(new Blob([`${lines.join("\n")}\n`], { type: "application/x-ndjson" }), "lapwing-records.jsonl")}>
                  Save as JSON Lines
                </button>
              </p>
              <pre class="why whole" tabIndex={0} aria-label="Records as JSON">
                {pretty || "no records"}
              </pre>
            </>
          ),
        },
        {
          name: "Why",
          show: () => (
            <pre class="why whole" tabIndex={0} aria-label="Why each record is what it is">
              {coded.explain || "no records"}
            </pre>
          ),
        },
      ]}
    />
  );
}

export function Try() {
  const [draft, setDraft] = useState<Draft>({ text: "", title: "", date: "" });
  const [done, setDone] = useState<{ coded: Coded; title: string; turn: number } | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const turn = useRef(0);
  const bytes = bytesOf(draft);
  const isLong = bytes > BYTES_MAX;
  const put = (change: Partial<Draft>) => setDraft({ ...draft, ...change });

  async function read(asked: Draft) {
    const mine = ++turn.current;
    setBusy(true);
    setError(null);
    try {
      const coded = await send<Coded>("POST", url("/code"), bodyOf(asked));
      if (mine === turn.current) setDone({ coded, title: asked.title.trim(), turn: mine });
    } catch (failure) {
      if (mine === turn.current) setError(failure instanceof ApiError ? failure : new ApiError(0, String(failure)));
    }
    if (mine === turn.current) setBusy(false);
  }
  return (
    <div class="stack">
      <section class="panel" aria-labelledby="try">
        <header>
          <h2 id="try">Read a text</h2>
          <div class="tools">
            <button
              type="button"
              onClick={() => {
                setDraft(EXAMPLE);
                void read(EXAMPLE);
              }}
            >
              Try an invented example
            </button>
          </div>
        </header>
        <p class="note">An article in English, as it was published. The date settles what “on Tuesday” means. The text is read, not kept.</p>
        <form
          class="try"
          onSubmit={(event) => {
            event.preventDefault();
            void read(draft);
          }}
        >
          <div class="field">
            <label for="try-title">Title (may be left out)</label>
            <input id="try-title" value={draft.title} dir="auto" onInput={(event) => put({ title: event.currentTarget.value })} />
          </div>
          <div class="field">
            <label for="try-date">Published</label>
            <input id="try-date" type="date" value={draft.date} onInput={(event) => put({ date: event.currentTarget.value })} />
          </div>
          <div class="field wide-field">
            <label for="try-text">Text</label>
            <textarea
              id="try-text"
              rows={9}
              dir="auto"
              value={draft.text}
              aria-invalid={isLong}
              aria-describedby="try-bytes"
              onInput={(event) => put({ text: event.currentTarget.value })}
              onKeyDown={(event) => {
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
              }}
            />
          </div>
          <p class="wide-field">
            <button type="submit" disabled={!draft.text.trim() || isLong || isBusy}>
              {isBusy ? "Reading…" : "Read it"}
            </button>{" "}
            <span id="try-bytes" class={isLong ? "denies" : "quiet"}>
              {isLong ? `Too long: ${number(bytes)} bytes, at most ${number(BYTES_MAX)} are taken.` : `${number(bytes)} of at most ${number(BYTES_MAX)} bytes. Ctrl+Enter reads it.`}
            </span>
          </p>
        </form>
        {error ? (
          <div class="status error" role="alert">
            <p>
              <strong>{error.message}</strong>
            </p>
            {error.detail ? <p>{error.detail}</p> : null}
          </div>
        ) : null}
      </section>
      {done ? (
        <section class="panel" aria-label="Result">
          <p class="hidden" role="status">
            {many(done.coded.events.length, "record")} found
          </p>
          <Result key={done.turn} coded={done.coded} title={done.title} />
        </section>
      ) : null}
    </div>
  );
}
