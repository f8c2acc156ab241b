/* What colours mean. */
import type { Key } from "./picture";

export function Swatches({ keys }: { keys: Key[] }) {
  return (
    <ul class="legend">
      {keys.map((key) => (
        <li key={key.class}>
          <svg class="swatch" viewBox="0 0 14 10" width="14" height="10" aria-hidden="true">
            <rect class={key.class} width="14" height="10" />
          </svg>{" "}
          {key.label}
        </li>
      ))}
    </ul>
  );
}
