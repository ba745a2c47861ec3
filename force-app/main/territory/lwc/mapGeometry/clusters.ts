/** Accounts that stand in one cell of a square grid, as columns; one entry a cell that holds any. */
export interface Clusters {
  readonly size: number;
  /** Middle of the cell's accounts, in the plane of the points. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly count: Int32Array;
  /** Group that most of its accounts belong to; of two with as many, the lower. */
  readonly group: Int32Array;
  /** Whether its accounts belong to more than one group. */
  readonly isMixed: Uint8Array;
  /** One of its accounts: the only one where `count` is 1. */
  readonly member: Int32Array;
}

/**
 * Points gathered into the cells of a grid, so that what is drawn is bounded by the picture's size and
 * not by the number of points. Every point with a place is in exactly one cell.
 * @param cell side of a cell, in the units of `x` and `y`
 */
export function clustersOf(
  x: Float64Array,
  y: Float64Array,
  groups: Int32Array,
  cell: number
): Clusters {
  const slots = new Map<number, number>();
  const slotOf = new Int32Array(x.length).fill(-1);
  for (let index = 0; index < x.length; index += 1) {
    const column = Math.floor((x[index] ?? NaN) / cell);
    const row = Math.floor((y[index] ?? NaN) / cell);
    if (Number.isNaN(column) || Number.isNaN(row)) continue;
    // One number for a cell: 2^25 columns and rows either side of 0 fit into a double's whole numbers.
    const key = (column + 33_554_432) * 67_108_864 + row + 33_554_432;
    const slot = slots.get(key) ?? slots.size;
    if (slot === slots.size) slots.set(key, slot);
    slotOf[index] = slot;
  }
  const size = slots.size;
  const clusters = {
    size,
    x: new Float64Array(size),
    y: new Float64Array(size),
    count: new Int32Array(size),
    group: new Int32Array(size),
    isMixed: new Uint8Array(size),
    member: new Int32Array(size).fill(-1)
  };
  const first = new Int32Array(size);
  slotOf.forEach((slot, index) => {
    if (slot < 0) return;
    clusters.x[slot] = (clusters.x[slot] ?? 0) + (x[index] ?? 0);
    clusters.y[slot] = (clusters.y[slot] ?? 0) + (y[index] ?? 0);
    if (clusters.count[slot] === 0) {
      clusters.member[slot] = index;
      first[slot] = groups[index] ?? -1;
    } else if (first[slot] !== (groups[index] ?? -1)) clusters.isMixed[slot] = 1;
    clusters.count[slot] = (clusters.count[slot] ?? 0) + 1;
  });
  for (let slot = 0; slot < size; slot += 1) {
    const count = clusters.count[slot] ?? 1;
    clusters.x[slot] = (clusters.x[slot] ?? 0) / count;
    clusters.y[slot] = (clusters.y[slot] ?? 0) / count;
    clusters.group[slot] = first[slot] ?? -1;
  }
  chooseGroups(clusters, slotOf, groups);
  return clusters;
}

/** Counts the groups of mixed cells only; most cells are of one. */
function chooseGroups(clusters: Clusters, slotOf: Int32Array, groups: Int32Array): void {
  const counts = new Map<number, Map<number, number>>();
  slotOf.forEach((slot, index) => {
    if (slot < 0 || clusters.isMixed[slot] === 0) return;
    const own = counts.get(slot) ?? new Map<number, number>();
    counts.set(slot, own);
    const group = groups[index] ?? -1;
    own.set(group, (own.get(group) ?? 0) + 1);
  });
  for (const [slot, own] of counts)
    clusters.group[slot] =
      [...own].sort(([a, n], [b, m]) => m - n || a - b)[0]?.[0] ?? clusters.group[slot] ?? -1;
}
