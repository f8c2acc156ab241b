/* Numbers and days as people read them. Days of the data are calendar days without a zone. */

const count = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const decimal = new Intl.NumberFormat("en", { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const share = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

export const number = (n: number): string => count.format(n);
export const tenths = (n: number): string => decimal.format(n);
export const percent = (n: number): string => share.format(n);

/** "1 claim", "2 claims" */
export const many = (n: number, one: string, more = one + "s"): string => `${number(n)} ${n === 1 ? one : more}`;

/** The score of conflict and cooperation with its sign: "−3.4", "+1.0" */
export function scale(n: number | null | undefined): string {
  if (n === null || n === undefined) return "–";
  return (n > 0 ? "+" : n < 0 ? "−" : "") + decimal.format(Math.abs(n));
}

export const DAY_MS = 86_400_000;
const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
const WEEKDAY = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});

export const timeOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`);
export const isoOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
export const shiftDay = (iso: string, days: number): string => isoOf(timeOf(iso) + days * DAY_MS);

/** "3 Mar 2025" of "2025-03-03"; what is no day is shown as it is. */
export function day(iso: string | null | undefined): string {
  if (!iso) return "–";
  const time = timeOf(iso);
  return Number.isNaN(time) ? iso : DAY.format(time);
}

/** "Monday, 3 March 2025" */
export function longDay(iso: string): string {
  const time = timeOf(iso);
  return Number.isNaN(time) ? iso : WEEKDAY.format(time);
}

/** "3 Mar 2025" or "3 Mar 2025 to 9 Mar 2025" */
export const days = (from?: string, to?: string): string =>
  from && to && from !== to ? `${day(from)} to ${day(to)}` : day(from ?? to);

/** A moment in UTC, "2025-03-03 09:15 UTC". */
export const utc = (time: Date): string => `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** The same moment in the reader's zone, for a title. */
export const local = (time: Date): string => `${time.toLocaleString("en-GB")} (${Intl.DateTimeFormat().resolvedOptions().timeZone})`;

/** Cut at a word, with an ellipsis. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max);
  return `${head.slice(0, Math.max(head.lastIndexOf(" "), max / 2))}…`;
}
