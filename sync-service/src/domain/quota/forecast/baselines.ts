import type { DealColumns } from './deals.ts';
import { spellOn } from './deals.ts';

/** Days of the past that a run rate is taken from. */
const runRateDays = 90;

/** What a forecast must beat, by unit: two rules that people use without any model. */
export interface Baselines {
  /** Attained, and what was won a day of the last 90, for each day left. */
  readonly runRate: Float64Array;
  /** Attained, and each open deal's amount by its stage's share that was won within as many days. */
  readonly stage: Float64Array;
}

/** @param origin the day in whose morning the forecast is made @param start @param end of the period */
export function baselinesOf(
  deals: DealColumns,
  levels: { readonly units: number; readonly stages: number },
  origin: number,
  start: number,
  end: number
): Baselines {
  const attained = new Float64Array(levels.units);
  const recent = new Float64Array(levels.units);
  const open = new Float64Array(levels.units);
  const daysLeft = end - Math.max(origin, start) + 1;
  const shares = wonWithin(deals, levels.stages, origin, end - origin + 1);
  let first = origin;
  for (let deal = 0; deal < deals.count; deal += 1) {
    const created = deals.created[deal] ?? NaN;
    if (!(created < origin)) continue;
    const unit = deals.unit[deal] ?? 0;
    const closed = deals.closed[deal] ?? NaN;
    if (!(closed < origin)) {
      const stage = deals.spellStage[spellOn(deals, deal, origin)] ?? 0;
      const amount = deals.amount[deal] ?? 0;
      open[unit] = (open[unit] ?? 0) + (amount > 0 ? amount * (shares[stage] ?? 0) : 0);
      continue;
    }
    first = Math.min(first, closed);
    const value = deals.won[deal] === 1 ? (deals.value[deal] ?? 0) : 0;
    if (closed >= start && closed <= end) attained[unit] = (attained[unit] ?? 0) + value;
    if (closed >= origin - runRateDays) recent[unit] = (recent[unit] ?? 0) + value;
  }
  const days = Math.max(1, Math.min(runRateDays, origin - first));
  return {
    runRate: attained.map((won, unit) => won + ((recent[unit] ?? 0) / days) * daysLeft),
    stage: attained.map((won, unit) => won + (open[unit] ?? 0))
  };
}

/** Share by stage of the deals open on earlier days that were won within so many days of it. */
function wonWithin(deals: DealColumns, stages: number, origin: number, days: number): Float64Array {
  const seen = new Float64Array(stages);
  const won = new Float64Array(stages);
  for (let look = origin - days; look > origin - days - 12 * 14; look -= 14)
    for (let deal = 0; deal < deals.count; deal += 1) {
      if (!((deals.created[deal] ?? NaN) < look) || (deals.closed[deal] ?? Infinity) < look)
        continue;
      const stage = deals.spellStage[spellOn(deals, deal, look)] ?? 0;
      seen[stage] = (seen[stage] ?? 0) + 1;
      if (deals.won[deal] === 1 && (deals.closed[deal] ?? NaN) < look + days)
        won[stage] = (won[stage] ?? 0) + 1;
    }
  return won.map((count, stage) => ((seen[stage] ?? 0) > 0 ? count / (seen[stage] ?? 1) : 0));
}
