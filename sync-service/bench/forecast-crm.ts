import { dayNumber, dayText } from '../src/domain/core/days.ts';
import { fiscalPeriod } from '../src/domain/quota/fiscal.ts';
import { baselinesOf } from '../src/domain/quota/forecast/baselines.ts';
import { fitRates } from '../src/domain/quota/forecast/credibility.ts';
import type { ForecastSetting } from '../src/domain/quota/forecast/forecast.ts';
import { forecastPeriod } from '../src/domain/quota/forecast/forecast.ts';
import type { Scored } from '../src/domain/quota/forecast/score.ts';
import {
  areaUnderCurve,
  brierScore,
  coverage80,
  summedError
} from '../src/domain/quota/forecast/score.ts';
import type { CrmPipeline } from './crm-pipeline.ts';

const fiscal = { startMonth: 1, namedByStart: true };
const draws = 1_000;

/** What each of a kind won within some days, both included. */
function wonBetween({ deals }: CrmPipeline, units: number, from: number, to: number): Float64Array {
  const won = new Float64Array(units);
  for (let deal = 0; deal < deals.count; deal += 1) {
    const closed = deals.closed[deal] ?? NaN;
    const unit = deals.unit[deal] ?? 0;
    if (deals.won[deal] === 1 && closed >= from && closed <= to)
      won[unit] = (won[unit] ?? 0) + (deals.value[deal] ?? 0);
  }
  return won;
}

/** Weekly origins from July to December: each forecasts the running month, agent by agent. */
export function scoreCrm(pipeline: CrmPipeline) {
  const { deals, agents } = pipeline;
  const levels = { stages: 1, sources: 1, units: agents.length };
  const forecasts: Scored[] = [];
  const runRates: number[] = [];
  const stages: number[] = [];
  const lastQuarter: number[] = [];
  const company: Scored[] = [];
  const independentCompany: Scored[] = [];
  const chances: number[] = [];
  const outcomes: boolean[] = [];
  const byOrigin: Record<string, unknown>[] = [];
  const last = dayNumber('2017-12-31');
  for (let origin = dayNumber('2017-07-01'); origin <= last; origin += 7) {
    const month = fiscalPeriod(dayText(origin), 'Month', fiscal);
    const start = dayNumber(month.start);
    const end = dayNumber(month.end);
    const setting: ForecastSetting = {
      origin,
      start,
      end,
      fiscal,
      seed: origin,
      draws,
      quotas: new Float64Array(agents.length).fill(NaN),
      groupsOf: () => [0],
      groupQuotas: new Float64Array(1).fill(NaN)
    };
    const forecast = forecastPeriod(deals, levels, setting);
    const independent = forecastPeriod(deals, levels, { ...setting, independent: true });
    const actual = wonBetween(pipeline, agents.length, start, end);
    const total = actual.reduce((sum, own) => sum + own, 0);
    const before = fiscalPeriod(
      dayText(dayNumber(`${month.start.slice(0, 8)}15`) - 92),
      'Month',
      fiscal
    );
    const quarterAgo = wonBetween(
      pipeline,
      agents.length,
      dayNumber(before.start),
      dayNumber(before.end)
    );
    const baselines = baselinesOf(deals, levels, origin, start, end);
    forecast.units.forEach((unit, at) => {
      if (unit === null) return;
      forecasts.push({ ...unit, actual: actual[at] ?? 0 });
      runRates.push(baselines.runRate[at] ?? 0);
      stages.push(baselines.stage[at] ?? 0);
      lastQuarter.push(Math.max(unit.attained, quarterAgo[at] ?? 0));
    });
    const [whole] = forecast.groups;
    const [alone] = independent.groups;
    if (whole !== undefined) company.push({ ...whole, actual: total });
    if (alone !== undefined) independentCompany.push({ ...alone, actual: total });
    forecast.chances.forEach((chance, deal) => {
      if (Number.isNaN(chance)) return;
      chances.push(chance);
      outcomes.push(deals.won[deal] === 1 && (deals.closed[deal] ?? Infinity) <= end);
    });
    byOrigin.push({
      origin: dayText(origin),
      actual: Math.round(total),
      p10: Math.round(whole?.p10 ?? NaN),
      p50: Math.round(whole?.p50 ?? NaN),
      p90: Math.round(whole?.p90 ?? NaN),
      companySpread: forecast.model.shocks.company
    });
  }
  const actuals = forecasts.map(({ actual }) => actual);
  const base = outcomes.filter(Boolean).length / outcomes.length;
  return {
    figures: {
      ...staticSkill(pipeline),
      monthAuc: areaUnderCurve(chances, outcomes),
      monthBrier: brierScore(chances, outcomes),
      monthBaseBrier: base * (1 - base),
      p50Error: summedError(
        forecasts.map(({ p50 }) => p50),
        actuals
      ),
      runRateError: summedError(runRates, actuals),
      stageError: summedError(stages, actuals),
      sameMonthLastQuarterError: summedError(lastQuarter, actuals),
      coverage80: coverage80(forecasts),
      companyCoverage80: coverage80(company),
      independentCompanyCoverage80: coverage80(independentCompany),
      periods: forecasts.length,
      undated: pipeline.undated
    },
    byOrigin
  };
}

/** Who wins by agent, product and account alone: learned to September, scored on what closed after. */
function staticSkill({ deals, product, account, products, accounts, agents }: CrmPipeline) {
  const split = dayNumber('2017-10-01');
  const closed = [...deals.closed.keys()].filter(
    (deal) => !Number.isNaN(deals.closed[deal] ?? NaN)
  );
  const learned = closed.filter((deal) => (deals.closed[deal] ?? NaN) < split);
  const later = closed.filter((deal) => (deals.closed[deal] ?? NaN) >= split);
  const columns = [deals.unit, product, account];
  const rates = fitRates({
    exposure: new Float64Array(learned.length).fill(1),
    events: Float64Array.from(learned, (deal) => deals.won[deal] ?? 0),
    levels: columns.map((column) => Int32Array.from(learned, (deal) => column[deal] ?? 0)),
    sizes: [agents.length, products, accounts]
  });
  const scores = later.map((deal) =>
    columns.reduce(
      (rate, column, factor) => rate * (rates.effects[factor]?.[column[deal] ?? 0] ?? 1),
      rates.base
    )
  );
  const outcomes = later.map((deal) => deals.won[deal] === 1);
  return {
    auc: areaUnderCurve(scores, outcomes),
    brier: brierScore(scores, outcomes),
    baseBrier: brierScore(
      outcomes.map(() => rates.base),
      outcomes
    )
  };
}
