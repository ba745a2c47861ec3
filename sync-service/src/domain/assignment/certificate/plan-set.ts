import { freeBlocks } from '../solve/free-blocks.ts';
import type { Instance } from '../solve/instance.ts';
import type { Proposals } from './proposals.ts';
import { proposalsOf } from './proposals.ts';

/** So little beyond a limit is rounding. */
export const rounding = 1e-9;
const tiny = 1e-300;

/** The plans that a certificate counts: every hard limit met, and not dearer than this. */
export interface PlanSet {
  readonly instance: Instance;
  readonly mostCost: number;
  readonly proposals: Proposals;
  /** Blocks that nothing fixes. */
  readonly free: Int32Array;
  /** For each load (K × bands): 1 where the band is hard, and what is beyond it counts against. */
  readonly hard: Uint8Array;
  readonly unit: Float64Array;
}

/** The set of plans within a cost. */
export function planSet(instance: Instance, mostCost: number): PlanSet {
  const free = freeBlocks(instance);
  const { bands } = instance;
  return {
    instance,
    mostCost,
    proposals: proposalsOf(instance, free),
    free,
    hard: Uint8Array.from(bands.lower, (_, at) =>
      bands.penalty[at % bands.count] === Infinity ? 1 : 0
    ),
    unit: bands.upper.map((most, at) =>
      Math.max(bands.lower[at] ?? 0, most < Infinity ? most : 0, tiny)
    )
  };
}

/** How far a load is beyond its band. */
function beyond({ bands }: Instance, at: number, load: number): number {
  const most = bands.upper[at] as number;
  const least = bands.lower[at] as number;
  return load > most ? load - most : load < least ? least - load : 0;
}

export function softCost({ instance, hard }: PlanSet, at: number, load: number): number {
  if (hard[at] === 1) return 0;
  return (instance.bands.penalty[at % instance.bands.count] as number) * beyond(instance, at, load);
}

export function bandOutside({ instance, hard, unit }: PlanSet, at: number, load: number): number {
  if (hard[at] === 0) return 0;
  const off = beyond(instance, at, load) / (unit[at] as number);
  return off > rounding ? off : 0;
}

export function costOutside(cost: number, mostCost: number): number {
  const off = (cost - mostCost) / ((mostCost < 0 ? -mostCost : mostCost) + tiny);
  return off > rounding ? off : 0;
}

export function budgetOutside({ budgets }: Instance, g: number, moved: number): number {
  const most = budgets[g]?.most ?? Infinity;
  const off = (moved - most) / Math.max(most, 1);
  return off > rounding ? off : 0;
}
