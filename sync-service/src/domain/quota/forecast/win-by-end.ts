import type { MonthCalendar } from './calendar.ts';
import { ageLevel, dueLevel } from './deals.ts';
import type { DealModel } from './fit.ts';

/** A deal as the recursion sees it; the stage is left open. */
export interface DealPath {
  readonly created: number;
  /** Planned close; NaN for none. */
  readonly planned: number;
  /** 1 where it was put off before, else 0. */
  readonly pushed: number;
  readonly source: number;
  readonly band: number;
}

/** Chances by stage, for a deal that is open in the morning of a day. */
export type ChanceByStage = Float64Array;

/**
 * Chance to be won from a day to the last one, both included, by the stage held in the morning of
 * that day: backwards from the end, day by day, over win, loss, moves between stages, and plans that
 * are put off. Where a plan was put off from the day on, the deal is what deals with such plans were
 * in the mean: to which day it will be put off is not foretold.
 * @param from the first day; the deal is open in its morning
 */
export function wonByEnd(
  model: DealModel,
  calendar: MonthCalendar,
  path: DealPath,
  from: number,
  end: number
): ChanceByStage {
  const { win, loss, moves, slips } = model;
  const stages = moves.length;
  const [winStage, winAge, winMonth, winDue, winSource, winBand] = win.effects;
  const [lossStage, lossAge, lossMonth, lossDue, lossSource, lossBand] = loss.effects;
  const winAlways = win.base * (winSource?.[path.source] ?? 1) * (winBand?.[path.band] ?? 1);
  const lossAlways = loss.base * (lossSource?.[path.source] ?? 1) * (lossBand?.[path.band] ?? 1);
  const canSlip = !Number.isNaN(path.planned) && slips.perDay.some((rate) => rate > 0);
  let later = new Float64Array(stages);
  let now = new Float64Array(stages);
  let laterOff = new Float64Array(stages);
  let nowOff = new Float64Array(stages);
  for (let day = end; day >= from; day -= 1) {
    const age = ageLevel(day - path.created);
    const month = calendar.level[day - calendar.from] ?? 0;
    const due = dueLevel(path.planned, day, path.pushed);
    const winDay = winAlways * (winAge?.[age] ?? 1) * (winMonth?.[month] ?? 1);
    const lossDay = lossAlways * (lossAge?.[age] ?? 1) * (lossMonth?.[month] ?? 1);
    const winPlanned = winDay * (winDue?.[due] ?? 1);
    const lossPlanned = lossDay * (lossDue?.[due] ?? 1);
    const slip = canSlip ? (slips.perDay[due] ?? 0) : 0;
    for (let stage = 0; stage < stages; stage += 1) {
      const row = moves[stage];
      const winHere = winStage?.[stage] ?? 1;
      const lossHere = lossStage?.[stage] ?? 1;
      const asPlanned = nextMorning(row, stage, later);
      const putOff = canSlip ? nextMorning(row, stage, laterOff) : 0;
      now[stage] = onDay(
        winPlanned * winHere,
        lossPlanned * lossHere,
        (1 - slip) * asPlanned + slip * putOff
      );
      if (canSlip)
        nowOff[stage] = onDay(
          winDay * slips.win * winHere,
          lossDay * slips.loss * lossHere,
          putOff
        );
    }
    [later, now] = [now, later];
    [laterOff, nowOff] = [nowOff, laterOff];
  }
  return later;
}

/** Chance of a day's win, or of one later for those who neither won nor lost. */
function onDay(won: number, lost: number, after: number): number {
  const out = won + lost;
  const ends = 1 - Math.exp(-out);
  return (out > 0 ? (ends * won) / out : 0) + (1 - ends) * after;
}

/** Chance from the next morning on of a deal that is neither won nor lost on its day at a stage. */
function nextMorning(row: Float64Array | undefined, stage: number, later: Float64Array): number {
  let onward = 0;
  let moving = 0;
  if (row !== undefined)
    for (let to = 0; to < later.length; to += 1) {
      const rate = Math.min(1, row[to] ?? 0);
      moving += rate;
      onward += rate * (later[to] ?? 0);
    }
  return onward + Math.max(0, 1 - moving) * (later[stage] ?? 0);
}
