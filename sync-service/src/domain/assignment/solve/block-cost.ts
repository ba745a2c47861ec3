import { milesApart } from './great-circle.ts';
import type { Instance } from './instance.ts';

/** Travel + mismatch + moving of a block in a territory. */
export function blockCost(instance: Instance, block: number, k: number): number {
  const { problem, blocks, accountAt, baseAt, preferred, territories } = instance;
  const end = blocks.start[block + 1] ?? 0;
  let cost = 0;
  for (let slot = blocks.start[block] ?? 0; slot < end; slot += 1) {
    const account = blocks.member[slot] ?? 0;
    const perMile = problem.costPerMile[account] ?? 0;
    if (perMile > 0) cost += perMile * milesApart(accountAt, account, baseAt, k);
    const from = problem.current[account] ?? -1;
    if (from !== k && from >= 0) cost += problem.moveCost[account] ?? 0;
    if (preferred !== null)
      cost +=
        (problem.skills?.mismatchCost ?? 0) *
        (preferred.lacking[(preferred.classOf[account] ?? 0) * territories + k] ?? 0);
  }
  return cost;
}

/** Load that a block puts on band m of a territory. */
export function blockLoad(instance: Instance, block: number, k: number, m: number): number {
  const { blocks, bands, accountAt, baseAt } = instance;
  const fixed = instance.blockWeight[block * bands.count + m] ?? 0;
  const column = bands.perMile[m] ?? null;
  if (column === null) return fixed;
  let load = fixed;
  const end = blocks.start[block + 1] ?? 0;
  for (let slot = blocks.start[block] ?? 0; slot < end; slot += 1) {
    const account = blocks.member[slot] ?? 0;
    const perMile = column[account] ?? 0;
    if (perMile > 0) load += perMile * milesApart(accountAt, account, baseAt, k);
  }
  return load;
}

/** What a block in a territory takes of budget g: the amounts of its members that change hands. */
export function blockMoved(instance: Instance, block: number, k: number, g: number): number {
  const { problem, blocks } = instance;
  const amount = instance.budgets[g]?.amount;
  let moved = 0;
  const end = blocks.start[block + 1] ?? 0;
  for (let slot = blocks.start[block] ?? 0; slot < end; slot += 1) {
    const account = blocks.member[slot] ?? 0;
    const from = problem.current[account] ?? -1;
    if (from !== k && from >= 0) moved += amount?.[account] ?? 0;
  }
  return moved;
}

/** Whether locks, pairs, skills and radius allow a block in a territory. */
export function isPermitted(instance: Instance, block: number, k: number): boolean {
  const fixed = instance.fixed[block] ?? -1;
  return fixed >= 0 ? fixed === k : isPermittedUnlocked(instance, block, k);
}

/** Whether skills, radius and forbidden pairs allow a block in a territory, whatever locks say. */
export function isPermittedUnlocked(instance: Instance, block: number, k: number): boolean {
  const { needed, territories, problem, blocks, accountAt, baseAt } = instance;
  if (needed !== null && needed.lacking[(needed.classOf[block] ?? 0) * territories + k] !== 0)
    return false;
  if (instance.forbidden.size > 0 && instance.forbidden.has(block * territories + k)) return false;
  const radius = problem.limits?.radiusMiles?.[k] ?? Infinity;
  if (radius === Infinity) return true;
  const end = blocks.start[block + 1] ?? 0;
  for (let slot = blocks.start[block] ?? 0; slot < end; slot += 1)
    if (milesApart(accountAt, blocks.member[slot] ?? 0, baseAt, k) > radius) return false;
  return true;
}
