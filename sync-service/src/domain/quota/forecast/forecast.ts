import { seededRandom } from '../../assignment/dense/seeded-random.ts';
import type { FiscalCalendar } from '../fiscal.ts';
import type { Arrivals } from './arrivals.ts';
import { learnArrivals, winsOfNew } from './arrivals.ts';
import type { MonthCalendar } from './calendar.ts';
import { monthCalendar } from './calendar.ts';
import type { DealColumns, DealLevels } from './deals.ts';
import { amountIn, bandLevel, spellOn } from './deals.ts';
import type { DealModel } from './fit.ts';
import { fitDeals } from './fit.ts';
import type { ShockSpread } from './shocks.ts';
import { spreadOver } from './shocks.ts';
import type { ForecastFigures } from './simulate.ts';
import { figuresOfTotals, sharedShocks, simulatedTotals } from './simulate.ts';
import { wonByEnd } from './win-by-end.ts';

export interface ForecastSetting {
  /** The day in whose morning the forecast is made: only what was known before it counts. */
  readonly origin: number;
  /** First and last day of the period. */
  readonly start: number;
  readonly end: number;
  readonly fiscal: FiscalCalendar;
  readonly seed: number;
  readonly draws: number;
  /** By unit; NaN for none. */
  readonly quotas: Float64Array;
  /** Units that are forecast; all where it is left out. The others' deals are learned from alone. */
  readonly isAsked?: (unit: number) => boolean;
  /** Groups that each unit's totals are added to, draw by draw; and the groups' quotas. */
  readonly groupsOf?: (unit: number) => readonly number[];
  readonly groupQuotas?: Float64Array;
  /** Attained by credit rules in place of what the deals alone say; by unit. */
  readonly attained?: Float64Array;
  /** Days whose deals were loaded, not begun. */
  readonly imported?: ReadonlySet<number>;
  /** Spread of shared shocks taken as nothing: to show what independent deals would claim. */
  readonly independent?: boolean;
}

export interface UnitForecast extends ForecastFigures {
  readonly attained: number;
  /** Of the mean: what open deals and what new ones are expected to bring. */
  readonly fromOpen: number;
  readonly fromNew: number;
}

export interface Forecast {
  /** Null for units that were not asked for. */
  readonly units: readonly (UnitForecast | null)[];
  readonly groups: readonly ForecastFigures[];
  /** Chance of each deal to be won by the end of the period; NaN for deals that are not open. */
  readonly chances: Float64Array;
  readonly model: DealModel;
  readonly arrivals: Arrivals;
}

/** Wins of the last year that a unit's new deals are sized by; and of the company, mixed in. */
const sizedBy = { days: 365, mostOwn: 400, pool: 200, mixedIn: 10 } as const;

/**
 * Forecast of a period's total by unit, from what was known before the origin: attained, open deals
 * by their chance to be won by the end, and new deals still to come; quantiles by simulation with
 * shocks that deals share. A group's quantiles come from its units' draws, never from their quantiles.
 */
export function forecastPeriod(
  deals: DealColumns,
  levels: DealLevels,
  setting: ForecastSetting
): Forecast {
  const { origin, start, end } = setting;
  const calendar = calendarOf(deals, setting);
  const model = fitDeals(deals, levels, calendar, origin);
  const arrivals = learnArrivals(deals, model, levels.units, origin, setting.imported);
  const chances = chancesByEnd(deals, model, calendar, origin, end);
  const newPerDeal = winsOfNew(arrivals, model, calendar, Math.max(origin, start), end);
  const daysAhead = Math.max(1, end - origin + 1);
  const over = (spread: ShockSpread): number =>
    setting.independent === true ? 0 : spreadOver(spread, daysAhead);
  const shared = sharedShocks(
    setting.draws,
    over(model.shocks.company),
    over(arrivals.spread),
    seededRandom(setting.seed)
  );
  const sums = Array.from(
    { length: setting.groupQuotas?.length ?? 0 },
    () => new Float64Array(setting.draws)
  );
  const byUnit = openByUnit(deals, levels.units, chances);
  const won = wonByUnit(deals, levels.units, setting);
  const units = byUnit.map((own, unit): UnitForecast | null => {
    if (setting.isAsked?.(unit) === false) return null;
    const attained = setting.attained?.[unit] ?? won.attained[unit] ?? 0;
    const open = {
      attained,
      chances: Float64Array.from(own, (deal) =>
        rateTimes(chances[deal] ?? 0, model.unitWin[unit] ?? 1)
      ),
      amounts: Float64Array.from(own, (deal) => amountOf(deals, deal)),
      newWins: (arrivals.perDay[unit] ?? 0) * newPerDeal * (model.unitWin[unit] ?? 1),
      winAmounts: won.amounts(unit)
    };
    // Draws of its own, so that a unit's figures do not hang on which others are asked for.
    const totals = simulatedTotals(
      open,
      shared,
      over(model.shocks.unit),
      seededRandom(setting.seed + 1 + unit)
    );
    for (const group of setting.groupsOf?.(unit) ?? []) addTo(sums[group], totals);
    return {
      ...figuresOfTotals(totals, setting.quotas[unit] ?? NaN),
      attained,
      fromOpen: open.chances.reduce((sum, chance, at) => sum + chance * (open.amounts[at] ?? 0), 0),
      fromNew: open.newWins * mean(open.winAmounts)
    };
  });
  return {
    units,
    groups: sums.map((totals, group) =>
      figuresOfTotals(totals, setting.groupQuotas?.[group] ?? NaN)
    ),
    chances,
    model,
    arrivals
  };
}

