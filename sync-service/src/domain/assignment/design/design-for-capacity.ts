import { faultList } from '../input/input-fault.ts';
import { milesApart, spherePoints } from '../solve/great-circle.ts';
import type { SolveOptions } from '../solve/plan.ts';
import type { ChosenCount } from './choose-count.ts';
import { chooseCount } from './choose-count.ts';
import type { Design, DesignRequest } from './design-territories.ts';
import { designTerritories } from './design-territories.ts';
import { placeBases } from './place-bases.ts';

/** Accounts whose first measure is workload in hours a week, and what one person has. */
export interface CapacityRequest extends Omit<DesignRequest, 'territories'> {
  /** Hours a week of one person, and the share of them to plan with. */
  readonly capacity: number;
  readonly fill: number;
  /** Hours a week of travel for each mile between an account (N) and its base. */
  readonly hoursPerMile: Float64Array;
}

/** Bases of a trial need only be about right. */
const trialNodes = 300_000;

/**
 * Territories from nothing in the least number whose people have the hours for workload and travel;
 * travel is that of trial bases for each number that is asked about.
 * @throws UnsoundInputError or UnsoundProblemError for data that no design could be made of
 */
export function designForCapacity(
  request: CapacityRequest,
  options: SolveOptions
): Design & { readonly count: ChosenCount } {
  const { capacity, fill, hoursPerMile, ...rest } = request;
  const [workload] = request.measures;
  check(request);
  const load = workload?.weight ?? new Float64Array(0);
  const at = spherePoints(request.accountLatitude, request.accountLongitude);
  let placed = 0;
  for (const north of at.z) if (!Number.isNaN(north)) placed += 1;
  const travelHours = (territories: number): number => {
    const trial = placeBases({
      latitude: request.accountLatitude,
      longitude: request.accountLongitude,
      load,
      territories,
      tolerance: workload?.tolerance ?? 0.1,
      seed: options.seed,
      nodes: trialNodes
    });
    const bases = spherePoints(trial.latitude, trial.longitude);
    return trial.group.reduce(
      (sum, base, account) =>
        base < 0 ? sum : sum + (hoursPerMile[account] ?? 0) * milesApart(at, account, bases, base),
      0
    );
  };
  const count = chooseCount({
    workload: load.reduce((sum, own) => sum + own, 0),
    capacity,
    fill,
    travelHours,
    most: Math.max(1, placed)
  });
  return { ...designTerritories({ ...rest, territories: count.territories }, options), count };
}

function check({ accounts, measures, hoursPerMile }: CapacityRequest): void {
  const list = faultList();
  if (measures.length === 0)
    list.report('nothingToDo', '', 'measures', 'There is no measure of workload.');
  if (hoursPerMile.length !== accounts)
    list.report(
      'wrongLength',
      '',
      'hoursPerMile',
      `hoursPerMile has ${String(hoursPerMile.length)} values, not ${String(accounts)}.`
    );
  hoursPerMile.forEach((hours, account) => {
    list.amount(hours, `Account ${String(account)}`, 'hoursPerMile');
  });
  list.settle();
}
