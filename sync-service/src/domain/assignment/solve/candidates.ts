import { blockCost, blockLoad, blockMoved, isPermitted } from './block-cost.ts';
import { cheapestTerritories, searchCheapest } from './cheapest-territories.ts';
import type { Instance } from './instance.ts';
import type { NearestTerritories } from './nearest-territories.ts';
import type { BandPrices } from './prices.ts';
import type { TerritoryTree } from './territory-tree.ts';

/**
 * A few territories for each block that is not fixed. Row r's entries are `r × stride` up to
 * `r × stride + used[r] − 1`, by rising priced cost when they were chosen, later ones behind.
 */
export interface Candidates {
  readonly rows: number;
  readonly stride: number;
  /** Block of each row. */
  readonly block: Int32Array;
  /** Rows × bands: what the row's block weighs, in the order of rows. */
  readonly weight: Float64Array;
  readonly used: Uint8Array;
  readonly territory: Uint16Array;
  /** Travel + mismatch + moving of each entry. */
  readonly cost: Float64Array;
  /** Load of each entry for the bands whose load grows with distance, else null. */
  readonly load: readonly (Float64Array | null)[];
  /** What each entry takes of each budget. */
  readonly moved: readonly Float64Array[];
  /** Typical difference of cost among a row's entries: the unit of its smoothing. */
  readonly scale: Float64Array;
}

/** How many of its entries make a row's scale, however many it has. */
const nearby = 12;

/**
 * The cheapest territories of each block at the given prices, the nearest ones and its current one:
 * `chosen` of them. Where many bases are close together only prices tell them apart, so the cheapest
 * are the same few for everybody; the nearest see to it that each territory is somebody's choice.
 * @param nearest of the same blocks: these are among them whatever their prices
 * @param spare slots of each row that stay free for territories that turn out to be missing
 */
export function chooseCandidates(
  instance: Instance,
  tree: TerritoryTree,
  prices: BandPrices,
  block: Int32Array,
  chosen: number,
  nearest: NearestTerritories,
  spare = 0
): Candidates {
  const rows = block.length;
  const stride = chosen + spare;
  const table: Candidates = {
    rows,
    stride,
    block,
    weight: weightOfRows(instance, block),
    used: new Uint8Array(rows),
    territory: new Uint16Array(rows * stride),
    cost: new Float64Array(rows * stride),
    load: instance.travels.map((grows) => (grows ? new Float64Array(rows * stride) : null)),
    moved: instance.budgets.map(() => new Float64Array(rows * stride)),
    scale: new Float64Array(rows)
  };
  const cheapest = cheapestTerritories(instance, tree, prices, chosen);
  for (let row = 0; row < rows; row += 1) {
    const used = searchCheapest(cheapest, block[row] ?? 0, chosen);
    if (used === chosen) addNearest(cheapest.found, used, nearest, row);
    keepHome(instance, block[row] ?? 0, cheapest.found, used, chosen);
    table.used[row] = used;
    for (let slot = 0; slot < used; slot += 1)
      fillEntry(instance, table, row, slot, cheapest.found[slot] ?? 0);
    table.scale[row] = scaleOf(table, row);
  }
  return table;
}

function weightOfRows({ blockWeight, bands }: Instance, block: Int32Array): Float64Array {
  const { count } = bands;
  return Float64Array.from(
    { length: block.length * count },
    (_, at) => blockWeight[(block[Math.floor(at / count)] ?? 0) * count + (at % count)] ?? 0
  );
}

/** Puts a row's nearest that are missing in place of the last ones found that are not near. */
function addNearest(
  found: Int32Array,
  used: number,
  { most, territory, used: usedNear }: NearestTerritories,
  row: number
): void {
  const from = row * most;
  const end = from + (usedNear[row] ?? 0);
  let free = used - 1;
  for (let at = from; at < end; at += 1) {
    const k = territory[at] ?? 0;
    if (isAmong(found, 0, used, k)) continue;
    while (free > 0 && isAmong(territory, from, end, found[free] ?? 0)) free -= 1;
    found[free] = k;
    free -= 1;
  }
}

function isAmong(list: Int32Array | Uint16Array, from: number, end: number, k: number): boolean {
  for (let at = from; at < end; at += 1) if (list[at] === k) return true;
  return false;
}

/** Territory of a block's first member today, −1 for none. */
export function homeOf({ blocks, problem }: Instance, block: number): number {
  return problem.current[blocks.member[blocks.start[block] ?? 0] ?? 0] ?? -1;
}

function keepHome(
  instance: Instance,
  block: number,
  found: Int32Array,
  used: number,
  most: number
): void {
  const home = homeOf(instance, block);
  if (used < most || home < 0) return;
  for (let slot = 0; slot < used; slot += 1) if (found[slot] === home) return;
  if (isPermitted(instance, block, home)) found[used - 1] = home;
}

