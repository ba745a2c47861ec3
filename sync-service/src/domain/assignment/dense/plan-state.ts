import type { DenseProblem } from './dense-problem.ts';

/** A plan with its totals kept step by step, and who is in each territory. */
export interface PlanState {
  readonly plan: Int32Array;
  readonly loads: Float64Array;
  /** Accounts of territory t: `members[t * accounts]` on, `memberCount[t]` of them. */
  readonly members: Int32Array;
  readonly memberCount: Int32Array;
  readonly position: Int32Array;
  cost: number;
  /** Territories above capacity. */
  overloaded: number;
}

/** State of a plan, all totals from scratch. */
export function planState(problem: DenseProblem, plan: Int32Array): PlanState {
  const { accounts, territories, cost, weight, capacity } = problem;
  const state: PlanState = {
    plan: Int32Array.from(plan),
    loads: new Float64Array(territories),
    members: new Int32Array(accounts * territories),
    memberCount: new Int32Array(territories),
    position: new Int32Array(accounts),
    cost: 0,
    overloaded: 0
  };
  plan.forEach((territory, account) => {
    const at = account * territories + territory;
    const count = state.memberCount[territory] as number;
    state.cost += cost[at] as number;
    state.loads[territory] = (state.loads[territory] as number) + (weight[at] as number);
    state.members[territory * accounts + count] = account;
    state.position[account] = count;
    state.memberCount[territory] = count + 1;
  });
  state.loads.forEach((load, territory) => {
    if (load > (capacity[territory] as number)) state.overloaded += 1;
  });
  return state;
}

/** Moves one account and keeps every total. */
export function moveAccount(
  problem: DenseProblem,
  state: PlanState,
  account: number,
  to: number
): void {
  const { accounts, territories, cost, weight, capacity } = problem;
  const { plan, loads, members, memberCount, position } = state;
  const from = plan[account] as number;
  const row = account * territories;
  const fromLimit = capacity[from] as number;
  const toLimit = capacity[to] as number;
  const left = loads[from] as number;
  const leftAfter = left - (weight[row + from] as number);
  if (left > fromLimit && leftAfter <= fromLimit) state.overloaded -= 1;
  loads[from] = leftAfter;
  const joined = loads[to] as number;
  const joinedAfter = joined + (weight[row + to] as number);
  if (joined <= toLimit && joinedAfter > toLimit) state.overloaded += 1;
  loads[to] = joinedAfter;
  state.cost += (cost[row + to] as number) - (cost[row + from] as number);
  const last = (memberCount[from] as number) - 1;
  const mover = members[from * accounts + last] as number;
  const hole = position[account] as number;
  members[from * accounts + hole] = mover;
  position[mover] = hole;
  memberCount[from] = last;
  const end = memberCount[to] as number;
  members[to * accounts + end] = account;
  position[account] = end;
  memberCount[to] = end + 1;
  plan[account] = to;
}
