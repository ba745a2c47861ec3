import type { SearchState } from './search-state.ts';

/** The changes worth trying: entries whose regret is small, with the first choice among them. */
export interface NearChoices {
  readonly count: number;
  readonly entry: Int32Array;
  readonly row: Int32Array;
  /** Choices of rows whose first choice is territory k, by rising regret: `from[k]` to `from[k + 1] − 1`. */
  readonly from: Int32Array;
  /** Indices of choices that lead into k, by rising regret: `into[intoFrom[k]]` … */
  readonly intoFrom: Int32Array;
  readonly into: Int32Array;
}

/**
 * Entries of regret up to `reach` × the row's scale, for rows that have one beside the first.
 * Rows far from every border are left out, which is most of them.
 */
export function nearChoices(state: SearchState, reach: number, leastScale: number): NearChoices {
  const { candidates, regret, first, instance } = state;
  const { rows, stride, used, scale, territory } = candidates;
  const isNear = new Uint8Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row += 1) {
    if ((state.placed[row] ?? -1) >= 0) continue;
    const limit = reach * Math.max(scale[row] ?? 0, leastScale);
    let near = 0;
    for (let entry = row * stride; entry < row * stride + (used[row] ?? 0); entry += 1)
      if ((regret[entry] ?? 0) <= limit) near += 1;
    if (near < 2) continue;
    isNear[row] = 1;
    count += near;
  }
  const entries = new Int32Array(count);
  let next = 0;
  for (let row = 0; row < rows; row += 1) {
    if (isNear[row] === 0) continue;
    const limit = reach * Math.max(scale[row] ?? 0, leastScale);
    for (let entry = row * stride; entry < row * stride + (used[row] ?? 0); entry += 1)
      if ((regret[entry] ?? 0) <= limit) {
        entries[next] = entry;
        next += 1;
      }
  }
  const rowOf = (entry: number): number => Math.floor(entry / stride);
  const order = sortedByRegret(entries, regret);
  const grouped = groupBy(order, instance.territories, (entry) => {
    return territory[first[rowOf(entry)] ?? 0] ?? 0;
  });
  const row = Int32Array.from(grouped.items, rowOf);
  const places = Int32Array.from(grouped.items, (_, index) => index);
  const byRegret = sortedByRegret(
    places,
    Float64Array.from(grouped.items, (e) => regret[e] ?? 0)
  );
  const into = groupBy(
    byRegret,
    instance.territories,
    (index) => territory[grouped.items[index] ?? 0] ?? 0
  );
  return {
    count,
    entry: grouped.items,
    row,
    from: grouped.from,
    intoFrom: into.from,
    into: into.items
  };
}

/** By rising value, ties by number: keys are sorted as numbers, with the item in the low digits. */
function sortedByRegret(items: Int32Array, value: Float64Array): Int32Array {
  const keys = new Float64Array(items.length);
  const order = new Float64Array(items.length);
  for (let index = 0; index < items.length; index += 1) keys[index] = value[items[index] ?? 0] ?? 0;
  let most = 0;
  for (const key of keys) most = Math.max(most, key);
  // 2²¹ steps of regret, squared so that small ones are told apart, and 2³¹ items: 52 bits.
  for (let index = 0; index < items.length; index += 1) {
    const step = Math.floor(Math.sqrt((keys[index] ?? 0) / (most > 0 ? most : 1)) * 2097151);
    order[index] = step * 2147483648 + index;
  }
  order.sort();
  return Int32Array.from(order, (key) => items[key % 2147483648] ?? 0);
}

/** Items in the order given, gathered by group. */
function groupBy(
  items: Int32Array,
  groups: number,
  groupOf: (item: number) => number
): { items: Int32Array; from: Int32Array } {
  const from = new Int32Array(groups + 1);
  for (const item of items) {
    const group = groupOf(item);
    from[group + 1] = (from[group + 1] ?? 0) + 1;
  }
  for (let group = 0; group < groups; group += 1)
    from[group + 1] = (from[group + 1] ?? 0) + (from[group] ?? 0);
  const next = from.slice();
  const gathered = new Int32Array(items.length);
  for (const item of items) {
    const group = groupOf(item);
    gathered[next[group] ?? 0] = item;
    next[group] = (next[group] ?? 0) + 1;
  }
  return { items: gathered, from };
}
