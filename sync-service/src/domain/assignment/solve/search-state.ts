import { entryLoad, pricedEntry } from './candidates.ts';
import type { Candidates } from './candidates.ts';
import { drawnInBands, roundingMargin } from './drawn-in-bands.ts';
import { fixedTotals } from './fixed-totals.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';
import { noLines, refreshSlack, resetSlack } from './search-slack.ts';
import type { SearchState } from './searching.ts';

export type { SearchState } from './searching.ts';

/**
 * Everybody at the first choice at these prices, but for the rows that are placed: theirs counts
 * as the first, whatever else costs.
 * @param placed entry of each row that is placed, −1 for the others
 */
export function firstState(
  instance: Instance,
  candidates: Candidates,
  prices: BandPrices,
  placed: Int32Array
): SearchState {
  const { bands, budgets, territories } = instance;
  const { rows, stride, used, block } = candidates;
  const at = new Int32Array(rows);
  const rowOf = new Int32Array(instance.blocks.count).fill(-1);
  const regret = new Float64Array(rows * stride);
  for (let row = 0; row < rows; row += 1) {
    rowOf[block[row] ?? 0] = row;
    const end = row * stride + (used[row] ?? 0);
    let least = Infinity;
    for (let entry = row * stride; entry < end; entry += 1) {
      const value = pricedEntry(instance, candidates, prices, row, entry);
      regret[entry] = value;
      if (value < least) {
        least = value;
        at[row] = entry;
      }
    }
    const kept = placed[row] ?? -1;
    if (kept >= 0) {
      at[row] = kept;
      least = regret[kept] ?? 0;
    }
    for (let entry = row * stride; entry < end; entry += 1)
      regret[entry] = Math.max(0, (regret[entry] ?? 0) - least);
  }
  const state: SearchState = {
    instance,
    candidates,
    prices,
    regret,
    at,
    first: at.slice(),
    placed: placed.slice(),
    rowOf,
    visitors: Array.from({ length: territories }, () => []),
    visitorAt: new Int32Array(rows),
    load: new Float64Array(territories * bands.count),
    moved: new Float64Array(budgets.length),
    slack: new Float64Array(territories),
    mostSlack: new Float64Array(1),
    lower: bands.lower.slice(),
    upper: bands.upper.slice(),
    beyond: bands.penalty.map((penalty) => (penalty === Infinity ? 0 : penalty)),
    wall: new Float64Array(bands.count),
    lines: noLines(territories * bands.count),
    budgetWall: new Float64Array(budgets.length),
    pairCost: 0
  };
  drawIn(state, roundingMargin);
  resetTotals(state);
  return state;
}

/** Draws the bands in by a fraction of their ends, by a quarter of their width at most. */
export function drawIn(state: SearchState, margin: number): void {
  const { lower, upper } = drawnInBands(state.instance, margin);
  state.lower.set(lower);
  state.upper.set(upper);
}

/** Totals from scratch. */
export function resetTotals(state: SearchState): void {
  const { instance, candidates, at, load, moved } = state;
  const { count: measures } = instance.bands;
  const fixed = fixedTotals(instance);
  load.set(fixed.fixedLoad);
  moved.set(fixed.fixedMoved);
  for (const rows of state.visitors) rows.length = 0;
  for (let row = 0; row < candidates.rows; row += 1) {
    const entry = at[row] ?? 0;
    const to = (candidates.territory[entry] ?? 0) * measures;
    for (let m = 0; m < measures; m += 1)
      load[to + m] = (load[to + m] ?? 0) + entryLoad(instance, candidates, row, entry, m);
    for (let g = 0; g < moved.length; g += 1)
      moved[g] = (moved[g] ?? 0) + (candidates.moved[g]?.[entry] ?? 0);
    if (entry !== state.first[row]) welcome(state, row, candidates.territory[entry] ?? 0);
  }
  resetSlack(state);
}

function welcome(state: SearchState, row: number, k: number): void {
  const rows = state.visitors[k];
  if (rows === undefined) return;
  state.visitorAt[row] = rows.length;
  rows.push(row);
}

function dismiss(state: SearchState, row: number, k: number): void {
  const rows = state.visitors[k];
  const last = rows?.pop();
  if (rows === undefined || last === undefined || last === row) return;
  const place = state.visitorAt[row] ?? 0;
  rows[place] = last;
  state.visitorAt[last] = place;
}

/** Lets a row take another of its entries. */
export function shift(state: SearchState, row: number, entry: number): void {
  const { instance, candidates, at, load, moved } = state;
  const { territory } = candidates;
  const { count: measures } = instance.bands;
  const old = at[row] ?? 0;
  const a = territory[old] ?? 0;
  const b = territory[entry] ?? 0;
  const weightAt = (candidates.block[row] ?? 0) * measures;
  for (let m = 0; m < measures; m += 1) {
    let out = instance.blockWeight[weightAt + m] ?? 0;
    let into = out;
    if (instance.anyTravels) {
      out = candidates.load[m]?.[old] ?? out;
      into = candidates.load[m]?.[entry] ?? into;
    }
    load[a * measures + m] = (load[a * measures + m] ?? 0) - out;
    load[b * measures + m] = (load[b * measures + m] ?? 0) + into;
  }
  for (let g = 0; g < moved.length; g += 1)
    moved[g] =
      (moved[g] ?? 0) + (candidates.moved[g]?.[entry] ?? 0) - (candidates.moved[g]?.[old] ?? 0);
  at[row] = entry;
  if (old !== state.first[row]) dismiss(state, row, a);
  if (entry !== state.first[row]) welcome(state, row, b);
  refreshSlack(state, a);
  refreshSlack(state, b);
}
