/** Who is matched with whom at the least total cost, and the prices that prove it. */
export interface Matching {
  /** Column of each row; −1 where the row goes without. */
  readonly column: Int32Array;
  /** Row of each column, −1 for none. */
  readonly row: Int32Array;
  readonly cost: number;
  /** cost[r][c] − rowPrice[r] − columnPrice[c] is 0 or more for all, 0 for who is matched. */
  readonly rowPrice: Float64Array;
  /** 0 or less; 0 for columns without a row. */
  readonly columnPrice: Float64Array;
}

/**
 * Linear assignment by shortest augmenting paths (Jonker and Volgenant 1987; rectangular after
 * Crouse 2016): each row gets a column of its own or goes without at its own cost. Exact, in
 * O(rows² × columns) at worst.
 * @param cost rows × columns, any finite number, Infinity where not allowed
 * @param without cost of leaving each row without a column (finite)
 */
export function leastCostMatching(
  rows: number,
  columns: number,
  cost: Float64Array,
  without: Float64Array
): Matching {
  // Column `columns + r` stands for "row r goes without"; only row r may take it.
  const all = columns + rows;
  const columnOf = new Int32Array(rows).fill(-1);
  const rowOf = new Int32Array(all).fill(-1);
  const u = new Float64Array(rows);
  const v = new Float64Array(all);
  const shortest = new Float64Array(all);
  const from = new Int32Array(all);
  const done = new Uint8Array(all);
  const rowSeen: number[] = [];
  for (let start = 0; start < rows; start += 1) {
    shortest.fill(Infinity);
    done.fill(0);
    rowSeen.length = 0;
    let row = start;
    let least = 0;
    let sink = -1;
    while (sink < 0) {
      rowSeen.push(row);
      const base = least - (u[row] as number);
      for (let c = 0; c < columns; c += 1) {
        if (done[c] === 1) continue;
        const reach = base + (cost[row * columns + c] as number) - (v[c] as number);
        if (reach < (shortest[c] as number)) {
          shortest[c] = reach;
          from[c] = row;
        }
      }
      const own = columns + row;
      const reach = base + (without[row] as number) - (v[own] as number);
      if (done[own] === 0 && reach < (shortest[own] as number)) {
        shortest[own] = reach;
        from[own] = row;
      }
      let next = -1;
      least = Infinity;
      for (let c = 0; c < all; c += 1) {
        if (done[c] === 1) continue;
        const far = shortest[c] as number;
        if (far < least || (far === least && next >= 0 && rowOf[c] === -1 && rowOf[next] !== -1)) {
          least = far;
          next = c;
        }
      }
      done[next] = 1;
      if (rowOf[next] === -1) sink = next;
      else row = rowOf[next] as number;
    }
    for (const seen of rowSeen) {
      const at = columnOf[seen] as number;
      u[seen] = (u[seen] as number) + least - (at < 0 ? 0 : (shortest[at] as number));
    }
    for (let c = 0; c < all; c += 1)
      if (done[c] === 1 && c !== sink) v[c] = (v[c] as number) + (shortest[c] as number) - least;
    for (let c = sink; ;) {
      const r = from[c] as number;
      const before = columnOf[r] as number;
      columnOf[r] = c;
      rowOf[c] = r;
      if (r === start) break;
      c = before;
    }
  }
  let sum = 0;
  for (let r = 0; r < rows; r += 1) {
    const c = columnOf[r] as number;
    sum += c >= columns ? (without[r] as number) : (cost[r * columns + c] as number);
  }
  return {
    column: columnOf.map((c) => (c < columns ? c : -1)),
    row: rowOf.slice(0, columns),
    cost: sum,
    rowPrice: u,
    columnPrice: v.slice(0, columns)
  };
}

/**
 * How much the least total cost falls if one more column came: the shortest alternating path from
 * it, over rows it could take and the columns those rows would free. Exact, in O(rows × columns).
 * @param added cost of the new column in each row
 */
export function gainOfColumn(
  { column, rowPrice, columnPrice }: Matching,
  rows: number,
  columns: number,
  cost: Float64Array,
  without: Float64Array,
  added: Float64Array
): number {
  const distance = Float64Array.from(added, (own, r) => own - (rowPrice[r] ?? 0));
  const done = new Uint8Array(rows);
  let best = 0;
  for (;;) {
    let row = -1;
    let least = Infinity;
    for (let r = 0; r < rows; r += 1)
      if (done[r] === 0 && (distance[r] as number) < least) {
        least = distance[r] as number;
        row = r;
      }
    // Ends only get dearer from here: what a path ends with is 0 or more.
    if (row < 0 || least >= best) return -best;
    done[row] = 1;
    const freed = column[row] as number;
    const price =
      freed < 0
        ? (without[row] as number) - (rowPrice[row] as number)
        : (columnPrice[freed] as number);
    best = Math.min(best, least - price);
    if (freed < 0) continue;
    for (let r = 0; r < rows; r += 1) {
      if (done[r] === 1) continue;
      const reach = least + (cost[r * columns + freed] as number) - (rowPrice[r] as number) - price;
      if (reach < (distance[r] as number)) distance[r] = reach;
    }
  }
}
