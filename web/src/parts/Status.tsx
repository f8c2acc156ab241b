/* What stands where an answer would: on its way, nothing found, gone wrong. */
import type { ComponentChildren } from "preact";
import { type Asked, refresh } from "../api";
import type { ApiError } from "../api";
import { FILTERS, filterOf, go, state } from "../state";
import { useSignal } from "../signal";

export function Loading({ what = "figures" }: { what?: string }) {
  return (
    <p class="status loading" role="status">
      Loading {what}…
    </p>
  );
}

/** Nothing matches: says so and offers the way out. */
export function Empty({ what = "claims", children }: { what?: string; children?: ComponentChildren }) {
  const filtered = Object.keys(filterOf(useSignal(state))).length > 0;
  const none = Object.fromEntries(FILTERS.map((key) => [key, ""]));
  return (
    <div class="status">
      <p>{filtered ? `No ${what} match the filter.` : `There are no ${what} yet.`}</p>
      {children}
      {filtered ? (
        <p>
          <button type="button" onClick={() => go(none)}>
            Clear the filter
          </button>
        </p>
      ) : null}
    </div>
  );
}

export function ErrorBox({ error }: { error: ApiError }) {
  return (
    <div class="status error" role="alert">
      <p>
        <strong>{error.status === 401 ? "The server asks for a token." : error.message}</strong>
      </p>
      {error.detail ? <p>{error.detail}</p> : null}
      <p>
        <button type="button" onClick={refresh}>
          Try again
        </button>
      </p>
    </div>
  );
}

/** Draws an answer; before it comes, the status. While the next is on its way, the last one stays, faded. */
export function Answer<T>({
  asked,
  what,
  children,
}: {
  asked: Asked<T>;
  what?: string;
  children: (data: T) => ComponentChildren;
}) {
  if (asked.error) return <ErrorBox error={asked.error} />;
  if (!asked.data) return <Loading what={what} />;
  return (
    <div class={asked.loading ? "answer old" : "answer"} aria-busy={asked.loading}>
      {children(asked.data)}
    </div>
  );
}
