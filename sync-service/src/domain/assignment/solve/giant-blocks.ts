import { blockCost, blockLoad, isPermitted } from './block-cost.ts';
import type { Candidates } from './candidates.ts';
import { entryLoad, fillEntry } from './candidates.ts';
import type { Instance } from './instance.ts';

/** The fill is offered this many times over, so that prices have a choice. */
const offered = 1.5;

/** A territory that has room for a giant, and who could bring it what it then lacks. */
export interface GiantRoom {
  readonly territory: number;
  /** Rows that together bring what the territory lacks beside the giant, cheapest first. */
  readonly rows: Int32Array;
}

/**
 * Where a block goes that takes most of a territory's share of one measure. What room it leaves of
 * that measure must do for accounts that bring nearly all of the others, so only such accounts will
 * do as have little of it; territories differ in how much their locked accounts take already and in
 * how far such accounts are away. Least cost first, as far as rows below the ratio of room to need
 * tell; null where no territory has room in this sense.
 * @param load K × M: what fixed and placed blocks put on the bands
 */
export function roomForGiant(
  instance: Instance,
  candidates: Candidates,
  placed: Int32Array,
  load: Float64Array,
  giant: number
): GiantRoom | null {
  const { bands, territories } = instance;
  const { count } = bands;
  const block = candidates.block[giant] ?? 0;
  const tight = heaviestBand(instance, block);
  let best: GiantRoom | null = null;
  let least = Infinity;
  for (let k = 0; k < territories; k += 1) {
    if (!isPermitted(instance, block, k)) continue;
    let lacking = -1;
    let worst = 0;
    let fits = true;
    for (let m = 0; m < count; m += 1) {
      const at = k * count + m;
      const held = (load[at] ?? 0) + blockLoad(instance, block, k, m);
      const high = bands.upper[at] ?? Infinity;
      if (bands.penalty[m] !== Infinity) continue;
      if (held > high) fits = false;
      const lack = ((bands.lower[at] ?? 0) - held) / Math.max(1e-9, bands.lower[at] ?? 0);
      if (m !== tight && lack > worst) {
        worst = lack;
        lacking = m;
      }
    }
    if (!fits) continue;
    const cost = blockCost(instance, block, k);
    if (lacking < 0) {
      if (cost < least) {
        least = cost;
        best = { territory: k, rows: new Int32Array(0) };
      }
      continue;
    }
    const at = k * count;
    const own = blockLoad(instance, block, k, lacking);
    const need = (bands.lower[at + lacking] ?? 0) - (load[at + lacking] ?? 0) - own;
    const room =
      (bands.upper[at + tight] ?? 0) -
      (load[at + tight] ?? 0) -
      blockLoad(instance, block, k, tight);
    const fill = cheapestFill(instance, candidates, placed, k, { tight, lacking, need, room });
    if (fill !== null && cost + fill.cost < least) {
      least = cost + fill.cost;
      best = { territory: k, rows: fill.rows };
    }
  }
  return best;
}

/** Gives a row an entry for a territory, in the place of its last one where it has none. */
export function entryFor(
  instance: Instance,
  candidates: Candidates,
  row: number,
  k: number
): number {
  const from = row * candidates.stride;
  const used = candidates.used[row] ?? 0;
  for (let entry = from; entry < from + used; entry += 1)
    if (candidates.territory[entry] === k) return entry;
  fillEntry(instance, candidates, row, used - 1, k);
  return from + used - 1;
}

/** The hard band of which a block takes most, as a fraction of the mean share. */
function heaviestBand({ bands, blockWeight, territories }: Instance, block: number): number {
  const share = new Float64Array(bands.count);
  bands.lower.forEach((low, at) => {
    const m = at % bands.count;
    share[m] = (share[m] ?? 0) + low / territories;
  });
  let heaviest = 0;
  let most = -1;
  for (let m = 0; m < bands.count; m += 1) {
    const part = (blockWeight[block * bands.count + m] ?? 0) / Math.max(1e-9, share[m] ?? 0);
    if (bands.penalty[m] === Infinity && part > most) {
      most = part;
      heaviest = m;
    }
  }
  return heaviest;
}

/** Rows whose load of the tight band is small enough beside that of the lacking one, cheapest first. */
function cheapestFill(
  instance: Instance,
  candidates: Candidates,
  placed: Int32Array,
  k: number,
  want: { tight: number; lacking: number; need: number; room: number }
): { cost: number; rows: Int32Array } | null {
  const { tight, lacking, need, room } = want;
  const { stride, block, cost } = candidates;
  const found: { row: number; brings: number; extra: number }[] = [];
  let within = 0;
  for (let row = 0; row < candidates.rows; row += 1) {
    if ((placed[row] ?? -1) >= 0 || (candidates.used[row] ?? 0) === 0) continue;
    const brings = entryLoad(instance, candidates, row, row * stride, lacking);
    const takes = entryLoad(instance, candidates, row, row * stride, tight);
    if (!(brings > 0) || takes * need > room * brings) continue;
    if (!isPermitted(instance, block[row] ?? 0, k)) continue;
    const extra = blockCost(instance, block[row] ?? 0, k) - (cost[row * stride] ?? 0);
    found.push({ row, brings, extra });
    within += brings;
  }
  if (within < need) return null;
  found.sort((a, b) => a.extra / a.brings - b.extra / b.brings || a.row - b.row);
  const rows: number[] = [];
  let sum = 0;
  let whole = 0;
  for (const { row, brings, extra } of found) {
    if (sum >= offered * need) break;
    if (sum < need) whole += extra;
    sum += brings;
    rows.push(row);
  }
  return { cost: whole, rows: Int32Array.from(rows) };
}
