import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';
import { miles } from './small-problem.ts';

export interface Judged {
  readonly feasible: boolean;
  readonly cost: number;
  /** Whether locks, skills, families and forbidden pairs hold, which no plan may break. */
  readonly permitted: boolean;
  /** How far hard bands are missed, as fractions of their upper ends, and apart pairs together. */
  readonly outside: number;
  /** How far budgets are overstepped, as fractions of what may move. */
  readonly overBudget: number;
}

const bits = (word: number): number => word.toString(2).replaceAll('0', '').length;

/** Cost and feasibility of one assignment, written from the definitions and not from the engine. */
export function judge(problem: Problem, territory: ArrayLike<number>): Judged {
  const { accounts, territories, current, skills, budget } = problem;
  let cost = 0;
  let moved = 0;
  let revenue = 0;
  let permitted = true;
  for (let i = 0; i < accounts; i += 1) {
    const k = territory[i] ?? -1;
    const from = current[i] ?? -1;
    cost += (problem.costPerMile[i] ?? 0) * miles(problem, i, k);
    if (from >= 0 && from !== k) {
      cost += problem.moveCost[i] ?? 0;
      moved += 1;
      revenue += budget?.revenue?.amount[i] ?? 0;
    }
    const offered = skills?.offered[k] ?? 0;
    cost += (skills?.mismatchCost ?? 0) * bits((skills?.preferred?.[i] ?? 0) & ~offered);
    if (problem.locked[i] === 1) permitted &&= k === from;
    permitted &&= ((skills?.needed[i] ?? 0) & ~offered) === 0;
    for (let j = 0; j < i; j += 1)
      if ((problem.family[i] ?? -1) >= 0 && problem.family[i] === problem.family[j])
        permitted &&= territory[j] === k;
  }
  const over = (amount: number, most: number): number =>
    Math.max(0, amount - most) / Math.max(1, most);
  const overBudget =
    over(moved, budget?.accounts ?? Infinity) + over(revenue, budget?.revenue?.most ?? Infinity);
  const { apart, forbidden } = problem;
  let outside =
    apart !== undefined && territory[apart[0] ?? 0] === territory[apart[1] ?? 0] ? 1 : 0;
  if (forbidden !== undefined) permitted &&= territory[forbidden[0] ?? 0] !== forbidden[1];
  for (const measure of problem.measures) {
    let total = 0;
    const load = new Array<number>(territories).fill(0);
    for (let i = 0; i < accounts; i += 1) {
      let nearest = Infinity;
      for (let k = 0; k < territories; k += 1) nearest = Math.min(nearest, miles(problem, i, k));
      const perMile = measure.perMile?.[i] ?? 0;
      const k = territory[i] ?? 0;
      total += (measure.weight[i] ?? 0) + perMile * nearest;
      load[k] = (load[k] ?? 0) + (measure.weight[i] ?? 0) + perMile * miles(problem, i, k);
    }
    for (const x of load) {
      const fair = total / territories;
      const beyond = Math.max(
        0,
        x - fair * (1 + measure.tolerance),
        fair * (1 - measure.tolerance) - x
      );
      if (!measure.hard) cost += (measure.penalty ?? 0) * beyond;
      else if (beyond > 1e-9 * fair) outside += beyond / (fair * (1 + measure.tolerance));
    }
  }
  const feasible = permitted && outside === 0 && overBudget <= 1e-12;
  return { feasible, cost, permitted, outside, overBudget };
}

/** Least cost of all feasible assignments by listing them; null when there is none. */
export function bruteForce(problem: Problem): number | null {
  let best: number | null = null;
  forEachPlan(problem, ({ feasible, cost }) => {
    if (feasible && (best === null || cost < best)) best = cost;
  });
  return best;
}

/** The least that limits are missed by, and how far budgets must then be overstepped at least. */
export function leastOutside(problem: Problem): { outside: number; overBudget: number } {
  let best = { outside: Infinity, overBudget: Infinity };
  forEachPlan(problem, ({ permitted, outside, overBudget }) => {
    if (!permitted || outside > best.outside + 1e-12) return;
    if (outside < best.outside - 1e-12 || overBudget < best.overBudget)
      best = { outside, overBudget };
  });
  return best;
}

/** Judges every assignment of accounts to territories. */
function forEachPlan(problem: Problem, visit: (judged: Judged) => void): void {
  const { accounts, territories } = problem;
  const territory = new Int32Array(accounts);
  for (let code = 0; code < territories ** accounts; code += 1) {
    let rest = code;
    for (let i = 0; i < accounts; i += 1) {
      territory[i] = rest % territories;
      rest = Math.floor(rest / territories);
    }
    visit(judge(problem, territory));
  }
}