/** The days from the first deal to the end of the period. */
export function calendarOf(
  deals: DealColumns,
  { origin, end, fiscal }: ForecastSetting
): MonthCalendar {
  let first = origin - 1;
  for (const created of deals.created) if (created < first) first = created;
  return monthCalendar(first, Math.max(end, origin), fiscal);
}

/** Chance of each deal that is open in the morning of the origin to be won by the end, both included. */
export function chancesByEnd(
  deals: DealColumns,
  model: DealModel,
  calendar: MonthCalendar,
  origin: number,
  end: number
): Float64Array {
  const chances = new Float64Array(deals.count).fill(NaN);
  const [, , , , sources = 1, bands = 1] = model.plan.sizes;
  const stages = model.moves.length;
  // Many deals have a path of their own: their chances lie in one memory, found by a number.
  const known = new Map<number, number>();
  let held = new Float64Array(stages * 1024);
  for (let deal = 0; deal < deals.count; deal += 1) {
    const created = deals.created[deal] ?? NaN;
    if (!(created < origin) || (deals.closed[deal] ?? Infinity) < origin) continue;
    const spell = spellOn(deals, deal, origin);
    const planned = plannedAsSeen(deals.spellPlanned[spell] ?? NaN, origin, end);
    const pushed = deals.spellPushed?.[spell] ?? 0;
    const source = deals.source[deal] ?? 0;
    const band = bandLevel(amountIn(deals, deal, spell), model.plan.ends);
    const plan = (Number.isNaN(planned) ? 0 : planned) * 2 + pushed;
    const key = ((created * 131_072 + plan) * sources + source) * bands + band;
    let place = known.get(key);
    if (place === undefined) {
      place = known.size * stages;
      if (place === held.length) held = withRoom(held);
      held.set(
        wonByEnd(model, calendar, { created, planned, pushed, source, band }, origin, end),
        place
      );
      known.set(key, place);
    }
    chances[deal] = held[place + (deals.spellStage[spell] ?? 0)] ?? 0;
  }
  return chances;
}

function withRoom(from: Float64Array): Float64Array<ArrayBuffer> {
  const to = new Float64Array(from.length * 2);
  to.set(from);
  return to;
}

/** A plan that is past on all days, or later than all levels tell, is the same whatever its day. */
function plannedAsSeen(planned: number, origin: number, end: number): number {
  return Number.isNaN(planned) ? NaN : Math.min(end + 91, Math.max(origin - 1, planned));
}

function openByUnit(deals: DealColumns, units: number, chances: Float64Array): number[][] {
  const lists: number[][] = Array.from({ length: units }, () => []);
  chances.forEach((chance, deal) => {
    if (chance > 0) lists[deals.unit[deal] ?? 0]?.push(deal);
  });
  // An org gives its rows in any order; the draws must not hang on it.
  for (const list of lists)
    list.sort(
      (a, b) => amountOf(deals, a) - amountOf(deals, b) || (chances[a] ?? 0) - (chances[b] ?? 0)
    );
  return lists;
}

/** What each unit won in the period before the origin, and the amounts that new wins are drawn from. */
function wonByUnit(
  deals: DealColumns,
  units: number,
  { origin, start, end }: ForecastSetting
): { attained: Float64Array; amounts: (unit: number) => Float64Array } {
  const attained = new Float64Array(units);
  const own: number[][] = Array.from({ length: units }, () => []);
  const all: number[] = [];
  for (let deal = 0; deal < deals.count; deal += 1) {
    const closed = deals.closed[deal] ?? NaN;
    if (deals.won[deal] !== 1 || !(closed < origin)) continue;
    const unit = deals.unit[deal] ?? 0;
    const value = deals.value[deal] ?? 0;
    if (closed >= start && closed <= end) attained[unit] = (attained[unit] ?? 0) + value;
    if (closed < origin - sizedBy.days || !(value > 0)) continue;
    all.push(value);
    own[unit]?.push(value);
  }
  const pool = evenlySpread(all, sizedBy.pool);
  return {
    attained,
    amounts: (unit) => {
      const list = evenlySpread(own[unit] ?? [], sizedBy.mostOwn);
      if (pool.length === 0) return Float64Array.from(list);
      const times = Math.max(1, Math.round(pool.length / sizedBy.mixedIn));
      return Float64Array.from([...Array.from({ length: times }, () => list).flat(), ...pool]);
    }
  };
}

/** At most so many of the values, by evenly spread quantiles: few numbers stand for all. */
function evenlySpread(values: readonly number[], most: number): number[] {
  const sorted = Float64Array.from(values).sort();
  const count = Math.min(most, sorted.length);
  return Array.from(
    { length: count },
    (_, at) => sorted[Math.floor(((at + 0.5) * sorted.length) / count)] ?? 0
  );
}

function amountOf(deals: DealColumns, deal: number): number {
  const amount = deals.amount[deal] ?? NaN;
  return Number.isNaN(amount) ? 0 : amount;
}

/** A chance when the rate behind it is so many times as high. */
function rateTimes(chance: number, times: number): number {
  return 1 - (1 - chance) ** times;
}

function addTo(sum: Float64Array | undefined, totals: Float64Array): void {
  if (sum === undefined) return;
  for (let draw = 0; draw < totals.length; draw += 1)
    sum[draw] = (sum[draw] ?? 0) + (totals[draw] ?? 0);
}

function mean(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