/** Entry of a row for a territory, put in the place of the row's last one where there is none and no room. */
export function entryFor(instance: Instance, table: Candidates, row: number, k: number): number {
  const from = row * table.stride;
  const used = table.used[row] ?? 0;
  for (let entry = from; entry < from + used; entry += 1)
    if (table.territory[entry] === k) return entry;
  const slot = used < table.stride ? used : used - 1;
  if (slot === used) table.used[row] = used + 1;
  fillEntry(instance, table, row, slot, k);
  return from + slot;
}

/**
 * Entry of each row for the territory that a plan gives it, put in the place of the row's last one
 * where it is not among them.
 * @param territory of each account (N); every block in a territory that it is permitted in
 */
export function holdTerritories(
  instance: Instance,
  table: Candidates,
  territory: Int32Array
): Int32Array {
  const { blocks } = instance;
  return Int32Array.from({ length: table.rows }, (_, row) => {
    const k = territory[blocks.member[blocks.start[table.block[row] ?? 0] ?? 0] ?? 0] ?? 0;
    return entryFor(instance, table, row, k);
  });
}

/** Puts a territory into a slot of a row, with what it costs and takes there. */
export function fillEntry(
  instance: Instance,
  table: Candidates,
  row: number,
  slot: number,
  k: number
): void {
  const block = table.block[row] ?? 0;
  const entry = row * table.stride + slot;
  table.territory[entry] = k;
  table.cost[entry] = blockCost(instance, block, k);
  for (let m = 0; m < table.load.length; m += 1) {
    const column = table.load[m] ?? null;
    if (column !== null) column[entry] = blockLoad(instance, block, k, m);
  }
  for (let g = 0; g < table.moved.length; g += 1) {
    const column = table.moved[g];
    if (column !== undefined) column[entry] = blockMoved(instance, block, k, g);
  }
}

function scaleOf(table: Candidates, row: number): number {
  const from = row * table.stride;
  const used = Math.min(nearby, table.used[row] ?? 0);
  let sum = 0;
  let least = Infinity;
  for (let entry = from; entry < from + used; entry += 1) {
    const cost = table.cost[entry] ?? 0;
    sum += cost;
    least = Math.min(least, cost);
  }
  return used > 0 ? sum / used - least : 0;
}

/** Load of an entry of a row on band m. */
export function entryLoad(
  instance: Instance,
  candidates: Candidates,
  row: number,
  entry: number,
  m: number
): number {
  const grown = candidates.load[m] ?? null;
  if (grown !== null) return grown[entry] ?? 0;
  return instance.blockWeight[(candidates.block[row] ?? 0) * instance.bands.count + m] ?? 0;
}

/** Cost of an entry of a row with bands and budgets at their prices. */
export function pricedEntry(
  instance: Instance,
  candidates: Candidates,
  prices: BandPrices,
  row: number,
  entry: number
): number {
  const { count } = instance.bands;
  const at = (candidates.territory[entry] ?? 0) * count;
  let value = candidates.cost[entry] ?? 0;
  for (let m = 0; m < count; m += 1)
    value += (prices.band[at + m] ?? 0) * entryLoad(instance, candidates, row, entry, m);
  for (let g = 0; g < candidates.moved.length; g += 1)
    value += (prices.budget[g] ?? 0) * (candidates.moved[g]?.[entry] ?? 0);
  return value;
}

/** Some rows of a table, in the order given. */
export function pickRows(candidates: Candidates, rows: Int32Array): Candidates {
  const { stride } = candidates;
  const measures = candidates.weight.length / Math.max(1, candidates.rows);
  const picked = (column: Float64Array, width = stride): Float64Array =>
    pickInto(new Float64Array(rows.length * width), column, rows, width);
  return {
    rows: rows.length,
    stride,
    block: rows.map((row) => candidates.block[row] ?? 0),
    weight: picked(candidates.weight, measures),
    used: Uint8Array.from(rows, (row) => candidates.used[row] ?? 0),
    territory: pickInto(new Uint16Array(rows.length * stride), candidates.territory, rows, stride),
    cost: picked(candidates.cost),
    load: candidates.load.map((column) => (column === null ? null : picked(column))),
    moved: candidates.moved.map((column) => picked(column)),
    scale: picked(candidates.scale, 1)
  };
}

function pickInto<Column extends Float64Array | Uint16Array>(
  into: Column,
  column: Column,
  rows: Int32Array,
  width: number
): Column {
  for (const [index, row] of rows.entries())
    for (let at = 0; at < width; at += 1) into[index * width + at] = column[row * width + at] ?? 0;
  return into;
}
