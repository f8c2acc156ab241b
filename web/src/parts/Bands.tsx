/* The last week against the weeks before, in bands that are told by arrow and word, not by colour alone. */
import { DAY_MS, percent, tenths, timeOf } from "../format";

export type Band = "new" | "up2" | "up1" | "same" | "down1" | "down2" | "none";

const WORDS: Record<Band, { arrow: string; word: string; range: string }> = {
  new: { arrow: "✱", word: "new", range: "none in the weeks before" },
  up2: { arrow: "▲▲", word: "much more", range: "over +25 %" },
  up1: { arrow: "▲", word: "more", range: "+10 to +25 %" },
  same: { arrow: "=", word: "same", range: "within ±10 %" },
  down1: { arrow: "▼", word: "less", range: "−10 to −25 %" },
  down2: { arrow: "▼▼", word: "much less", range: "under −25 %" },
  none: { arrow: "", word: "none", range: "nothing in either" },
};
/* Of fewer claims a percentage says little. */
const FEW = 5;

export const BANDS: Band[] = ["new", "up2", "up1", "same", "down1", "down2"];

export function bandOf(week: number, mean: number): Band {
  if (mean === 0) return week > 0 ? "new" : "none";
  const change = week / mean - 1;
  if (change > 0.25) return "up2";
  if (change > 0.1) return "up1";
  if (change >= -0.1) return "same";
  return change >= -0.25 ? "down1" : "down2";
}

/** The change as a number to sort by: new is above all. */
export const changeOf = (week: number, mean: number): number | null =>
  mean ? week / mean - 1 : week ? Number.POSITIVE_INFINITY : null;

export const bandWord = (band: Band): string => WORDS[band].word;
export const bandRange = (band: Band): string => WORDS[band].range;

/** Of the weeks before the last seven days, how many the data reach back, 52 at most. */
export function weeksBefore(firstDay: string | null | undefined, lastDay: string | null | undefined): number {
  if (!firstDay || !lastDay) return 52;
  const weeks = (timeOf(lastDay) - timeOf(firstDay)) / DAY_MS / 7 - 1;
  return Math.min(52, Math.max(1, Math.round(weeks)));
}

export function BandMark({ week, mean, weeks }: { week: number; mean: number; weeks: number }) {
  const band = bandOf(week, mean);
  const { arrow, word } = WORDS[band];
  const isFew = Math.max(week, mean) < FEW;
  const change = mean ? ` (${week >= mean ? "+" : "−"}${percent(Math.abs(week / mean - 1))})` : "";
  return (
    <span
      class={isFew ? `band ${band} few` : `band ${band}`}
      title={`${week} in the last 7 days, ${tenths(mean)} a week in the ${weeks} weeks before${change}${isFew ? "; few, so take it lightly" : ""}`}
    >
      <span class="arrow" aria-hidden="true">
        {arrow}
      </span>{" "}
      {word}
    </span>
  );
}
