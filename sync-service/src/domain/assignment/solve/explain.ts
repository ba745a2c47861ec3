import { blockCost, blockLoad, isPermitted } from './block-cost.ts';
import { pricedCost } from './cheapest-territories.ts';
import type { Instance } from './instance.ts';
import type { Plan } from './plan.ts';

export type PlacementReason =
  | { readonly kind: 'fixed' }
  | { readonly kind: 'onlyChoice' }
  /** Nothing is cheaper, whatever the bands cost. */
  | { readonly kind: 'cheapest' }
  /** Cheaper elsewhere, but there (or here) a band makes its load worth more than the difference. */
  | { readonly kind: 'band'; readonly name: string; readonly territory: number }
  /** Even at the bands' prices another is a little cheaper; whole accounts do not divide as prices do. */
  | { readonly kind: 'wholeAccounts' };

/** Why an account is where it is. Costs are in the problem's unit and of the account's whole block. */
export interface Explanation {
  readonly territory: number;
  readonly cost: number;
  readonly reason: PlacementReason;
  /** Next best at the bands' prices; −1 where nothing else is permitted. */
  readonly next: number;
  readonly nextCost: number;
  /** The account would rather be in `next` if being there were cheaper by more than this; 0 or more. */
  readonly changesAt: number;
}

/** Explains one account of a plan from the plan's prices. */
export function explainAccount(instance: Instance, plan: Plan, account: number): Explanation {
  const block = instance.blocks.of[account] ?? 0;
  const here = plan.territory[account] ?? 0;
  const cost = blockCost(instance, block, here);
  const priced = pricedCost(instance, plan.prices, block, here);
  let next = -1;
  let nextPriced = Infinity;
  let cheapest = here;
  let cheapestCost = cost;
  for (let k = 0; k < instance.territories; k += 1) {
    if (k === here || !isPermitted(instance, block, k)) continue;
    const value = pricedCost(instance, plan.prices, block, k);
    if (value < nextPriced) {
      nextPriced = value;
      next = k;
    }
    const plain = blockCost(instance, block, k);
    if (plain < cheapestCost) {
      cheapestCost = plain;
      cheapest = k;
    }
  }
  const fixed = (instance.fixed[block] ?? -1) >= 0;
  return {
    territory: here,
    cost,
    reason: fixed
      ? { kind: 'fixed' }
      : next < 0
        ? { kind: 'onlyChoice' }
        : cheapest === here
          ? { kind: 'cheapest' }
          : priced <= nextPriced
            ? bandBetween(instance, plan, block, here, cheapest)
            : { kind: 'wholeAccounts' },
    next,
    nextCost: next < 0 ? Infinity : blockCost(instance, block, next),
    changesAt: next < 0 || fixed ? Infinity : Math.max(0, nextPriced - priced)
  };
}

/** The band whose price speaks most against the cheaper territory, or for this one. */
function bandBetween(
  instance: Instance,
  plan: Plan,
  block: number,
  here: number,
  cheaper: number
): PlacementReason {
  const { count, names } = instance.bands;
  let best: PlacementReason = { kind: 'wholeAccounts' };
  let most = 0;
  for (let m = 0; m < count; m += 1)
    for (const [k, sign] of [
      [cheaper, 1],
      [here, -1]
    ] as const) {
      const weight =
        sign * (plan.prices.band[k * count + m] ?? 0) * blockLoad(instance, block, k, m);
      if (weight > most) {
        most = weight;
        best = { kind: 'band', name: names[m] ?? '', territory: k };
      }
    }
  return best;
}
