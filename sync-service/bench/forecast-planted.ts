import { dayNumber, dayText } from '../src/domain/core/days.ts';
import { fiscalPeriod } from '../src/domain/quota/fiscal.ts';
import { baselinesOf } from '../src/domain/quota/forecast/baselines.ts';
import { forecastPeriod } from '../src/domain/quota/forecast/forecast.ts';
import type { Scored } from '../src/domain/quota/forecast/score.ts';
import {
  areaUnderCurve,
  brierScore,
  coverage80,
  summedError
} from '../src/domain/quota/forecast/score.ts';
import { plantPipeline, plantedFiscal } from './planted-pipeline.ts';

const territories = 40;
const quarters = 10;
/** Days of the quarter that are gone when it is forecast. */
const daysGone = 30;

/** Ten quarters of forty territories: four hundred periods, each with a shock of its own. */
export function scorePlanted(seed: number) {
  const { deals, levels } = plantPipeline(territories, '2023-01-01', '2026-06-30', seed);
  const forecasts: Scored[] = [];
  const alone: Scored[] = [];
  const runRates: number[] = [];
  const stages: number[] = [];
  const chances: number[] = [];
  const outcomes: boolean[] = [];
  let day = dayNumber('2024-01-01');
  for (let quarter = 0; quarter < quarters; quarter += 1) {
    const period = fiscalPeriod(dayText(day), 'Quarter', plantedFiscal);
    const start = dayNumber(period.start);
    const end = dayNumber(period.end);
    const origin = start + daysGone;
    const setting = {
      origin,
      start,
      end,
      fiscal: plantedFiscal,
      seed: origin,
      draws: 1_000,
      quotas: new Float64Array(territories).fill(NaN)
    };
    const actual = new Float64Array(territories);
    for (let deal = 0; deal < deals.count; deal += 1) {
      const closed = deals.closed[deal] ?? NaN;
      const unit = deals.unit[deal] ?? 0;
      if (closed >= start && closed <= end)
        actual[unit] = (actual[unit] ?? 0) + (deals.value[deal] ?? 0);
    }
    const forecast = forecastPeriod(deals, levels, setting);
    const baselines = baselinesOf(deals, levels, origin, start, end);
    forecast.units.forEach((unit, at) => {
      if (unit === null) return;
      forecasts.push({ ...unit, actual: actual[at] ?? 0 });
      runRates.push(baselines.runRate[at] ?? 0);
      stages.push(baselines.stage[at] ?? 0);
    });
    forecastPeriod(deals, levels, { ...setting, independent: true }).units.forEach((unit, at) => {
      if (unit !== null) alone.push({ ...unit, actual: actual[at] ?? 0 });
    });
    forecast.chances.forEach((chance, deal) => {
      if (Number.isNaN(chance)) return;
      chances.push(chance);
      outcomes.push(deals.won[deal] === 1 && (deals.closed[deal] ?? Infinity) <= end);
    });
    day = end + 1;
  }
  const actuals = forecasts.map(({ actual }) => actual);
  const base = outcomes.filter(Boolean).length / outcomes.length;
  return {
    auc: areaUnderCurve(chances, outcomes),
    brier: brierScore(chances, outcomes),
    baseBrier: base * (1 - base),
    p50Error: summedError(
      forecasts.map(({ p50 }) => p50),
      actuals
    ),
    runRateError: summedError(runRates, actuals),
    stageError: summedError(stages, actuals),
    coverage80: coverage80(forecasts),
    independentCoverage80: coverage80(alone),
    periods: forecasts.length,
    deals: deals.count
  };
}
