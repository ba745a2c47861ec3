import type { SearchState } from './search-state.ts';

/** The changes worth trying: entries whose regret is small, with the first choice among them. */
export interface NearChoices {
  readonly count: number;
  readonly entry: Int32Array;
  readonly row: Int32Array;
  /**
   * Choices of rows whose first choice is territory k: `from[k]` to `from[k + 1] − 1`, the first
   * choices themselves and from `leaving[k]` on those that lead elsewhere, by rising regret.
   */
  readonly from: Int32Array;
  readonly leaving: Int32Array;
  /**
   * Indices of choices that lead into k, by rising regret, the first choices last, since most rows
   * are there: `into[intoFrom[k]]` …
   */
  readonly intoFrom: Int32Array;
  readonly into: Int32Array;
  /** Near entries of a row by rising regret, only its first choice where it has no other: `ofRow[rowFrom[row]]` … */
  readonly rowFrom: Int32Array;
  readonly ofRow: Int32Array;
}

/**
 * Entries of regret up to `reach` × the row's scale, for rows that have one beside the first.
 * Rows far from every border are left out, which is most of them.
 */
export function nearChoices(state: SearchState, reach: number, leastScale: number): NearChoices {
  const { regret, first, instance } = state;
  const { rows, stride, territory } = state.candidates;
  const { rowFrom, ofRow, count } = nearOfRows(state, reach, leastScale);
  const entries = new Int32Array(count);
  let next = 0;
  for (let row = 0; row < rows; row += 1) {
    const from = rowFrom[row] ?? 0;
    const end = rowFrom[row + 1] ?? 0;
    if (end - from < 2) continue;
    entries.set(ofRow.subarray(from, end), next);
    next += end - from;
  }
  const order = sortedByRegret(entries, regret);
  const group = new Int32Array(count);
  let sorted = 0;
  // First choices have no regret: by two passes they come before others that have none.
  const ordered = new Int32Array(count);
  for (const own of [true, false])
    for (let index = 0; index < count; index += 1) {
      const entry = order[index] ?? 0;
      if ((first[Math.floor(entry / stride)] === entry) !== own) continue;
      ordered[sorted] = entry;
      sorted += 1;
    }
  for (let index = 0; index < count; index += 1) {
    const row = Math.floor((ordered[index] ?? 0) / stride);
    group[index] = territory[first[row] ?? 0] ?? 0;
  }
  const grouped = groupBy(ordered, group, instance.territories);
  const row = new Int32Array(count);
  const leads = new Int32Array(count);
  const leaving = grouped.from.slice(0, instance.territories);
  let others = 0;
  for (let index = 0; index < count; index += 1) {
    const entry = grouped.items[index] ?? 0;
    row[index] = Math.floor(entry / stride);
    const home = first[row[index] ?? 0] ?? 0;
    if (home === entry) {
      const k = territory[home] ?? 0;
      leaving[k] = (leaving[k] ?? 0) + 1;
    } else {
      leads[others] = index;
      others += 1;
    }
  }
  const byRegret = new Int32Array(count);
  byRegret.set(sortedByRegret(leads.subarray(0, others), regret, grouped.items));
  for (let index = 0; index < count; index += 1)
    if (first[row[index] ?? 0] === grouped.items[index]) {
      byRegret[others] = index;
      others += 1;
    }
  for (let index = 0; index < count; index += 1)
    group[index] = territory[grouped.items[byRegret[index] ?? 0] ?? 0] ?? 0;
  const into = groupBy(byRegret, group, instance.territories);
  return {
    count,
    entry: grouped.items,
    row,
    from: grouped.from,
    leaving,
    intoFrom: into.from,
    into: into.items,
    rowFrom,
    ofRow
  };
}

/** Near entries of each row by rising regret, and how many they are in rows that have several. */
function nearOfRows(
  { candidates, regret, placed }: SearchState,
  reach: number,
  leastScale: number
): { rowFrom: Int32Array; ofRow: Int32Array; count: number } {
  const { rows, stride, used, scale } = candidates;
  const limitOf = (row: number): number => reach * Math.max(scale[row] ?? 0, leastScale);
  const rowFrom = new Int32Array(rows + 1);
  let count = 0;
  for (let row = 0; row < rows; row += 1) {
    let near = 0;
    const limit = limitOf(row);
    if ((placed[row] ?? -1) < 0)
      for (let entry = row * stride; entry < row * stride + (used[row] ?? 0); entry += 1)
        if ((regret[entry] ?? 0) <= limit) near += 1;
    rowFrom[row + 1] = (rowFrom[row] ?? 0) + near;
    if (near > 1) count += near;
  }
  const ofRow = new Int32Array(rowFrom[rows] ?? 0);
  for (let row = 0; row < rows; row += 1) {
    const from = rowFrom[row] ?? 0;
    if (from === rowFrom[row + 1]) continue;
    const limit = limitOf(row);
    let next = from;
    for (let entry = row * stride; entry < row * stride + (used[row] ?? 0); entry += 1) {
      const value = regret[entry] ?? 0;
      if (value > limit) continue;
      let place = next;
      next += 1;
      for (; place > from && (regret[ofRow[place - 1] ?? 0] ?? 0) > value; place -= 1)
        ofRow[place] = ofRow[place - 1] ?? 0;
      ofRow[place] = entry;
    }
  }
  return { rowFrom, ofRow, count };
}

/**
 * Items by rising regret, ties as they came: keys are sorted as numbers, with the place in the low
 * digits.
 * @param entryOf entry of each item, where items are not entries themselves
 */
function sortedByRegret(
  items: Int32Array,
  regret: Float64Array,
  entryOf: Int32Array | null = null
): Int32Array {
  const keys = new Float64Array(items.length);
  let most = 0;
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index] ?? 0;
    const value = regret[entryOf === null ? item : (entryOf[item] ?? 0)] ?? 0;
    keys[index] = value;
    if (value > most) most = value;
  }
  // 2²¹ steps of regret, squared so that small ones are told apart, and 2³¹ items: 52 bits.
  for (let index = 0; index < items.length; index += 1) {
    const step = Math.floor(Math.sqrt((keys[index] ?? 0) / (most > 0 ? most : 1)) * 2097151);
    keys[index] = step * 2147483648 + index;
  }
  keys.sort();
  const sorted = new Int32Array(items.length);
  for (let index = 0; index < items.length; index += 1)
    sorted[index] = items[(keys[index] ?? 0) % 2147483648] ?? 0;
  return sorted;
}

/** Items in the order given, gathered by group. */
function groupBy(
  items: Int32Array,
  group: Int32Array,
  groups: number
): { items: Int32Array; from: Int32Array } {
  const from = new Int32Array(groups + 1);
  for (let index = 0; index < items.length; index += 1) {
    const k = group[index] ?? 0;
    from[k + 1] = (from[k + 1] ?? 0) + 1;
  }
  for (let k = 0; k < groups; k += 1) from[k + 1] = (from[k + 1] ?? 0) + (from[k] ?? 0);
  const next = from.slice();
  const gathered = new Int32Array(items.length);
  for (let index = 0; index < items.length; index += 1) {
    const k = group[index] ?? 0;
    gathered[next[k] ?? 0] = items[index] ?? 0;
    next[k] = (next[k] ?? 0) + 1;
  }
  return { items: gathered, from };
}
