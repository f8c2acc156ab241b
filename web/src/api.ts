/* Asks the server: with the token, with what we have already (ETag), and can be called off. */
import { useEffect, useState } from "preact/hooks";
import { Signal, useSignal } from "./signal";
import type { Filter } from "./state";

const API = "/api/v1";
const KEPT_MAX = 60;

/** What the last answer said of the data, for the stamp and for citations. */
export const dataVersion = new Signal<{ revision: string; version: string }>({ revision: "", version: "" });
/** The server wants a token (401): the page asks for one. */
export const tokenWanted = new Signal(false);
/** Raised to ask everything again: new data, new token. */
export const round = new Signal(0);
/** Requests on their way. */
export const busy = new Signal(0);

export class ApiError extends Error {
  constructor(
    readonly status: number,
    title: string,
    readonly detail = "",
  ) {
    super(title);
  }
}

const TOKEN = "lapwing-token";
export const token = () => sessionStorage.getItem(TOKEN) ?? "";

export function setToken(value: string): void {
  sessionStorage.setItem(TOKEN, value);
  tokenWanted.set(false);
  refresh();
}

export function refresh(): void {
  round.set(round.get() + 1);
}

/** The address of a question: `path` under /api/v1, the filter, more parameters. */
export function url(path: string, filter: Partial<Filter> = {}, more: Record<string, string | number> = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...filter, ...more }))
    if (value !== "" && value !== undefined) query.set(key, String(value));
  const text = query.toString().replaceAll("%2C", ",");
  return API + path + (text ? `?${text}` : "");
}

function headers(more: Record<string, string> = {}): Record<string, string> {
  return token() ? { ...more, Authorization: `Bearer ${token()}` } : more;
}

async function problem(response: Response): Promise<ApiError> {
  let title = response.statusText || `error ${response.status}`;
  let detail = "";
  try {
    const body = await response.json();
    title = body.title ?? title;
    detail = body.detail ?? "";
  } catch {
    /* no problem+json: the status says enough */
  }
  return new ApiError(response.status, title, detail);
}

/** Any request; throws ApiError. */
export async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  busy.set(busy.get() + 1);
  try {
    const response = await fetch(address, { ...init, headers: headers(init.headers as Record<string, string>) });
    if (response.status === 401) tokenWanted.set(true);
    if (!response.ok && response.status !== 304) throw await problem(response);
    const revision = response.headers.get("Lapwing-Revision");
    const etag = response.headers.get("ETag")?.match(/^(?:W\/)?"\d+-(.*)"$/);
    if (revision && etag) {
      const now = dataVersion.get();
      if (now.revision !== revision || now.version !== etag[1])
        dataVersion.set({ revision, version: etag[1] ?? "" });
    }
    return response;
  } catch (error) {
    if (error instanceof ApiError || (error as Error).name === "AbortError") throw error;
    throw new ApiError(0, "The server does not answer.", "Is lapwing serve running?");
  } finally {
    busy.set(busy.get() - 1);
  }
}

/* Answers we have, by address, oldest first; the server says by 304 that one still holds. */
const kept = new Map<string, { etag: string; data: unknown }>();

async function fetched(address: string, signal: AbortSignal): Promise<unknown> {
  const have = kept.get(address);
  const response = await ask(address, { signal, headers: have ? { "If-None-Match": have.etag } : {}, cache: "no-store" });
  if (have && response.status === 304) return have.data;
  const data: unknown = await response.json();
  const etag = response.headers.get("ETag");
  kept.delete(address);
  if (etag) kept.set(address, { etag, data });
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MAX) break;
    kept.delete(oldest);
  }
  return data;
}

/* Questions on their way: who asks the same waits for the same answer; given up when nobody waits. */
const onTheWay = new Map<string, { answer: Promise<unknown>; waiting: number; control: AbortController }>();

function join(address: string) {
  const there = onTheWay.get(address);
  if (there) return there;
  const control = new AbortController();
  const mine = { answer: fetched(address, control.signal), waiting: 0, control };
  const leave = () => {
    if (onTheWay.get(address) === mine) onTheWay.delete(address);
  };
  mine.answer.then(leave, leave);
  onTheWay.set(address, mine);
  return mine;
}

export async function get<T>(address: string, signal?: AbortSignal): Promise<T> {
  const question = join(address);
  question.waiting++;
  signal?.addEventListener("abort", () => {
    if (--question.waiting > 0) return;
    onTheWay.delete(address);
    question.control.abort();
  });
  return (await question.answer) as T;
}

export async function text(address: string, signal?: AbortSignal): Promise<string> {
  return (await ask(address, { signal })).text();
}

/** Sends JSON; the answer as JSON, undefined if it has none. */
export async function send<T>(method: "POST" | "DELETE", address: string, body?: unknown): Promise<T> {
  const response = await ask(address, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.text();
  return (answer ? JSON.parse(answer) : undefined) as T;
}

export interface Asked<T> {
  /** the last answer: stays while the next is on its way */
  data?: T;
  error?: ApiError;
  loading: boolean;
}

/** Asks `address` and again when it or the data change; null asks nothing.
 * `read` is `get` or `text`. */
export function useApi<T>(
  address: string | null,
  read: (address: string, signal: AbortSignal) => Promise<T> = get,
): Asked<T> {
  const turn = useSignal(round);
  const have = (): T | undefined => kept.get(address ?? "")?.data as T | undefined;
  const [asked, setAsked] = useState<Asked<T>>(() => ({ data: have(), loading: address !== null }));
  useEffect(() => {
    if (address === null) {
      setAsked({ loading: false });
      return;
    }
    const control = new AbortController();
    setAsked((before) => ({ data: have() ?? before.data, loading: true }));
    read(address, control.signal).then(
      (data) => {
        if (!control.signal.aborted) setAsked({ data, loading: false });
      },
      (error) => {
        if (!control.signal.aborted) setAsked({ error, loading: false });
      },
    );
    return () => control.abort();
  }, [address, turn]);
  return asked;
}

/** Lets the browser save an answer of the server (a link could not carry the token). */
export async function download(address: string, name: string): Promise<void> {
  const response = await ask(address);
  const told = response.headers.get("Content-Disposition")?.match(/filename="?([^";]+)/)?.[1];
  save(await response.blob(), told ?? name);
}

export function save(blob: Blob, name: string): void {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
}
