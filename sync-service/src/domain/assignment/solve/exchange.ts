import type { SearchCount } from './ejection-chains.ts';
import type { NearChoices } from './near-choices.ts';
import { hardExcess } from './plan-score.ts';
import { budgetDelta, shiftDelta } from './search-slack.ts';
import type { SearchState } from './search-state.ts';
import { shift } from './search-state.ts';

const improvement = -1e-12;

/**
 * One pass over the rows that are not at their first choice: each tries to come nearer to it, alone
 * or with the best ejection from the territory that it enters (a swap, or a chain of two).
 */
export function exchangePass(state: SearchState, near: NearChoices, count: SearchCount): void {
  const { candidates, at, regret } = state;
  const { rows, stride, used } = candidates;
  for (let row = 0; row < rows; row += 1) {
    const old = at[row] ?? 0;
    const here = regret[old] ?? 0;
    if (here === 0) continue;
    for (let entry = row * stride; entry < row * stride + (used[row] ?? 0); entry += 1)
      if ((regret[entry] ?? 0) < here && tryChain(state, near, row, entry, false, 1, 0, count))
        break;
  }
}

/** Mates looked at in one place, nearest first. */
const widest = 400;
/** How many of them a chain goes on from. */
const branches = 5;

/** The best further shifts at one depth of a chain; one at each depth is in use at a time. */
interface Shortlist {
  readonly slot: Int32Array;
  readonly value: Float64Array;
}
const shortlist = (): Shortlist => ({
  slot: new Int32Array(branches),
  value: new Float64Array(branches)
});
const shortlists: readonly Shortlist[] = [shortlist(), shortlist(), shortlist(), shortlist()];

/**
 * Shifts a row if that alone improves, or with a chain behind it; else leaves all as it was.
 * @param refill whether the chain fills the territory that the row left, or empties the one it enters
 * @param depth most further shifts
 */
function tryChain(
  state: SearchState,
  near: NearChoices,
  row: number,
  entry: number,
  refill: boolean,
  depth: number,
  before: number,
  count: SearchCount
): boolean {
  const { at, candidates } = state;
  const old = at[row] ?? 0;
  const here = before + shiftDelta(state, row, entry);
  count.weighed += 1;
  const k = candidates.territory[refill ? old : entry] ?? 0;
  shift(state, row, entry);
  if (here < improvement) {
    count.accepted += 1;
    return true;
  }
  if (depth > 0 && goOn(state, near, row, k, refill, depth, here, count)) return true;
  shift(state, row, old);
  return false;
}

/** The best further shift out of k (or into k), and when even that does not do, chains from the best few. */
function goOn(
  state: SearchState,
  near: NearChoices,
  row: number,
  k: number,
  refill: boolean,
  depth: number,
  before: number,
  count: SearchCount
): boolean {
  const { at, candidates, regret, slack } = state;
  const { territory } = candidates;
  const start = (refill ? near.intoFrom : near.leaving)[k] ?? 0;
  const end = Math.min((refill ? near.intoFrom : near.from)[k + 1] ?? 0, start + widest);
  const relief = slack[k] ?? 0;
  const budgeted = state.moved.length > 0;
  const keep = depth > 1 ? branches : 1;
  const { slot: bestSlot, value: bestValue } = shortlists[depth - 1] ?? shortlist();
  bestSlot.fill(-1);
  bestValue.fill(depth > 1 ? Infinity : improvement);
  for (let index = start; index < end; index += 1) {
    const slot = refill ? (near.into[index] ?? 0) : index;
    const mate = near.row[slot] ?? 0;
    const place = near.entry[slot] ?? 0;
    const now = at[mate] ?? 0;
    const worst = bestValue[keep - 1] ?? 0;
    let added = (regret[place] ?? 0) - (regret[now] ?? 0);
    if (budgeted) added += budgetDelta(state, mate, place);
    const other = territory[refill ? now : place] ?? 0;
    if (mate === row || other === k || territory[refill ? place : now] !== k) continue;
    if (before + added - relief - (slack[other] ?? 0) >= worst) continue;
    const both = before + shiftDelta(state, mate, place);
    count.weighed += 1;
    if (both >= worst) continue;
    let position = keep - 1;
    for (; position > 0 && (bestValue[position - 1] ?? 0) > both; position -= 1) {
      bestValue[position] = bestValue[position - 1] ?? 0;
      bestSlot[position] = bestSlot[position - 1] ?? 0;
    }
    bestValue[position] = both;
    bestSlot[position] = slot;
  }
  // Passing over a mate costs an eighth of weighing it.
  count.weighed += (end - start) >> 3;
  const best = bestSlot[0] ?? -1;
  if (best < 0) return false;
  if ((bestValue[0] ?? 0) < improvement) {
    shift(state, near.row[best] ?? 0, near.entry[best] ?? 0);
    count.accepted += 2;
    return true;
  }
  for (const slot of bestSlot)
    if (
      slot >= 0 &&
      tryChain(
        state,
        near,
        near.row[slot] ?? 0,
        near.entry[slot] ?? 0,
        refill,
        depth - 1,
        before,
        count
      )
    )
      return true;
  return false;
}

/**
 * One pass over the territories that overstep a hard band: rows leave an overfull one, pushing
 * others on along a chain, and come into a short one, pulling others after.
 * @param depth most further shifts behind the first
 * @param most stops once the count of moves weighed has come so far
 */
export function relievePass(
  state: SearchState,
  near: NearChoices,
  depth: number,
  count: SearchCount,
  most: number
): void {
  const { at, candidates, load } = state;
  const { territory } = candidates;
  const { count: measures } = state.instance.bands;
  for (let slot = 0; slot < load.length; slot += 1) {
    const k = Math.floor(slot / measures);
    for (const refill of [false, true]) {
      const from = (refill ? near.intoFrom : near.leaving)[k] ?? 0;
      const end = Math.min((refill ? near.intoFrom : near.from)[k + 1] ?? 0, from + widest);
      for (let index = from; index < end; index += 1) {
        const excess = hardExcess(state, slot);
        if ((refill ? excess >= 0 : excess <= 0) || count.weighed > most) break;
        const choice = refill ? (near.into[index] ?? 0) : index;
        const row = near.row[choice] ?? 0;
        const entry = near.entry[choice] ?? 0;
        const now = territory[at[row] ?? 0] ?? 0;
        if (refill ? now === k : now !== k || territory[entry] === k) continue;
        tryChain(state, near, row, entry, refill, depth, 0, count);
      }
    }
  }
}
