import type { SearchState } from './searching.ts';

/** Slacks from scratch, after the growth of costs was changed. */
export function resetSlack(state: SearchState): void {
  state.mostSlack[0] = 0;
  for (let k = 0; k < state.slack.length; k += 1) refreshSlack(state, k);
}

/** Slack of one territory from its loads. */
export function refreshSlack(state: SearchState, k: number): void {
  const { count: measures } = state.instance.bands;
  let slack = 0;
  for (let m = 0; m < measures; m += 1)
    slack += bandSlack(state, k * measures + m, m, state.load[k * measures + m] ?? 0);
  state.slack[k] = slack;
  if (slack > (state.mostSlack[0] ?? 0)) state.mostSlack[0] = slack;
}

/** Slack of slot k × M + m at load x. */
function bandSlack(state: SearchState, at: number, m: number, x: number): number {
  const price = state.prices.band[at] ?? 0;
  const high = state.upper[at] ?? 0;
  const low = state.lower[at] ?? 0;
  let slack = price > 0 ? price * (high - x) : price < 0 ? price * (low - x) : 0;
  if (x > high) slack += excessCost(state, m, price, x - high);
  else if (x < low) slack += excessCost(state, m, -price, low - x);
  return slack;
}

/** What the price has given back too early, and the growing cost of a hard excess. */
function excessCost(state: SearchState, m: number, price: number, excess: number): number {
  const soft = state.beyond[m] ?? 0;
  if (soft > 0) return excess * soft;
  return excess * (Math.max(0, price) + (state.wall[m] ?? 0) + excess * (state.growth[m] ?? 0));
}

/** Slack of a territory once a block has left it; loads that grow with distance count at their base. */
export function slackWithout(state: SearchState, block: number, k: number): number {
  const { blockWeight, bands } = state.instance;
  let slack = 0;
  for (let m = 0; m < bands.count; m += 1) {
    const at = k * bands.count + m;
    slack += bandSlack(
      state,
      at,
      m,
      (state.load[at] ?? 0) - (blockWeight[block * bands.count + m] ?? 0)
    );
  }
  return slack;
}

/** Change of regret and slack when a row takes another of its entries. */
export function shiftDelta(state: SearchState, row: number, entry: number): number {
  const { instance, candidates, at, load } = state;
  const { territory } = candidates;
  const { count: measures } = instance.bands;
  const old = at[row] ?? 0;
  const a = territory[old] ?? 0;
  const b = territory[entry] ?? 0;
  const from = a * measures;
  const to = b * measures;
  let delta =
    (state.regret[entry] ?? 0) -
    (state.regret[old] ?? 0) -
    (state.slack[a] ?? 0) -
    (state.slack[b] ?? 0);
  const weightAt = (candidates.block[row] ?? 0) * measures;
  for (let m = 0; m < measures; m += 1) {
    let out = instance.blockWeight[weightAt + m] ?? 0;
    let into = out;
    if (instance.anyTravels) {
      out = candidates.load[m]?.[old] ?? out;
      into = candidates.load[m]?.[entry] ?? into;
    }
    delta +=
      bandSlack(state, from + m, m, (load[from + m] ?? 0) - out) +
      bandSlack(state, to + m, m, (load[to + m] ?? 0) + into);
  }
  if (instance.budgets.length > 0) delta += budgetDelta(state, row, entry);
  if (instance.apart.length > 0)
    delta += state.pairCost * (partnersIn(state, row, b) - partnersIn(state, row, a));
  return delta;
}

/** Change of the slack of all budgets when a row takes another of its entries. */
export function budgetDelta(state: SearchState, row: number, entry: number): number {
  const { candidates, at, moved } = state;
  const old = at[row] ?? 0;
  let delta = 0;
  for (let g = 0; g < moved.length; g += 1) {
    const change = (candidates.moved[g]?.[entry] ?? 0) - (candidates.moved[g]?.[old] ?? 0);
    if (change !== 0)
      delta +=
        budgetSlack(state, g, (moved[g] ?? 0) + change) - budgetSlack(state, g, moved[g] ?? 0);
  }
  return delta;
}

/** Slack of all budgets: no shifts can gain more than this from them. */
export function wholeBudgetSlack(state: SearchState): number {
  let slack = 0;
  for (let g = 0; g < state.moved.length; g += 1)
    slack += budgetSlack(state, g, state.moved[g] ?? 0);
  return slack;
}

/** Slack of a budget when this much has changed hands. */
function budgetSlack(state: SearchState, g: number, moved: number): number {
  const price = state.prices.budget[g] ?? 0;
  const left = (state.instance.budgets[g]?.most ?? 0) - moved;
  return left >= 0 ? price * left : -left * (state.budgetWall[g] ?? 0);
}

/** How many must-apart partners of a row's block are in a territory. */
export function partnersIn(state: SearchState, row: number, k: number): number {
  const { instance, candidates, at, rowOf } = state;
  const block = candidates.block[row] ?? 0;
  let count = 0;
  const end = instance.apartStart[block + 1] ?? 0;
  for (let slot = instance.apartStart[block] ?? 0; slot < end; slot += 1) {
    const partner = instance.apart[slot] ?? 0;
    const other = rowOf[partner] ?? -1;
    const where = other < 0 ? instance.fixed[partner] : candidates.territory[at[other] ?? 0];
    if (where === k) count += 1;
  }
  return count;
}
