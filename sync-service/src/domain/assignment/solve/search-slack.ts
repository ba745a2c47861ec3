import type { SearchState } from './searching.ts';

/** Slope and value at 0 of each of a slack's three lines. */
const perSlot = 6;

export const noLines = (slots: number): Float64Array => new Float64Array(slots * perSlot);

/** Lines and slacks from scratch, after bands or what it costs to be beyond them were changed. */
export function resetSlack(state: SearchState): void {
  state.mostSlack[0] = 0;
  for (let at = 0; at < state.load.length; at += 1) setLines(state, at);
  for (let k = 0; k < state.slack.length; k += 1) refreshSlack(state, k);
}

/**
 * The slack of a slot is the highest of three lines of its load x: −p x with p U or p L, which is 0
 * at the end of the band that the price presses to, and one beyond either end that gives back what
 * the price gave and adds the wall (of a soft band: what a unit beyond it costs).
 */
function setLines({ prices, upper, lower, beyond, wall, lines }: SearchState, at: number): void {
  const m = at % wall.length;
  const price = prices.band[at] ?? 0;
  const high = upper[at] ?? 0;
  const low = lower[at] ?? 0;
  const soft = beyond[m] ?? 0;
  const hard = wall[m] ?? 0;
  const inside = price > 0 ? price * high : price < 0 ? price * low : 0;
  const above = (soft > 0 ? soft : Math.max(0, price) + hard) - price;
  const below = -(soft > 0 ? soft : Math.max(0, -price) + hard) - price;
  const from = at * perSlot;
  lines[from] = -price;
  lines[from + 1] = inside;
  lines[from + 2] = Number.isFinite(high) ? above : -price;
  lines[from + 3] = Number.isFinite(high) ? inside - (price + above) * high : inside;
  lines[from + 4] = Number.isFinite(low) ? below : -price;
  lines[from + 5] = Number.isFinite(low) ? inside - (price + below) * low : inside;
}

/** Slack of one territory from its loads. */
export function refreshSlack(state: SearchState, k: number): void {
  const { lines, load } = state;
  const measures = state.wall.length;
  let slack = 0;
  for (let at = k * measures; at < (k + 1) * measures; at += 1)
    slack += slackAt(lines, at, load[at] ?? 0);
  state.slack[k] = slack;
  if (slack > (state.mostSlack[0] ?? 0)) state.mostSlack[0] = slack;
}

/** Slack of slot k × M + m at load x. */
export function slackAt(lines: Float64Array, at: number, x: number): number {
  const from = at * perSlot;
  const inside = (lines[from] ?? 0) * x + (lines[from + 1] ?? 0);
  const above = (lines[from + 2] ?? 0) * x + (lines[from + 3] ?? 0);
  const below = (lines[from + 4] ?? 0) * x + (lines[from + 5] ?? 0);
  const high = above > inside ? above : inside;
  return below > high ? below : high;
}

/**
 * Slack of a territory with a row's load added or, with sign −1, taken out; loads that grow with
 * distance count at their base.
 */
export function slackWith(
  { lines, load, wall, candidates }: SearchState,
  row: number,
  k: number,
  sign: 1 | -1
): number {
  const measures = wall.length;
  let slack = 0;
  for (let m = 0; m < measures; m += 1) {
    const at = k * measures + m;
    const weight = candidates.weight[row * measures + m] ?? 0;
    slack += slackAt(lines, at, (load[at] ?? 0) + sign * weight);
  }
  return slack;
}

/** Change of regret and slack when a row takes another of its entries. */
export function shiftDelta(state: SearchState, row: number, entry: number): number {
  const { instance, candidates, at, load, lines } = state;
  const { territory, weight } = candidates;
  const measures = state.wall.length;
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
  for (let m = 0; m < measures; m += 1) {
    let out = weight[row * measures + m] ?? 0;
    let into = out;
    if (instance.anyTravels) {
      out = candidates.load[m]?.[old] ?? out;
      into = candidates.load[m]?.[entry] ?? into;
    }
    delta +=
      slackAt(lines, from + m, (load[from + m] ?? 0) - out) +
      slackAt(lines, to + m, (load[to + m] ?? 0) + into);
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
