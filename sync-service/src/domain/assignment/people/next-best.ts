import type { Matching } from './least-cost-matching.ts';
import { leastCostMatching } from './least-cost-matching.ts';

/** Another row for a column, and how much dearer the whole would be with it. */
export interface NextBest {
  /** −1 where no other row is allowed. */
  readonly row: number;
  readonly more: number;
  /** Otherwise `more` is a lower limit. */
  readonly exact: boolean;
}

/** Up to this many pairs every alternative that could be the best is matched anew. */
const mostPairs = 4000;

/**
 * The row that a column would best have instead of its own. The prices bound from below what each
 * would cost; they are tried by that bound until it passes the best found.
 */
export function nextBest(
  matching: Matching,
  rows: number,
  columns: number,
  cost: Float64Array,
  without: Float64Array,
  column: number
): NextBest {
  const bounds = Array.from({ length: rows }, (_, row) => ({
    row,
    bound: Math.max(
      0,
      (cost[row * columns + column] ?? Infinity) -
        (matching.rowPrice[row] ?? 0) -
        (matching.columnPrice[column] ?? 0)
    )
  }))
    .filter(({ row, bound }) => row !== matching.row[column] && bound < Infinity)
    .sort((a, b) => a.bound - b.bound || a.row - b.row);
  const [first] = bounds;
  if (first === undefined) return { row: -1, more: 0, exact: true };
  if (rows * columns > mostPairs) return { row: first.row, more: first.bound, exact: false };
  let best = { row: -1, more: Infinity };
  for (const { row, bound } of bounds) {
    if (bound >= best.more) break;
    const forced = cost.slice();
    for (let c = 0; c < columns; c += 1) if (c !== column) forced[row * columns + c] = Infinity;
    for (let r = 0; r < rows; r += 1) if (r !== row) forced[r * columns + column] = Infinity;
    const pair = cost[row * columns + column] ?? Infinity;
    // Going without must not be cheaper for this row than the pair it is held to.
    const held = without.map((own, r) => (r === row ? pair + 1 : own));
    const more = Math.max(0, leastCostMatching(rows, columns, forced, held).cost - matching.cost);
    if (more < best.more) best = { row, more };
  }
  return { ...best, exact: true };
}
