/* How fresh the data are, how much there is, and that there is more. */
import { useEffect, useState } from "preact/hooks";
import { dataVersion, refresh, round, token, url } from "./api";
import { day, longDay, many, number } from "./format";
import { useSignal } from "./signal";
import type { Summary } from "./types";

export function Freshness({ summary, all }: { summary?: Summary; all?: Summary }) {
  const { revision, version } = useSignal(dataVersion);
  if (!summary || !all) return <p class="fresh" />;
  return (
    <p class="fresh">
      <span title="What is told as happened, unless the filter asks for another status. A report is one telling of a claim in one document; copies of one text are one source">
        reports <b>{number(summary.reports)}</b> / claims <b>{number(summary.claims)}</b> / independent sources{" "}
        <b>{number(summary.sources)}</b>
      </span>
      <span title={all.last_day ? `Newest document: ${longDay(all.last_day)}. Revision ${revision}, ${version}` : version}>
        {all.last_day ? `data to ${day(all.last_day)}` : "no documents yet"}, revision {number(Number(revision) || all.revision)}
      </span>
    </p>
  );
}

interface Told {
  revision: number;
  claims?: string[];
}

/* EventSource cannot carry the token, so the stream is read by hand: blocks end with an empty line. */
async function follow(signal: AbortSignal, tell: (told: Told) => void): Promise<void> {
  const response = await fetch(url("/stream"), {
    signal,
    headers: token() ? { Authorization: `Bearer ${token()}` } : {},
  });
  const reader = response.ok ? response.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined;
  let rest = "";
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) return;
    const blocks = (rest + piece.value).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = block.match(/^data: ?(.*)$/m)?.[1];
      if (data) tell(JSON.parse(data));
    }
  }
}

const AGAIN_MS = 20_000;

/** "3 new: show". The figures never change under the reader's eyes by themselves. */
export function LiveHint() {
  const turn = useSignal(round);
  const { revision } = useSignal(dataVersion);
  const [fresh, setFresh] = useState<{ revision: number; claims: Set<string> }>({ revision: 0, claims: new Set() });
  useEffect(() => {
    const control = new AbortController();
    const tell = (told: Told) =>
      setFresh((have) => ({ revision: told.revision, claims: new Set([...have.claims, ...(told.claims ?? [])]) }));
    const run = async () => {
      while (!control.signal.aborted) {
        await follow(control.signal, tell).catch(() => undefined);
        await new Promise((done) => setTimeout(done, AGAIN_MS));
      }
    };
    void run();
    return () => control.abort();
  }, [turn]);
  const isNew = revision !== "" && fresh.revision > Number(revision);
  useEffect(() => {
    if (!isNew && fresh.claims.size) setFresh({ revision: fresh.revision, claims: new Set() });
  }, [isNew]);
  return (
    <span class="live" role="status">
      {isNew ? (
        <button type="button" onClick={refresh}>
          {fresh.claims.size ? many(fresh.claims.size, "new or changed claim") : "New data"}: show
        </button>
      ) : null}
    </span>
  );
}
