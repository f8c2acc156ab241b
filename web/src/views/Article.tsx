/* An article with its records; without an id, the articles that have records which match the filter. */
import { useState } from "preact/hooks";
import { url, useApi } from "../api";
import { day, many } from "../format";
import { Export } from "../parts/Export";
import { Panel } from "../parts/Panel";
import { Answer, Empty } from "../parts/Status";
import { isWeb } from "../parts/Telling";
import { filterOf, go, link, type State } from "../state";
import type { DocumentDetail, DocumentRow, Page } from "../types";
import { Reading } from "./article/Reading";
import { Why } from "./article/Why";

const PAGE = 50;

/** Does the text begin with the title? Then it stands there, with its spans. */
const hasTitle = ({ title, text }: DocumentDetail) => !!title && (text?.startsWith(title) ?? false);

function Head({ article }: { article: DocumentDetail }) {
  const path = `/documents/${encodeURIComponent(article.id)}`;
  return (
    <header>
      <h1 class={hasTitle(article) ? "hidden" : undefined} dir="auto">
        {article.title ?? article.id}
      </h1>
      <p class="quiet">
        {[article.publisher, article.date ? day(article.date) : "without a date", article.language].filter(Boolean).join(", ")}
        {isWeb(article.url) ? (
          <>
            {", "}
            <a href={article.url} target="_blank" rel="noreferrer noopener">
              original<span class="hidden"> in a new window</span> ↗
            </a>
          </>
        ) : null}
      </p>
      <div class="tools">
        <Export name={article.id} path={path} filter={{}} formats={["json"]} />
      </div>
      {article.copies?.length ? (
        <p class="quiet">
          The same story, counted as one source:{" "}
          {article.copies.map((id, i) => (
            <>
              {i ? ", " : ""}
              <a key={id} href={link({ view: "article", id, show: "" })}>
                {id}
              </a>
            </>
          ))}
        </p>
      ) : null}
    </header>
  );
}

function One({ state }: { state: State }) {
  const asked = useApi<DocumentDetail>(url(`/documents/${encodeURIComponent(state.id)}`));
  const select = (show: string) => go({ show }, true);
  return (
    <>
      {asked.data ? null : <h1 class="hidden">Article</h1>}
      <Answer asked={asked} what="the article">
        {(article) => (
          <section class="panel">
            <Head article={article} />
            <Reading sheet={article} selected={state.show} onSelect={select} why={article.text === null ? undefined : (event) => <Why doc={article.id} id={event.id} />} />
          </section>
        )}
      </Answer>
    </>
  );
}

function Rows({ state, cursor, onMore }: { state: State; cursor: string; onMore: (next: string) => void }) {
  const asked = useApi<Page<DocumentRow>>(url("/documents", filterOf(state), { limit: PAGE, cursor }));
  return (
    <Answer asked={asked} what="articles">
      {({ items, total, next }) =>
        total ? (
          <>
            {cursor ? null : <p class="note">{many(total, "article")} with records that match.</p>}
            <ul class="articles">
              {items.map((row) => (
                <li key={row.id}>
                  <a href={link({ view: "article", id: row.id })} dir="auto">
                    {row.title || row.id}
                  </a>
                  <span class="quiet">
                    {[day(row.date), row.publisher, many(row.events, "record")].filter(Boolean).join(", ")}
                    {row.story && row.story !== row.id ? "; a copy" : ""}
                  </span>
                </li>
              ))}
            </ul>
            {next ? (
              <button type="button" class="further" onClick={() => onMore(next)}>
                More
              </button>
            ) : null}
          </>
        ) : (
          <Empty what="articles" />
        )
      }
    </Answer>
  );
}

function All({ state }: { state: State }) {
  const [cursors, setCursors] = useState([""]);
  return (
    <Panel title="Articles with records" tools={<Export name="articles" path="/documents" formats={["csv", "jsonl", "json"]} />}>
      {cursors.map((cursor) => (
        <Rows key={cursor} state={state} cursor={cursor} onMore={(next) => setCursors([...cursors, next])} />
      ))}
    </Panel>
  );
}

export function Article({ state }: { state: State }) {
  return state.id ? <One state={state} key={state.id} /> : <All state={state} key={JSON.stringify(filterOf(state))} />;
}
