/* The views that there are; one that is not here is not in the navigation. */
import type { ComponentType } from "preact";
import type { State, ViewName } from "../state";
import { Article } from "./Article";
import { Overview } from "./Overview";
import "./views.css";

export interface View {
  show: ComponentType<{ state: State }>;
  /** the word in the navigation; without one it is reached by links only */
  nav?: string;
  title: string;
  /** whether the filter bar concerns it, as long as it shows no single thing */
  filtered: boolean;
}

export const views: Partial<Record<ViewName, View>> = {
  overview: { show: Overview, nav: "Overview", title: "Overview", filtered: true },
  article: { show: Article, nav: "Articles", title: "Articles", filtered: true },
};
