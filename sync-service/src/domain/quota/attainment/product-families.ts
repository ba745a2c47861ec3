import type { CreditMove, FamilyDeal, QuotaTier } from '../../core/snapshot.ts';
import type { TerritoryTree } from '../../territory/tree.ts';
import { sharedOut, toUnits } from '../units.ts';
import { quotaTiers } from './attained.ts';
import { movedCredits } from './credit-moves.ts';

/** A product line of a deal, in the deal's currency. */
export interface DealLine {
  /** Product family; null where the product has none. */
  readonly family: string | null;
  /** Below zero for a discount that is a line of its own. */
  readonly amount: number;
}

/** Amounts that differ by less than this are the same. */
const leastDifference = 0.005;

/**
 * Shares of a deal by product family. Lines below the deal's amount leave the rest to no family, lines
 * above it are scaled; a family whose lines add up below zero has none.
 * @param amount of the deal, in the currency of the lines
 */
export function familyShares(
  amount: number,
  lines: readonly DealLine[]
): { shares: Map<string, number>; isWhole: boolean } {
  const sums = new Map<string | null, number>();
  for (const line of lines) sums.set(line.family, (sums.get(line.family) ?? 0) + line.amount);
  const all = [...sums.values()].reduce((sum, own) => sum + own, 0);
  const above = [...sums.values()].reduce((sum, own) => sum + Math.max(0, own), 0);
  const base = Math.max(amount, above);
  const shares = new Map<string, number>();
  if (amount > 0)
    for (const [family, own] of sums)
      if (family !== null && own > 0) shares.set(family, own / base);
  return { shares, isWhole: Math.abs(all - amount) < leastDifference };
}

/** By family, what each territory and all below it won: an entry a territory and tier, as `attainedByTerritory`. */
export type AttainedByFamily = ReadonlyMap<string, Float64Array>;

/**
 * What the territories won of each family: where the accounts of the deals are, and what the credit rule
 * counts elsewhere by the same shares.
 * @param territoryOf territory of each account, by index; -1 for none
 */
export function attainedByFamily(
  families: readonly string[],
  deals: readonly FamilyDeal[],
  moves: readonly CreditMove[],
  accountIds: readonly string[],
  territoryOf: Int32Array,
  tree: TerritoryTree
): AttainedByFamily {
  const size = tree.territories.length * quotaTiers.length;
  const sums = new Map(families.map((family) => [family, new Float64Array(size)]));
  const byId = new Map(deals.map((deal) => [deal.id, deal]));
  const add = (territory: number, tier: QuotaTier, amount: number, deal: FamilyDeal): void => {
    if (territory < 0) return;
    for (const [family, share] of deal.shares) {
      const sum = sums.get(family);
      if (sum === undefined) continue;
      for (const at of [territory, ...tree.above(territory)]) {
        const place = at * quotaTiers.length + quotaTiers.indexOf(tier);
        sum[place] = (sum[place] ?? 0) + amount * share;
      }
    }
  };
  const wanted = new Set(deals.map(({ accountId }) => accountId));
  const places = new Map(
    accountIds.flatMap((id, index): [string, number][] => (wanted.has(id) ? [[id, index]] : []))
  );
  for (const deal of deals) {
    const home = territoryOf[places.get(deal.accountId) ?? -1] ?? -1;
    add(home, deal.tier, deal.amount, deal);
  }
  movedCredits(moves, accountIds, territoryOf, tree, (territory, amount, move) => {
    const deal = byId.get(move.dealId);
    if (deal !== undefined) add(territory, move.tier, amount, deal);
  });
  return sums;
}

/**
 * A tier's attained amount laid on families and on none, in whole smallest units that add up to it.
 * @param total what the territory attained of the tier
 * @param amounts by family; what they leave of the total is of no family
 * @param decimals of the amounts
 * @returns units by family, and of none
 */
export function laidOnFamilies(
  total: number,
  amounts: ReadonlyMap<string, number>,
  decimals: number
): { units: ReadonlyMap<string, number>; none: number } {
  const families = [...amounts.keys()].sort();
  const known = families.map((family) => Math.max(0, amounts.get(family) ?? 0));
  const rest = Math.max(0, total - known.reduce((sum, own) => sum + own, 0));
  const parts = sharedOut(toUnits(total, decimals), [...known, rest], [...families, '']);
  return {
    units: new Map(families.map((family, at) => [family, parts[at] ?? 0])),
    none: parts.at(-1) ?? 0
  };
}
