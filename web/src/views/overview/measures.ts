/* What the map may be coloured by, and the classes of colour. */
import { scale as scaleText } from "../../format";
import { BANDS, bandOf, bandRange, bandWord } from "../../parts/Bands";
import type { Key } from "../../parts/picture";
import { TONES, toneOf } from "../../parts/tones";
import type { CountryRow } from "../../types";

export interface Measure {
  name: string;
  title: string;
  steps: Key[];
  /** the step of a country; null leaves it blank */
  stepOf: (row: CountryRow) => Key | null;
  valueOf: (row: CountryRow) => string;
}

const STEPS = 5;

/** About n, as people round: 1, 2 or 5 times a power of ten. */
function round(n: number): number {
  const power = 10 ** Math.floor(Math.log10(n));
  const part = n / power;
  return power * (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10);
}

/** Lower bounds of the classes, each a like factor above the one before: counts of news span magnitudes. */
export function stepsOf(max: number): number[] {
  const bounds = new Set([1]);
  for (let i = 1; i < STEPS && max > 1; i++) bounds.add(round(max ** (i / STEPS)));
  return [...bounds].filter((b) => b <= Math.max(max, 1)).sort((a, b) => a - b);
}

function counted(name: string, title: string, rows: CountryRow[], count: (row: CountryRow) => number): Measure {
  const bounds = stepsOf(Math.max(0, ...rows.map(count)));
  const steps = bounds.map((from, i) => {
    const to = (bounds[i + 1] ?? Number.POSITIVE_INFINITY) - 1;
    const label = to === Number.POSITIVE_INFINITY ? `${from.toLocaleString("en")} or more` : to === from ? `${from}` : `${from.toLocaleString("en")}–${to.toLocaleString("en")}`;
    return { class: `step${STEPS - bounds.length + i + 1}`, label };
  });
  return {
    name,
    title,
    steps,
    stepOf: (row) => steps[bounds.findLastIndex((from) => count(row) >= from)] ?? null,
    valueOf: (row) => count(row).toLocaleString("en"),
  };
}

export function measuresOf(rows: CountryRow[]): Measure[] {
  return [
    counted("claims", "claims about it", rows, (row) => row.claims),
    counted("located", "claims placed in it", rows, (row) => row.located),
    {
      name: "change",
      title: "last 7 days against 4 weeks",
      steps: BANDS.map((band) => ({ class: band, label: `${bandWord(band)}: ${bandRange(band)}` })),
      stepOf: (row) => {
        const band = bandOf(row.week, row.mean4);
        return band === "none" ? null : { class: band, label: bandWord(band) };
      },
      valueOf: (row) => bandWord(bandOf(row.week, row.mean4)),
    },
    {
      name: "scale",
      title: "conflict or cooperation",
      steps: TONES,
      stepOf: (row) => (row.scale === null ? null : toneOf(row.scale)),
      valueOf: (row) => scaleText(row.scale),
    },
  ];
}
