/* The menu "Export" of a view: figures from the server, the picture from the page, how to cite. */
import { useRef, useState } from "preact/hooks";
import { ApiError, dataVersion, download, save, url } from "../api";
import { utc } from "../format";
import { theLabels } from "../labels";
import { useSignal } from "../signal";
import { type Filter, filterOf, print, state } from "../state";
import { type Key, pngOf, svgOf } from "./picture";

export interface ExportProps {
  /** file name without suffix */
  name: string;
  /** path under /api/v1 that has the figures */
  path?: string;
  /** the filter asked with; left out, the page's */
  filter?: Partial<Filter>;
  more?: Record<string, string | number>;
  formats?: ("csv" | "json" | "jsonl" | "geojson")[];
  /** the drawn picture, if there is one */
  picture?: () => SVGSVGElement | null;
  /** what its colours mean */
  keys?: Key[];
}

/** How to cite what is shown: what, which filter, which data, when. */
export function citation(what: string): string {
  const now = state.get();
  const filter = Object.entries(filterOf(now)).map(([key, value]) => `${key}=${value}`);
  const { revision, version } = dataVersion.get();
  return (
    `lapwing, ${what}; filter: ${filter.join(", ") || "none"}; ` +
    `data revision ${revision || "unknown"}; ${theLabels().codes.version || version}; ` +
    `${utc(new Date())}; ${location.origin}${print(now)}`
  );
}

export function Export({ name, path, filter, more, formats = ["csv", "json"], picture, keys = [] }: ExportProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [told, setTold] = useState("");
  const shown = useSignal(state);

  async function run(what: string, action: () => Promise<void> | void) {
    try {
      await action();
      setTold(`${what}: done.`);
    } catch (error) {
      setTold(error instanceof ApiError ? `${error.message} ${error.detail}` : String(error));
    }
  }
  /* JSON is what the server gives unasked. */
  const figures = (format: string) => {
    const asked = format === "json" ? more : { ...more, format, download: 1 };
    return download(url(path ?? "", filter ?? filterOf(shown), asked), `${name}.${format}`);
  };
  const drawn = () => {
    const svg = picture?.();
    if (!svg) throw new Error("There is no picture yet.");
    return svg;
  };
  const copy = (text: string) => navigator.clipboard.writeText(text);
  const close = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !menu.current) return;
    menu.current.open = false;
    menu.current.querySelector("summary")?.focus();
  };
  const leave = (event: FocusEvent) => {
    if (menu.current && !menu.current.contains(event.relatedTarget as Node | null)) menu.current.open = false;
  };
  const item = (label: string, action: () => Promise<void> | void) => (
    <li>
      <button type="button" onClick={() => run(label, action)}>
        {label}
      </button>
    </li>
  );
  return (
    <details class="export" ref={menu} onKeyDown={close} onFocusOut={leave}>
      <summary>Export</summary>
      <div class="menu" tabIndex={-1}>
        <ul>
          {path ? formats.map((format) => item(`Figures as ${format.toUpperCase()}`, () => figures(format))) : null}
          {picture ? item("Picture as SVG", () => save(svgOf(drawn(), citation(name), keys), `${name}.svg`)) : null}
          {picture ? item("Picture as PNG", async () => save(await pngOf(drawn(), citation(name), keys), `${name}.png`)) : null}
          {item("Copy link", () => copy(location.href))}
          {item("Copy citation", () => copy(citation(name)))}
        </ul>
        <p class="cite">{citation(name)}</p>
        <p role="status">{told}</p>
      </div>
    </details>
  );
}
