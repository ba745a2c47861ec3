import type { MoveRow } from '../salesforce/records/rebalance-moves.ts';

/** Moves that are read, checked and written together. */
export interface DueBatch {
  readonly label: string;
  readonly moves: readonly MoveRow[];
  /** Condition over the moves' fields that all of them meet. */
  readonly where: string;
}

/** So many are read by full pages and fill the calls that save what they were. */
const mostAtOnce = 4_000;
/** So many are looked at once more and then written, within seconds in which few people change them. */
const mostInSlice = 1_000;

/**
 * Moves that are due, put together: the canary by itself, then waves in their order, so that small
 * waves whose days have come share the calls of one.
 * @param own the condition that all moves of the scenario meet
 */
export function dueBatches(due: readonly MoveRow[], own: string): DueBatch[] {
  const ordered = [...due].sort((a, b) => a.wave - b.wave || (a.id < b.id ? -1 : 1));
  const canary = ordered.filter(({ wave }) => wave === 0);
  const rest = ordered.filter(({ wave }) => wave !== 0);
  return [...chunks(canary, mostAtOnce), ...chunks(rest, mostAtOnce)].map((moves) => {
    const first = moves[0]?.wave ?? 0;
    const last = moves.at(-1)?.wave ?? first;
    return {
      label: first === last ? `Wave ${String(first)}` : `Waves ${String(first)} to ${String(last)}`,
      moves,
      where: conditionOf(moves, own)
    };
  });
}

/** The shortest condition that all of some moves meet: their waves, and the range of their ids. */
export function conditionOf(moves: readonly Pick<MoveRow, 'id' | 'wave'>[], own: string): string {
  const waves = [...new Set(moves.map(({ wave }) => wave))].sort((a, b) => a - b);
  const ids = moves.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1));
  return `${own} AND Wave__c IN (${waves.join(', ')}) AND Id >= '${ids[0] ?? ''}' AND Id <= '${ids.at(-1) ?? ''}'`;
}

/** Moves in their order, in parts that are written one after another. */
export function slicesOf<T>(moves: readonly T[]): (readonly T[])[] {
  return chunks(moves, mostInSlice);
}

function chunks<T>(rows: readonly T[], most: number): (readonly T[])[] {
  const all: (readonly T[])[] = [];
  for (let from = 0; from < rows.length; from += most) all.push(rows.slice(from, from + most));
  return all;
}
