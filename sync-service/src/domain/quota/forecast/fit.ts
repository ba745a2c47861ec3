import type { MonthCalendar } from './calendar.ts';
import type { Cells, Rates } from './credibility.ts';
import { fitRates } from './credibility.ts';
import type { DealColumns, DealLevels } from './deals.ts';
import { ageStarts, bandLevels, calendarLevels, dueLevels, factors, firstPushed } from './deals.ts';
import type { CellPlan } from './segments.ts';
import { cellPlan, walkSegments } from './segments.ts';
import type { Spread, UnitsLearned } from './shocks.ts';
import { learnUnits } from './shocks.ts';

const dueFactor = factors.indexOf('due');

/** What was learned of all deals before a day. Rates are per day. */
export interface DealModel {
  readonly plan: CellPlan;
  readonly win: Rates;
  readonly loss: Rates;
  /** By stage and next stage: moves a day at risk. */
  readonly moves: readonly Float64Array[];
  /** How planned closes are put off. */
  readonly slips: Slips;
  /** By unit: wins over what the model expects, shrunk to 1. */
  readonly unitWin: Float64Array;
  /** Spread of the shocks that deals share within a month: log of the win rate. */
  readonly shocks: Spread;
  /** Wins, losses and days at risk that it was learned from. */
  readonly learnedFrom: {
    readonly wins: number;
    readonly losses: number;
    readonly daysAtRisk: number;
  };
}

/** Planned closes that are put off, and what comes of such deals. */
export interface Slips {
  /** By due level: times that the plan was put off a day at risk, shrunk to the whole. */
  readonly perDay: Float64Array;
  /** Mean effect on win and loss of the due levels that deals were in once their plan was put off. */
  readonly win: number;
  readonly loss: number;
}

/**
 * Learns how deals are won and lost from what was known before a day: two competing rates (won, lost)
 * by stage, age, month of the quarter, planned close, source and amount, shrunk to the whole where
 * data is thin; open deals are censored, not left out. Same input, same output, to the last bit.
 */
export function fitDeals(
  deals: DealColumns,
  levels: DealLevels,
  calendar: MonthCalendar,
  before: number
): DealModel {
  const plan = cellPlan(deals, levels, before);
  const exposure = new Float64Array(plan.count);
  const wins = new Float64Array(plan.count);
  const losses = new Float64Array(plan.count);
  const moves = Array.from({ length: levels.stages }, () => new Float64Array(levels.stages));
  const atStage = new Float64Array(levels.stages);
  const atDue = new Float64Array(dueLevels);
  const putOff = new Float64Array(dueLevels);
  const withinDue = levels.sources * bandLevels;
  let won = 0;
  let lost = 0;
  walkSegments(
    deals,
    plan,
    calendar,
    before,
    (_, cell, stage, _day, days) => {
      exposure[cell] = (exposure[cell] ?? 0) + days;
      atStage[stage] = (atStage[stage] ?? 0) + days;
      const due = Math.floor(cell / withinDue) % dueLevels;
      atDue[due] = (atDue[due] ?? 0) + days;
    },
    (_, cell, _day, isWon) => {
      if (isWon) wins[cell] = (wins[cell] ?? 0) + 1;
      else losses[cell] = (losses[cell] ?? 0) + 1;
      if (isWon) won += 1;
      else lost += 1;
    },
    (from, to) => {
      if (to.planned > from.planned) putOff[from.due] = (putOff[from.due] ?? 0) + 1;
      const row = moves[from.stage];
      if (row !== undefined && from.stage !== to.stage) row[to.stage] = (row[to.stage] ?? 0) + 1;
    }
  );
  moves.forEach((row, stage) => {
    const days = atStage[stage] ?? 0;
    row.forEach((count, to) => (row[to] = days > 0 ? count / days : 0));
  });
  const win = fitRates(cellsOf(plan, exposure, wins));
  const loss = fitRates(cellsOf(plan, exposure, losses));
  const rates = rateTable(plan, win);
  const { effect: unitWin, shocks } = byUnit(deals, levels, plan, calendar, before, rates);
  return {
    plan,
    win,
    loss,
    moves,
    slips: slipsOf(atDue, putOff, win, loss),
    unitWin,
    shocks,
    learnedFrom: {
      wins: won,
      losses: lost,
      daysAtRisk: exposure.reduce((sum, days) => sum + days, 0)
    }
  };
}

