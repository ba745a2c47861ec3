import { fromUnits } from '../units.ts';
import type { QuotaNode } from './quota-node.ts';

/** What a level of the tree carries together. Amounts in the stated currency. */
export interface PlanLevel {
  /** 1 for the company. */
  readonly level: number;
  /** Territories of the level, and those above it that have none below them. */
  readonly territories: number;
  readonly amount: number;
  /** Of the amount what lies beyond the target, by over-assignment or overrides. */
  readonly beyond: number;
}

/**
 * Sums of a plan by level, the company's first. A territory with none below it counts on every level
 * under its own, so that each level is the whole company.
 * @param nodes the company first, every territory after the one above it
 * @param units amount of each node, whole smallest units
 */
export function planLevels(
  nodes: readonly QuotaNode[],
  units: readonly number[],
  decimals: number
): PlanLevel[] {
  const levelOf: number[] = [];
  nodes.forEach(({ parent }, at) => (levelOf[at] = parent < 0 ? 0 : (levelOf[parent] ?? 0) + 1));
  const isAbove = new Set(nodes.map(({ parent }) => parent));
  const deepest = levelOf.reduce((most, level) => Math.max(most, level), 0);
  const sums = Array.from({ length: deepest + 1 }, () => ({ territories: 0, units: 0 }));
  nodes.forEach((_, at) => {
    const own = levelOf[at] ?? 0;
    for (let level = own; level <= (isAbove.has(at) ? own : deepest); level += 1) {
      const sum = sums[level];
      if (sum === undefined) continue;
      sum.territories += 1;
      sum.units += units[at] ?? 0;
    }
  });
  const target = units[0] ?? 0;
  return sums.map((sum, level) => ({
    level: level + 1,
    territories: sum.territories,
    amount: fromUnits(sum.units, decimals),
    beyond: fromUnits(sum.units - target, decimals)
  }));
}
