import { blockCost, blockLoad, blockMoved, isPermitted } from '../assignment/solve/block-cost.ts';
import { pricedCost } from '../assignment/solve/cheapest-territories.ts';
import type { Instance } from '../assignment/solve/instance.ts';
import { lowerBound } from '../assignment/solve/lower-bound.ts';
import type { Plan } from '../assignment/solve/plan.ts';
import { solve } from '../assignment/solve/solve.ts';
import { territoryTree } from '../assignment/solve/territory-tree.ts';

/** What a plan would cost if one account were elsewhere, the others arranged around it. */
export interface Elsewhere {
  /**
   * Hours by which the best plan found with the account in territory `k` costs more than the plan;
   * null where none is found that misses no more limits. Other accounts may move for it.
   */
  readonly costsMore: (place: number, k: number) => number | null;
  /**
   * Hours by which staying must become cheaper for it to be proved that every best plan keeps the
   * account; null where no plan with it at home is found.
   */
  readonly keepsAt: (place: number) => number | null;
  /** Of the territories that may hold the account and do not: the best few at the limits' prices. */
  readonly candidates: (place: number) => readonly number[];
}

/** Up to so many accounts the whole is solved again for each question; above, exchanges are tried. */
const mostSolvedAgain = 40;
const nodeBudget = 2_000;
const mostCandidates = 4;
const roundingError = 1e-9;

/** Answers for one plan; the same questions get the same answers. */
export function elsewhere(instance: Instance, plan: Plan, seed: number): Elsewhere {
  const { problem, blocks } = instance;
  const isSmall = problem.accounts <= mostSolvedAgain;
  const costsMore = isSmall
    ? solvedAgain(instance, plan, seed)
    : exchanged(instance, plan, loadsOf(instance, plan));
  const bound = lowerBound(instance, territoryTree(instance.baseAt), plan.prices);
  return {
    costsMore,
    keepsAt(place) {
      const home = problem.current[place] ?? -1;
      const more = costsMore(place, home);
      if (more === null) return null;
      // Where every plan was looked at, the plan itself is the least that leaving can cost.
      if (isSmall) return Math.max(0, more);
      const block = blocks.of[place] ?? 0;
      let least = Infinity;
      let leastAway = Infinity;
      for (let k = 0; k < instance.territories; k += 1) {
        if (!isPermitted(instance, block, k)) continue;
        const cost = pricedCost(instance, plan.prices, block, k);
        least = Math.min(least, cost);
        if (k !== home) leastAway = Math.min(leastAway, cost);
      }
      const awayBound = Math.min(plan.objective, bound + leastAway - least);
      return Math.max(0, plan.objective + more - awayBound);
    },
    candidates(place) {
      const block = blocks.of[place] ?? 0;
      const here = plan.territory[place] ?? -1;
      const priced: { k: number; cost: number }[] = [];
      for (let k = 0; k < instance.territories; k += 1)
        if (k !== here && isPermitted(instance, block, k))
          priced.push({ k, cost: pricedCost(instance, plan.prices, block, k) });
      priced.sort((a, b) => a.cost - b.cost || a.k - b.k);
      return priced.slice(0, isSmall ? priced.length : mostCandidates).map(({ k }) => k);
    }
  };
}

function solvedAgain(instance: Instance, plan: Plan, seed: number): Elsewhere['costsMore'] {
  const { problem } = instance;
  const known = new Map<number, number | null>();
  return (place, k) => {
    const key = place * instance.territories + k;
    const before = known.get(key);
    if (before !== undefined) return before;
    const required = Int32Array.from([...(problem.required ?? []), place, k]);
    const again = solve({ ...problem, required }, { seed, nodeBudget }, plan.prices);
    const misses = again.violations.length > plan.violations.length;
    const more = misses ? null : again.objective - plan.objective;
    known.set(key, more);
    return more;
  };
}

