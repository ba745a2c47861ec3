import type { DealTable } from '../../core/columns.ts';
import { dealStates } from '../../core/columns.ts';
import type { Spells } from '../forecast/stage-rows.ts';

const won = dealStates.indexOf('Won');
const open = dealStates.indexOf('Open');

/** Deals by unit and stage that left the stage, and those of them that were not lost from it. */
export interface StagesLeft {
  readonly stages: number;
  /** By unit × stages + stage. */
  readonly left: Float64Array;
  readonly onward: Float64Array;
}

/**
 * How deals that are open, or closed within a time, left their stages: a deal leaves a stage when it
 * is in another afterwards or closes, and went on unless it was lost from it. A deal counts once a
 * stage, however often it was there; what it passed through on the day of its close is not seen.
 * @param unitOf by deal; -1 for none
 * @param from first day of closes @param to last
 */
export function stagesLeft(
  deals: Pick<DealTable, 'count' | 'closes' | 'state'>,
  spells: Spells,
  unitOf: (deal: number) => number,
  units: number,
  from: number,
  to: number
): StagesLeft {
  const { stages, spellsFrom, spellStage } = spells;
  const left = new Float64Array(units * stages);
  const onward = new Float64Array(units * stages);
  const met = new Int32Array(stages).fill(-1);
  for (let deal = 0; deal < deals.count; deal += 1) {
    const unit = unitOf(deal);
    const state = deals.state[deal];
    const closes = deals.closes[deal] ?? NaN;
    if (unit < 0 || (state !== open && !(closes >= from && closes <= to))) continue;
    const first = spellsFrom[deal] ?? 0;
    const end = spellsFrom[deal + 1] ?? first;
    const last = spellStage[end - 1] ?? 0;
    for (let spell = first; spell < end; spell += 1) {
      const stage = spellStage[spell] ?? 0;
      if (stage === 0 || met[stage] === deal) continue;
      met[stage] = deal;
      const at = unit * stages + stage;
      if (stage === last && state === open) continue;
      left[at] = (left[at] ?? 0) + 1;
      if (stage !== last || state === won) onward[at] = (onward[at] ?? 0) + 1;
    }
  }
  return { stages, left, onward };
}
