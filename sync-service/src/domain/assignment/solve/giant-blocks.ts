import { blockCost, blockLoad, isPermitted } from './block-cost.ts';
import type { Candidates } from './candidates.ts';
import { entryLoad } from './candidates.ts';
import type { Instance } from './instance.ts';

/** Territories of each kind that are looked at more closely. */
const likely = 16;
/** The fill is offered this many times over, so that prices have a choice. */
const offered = 1.5;

/** A territory that has room for a giant, and who could bring it what it then lacks. */
export interface GiantRoom {
  readonly territory: number;
  /** Rows that together bring what the territory lacks beside the giant, cheapest first. */
  readonly rows: Int32Array;
}

/**
 * Where a block may go that takes most of a territory's share of one measure. What room it leaves of
 * that measure must do for accounts that bring nearly all of the others, so only such accounts will
 * do as have little of it; territories differ in how much their locked accounts take already and in
 * how far such accounts are away. Least cost first, as far as rows below the ratio of room to need
 * tell; none where no territory has room in this sense.
 * @param load K × M: what fixed and placed blocks put on the bands
 * @param most how many of them
 */
export function roomsForGiant(
  instance: Instance,
  candidates: Candidates,
  placed: Int32Array,
  load: Float64Array,
  giant: number,
  most: number
): GiantRoom[] {
  const { bands, territories } = instance;
  const { count } = bands;
  const block = candidates.block[giant] ?? 0;
  const tight = heaviestBand(instance, block);
  const fits = likeliest(
    Array.from({ length: territories }, (_, k) =>
      isPermitted(instance, block, k) ? fitOf(instance, load, block, k, tight) : null
    ).filter((fit) => fit !== null)
  );
  const lean = Array.from({ length: count }, (_, m) => {
    const ratios = fits.filter(({ lacking }) => lacking === m).map(({ room, need }) => room / need);
    return leanRows(instance, candidates, placed, {
      tight,
      lacking: m,
      most: Math.max(0, ...ratios)
    });
  });
  const found: { cost: number; room: GiantRoom }[] = [];
  for (const fit of fits) {
    const dearest = found[most - 1]?.cost ?? Infinity;
    const fill =
      fit.lacking < 0
        ? { cost: 0, rows: new Int32Array(0) }
        : cheapestFill(instance, candidates, lean[fit.lacking] ?? [], fit, dearest - fit.cost);
    if (fill === null || fit.cost + fill.cost >= dearest) continue;
    found.push({
      cost: fit.cost + fill.cost,
      room: { territory: fit.territory, rows: fill.rows }
    });
    found.sort((a, b) => a.cost - b.cost).splice(most);
  }
  return found.map(({ room }) => room);
}

/** A territory that a giant fits into, and what it then lacks. */
interface Fit {
  readonly territory: number;
  readonly cost: number;
  /** The hard band that is farthest from its lower end beside the giant; −1 where none is short. */
  readonly lacking: number;
  readonly need: number;
  /** What is left of the tight band. */
  readonly room: number;
}

/** The territories that are cheapest for the giant itself, and those with most room for what they lack. */
function likeliest(fits: readonly Fit[]): Fit[] {
  const near = [...fits].sort((a, b) => a.cost - b.cost || a.territory - b.territory);
  const roomy = [...fits].sort(
    (a, b) => b.room * a.need - a.room * b.need || a.territory - b.territory
  );
  return [...new Set([...near.slice(0, likely), ...roomy.slice(0, likely)])];
}

function fitOf(
  instance: Instance,
  load: Float64Array,
  block: number,
  territory: number,
  tight: number
): Fit | null {
  const { bands } = instance;
  let lacking = -1;
  let need = 0;
  let room = 0;
  let worst = 0;
  for (let m = 0; m < bands.count; m += 1) {
    if (bands.penalty[m] !== Infinity) continue;
    const at = territory * bands.count + m;
    const held = (load[at] ?? 0) + blockLoad(instance, block, territory, m);
    const left = (bands.upper[at] ?? Infinity) - held;
    if (left < 0) return null;
    if (m === tight) room = left;
    const short = (bands.lower[at] ?? 0) - held;
    const part = short / Math.max(1e-9, bands.lower[at] ?? 0);
    if (m === tight || part <= worst) continue;
    worst = part;
    lacking = m;
    need = short;
  }
  return { territory, cost: blockCost(instance, block, territory), lacking, need, room };
}

/** A row that brings much of what lacks for what it takes of what is tight. */
interface LeanRow {
  readonly row: number;
  readonly brings: number;
  readonly takes: number;
}

function leanRows(
  instance: Instance,
  candidates: Candidates,
  placed: Int32Array,
  { tight, lacking, most }: { tight: number; lacking: number; most: number }
): LeanRow[] {
  const lean: LeanRow[] = [];
  if (most <= 0) return lean;
  for (let row = 0; row < candidates.rows; row += 1) {
    if ((placed[row] ?? -1) >= 0 || (candidates.used[row] ?? 0) === 0) continue;
    const entry = row * candidates.stride;
    const brings = entryLoad(instance, candidates, row, entry, lacking);
    const takes = entryLoad(instance, candidates, row, entry, tight);
    if (brings > 0 && takes <= most * brings) lean.push({ row, brings, takes });
  }
  return lean;
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

/**
 * The cheapest of the rows that are lean enough for a territory until they bring what it lacks; null
 * where they do not, or cost `most` or more.
 */
function cheapestFill(
  instance: Instance,
  candidates: Candidates,
  lean: readonly LeanRow[],
  { territory, need, room }: Fit,
  most: number
): { cost: number; rows: Int32Array } | null {
  const { stride, block, cost } = candidates;
  const found: { row: number; brings: number; extra: number }[] = [];
  let within = 0;
  for (const { row, brings, takes } of lean) {
    const own = block[row] ?? 0;
    if (takes * need > room * brings || !isPermitted(instance, own, territory)) continue;
    const extra = blockCost(instance, own, territory) - (cost[row * stride] ?? 0);
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
    if (whole >= most) return null;
    sum += brings;
    rows.push(row);
  }
  return { cost: whole, rows: Int32Array.from(rows) };
}