/** Loads by territory and band, and what is used of each budget. */
interface Loads {
  readonly band: Float64Array;
  readonly budget: Float64Array;
  /** Blocks by the territory that the plan puts them into. */
  readonly held: readonly (readonly number[])[];
  /** Territory by block. */
  readonly at: Int32Array;
}

function loadsOf(instance: Instance, plan: Plan): Loads {
  const { blocks, bands, budgets, territories } = instance;
  const band = new Float64Array(territories * bands.count);
  const budget = new Float64Array(budgets.length);
  const held = Array.from({ length: territories }, (): number[] => []);
  const at = new Int32Array(blocks.start.length - 1);
  for (let block = 0; block < at.length; block += 1) {
    const k = plan.territory[blocks.member[blocks.start[block] ?? 0] ?? 0] ?? -1;
    at[block] = k;
    held[k]?.push(block);
    for (let m = 0; m < bands.count; m += 1)
      band[k * bands.count + m] =
        (band[k * bands.count + m] ?? 0) + blockLoad(instance, block, k, m);
    budgets.forEach((_, g) => {
      budget[g] = (budget[g] ?? 0) + blockMoved(instance, block, k, g);
    });
  }
  return { band, budget, held, at };
}

/** A block from one territory to another. */
type Shift = readonly [block: number, from: number, to: number];

/**
 * The account is put elsewhere, alone or with one other account that makes room there or takes its
 * place; of all such exchanges that miss no more limits than the plan, the cheapest.
 */
function exchanged(instance: Instance, plan: Plan, loads: Loads): Elsewhere['costsMore'] {
  const costOf = (shifts: readonly Shift[]): number =>
    shifts.reduce(
      (sum, [block, from, to]) =>
        sum + blockCost(instance, block, to) - blockCost(instance, block, from),
      0
    );
  return (place, k) => {
    const block = instance.blocks.of[place] ?? 0;
    const here = plan.territory[place] ?? -1;
    if (!isPermitted(instance, block, k)) return null;
    const first: Shift = [block, here, k];
    let best = missesNoMore(instance, loads, [first]) ? costOf([first]) : Infinity;
    const lone = costOf([first]);
    const attempt = (other: number, from: number, to: number): void => {
      if (other === block || to === from || !isPermitted(instance, other, to)) return;
      const more = lone + blockCost(instance, other, to) - blockCost(instance, other, from);
      if (more >= best || !missesNoMore(instance, loads, [first, [other, from, to]])) return;
      best = more;
    };
    for (const other of loads.held[k] ?? [])
      for (let to = 0; to < instance.territories; to += 1) attempt(other, k, to);
    loads.held.forEach((members, from) => {
      if (from !== k && from !== here) for (const other of members) attempt(other, from, here);
    });
    return best === Infinity ? null : best;
  };
}

/** Whether shifts leave every limit met, or missed by no more than it was. */
function missesNoMore(instance: Instance, loads: Loads, shifts: readonly Shift[]): boolean {
  const { bands, budgets } = instance;
  for (let m = 0; m < bands.count; m += 1)
    for (const k of new Set(shifts.flatMap(([, from, to]) => [from, to]))) {
      const slot = k * bands.count + m;
      if ((bands.penalty[m] ?? Infinity) !== Infinity) continue;
      const before = loads.band[slot] ?? 0;
      let after = before;
      for (const [block, from, to] of shifts) {
        if (to === k) after += blockLoad(instance, block, k, m);
        if (from === k) after -= blockLoad(instance, block, k, m);
      }
      const lower = bands.lower[slot] ?? 0;
      const upper = bands.upper[slot] ?? Infinity;
      const slack = roundingError * Math.max(1, Math.abs(before));
      if (after > Math.max(upper, before) + slack || after < Math.min(lower, before) - slack)
        return false;
    }
  return budgets.every(({ most }, g) => {
    const before = loads.budget[g] ?? 0;
    const after = shifts.reduce(
      (sum, [block, from, to]) =>
        sum + blockMoved(instance, block, to, g) - blockMoved(instance, block, from, g),
      before
    );
    return after <= Math.max(most, before) + roundingError * Math.max(1, before);
  });
}
