import { blockCost, isPermitted } from './block-cost.ts';
import type { Candidates } from './candidates.ts';
import { entryLoad, fillEntry, homeOf, pricedEntry } from './candidates.ts';
import { milesApart } from './great-circle.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';

/** Each territory should be a choice of rows that together could fill it this many times. */
const wantedFill = 3;
/** Rows are looked for around the territory until they could fill it this many times. */
const soughtFill = 12;
/** Slots of a row, from its dearest on, that may be given to territories short of rows. */
const mostGiven = 0.4;

/**
 * Rows choose the territories that are cheap for them, so a remote territory may be nobody's choice
 * whatever its price: no price could then fill it, and prices run away. Gives each territory that
 * could not be filled a few times over to the rows that it costs least for what they weigh.
 * @param times weight of each row (sampling), or null for 1
 */
export function coverTerritories(
  instance: Instance,
  candidates: Candidates,
  times: Float64Array | null,
  prices: BandPrices,
  fixedLoad: Float64Array
): void {
  const fill = fillOf(instance, candidates, times, fixedLoad);
  const short = [...fill.keys()].filter((k) => (fill[k] ?? 0) < wantedFill);
  if (short.length === 0) return;
  const byFirst = rowsByFirst(instance, candidates);
  const given = new Uint8Array(candidates.rows);
  const wanted = instance.territories > 0 ? wantedFill : 0;
  for (const k of short) {
    let have = fill[k] ?? 0;
    for (const { row, size } of rowsAround(instance, candidates, times, prices, byFirst, k)) {
      if (have >= wanted) break;
      if (giveSlot(instance, candidates, given, row, k)) have += size;
    }
  }
}

/** How many times the rows that may choose it could fill each territory, at the scarcest band. */
function fillOf(
  instance: Instance,
  candidates: Candidates,
  times: Float64Array | null,
  fixedLoad: Float64Array
): Float64Array {
  const { bands, territories } = instance;
  const { rows, stride, used, territory } = candidates;
  const load = new Float64Array(territories * bands.count);
  for (let row = 0; row < rows; row += 1) {
    const repeat = times?.[row] ?? 1;
    for (let entry = row * stride; entry < row * stride + (used[row] ?? 0); entry += 1) {
      const at = (territory[entry] ?? 0) * bands.count;
      for (let m = 0; m < bands.count; m += 1)
        load[at + m] =
          (load[at + m] ?? 0) + repeat * entryLoad(instance, candidates, row, entry, m);
    }
  }
  return Float64Array.from({ length: territories }, (_, k) => {
    let least = Infinity;
    for (let m = 0; m < bands.count; m += 1) {
      const open = (bands.lower[k * bands.count + m] ?? 0) - (fixedLoad[k * bands.count + m] ?? 0);
      if (open > 0) least = Math.min(least, (load[k * bands.count + m] ?? 0) / open);
    }
    return least;
  });
}

interface RowsByFirst {
  readonly from: Int32Array;
  readonly rows: Int32Array;
}

function rowsByFirst(instance: Instance, candidates: Candidates): RowsByFirst {
  const { rows, stride, used, territory } = candidates;
  const from = new Int32Array(instance.territories + 1);
  const firstOf = (row: number): number =>
    (used[row] ?? 0) > 0 ? (territory[row * stride] ?? 0) : -1;
  for (let row = 0; row < rows; row += 1) {
    const k = firstOf(row);
    if (k >= 0) from[k + 1] = (from[k + 1] ?? 0) + 1;
  }
  for (let k = 0; k < instance.territories; k += 1)
    from[k + 1] = (from[k + 1] ?? 0) + (from[k] ?? 0);
  const next = from.slice();
  const list = new Int32Array(from[instance.territories] ?? 0);
  for (let row = 0; row < rows; row += 1) {
    const k = firstOf(row);
    if (k < 0) continue;
    list[next[k] ?? 0] = row;
    next[k] = (next[k] ?? 0) + 1;
  }
  return { from, rows: list };
}

/** Rows from the territories around k, by rising cost of k over their cheapest for what they would fill. */
function rowsAround(
  instance: Instance,
  candidates: Candidates,
  times: Float64Array | null,
  prices: BandPrices,
  byFirst: RowsByFirst,
  k: number
): { row: number; size: number; dearness: number }[] {
  const { baseAt, bands, territories } = instance;
  const miles = Float64Array.from({ length: territories }, (_, other) =>
    milesApart(baseAt, k, baseAt, other)
  );
  const order = Int32Array.from(miles.keys()).sort(
    (a, b) => (miles[a] ?? 0) - (miles[b] ?? 0) || a - b
  );
  const found: { row: number; size: number; dearness: number }[] = [];
  let sought = 0;
  for (const other of order) {
    if (sought >= soughtFill) break;
    for (let slot = byFirst.from[other] ?? 0; slot < (byFirst.from[other + 1] ?? 0); slot += 1) {
      const row = byFirst.rows[slot] ?? 0;
      const block = candidates.block[row] ?? 0;
      if (!isPermitted(instance, block, k)) continue;
      let size = Infinity;
      for (let m = 0; m < bands.count; m += 1) {
        const open = bands.lower[k * bands.count + m] ?? 0;
        if (open > 0)
          size = Math.min(
            size,
            ((times?.[row] ?? 1) * (instance.blockWeight[block * bands.count + m] ?? 0)) / open
          );
      }
      if (!(size > 0) || size === Infinity) continue;
      sought += size;
      const first = pricedEntry(instance, candidates, prices, row, row * candidates.stride);
      const extra = (times?.[row] ?? 1) * (blockCost(instance, block, k) - first);
      found.push({ row, size, dearness: extra / size });
    }
  }
  return found.sort((a, b) => a.dearness - b.dearness || a.row - b.row);
}

/** Gives one of the row's dearest entries to k, unless the row has it, or would lose its home. */
function giveSlot(
  instance: Instance,
  candidates: Candidates,
  given: Uint8Array,
  row: number,
  k: number
): boolean {
  const { stride, used, territory, block } = candidates;
  const many = used[row] ?? 0;
  const from = row * stride;
  for (let entry = from; entry < from + many; entry += 1) if (territory[entry] === k) return false;
  const home = homeOf(instance, block[row] ?? 0);
  const slot = many - 1 - (given[row] ?? 0);
  if (slot < many * (1 - mostGiven)) return false;
  given[row] = (given[row] ?? 0) + 1;
  if (territory[from + slot] === home) return false;
  fillEntry(instance, candidates, row, slot, k);
  return true;
}
