import type { Candidates } from './candidates.ts';
import { entryLoad, pricedEntry } from './candidates.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';

/** Rows placed so far, and what is left for prices to share out. */
export interface PlacedBlocks {
  /** Chosen entry of each row that is placed, −1 for the others. */
  readonly entry: Int32Array;
  /** The candidates with no entries left to the rows that are placed. */
  readonly open: Candidates;
  /** What fixed and placed blocks put on bands and budgets. */
  readonly fixedLoad: Float64Array;
  readonly fixedMoved: Float64Array;
}

export function nonePlaced(
  candidates: Candidates,
  fixed: Pick<PlacedBlocks, 'fixedLoad' | 'fixedMoved'>
): PlacedBlocks {
  const { territory, cost, load, moved } = candidates;
  return {
    entry: new Int32Array(candidates.rows).fill(-1),
    open: tableWith(candidates, candidates.used.slice(), territory, cost, load, moved),
    fixedLoad: fixed.fixedLoad.slice(),
    fixedMoved: fixed.fixedMoved.slice()
  };
}

/** A copy of which also the entries may be changed. */
export function copyPlaced({ entry, open, fixedLoad, fixedMoved }: PlacedBlocks): PlacedBlocks {
  return {
    entry: entry.slice(),
    open: tableWith(
      open,
      open.used.slice(),
      open.territory.slice(),
      open.cost.slice(),
      open.load.map((column) => column?.slice() ?? null),
      open.moved.map((column) => column.slice())
    ),
    fixedLoad: fixedLoad.slice(),
    fixedMoved: fixedMoved.slice()
  };
}

/** Written out: a copy with fields changed would let the engine forget all code made for candidates. */
function tableWith(
  { rows, stride, block, weight, scale }: Candidates,
  used: Candidates['used'],
  territory: Candidates['territory'],
  cost: Candidates['cost'],
  load: Candidates['load'],
  moved: Candidates['moved']
): Candidates {
  return { rows, stride, block, weight, used, territory, cost, load, moved, scale };
}

/** Places a row at an entry, or takes it out again with sign −1. */
export function place(
  instance: Instance,
  placed: PlacedBlocks,
  candidates: Candidates,
  row: number,
  entry: number,
  sign: 1 | -1
): void {
  const { count } = instance.bands;
  const at = (candidates.territory[entry] ?? 0) * count;
  for (let m = 0; m < count; m += 1)
    placed.fixedLoad[at + m] =
      (placed.fixedLoad[at + m] ?? 0) + sign * entryLoad(instance, candidates, row, entry, m);
  for (let g = 0; g < placed.fixedMoved.length; g += 1)
    placed.fixedMoved[g] = (placed.fixedMoved[g] ?? 0) + sign * (candidates.moved[g]?.[entry] ?? 0);
  placed.entry[row] = sign > 0 ? entry : -1;
  placed.open.used[row] = sign > 0 ? 0 : (candidates.used[row] ?? 0);
}

/** The row's entries by rising priced cost, up to `most` of them and no dearer than `reach` over the first. */
export function cheapestEntries(
  instance: Instance,
  candidates: Candidates,
  prices: BandPrices,
  row: number,
  most: number,
  reach: number
): number[] {
  const from = row * candidates.stride;
  const priced = Array.from({ length: candidates.used[row] ?? 0 }, (_, slot) => ({
    entry: from + slot,
    value: pricedEntry(instance, candidates, prices, row, from + slot)
  })).sort((a, b) => a.value - b.value || a.entry - b.entry);
  const least = priced[0]?.value ?? 0;
  return priced
    .filter(({ value }, index) => index < most && value <= least + reach)
    .map(({ entry }) => entry);
}
