/* The views that there are; one that is not here is not in the navigation. */
import type { ComponentType } from "preact";
import type { State, ViewName } from "../state";
import { Overview } from "./Overview";

export interface View {
  show: ComponentType<{ state: State }>;
  /** the word in the navigation; without one it is reached by links only */
  nav?: string;
  title: string;
  /** whether the filter bar concerns it */
  filtered: boolean;
}

export const views: Partial<Record<ViewName, View>> = {
  overview: { show: Overview, nav: "Overview", title: "Overview", filtered: true },
};
