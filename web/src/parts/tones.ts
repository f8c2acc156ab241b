/* The colour of a mean score: the same in map, matrix, graph and legends. */
import type { Key } from "./picture";

const FROM = [Number.NEGATIVE_INFINITY, -5, -1, 1, 5];

export const TONES: Key[] = [
  { class: "tone4", label: "−5 or below: conflict" },
  { class: "tone3", label: "−5 to −1" },
  { class: "same", label: "−1 to +1" },
  { class: "tone1", label: "+1 to +5" },
  { class: "tone2", label: "over +5: cooperation" },
];

export const toneOf = (scale: number): Key => TONES[FROM.findLastIndex((from) => scale > from)] as Key;
