import type { Candidates } from './candidates.ts';
import type { FirstChoices } from './first-choices.ts';
import { mostRelativeRise } from './first-choices.ts';
import { farthest, fadeOf, leastShare } from './soft-shares.ts';
import type { DualPoint } from './dual-point.ts';
import type { TerritoryMatrix } from './territory-matrix.ts';
import { slotOf } from './territory-matrix.ts';

/** Rows of a stretch: a loop over all would run for long before the engine has compiled it. */
const stretch = 128;

/**
 * What rows are priced with, and what their shares are added to. Laid out flat and every field of one
 * kind, empty where there is none: for each new kind the engine would make its code anew.
 */
interface Pricing extends Pick<
  Candidates,
  'stride' | 'territory' | 'cost' | 'used' | 'scale' | 'weight'
> {
  readonly first: Pick<FirstChoices, 'entry' | 'territory' | 'lead'>;
  readonly hasFirst: boolean;
  /** K × 2, as `mostRelativeRise`. */
  readonly rise: Float64Array;
  readonly times: Float64Array;
  readonly band: Float64Array;
  readonly temperature: number;
  readonly leastScale: number;
  readonly load: Float64Array;
  /** Room for a row's priced costs, and for territories and shares of those that have one. */
  readonly priced: Float64Array;
  readonly active: Int32Array;
  readonly share: Float64Array;
}

const none = new Float64Array(0);
const noFirst = { entry: new Int32Array(0), territory: new Uint16Array(0), lead: none };

/**
 * `addSmoothedRows` for two bands whose load does not grow with distance and no budget, which is
 * the usual case and nearly all of a solve: the same sums, laid out for it.
 */
export function addPairRows(
  candidates: Candidates,
  choices: FirstChoices | null,
  times: Float64Array | null,
  band: Float64Array,
  temperature: number,
  leastScale: number,
  point: DualPoint,
  matrix: TerritoryMatrix | null
): void {
  const { rows, stride, territory, cost, used, scale, weight } = candidates;
  const { entry, territory: home, lead } = choices ?? noFirst;
  const pricing: Pricing = {
    stride,
    territory,
    cost,
    used,
    scale,
    weight,
    first: { entry, territory: home, lead },
    hasFirst: choices !== null,
    rise: choices === null ? none : mostRelativeRise(choices, band, 2),
    times: times ?? none,
    band,
    temperature,
    leastScale,
    load: point.load,
    priced: new Float64Array(stride),
    active: new Int32Array(stride),
    share: new Float64Array(stride)
  };
  let total = 0;
  for (let row = 0; row < rows; row += stretch)
    total = addStretch(pricing, matrix, row, Math.min(row + stretch, rows), total);
  point.value += total;
}

/** @returns `total` with the soft minima of rows `begin` to `end` − 1 */
function addStretch(
  pricing: Pricing,
  matrix: TerritoryMatrix | null,
  begin: number,
  end: number,
  total: number
): number {
  const { stride, territory, cost, used, scale, weight, first, hasFirst, rise } = pricing;
  const { times, band, temperature, leastScale, load, priced, active, share } = pricing;
  const { entry, territory: home, lead: leads } = first;
  const isWeighted = times.length > 0;
  for (let row = begin; row < end; row += 1) {
    const many = used[row] ?? 0;
    if (many === 0) continue;
    const from = row * stride;
    const one = weight[row * 2] ?? 0;
    const other = weight[row * 2 + 1] ?? 0;
    const heat = temperature * Math.max(scale[row] ?? 0, leastScale);
    const repeat = isWeighted ? (times[row] ?? 1) : 1;
    if (hasFirst) {
      const at = (home[row] ?? 0) * 2;
      const lead = (leads[row] ?? 0) - one * (rise[at] ?? 0) - other * (rise[at + 1] ?? 0);
      const value = cost[entry[row] ?? 0] ?? 0;
      // Nobody else has a share of it.
      if (lead > farthest * heat) {
        total += repeat * (value + (band[at] ?? 0) * one + (band[at + 1] ?? 0) * other);
        load[at] = (load[at] ?? 0) + repeat * one;
        load[at + 1] = (load[at + 1] ?? 0) + repeat * other;
        continue;
      }
    }
    let least = Infinity;
    for (let slot = 0; slot < many; slot += 1) {
      const at = (territory[from + slot] ?? 0) * 2;
      const value = (cost[from + slot] ?? 0) + (band[at] ?? 0) * one + (band[at + 1] ?? 0) * other;
      priced[slot] = value;
      if (value < least) least = value;
    }
    const cold = 1 / heat;
    let whole = 0;
    let actives = 0;
    for (let slot = 0; slot < many; slot += 1) {
      const over = ((priced[slot] ?? 0) - least) * cold;
      if (over > farthest) continue;
      const part = fadeOf(over);
      active[actives] = (territory[from + slot] ?? 0) * 2;
      share[actives] = part;
      actives += 1;
      whole += part;
    }
    total += repeat * (actives === 1 ? least : least - heat * Math.log(whole));
    const parts = 1 / whole;
    let strong = 0;
    for (let a = 0; a < actives; a += 1) {
      const at = active[a] ?? 0;
      const part = (share[a] ?? 0) * parts;
      load[at] = (load[at] ?? 0) + repeat * part * one;
      load[at + 1] = (load[at + 1] ?? 0) + repeat * part * other;
      if (part < leastShare) continue;
      active[strong] = at;
      share[strong] = part;
      strong += 1;
    }
    if (matrix !== null && strong > 1)
      addPairCurvature(matrix, active, share, strong, repeat * cold, one, other);
  }
  return total;
}

/** Adds strength × (diag s − s sᵀ) ⊗ w wᵀ of one row with shares s and weights w. */
function addPairCurvature(
  matrix: TerritoryMatrix,
  active: Int32Array,
  share: Float64Array,
  strong: number,
  strength: number,
  one: number,
  other: number
): void {
  const first = strength * one * one;
  const mixed = strength * one * other;
  const second = strength * other * other;
  const { diagonal } = matrix;
  for (let a = 0; a < strong; a += 1) {
    const k = (active[a] ?? 0) / 2;
    const own = share[a] ?? 0;
    const pull = own * (1 - own);
    const at = k * 4;
    diagonal[at] = (diagonal[at] ?? 0) + pull * first;
    diagonal[at + 1] = (diagonal[at + 1] ?? 0) + pull * mixed;
    diagonal[at + 2] = (diagonal[at + 2] ?? 0) + pull * mixed;
    diagonal[at + 3] = (diagonal[at + 3] ?? 0) + pull * second;
    for (let b = a + 1; b < strong; b += 1) {
      const l = (active[b] ?? 0) / 2;
      const to = slotOf(matrix, k < l ? k : l, k < l ? l : k) * 4;
      const push = own * (share[b] ?? 0);
      const cell = matrix.block;
      cell[to] = (cell[to] ?? 0) - push * first;
      cell[to + 1] = (cell[to + 1] ?? 0) - push * mixed;
      cell[to + 2] = (cell[to + 2] ?? 0) - push * mixed;
      cell[to + 3] = (cell[to + 3] ?? 0) - push * second;
    }
  }
}
