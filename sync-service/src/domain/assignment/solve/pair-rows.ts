import type { Candidates } from './candidates.ts';
import type { FirstChoices } from './first-choices.ts';
import { mostRelativeRise } from './first-choices.ts';
import { farthest, fadeOf, leastShare } from './soft-shares.ts';
import type { DualPoint } from './dual-point.ts';
import type { TerritoryMatrix } from './territory-matrix.ts';
import { slotOf } from './territory-matrix.ts';

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
  const { stride, territory, cost, used, scale, weight, rows } = candidates;
  const { load } = point;
  const priced = new Float64Array(stride);
  const active = new Int32Array(stride);
  const share = new Float64Array(stride);
  const rise = choices === null ? null : mostRelativeRise(choices, band, 2);
  let total = 0;
  for (let row = 0; row < rows; row += 1) {
    const many = used[row] ?? 0;
    if (many === 0) continue;
    const from = row * stride;
    const one = weight[row * 2] ?? 0;
    const other = weight[row * 2 + 1] ?? 0;
    const heat = temperature * Math.max(scale[row] ?? 0, leastScale);
    const repeat = times === null ? 1 : (times[row] ?? 1);
    if (choices !== null && rise !== null) {
      const at = (choices.territory[row] ?? 0) * 2;
      const lead = (choices.lead[row] ?? 0) - one * (rise[at] ?? 0) - other * (rise[at + 1] ?? 0);
      if (lead > farthest * heat) {
        const value = cost[choices.entry[row] ?? 0] ?? 0;
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
    if (matrix === null || strong < 2) continue;
    const strength = repeat * cold;
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
  point.value += total;
}
