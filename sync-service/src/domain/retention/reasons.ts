import type { RiskSignal } from './risk-signal.ts';

/** Why an account's risk is what it is, the strongest first. */
export interface Reasons {
  /** Up to three signals that raise it. */
  readonly raises: readonly RiskSignal[];
  /** Up to three signals that lower it, in words with numbers. */
  readonly holds: readonly string[];
  /** What the risk would be with the strongest signal that can be mended at its best; null where none can. */
  readonly mended: string | null;
}

/** At most so many reasons each way. */
export const mostReasons = 3;

/**
 * Stands between what holds a customer, in one field. Latin-1, as all else that is written: a single
 * character beyond doubles the memory of the whole page of CSV that holds it.
 */
export const reasonBreak = ' · ';
const fieldLength = 255;

/** Reasons as one text field holds them; where they are too long each is cut, so that all are named. Null for none. */
export function inOneField(words: readonly string[]): string | null {
  if (words.length === 0) return null;
  const plain = words.some((text) => text.includes(reasonBreak))
    ? words.map((text) => text.replaceAll(reasonBreak, ' - '))
    : words;
  const whole = plain.join(reasonBreak);
  if (whole.length <= fieldLength) return whole;
  const room = Math.floor((fieldLength - reasonBreak.length * (words.length - 1)) / words.length);
  return plain
    .map((text) => (text.length <= room ? text : `${text.slice(0, room - 3)}...`))
    .join(reasonBreak);
}