function slipsOf(atDue: Float64Array, putOff: Float64Array, win: Rates, loss: Rates): Slips {
  const { base, effects } = fitRates({
    exposure: atDue.map((days, due) => (due === 0 ? 0 : days)),
    events: putOff,
    levels: [Int32Array.from(atDue, (_, due) => due)],
    sizes: [dueLevels]
  });
  const meanEffect = (of: Rates): number => {
    let days = 0;
    let sum = 0;
    for (let due = firstPushed; due < dueLevels; due += 1) {
      days += atDue[due] ?? 0;
      sum += (atDue[due] ?? 0) * (of.effects[dueFactor]?.[due] ?? 1);
    }
    return days === 0 ? 1 : sum / days;
  };
  return {
    perDay: Float64Array.from(atDue, (_, due) =>
      due === 0 ? 0 : Math.min(1, base * (effects[0]?.[due] ?? 1))
    ),
    win: meanEffect(win),
    loss: meanEffect(loss)
  };
}

/** Only cells that somebody was in, with the levels of each. */
function cellsOf(plan: CellPlan, exposure: Float64Array, events: Float64Array): Cells {
  const used: number[] = [];
  exposure.forEach((days, cell) => {
    if (days > 0) used.push(cell);
  });
  const levels = plan.sizes.map(() => new Int32Array(used.length));
  used.forEach((cell, at) => {
    let rest = cell;
    for (let factor = plan.sizes.length - 1; factor >= 0; factor -= 1) {
      const size = plan.sizes[factor] ?? 1;
      const column = levels[factor];
      if (column !== undefined) column[at] = rest % size;
      rest = Math.floor(rest / size);
    }
  });
  return {
    exposure: Float64Array.from(used, (cell) => exposure[cell] ?? 0),
    events: Float64Array.from(used, (cell) => events[cell] ?? 0),
    levels,
    sizes: plan.sizes
  };
}

/** Rate of each cell. */
export function rateTable(plan: CellPlan, { base, effects }: Rates): Float64Array {
  const [stages = 1, , , , sources = 1] = plan.sizes;
  const table = new Float64Array(plan.count);
  let cell = 0;
  for (let stage = 0; stage < stages; stage += 1)
    for (let age = 0; age < ageStarts.length; age += 1)
      for (let month = 0; month < calendarLevels; month += 1)
        for (let due = 0; due < dueLevels; due += 1)
          for (let source = 0; source < sources; source += 1)
            for (let band = 0; band < bandLevels; band += 1) {
              let rate = base;
              [stage, age, month, due, source, band].forEach((level, factor) => {
                rate *= effects[factor]?.[level] ?? 1;
              });
              table[cell] = rate;
              cell += 1;
            }
  return table;
}

/** A second walk: what each unit won against what was to be expected, in all and by month. */
function byUnit(
  deals: DealColumns,
  levels: DealLevels,
  plan: CellPlan,
  calendar: MonthCalendar,
  before: number,
  rates: Float64Array
): UnitsLearned {
  const { months } = calendar;
  const expected = new Float64Array(levels.units * months);
  const seen = new Float64Array(levels.units * months);
  const slot = (deal: number, day: number): number =>
    (deals.unit[deal] ?? 0) * months + (calendar.month[day - calendar.from] ?? 0);
  walkSegments(
    deals,
    plan,
    calendar,
    before,
    (deal, cell, _, day, days) => {
      const at = slot(deal, day);
      expected[at] = (expected[at] ?? 0) + days * (rates[cell] ?? 0);
    },
    (deal, _, day, isWon) => {
      if (!isWon) return;
      const at = slot(deal, day);
      seen[at] = (seen[at] ?? 0) + 1;
    }
  );
  return learnUnits(seen, expected, levels.units, calendar.quarter);
}
