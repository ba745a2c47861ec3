import type { MonthCalendar } from './calendar.ts';
import type { DealColumns } from './deals.ts';
import { amountIn, bandLevel } from './deals.ts';
import type { DealModel } from './fit.ts';
import type { ShockSpread } from './shocks.ts';
import type { DealPath } from './win-by-end.ts';
import { wonByEnd } from './win-by-end.ts';

/** Days after which a new deal counts half for today's pace of new deals. */
const halfLife = 45;
/** Days of the mean unit that each unit's own pace is shrunk with. */
const priorDays = 20;
/** Days between two looks at how well the pace foretold what came. */
const blockDays = 30;
const priorVariance = 0.15 ** 2;
const priorBlocks = 3;
/** Kinds of new deals that are told apart; rarer ones count with them. */
const mostKinds = 40;

/** New deals still to come. */
export interface Arrivals {
  /** New deals a day, by unit. */
  readonly perDay: Float64Array;
  readonly kinds: readonly {
    readonly share: number;
    readonly stage: number;
    readonly lead: number;
    readonly source: number;
    readonly band: number;
  }[];
  /** Of the pace from one month to the next. */
  readonly spread: ShockSpread;
}

/**
 * Pace and kinds of new deals from what was created before a day; recent deals count more.
 * @param imported days whose deals were loaded, not begun: they tell no pace
 */
export function learnArrivals(
  deals: DealColumns,
  model: DealModel,
  units: number,
  before: number,
  imported: ReadonlySet<number> = new Set()
): Arrivals {
  const counts = new Float64Array(units);
  const byDay = new Map<number, number>();
  const kinds = new Map<
    string,
    { share: number; stage: number; lead: number; source: number; band: number }
  >();
  let first = before;
  for (let at = 0; at < deals.count; at += 1) {
    const created = deals.created[at] ?? NaN;
    if (!(created < before) || imported.has(created)) continue;
    first = Math.min(first, created);
    byDay.set(created, (byDay.get(created) ?? 0) + 1);
    const age = before - created;
    if (age > 8 * halfLife) continue;
    const weight = 2 ** (-age / halfLife);
    const unit = deals.unit[at] ?? 0;
    counts[unit] = (counts[unit] ?? 0) + weight;
    const spell = deals.spellsFrom[at] ?? 0;
    const stage = deals.spellStage[spell] ?? 0;
    const planned = (deals.spellPlanned[spell] ?? NaN) - created;
    const lead = Number.isNaN(planned) ? NaN : Math.round(planned / 15) * 15;
    const source = deals.source[at] ?? 0;
    const band = bandLevel(amountIn(deals, at, spell), model.plan.ends);
    const key = [stage, lead, source, band].join(' ');
    const kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, { share: weight, stage, lead, source, band });
    else kind.share += weight;
  }
  const days = weightOfDays(Math.min(before - first, 8 * halfLife));
  const active = counts.filter((count) => count > 0);
  const mean =
    active.length === 0 ? 0 : active.reduce((sum, count) => sum + count, 0) / active.length;
  const often = [...kinds]
    .sort(([a, { share }], [b, other]) => other.share - share || (a < b ? -1 : 1))
    .slice(0, mostKinds)
    .map(([, kind]) => kind);
  const all = often.reduce((sum, { share }) => sum + share, 0);
  return {
    // A unit that never had a deal is not given the mean: nothing is known of it.
    perDay: counts.map((count) =>
      days > 0 && count > 0 ? (count + (priorDays * mean) / days) / (days + priorDays) : 0
    ),
    kinds: often.map((kind) => ({ ...kind, share: kind.share / all })),
    spread: spreadOfPace(byDay, first, before)
  };
}

/** Σ 2^(−age / half-life) over the days gone. */
function weightOfDays(days: number): number {
  const step = 2 ** (-1 / halfLife);
  return days <= 0 ? 0 : (step * (1 - step ** days)) / (1 - step);
}

/** How far each block's new deals lay from the pace before it, beyond chance. */
function spreadOfPace(
  byDay: ReadonlyMap<number, number>,
  first: number,
  before: number
): ShockSpread {
  let pace = 0;
  let weight = 0;
  let above = 0;
  let below = 0;
  let blocks = 0;
  const step = 2 ** (-1 / halfLife);
  for (let start = first; start + blockDays <= before; start += blockDays) {
    const expected = weight > 10 ? (pace / weight) * blockDays : 0;
    let seen = 0;
    for (let day = start; day < start + blockDays; day += 1) {
      const own = byDay.get(day) ?? 0;
      seen += own;
      pace = pace * step + own;
      weight = weight * step + 1;
    }
    if (expected <= 0) continue;
    above += (seen - expected) ** 2 - expected;
    below += expected ** 2;
    blocks += 1;
  }
  const variance = below === 0 ? 0 : Math.max(0, above / below);
  return {
    month: (blocks * variance + priorBlocks * priorVariance) / (blocks + priorBlocks),
    // A pace that has changed stays changed, by and large.
    fading: 0.5
  };
}

/** Wins that one new deal a day would bring from a day to the last, both included. */
export function winsOfNew(
  arrivals: Arrivals,
  model: DealModel,
  calendar: MonthCalendar,
  from: number,
  end: number
): number {
  let wins = 0;
  for (let day = from; day <= end; day += 1)
    for (const { share, stage, lead, source, band } of arrivals.kinds) {
      const path: DealPath = { created: day, planned: day + lead, pushed: 0, source, band };
      wins += share * (wonByEnd(model, calendar, path, day, end)[stage] ?? 0);
    }
  return wins;
}
