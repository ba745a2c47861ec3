import { pricedCost } from '../assignment/solve/cheapest-territories.ts';
import { blockMoved } from '../assignment/solve/block-cost.ts';
import { homeOf } from '../assignment/solve/candidates.ts';
import type { Instance } from '../assignment/solve/instance.ts';
import { costOfPlan } from '../assignment/solve/objective.ts';
import type { Plan } from '../assignment/solve/plan.ts';
import { gapOf } from '../assignment/solve/solve.ts';
import { findViolations } from '../assignment/solve/violations.ts';

/**
 * The plan with so many moves taken back that no budget is exceeded: people set it as the most that
 * may change hands, whatever bands stay open. Those go first that gain the least for what they take.
 */
export function withinBudget(instance: Instance, plan: Plan): Plan {
  const { problem, blocks, budgets, fixed } = instance;
  const moved = movedBlocks(instance, plan);
  const used = budgets.map((_, g) =>
    moved.reduce(
      (sum, block) => sum + blockMoved(instance, block, placeOf(instance, plan, block), g),
      0
    )
  );
  const over = (g: number): boolean => (used[g] ?? 0) > (budgets[g]?.most ?? Infinity) * (1 + 1e-9);
  if (!budgets.some((_, g) => over(g))) return plan;
  const territory = plan.territory.slice();
  const gain = (block: number): number => {
    const at = placeOf(instance, plan, block);
    const home = homeOf(instance, block);
    return (
      pricedCost(instance, plan.prices, block, home) - pricedCost(instance, plan.prices, block, at)
    );
  };
  const order = moved
    .filter((block) => (fixed[block] ?? -1) < 0)
    .map((block) => ({ block, gain: gain(block) }))
    .sort((a, b) => a.gain - b.gain || a.block - b.block);
  for (const { block } of order) {
    if (!budgets.some((_, g) => over(g))) break;
    const at = placeOf(instance, plan, block);
    budgets.forEach((_, g) => {
      used[g] = (used[g] ?? 0) - blockMoved(instance, block, at, g);
    });
    const end = blocks.start[block + 1] ?? 0;
    for (let slot = blocks.start[block] ?? 0; slot < end; slot += 1) {
      const account = blocks.member[slot] ?? 0;
      territory[account] = problem.current[account] ?? -1;
    }
  }
  const violations = findViolations(instance, territory);
  const objective = costOfPlan(instance, territory).total;
  return {
    ...plan,
    territory,
    objective,
    violations,
    gap: violations.length > 0 ? null : gapOf(objective, plan.bound)
  };
}

function placeOf(instance: Instance, plan: Plan, block: number): number {
  const { blocks } = instance;
  return plan.territory[blocks.member[blocks.start[block] ?? 0] ?? 0] ?? -1;
}

function movedBlocks(instance: Instance, plan: Plan): number[] {
  const { blocks, problem } = instance;
  const moved = new Set<number>();
  plan.territory.forEach((territory, account) => {
    if (territory !== problem.current[account]) moved.add(blocks.of[account] ?? 0);
  });
  return [...moved];
}
