/** With what the subject of a play's task begins. */
export const playPrefix = 'Retention: ';

/** What was done against a risk, and what followed. */
export interface PlayDone {
  readonly play: string;
  /** True where the customer was still there when the horizon had passed; null while it has not. */
  readonly stayed: boolean | null;
}

/** How often customers stayed after a play; an observation, and no experiment. */
export interface PlayRecord {
  readonly play: string;
  /** Plays whose horizon has passed, and customers of them who stayed. */
  readonly done: number;
  readonly stayed: number;
  /** Share that stayed, with its 95 % interval; null under the least number. */
  readonly share: number | null;
  readonly low: number;
  readonly high: number;
}

/** Under so many ends a share would be an anecdote. */
const leastEnds = 10;
const z95 = 1.959963984540054;

/** Shown beside every ranking. */
export const notAnExperiment =
  'What followed is not what was caused: plays are chosen for customers who differ. Read the interval, not the order.';

/**
 * Plays by the lower end of Wilson's interval (1927), so that one lucky case leads nothing; those
 * with too few ends come last, in the order of their names.
 */
export function rankPlays(done: readonly PlayDone[]): PlayRecord[] {
  const counts = new Map<string, { done: number; stayed: number }>();
  for (const { play, stayed } of done) {
    const own = counts.get(play) ?? { done: 0, stayed: 0 };
    counts.set(play, own);
    if (stayed === null) continue;
    own.done += 1;
    if (stayed) own.stayed += 1;
  }
  return [...counts]
    .map(([play, own]) => ({
      play,
      ...own,
      share: own.done < leastEnds ? null : own.stayed / own.done,
      ...wilson(own.stayed, own.done)
    }))
    .sort(
      (a, b) =>
        Number(a.share === null) - Number(b.share === null) ||
        (a.share === null ? 0 : b.low - a.low) ||
        (a.play < b.play ? -1 : 1)
    );
}

/** Wilson's interval of a share, 95 % unless told; 0 to 1 where nothing was seen. */
export function wilson(hits: number, tries: number, z = z95): { low: number; high: number } {
  if (tries === 0) return { low: 0, high: 1 };
  const share = hits / tries;
  const square = z * z;
  const middle = (share + square / (2 * tries)) / (1 + square / tries);
  const half =
    (z / (1 + square / tries)) *
    Math.sqrt((share * (1 - share)) / tries + square / (4 * tries * tries));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
