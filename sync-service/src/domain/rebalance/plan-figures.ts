import type { OrgSnapshot } from '../core/snapshot.ts';
import { deviation, isBalanced } from '../territory/balance.ts';
import { workloadOf } from '../territory/workload.ts';
import { milesBetween } from '../territory/miles.ts';
import type { MeasureName } from './question.ts';
import type { TerritoryFigures } from './rebalance-answer.ts';
import type { RebalanceProblem } from './rebalance-problem.ts';

/** Hours a week that an account of the problem needs in a territory of the problem, by the night's formula. */
export function hoursIn(
  snapshot: OrgSnapshot,
  asked: RebalanceProblem,
  place: number,
  territory: number
): number {
  const index = asked.accounts[place] ?? -1;
  const base = asked.participants[territory]?.territory;
  return workloadOf(
    snapshot.policy,
    asked.tiers[place] ?? 'C',
    base?.baseLatitude ?? NaN,
    base?.baseLongitude ?? NaN,
    snapshot.accounts.latitude[index] ?? NaN,
    snapshot.accounts.longitude[index] ?? NaN
  ).hours;
}

/** Miles from the territory's base; null where a place is not known. */
export function milesIn(
  snapshot: OrgSnapshot,
  asked: RebalanceProblem,
  place: number,
  territory: number
): number | null {
  const index = asked.accounts[place] ?? -1;
  const base = asked.participants[territory]?.territory;
  const miles = milesBetween(
    base?.baseLatitude ?? NaN,
    base?.baseLongitude ?? NaN,
    snapshot.accounts.latitude[index] ?? NaN,
    snapshot.accounts.longitude[index] ?? NaN
  );
  return Number.isNaN(miles) ? null : miles;
}

/** Loads of each territory under a plan, by measure, with the fair share that the solver's bands have. */
export interface PlanFigures {
  readonly rows: readonly TerritoryFigures[];
  readonly hours: Float64Array;
  readonly potential: Float64Array;
}

/**
 * Figures of each territory if the accounts were where `at` says. Fair shares are of today's total,
 * so that before and after compare.
 */
export function planFigures(
  snapshot: OrgSnapshot,
  asked: RebalanceProblem,
  at: Int32Array
): PlanFigures {
  const { problem, participants } = asked;
  const zero = (): Float64Array => new Float64Array(participants.length);
  const loads: Record<MeasureName, Float64Array> = {
    workload: zero(),
    potential: zero(),
    revenue: zero(),
    accounts: zero()
  };
  const totals: Record<MeasureName, number> = {
    workload: 0,
    potential: 0,
    revenue: 0,
    accounts: 0
  };
  at.forEach((territory, place) => {
    const add = (name: MeasureName, amount: number): void => {
      loads[name][territory] = (loads[name][territory] ?? 0) + amount;
    };
    add('workload', hoursIn(snapshot, asked, place, territory));
    add('potential', asked.potential[place] ?? 0);
    add('revenue', asked.revenue[place] ?? 0);
    add('accounts', 1);
    totals.workload += hoursIn(snapshot, asked, place, problem.current[place] ?? -1);
    totals.potential += asked.potential[place] ?? 0;
    totals.revenue += asked.revenue[place] ?? 0;
    totals.accounts += 1;
  });
  const allHours = participants.reduce((sum, { hours }) => sum + hours, 0);
  const rows = participants.map(({ territory, ownerId, hours }, index): TerritoryFigures => {
    const deviations: Partial<Record<MeasureName, number | null>> = {};
    let isInBand = true;
    for (const { name, tolerance } of asked.measures) {
      if (totals[name] === 0) continue;
      const fair = (totals[name] * hours) / allHours;
      const load = loads[name][index] ?? 0;
      deviations[name] = deviation(load, fair);
      if (!isBalanced(load, fair, tolerance)) isInBand = false;
    }
    return {
      key: territory.key,
      id: territory.id,
      name: territory.name,
      owner: ownerId === null ? null : (snapshot.users.get(ownerId)?.name ?? null),
      accounts: loads.accounts[index] ?? 0,
      hours: loads.workload[index] ?? 0,
      potential: loads.potential[index] ?? 0,
      revenue: loads.revenue[index] ?? 0,
      deviations,
      isInBand
    };
  });
  return { rows, hours: loads.workload, potential: loads.potential };
}
