import { blockLoad } from './block-cost.ts';
import type { Instance } from './instance.ts';
import type { Plan, Violation } from './plan.ts';
import { planLoads } from './violations.ts';

/** A limit that the plan could not meet, and the least change that this plan would need. */
export interface Conflict {
  readonly violation: Violation;
  /** How far beyond its limit, in the limit's unit. */
  readonly beyond: number;
  /** What locks and required pairs alone put there: above the limit, no plan can meet it. */
  readonly fixed: number;
  readonly impossible: boolean;
  /** Tolerance (fraction) at which the plan is in band; null for limits that are no bands. */
  readonly tolerance: number | null;
  /**
   * The accounts that go together and are the most of the limit's load, and that load: what is
   * large beside a band is the usual reason that a territory with few neighbours cannot meet it.
   */
  readonly largest: { readonly accounts: readonly number[]; readonly load: number };
  /** Price of one more unit of the limit, in the objective's unit; 0 where it has none. */
  readonly price: number;
}

/** The plan's violations with what would resolve each, the furthest beyond its limit first. */
export function findConflicts(instance: Instance, plan: Plan): Conflict[] {
  const { bands, blocks } = instance;
  const fixedOnly = new Int32Array(plan.territory.length);
  const isFixed = (account: number): boolean =>
    (instance.fixed[blocks.of[account] ?? 0] ?? -1) >= 0;
  const all = planLoads(instance, plan.territory);
  const free = plan.territory.map((k, account) => (isFixed(account) ? instance.territories : k));
  fixedOnly.set(free);
  const withoutFixed = planLoads({ ...instance, territories: instance.territories + 1 }, fixedOnly);
  const found = plan.violations.map((violation): Conflict => {
    const { kind, name, territory, actual, least, most } = violation;
    const m = bands.names.findIndex((band, index) => band === name && bands.kinds[index] === kind);
    const at = territory * bands.count + m;
    const known = m >= 0 && territory >= 0;
    const target = known ? (bands.target[at] ?? NaN) : NaN;
    const fixed = known ? (all[at] ?? 0) - (withoutFixed[at] ?? 0) : 0;
    return {
      violation,
      beyond: Math.max(actual - most, least - actual),
      fixed,
      impossible: known && fixed > most * (1 + 1e-9),
      tolerance: target > 0 ? Math.abs(actual / target - 1) : null,
      largest: known
        ? largestBlock(instance, plan.territory, territory, m)
        : { accounts: [], load: 0 },
      price: known ? Math.abs(plan.prices.band[at] ?? 0) : 0
    };
  });
  const size = ({ violation, beyond }: Conflict): number =>
    beyond / Math.max(1e-12, violation.least, Math.min(violation.most, 1e300));
  return found.sort((a, b) => size(b) - size(a));
}

/** The block of territory k with the most load on band m. */
function largestBlock(
  instance: Instance,
  held: Int32Array,
  k: number,
  m: number
): Conflict['largest'] {
  const { blocks } = instance;
  let best = -1;
  let most = 0;
  for (let block = 0; block < blocks.count; block += 1) {
    if (held[blocks.member[blocks.start[block] ?? 0] ?? 0] !== k) continue;
    const load = blockLoad(instance, block, k, m);
    if (load > most) {
      most = load;
      best = block;
    }
  }
  if (best < 0) return { accounts: [], load: 0 };
  return {
    accounts: [...blocks.member.subarray(blocks.start[best], blocks.start[best + 1])],
    load: most
  };
}
