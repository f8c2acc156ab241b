/* The views, in the order of the navigation. */
import type { ComponentType } from "preact";
import type { State, ViewName } from "../state";
import { Article } from "./Article";
import { Claim } from "./Claim";
import { Ledger } from "./Ledger";
import { Network } from "./Network";
import { Overview } from "./Overview";
import { Pair } from "./Pair";
import { Try } from "./Try";
import "./views.css";

export interface View {
  show: ComponentType<{ state: State }>;
  /** the word in the navigation; without one it is reached by links only */
  nav?: string;
  title: string;
  /** whether the filter bar concerns it, as long as it shows no single thing */
  filtered: boolean;
}

export const views: Record<ViewName, View> = {
  overview: { show: Overview, nav: "Overview", title: "Overview", filtered: true },
  ledger: { show: Ledger, nav: "Claims", title: "Claims", filtered: true },
  article: { show: Article, nav: "Articles", title: "Articles", filtered: true },
  network: { show: Network, nav: "Network", title: "Network", filtered: true },
  pair: { show: Pair, nav: "Pair", title: "Two countries", filtered: true },
  try: { show: Try, nav: "Try it", title: "Try it", filtered: false },
  claim: { show: Claim, title: "Claim", filtered: false },
};
