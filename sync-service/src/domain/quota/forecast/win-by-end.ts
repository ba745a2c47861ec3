import type { MonthCalendar } from './calendar.ts';
import { ageLevel, dueLevel } from './deals.ts';
import type { DealModel } from './fit.ts';

/** A deal as the recursion sees it; the stage is left open. */
export interface DealPath {
  readonly created: number;
  /** Planned close; NaN for none. */
  readonly planned: number;
  readonly source: number;
  readonly band: number;
}

/** Chances by stage, for a deal that is open in the morning of a day. */
export type ChanceByStage = Float64Array;

/**
 * Chance to be won from a day to the last one, both included, by the stage held in the morning of
 * that day: backwards from the end, day by day, over win, loss and moves between stages.
 * @param from the first day; the deal is open in its morning
 */
export function wonByEnd(
  model: DealModel,
  calendar: MonthCalendar,
  path: DealPath,
  from: number,
  end: number
): ChanceByStage {
  const { win, loss, moves } = model;
  const stages = moves.length;
  const [winStage, winAge, winMonth, winDue, winSource, winBand] = win.effects;
  const [lossStage, lossAge, lossMonth, lossDue, lossSource, lossBand] = loss.effects;
  const winAlways = win.base * (winSource?.[path.source] ?? 1) * (winBand?.[path.band] ?? 1);
  const lossAlways = loss.base * (lossSource?.[path.source] ?? 1) * (lossBand?.[path.band] ?? 1);
  let later = new Float64Array(stages);
  let now = new Float64Array(stages);
  for (let day = end; day >= from; day -= 1) {
    const age = ageLevel(day - path.created);
    const month = calendar.level[day - calendar.from] ?? 0;
    const due = dueLevel(path.planned, day);
    const winDay =
      winAlways * (winAge?.[age] ?? 1) * (winMonth?.[month] ?? 1) * (winDue?.[due] ?? 1);
    const lossDay =
      lossAlways * (lossAge?.[age] ?? 1) * (lossMonth?.[month] ?? 1) * (lossDue?.[due] ?? 1);
    for (let stage = 0; stage < stages; stage += 1) {
      const won = winDay * (winStage?.[stage] ?? 1);
      const lost = lossDay * (lossStage?.[stage] ?? 1);
      const out = won + lost;
      const ends = 1 - Math.exp(-out);
      let onward = 0;
      let moving = 0;
      const row = moves[stage];
      if (row !== undefined)
        for (let to = 0; to < stages; to += 1) {
          const rate = Math.min(1, row[to] ?? 0);
          moving += rate;
          onward += rate * (later[to] ?? 0);
        }
      const stays = Math.max(0, 1 - moving);
      now[stage] =
        (out > 0 ? (ends * won) / out : 0) + (1 - ends) * (onward + stays * (later[stage] ?? 0));
    }
    [later, now] = [now, later];
  }
  return later;
}
