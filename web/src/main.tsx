/* The shell of the page: title, navigation, filter, stamp of freshness, and the view that is asked for. */
import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { busy, round, url, useApi } from "./api";
import { FilterBar } from "./FilterBar";
import { Freshness, LiveHint } from "./Freshness";
import { loadLabels } from "./labels";
import { ThemeSwitch } from "./Theme";
import { TokenPrompt } from "./TokenPrompt";
import { useSignal } from "./signal";
import { filterOf, followLinks, link, state as stateSignal, type ViewName } from "./state";
import "./style.css";
import type { Summary } from "./types";
import { type View, views } from "./views";

const entries = Object.entries(views) as [ViewName, View][];

function Nav({ current }: { current: ViewName }) {
  return (
    <nav aria-label="Views">
      {entries.map(([name, view]) =>
        view.nav ? (
          <a key={name} href={link({ view: name, id: "" })} aria-current={name === current ? "page" : undefined}>
            {view.nav}
          </a>
        ) : null,
      )}
    </nav>
  );
}

/** Says to those who hear the page that it works and when it is done. */
function Announcer() {
  const requests = useSignal(busy);
  return (
    <>
      <div class={requests ? "progress on" : "progress"} aria-hidden="true" />
      <p class="hidden" role="status" aria-live="polite">
        {requests ? "Loading" : "Done"}
      </p>
    </>
  );
}

function App() {
  const state = useSignal(stateSignal);
  const turn = useSignal(round);
  const main = useRef<HTMLElement>(null);
  const summary = useApi<Summary>(url("/summary", filterOf(state)));
  const all = useApi<Summary>(url("/summary"));
  const name = state.view;
  const view = views[name];
  const isFiltered = view.filtered && !state.id;

  useEffect(() => void loadLabels().catch(() => undefined), [turn]);
  useEffect(() => {
    document.title = `${view.title} – lapwing`;
  }, [name]);
  return (
    <>
      <a class="skip" href="#main" onClick={() => main.current?.focus()}>
        Skip to the content
      </a>
      <header class="top">
        <a class="name" href="/">
          lapwing
        </a>
        <Nav current={name} />
        <Freshness summary={summary.data} all={all.data} />
        <LiveHint />
        <ThemeSwitch />
      </header>
      {isFiltered ? <FilterBar state={state} lastDay={all.data?.last_day ?? ""} /> : null}
      <Announcer />
      <TokenPrompt />
      <main id="main" tabIndex={-1} ref={main}>
        {state.id ? null : <h1 class="hidden">{view.title}</h1>}
        <view.show state={state} key={name} />
      </main>
      <footer>
        <p>
          Claims are what texts say, not what happened. Reports that copy each other count as one source. Borders and names
          on maps imply no opinion of their status.
        </p>
        <p>
          Borders: Natural Earth, public domain. Place names: GeoNames, CC BY 4.0. <a href="/assets/licences.txt">Licences</a>,{" "}
          <a href="/api/v1/openapi.json">interface for programs</a>.
        </p>
      </footer>
    </>
  );
}

document.addEventListener("click", followLinks);
render(<App />, document.getElementById("app") as HTMLElement);
