import { milesApart } from './great-circle.ts';
import type { Instance } from './instance.ts';
import { compensatedSum } from './lower-bound.ts';
import { planLoads } from './violations.ts';

/** The parts of a plan's cost, from scratch; `total` is the objective. */
export interface CostParts {
  readonly travel: number;
  readonly mismatch: number;
  readonly moving: number;
  /** Soft bands only. */
  readonly imbalance: number;
  readonly total: number;
}

/** Cost of a plan (territory of each account), by compensated sums. */
export function costOfPlan(instance: Instance, territory: Int32Array): CostParts {
  const { problem, accountAt, baseAt, preferred, bands } = instance;
  const travel = compensatedSum();
  const mismatch = compensatedSum();
  const moving = compensatedSum();
  const imbalance = compensatedSum();
  const perSkill = problem.skills?.mismatchCost ?? 0;
  for (let account = 0; account < territory.length; account += 1) {
    const k = territory[account] ?? 0;
    travel.add((problem.costPerMile[account] ?? 0) * milesApart(accountAt, account, baseAt, k));
    const from = problem.current[account] ?? -1;
    if (from >= 0 && from !== k) moving.add(problem.moveCost[account] ?? 0);
    if (preferred !== null)
      mismatch.add(
        perSkill *
          (preferred.lacking[(preferred.classOf[account] ?? 0) * instance.territories + k] ?? 0)
      );
  }
  planLoads(instance, territory).forEach((load, at) => {
    const penalty = bands.penalty[at % bands.count] ?? Infinity;
    if (penalty === Infinity) return;
    imbalance.add(
      penalty * Math.max(0, load - (bands.upper[at] ?? 0), (bands.lower[at] ?? 0) - load)
    );
  });
  const parts = {
    travel: travel.total(),
    mismatch: mismatch.total(),
    moving: moving.total(),
    imbalance: imbalance.total()
  };
  return { ...parts, total: parts.travel + parts.mismatch + parts.moving + parts.imbalance };
}
