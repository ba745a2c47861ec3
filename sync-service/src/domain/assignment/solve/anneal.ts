import type { SearchCount } from './ejection-chains.ts';
import type { NearChoices } from './near-choices.ts';
import { shiftDelta } from './search-slack.ts';
import type { SearchState } from './search-state.ts';
import { shift } from './search-state.ts';
import type { SeededRandom } from './seeded-random.ts';

/** −ln of a uniform number, by table: how many temperatures a change may cost. */
const chances = Float64Array.from({ length: 4096 }, (_, index) => -Math.log((index + 0.5) / 4096));
const ejections = 3;

export interface AnnealLimits {
  readonly proposals: number;
  /** Temperature at the start as a fraction of a row's scale; falls to 0. */
  readonly heat: number;
  readonly leastScale: number;
}

/**
 * Shifts a random near choice; when that is refused, ejects another row from the territory that it
 * would enter (to where it came from: a swap; elsewhere: a chain), and takes both or neither.
 */
export function anneal(
  state: SearchState,
  near: NearChoices,
  limits: AnnealLimits,
  random: SeededRandom,
  count: SearchCount
): void {
  const { candidates, at } = state;
  const { territory, scale } = candidates;
  let weighed = 0;
  if (near.count === 0) return;
  while (weighed < limits.proposals) {
    const left = 1 - weighed / limits.proposals;
    const heat = limits.heat * left;
    const pick = Math.floor((random.next() / 4294967296) * near.count);
    const entry = near.entry[pick] ?? 0;
    const row = near.row[pick] ?? 0;
    const old = at[row] ?? 0;
    weighed += 1;
    if (entry === old) continue;
    const b = territory[entry] ?? 0;
    if (b === territory[old]) continue;
    const unit = heat * Math.max(scale[row] ?? 0, limits.leastScale);
    const allowed = unit * (chances[random.next() & 4095] ?? 0);
    const delta = shiftDelta(state, row, entry);
    if (delta <= allowed && (delta < 0 || unit > 0)) {
      shift(state, row, entry);
      count.accepted += 1;
      continue;
    }
    const first = near.from[b] ?? 0;
    const many = (near.from[b + 1] ?? 0) - first;
    if (many === 0) continue;
    shift(state, row, entry);
    let kept = false;
    for (let turn = 0; turn < ejections && !kept; turn += 1) {
      const other = first + Math.floor((random.next() / 4294967296) * many);
      const mate = near.row[other] ?? 0;
      const place = near.entry[other] ?? 0;
      if (mate === row || territory[at[mate] ?? 0] !== b || territory[place] === b) continue;
      weighed += 1;
      const both = delta + shiftDelta(state, mate, place);
      if (both <= allowed && (both < 0 || unit > 0)) {
        shift(state, mate, place);
        kept = true;
        count.accepted += 2;
      }
    }
    if (!kept) shift(state, row, old);
  }
  count.weighed += weighed;
}
