/* Light or dark: as the system has it until the reader chooses. */
import { useState } from "preact/hooks";

const KEY = "lapwing-theme";
const NEXT: Record<string, string> = { "": "dark", dark: "light", light: "" };
const NAMES: Record<string, string> = { "": "as the system", dark: "dark", light: "light" };

function apply(theme: string): void {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

const kept = () => localStorage.getItem(KEY) ?? "";
apply(kept());

export function ThemeSwitch() {
  const [theme, setTheme] = useState(kept);
  const choose = () => {
    const next = NEXT[theme] ?? "";
    localStorage.setItem(KEY, next);
    apply(next);
    setTheme(next);
  };
  return (
    <button type="button" class="theme" onClick={choose} title={`Colours: ${NAMES[theme]}. Press to change`} aria-label={`Colours: ${NAMES[theme]}`}>
      <span aria-hidden="true">{theme === "dark" ? "☾" : theme === "light" ? "☀" : "◐"}</span>
    </button>
  );
}
