import type { AccountFigures } from '../../core/columns.ts';
import type { OrgSnapshot } from '../../core/snapshot.ts';
import type { TerritoryTree } from '../../territory/tree.ts';
import { quotaTiers } from './attained.ts';
import { applyCreditMoves } from './credit-moves.ts';

/**
 * What the accounts of each territory won in the running period: an entry a territory and tier, the
 * tiers of a territory side by side in the order of `quotaTiers`. An amount below 0 counts as 0.
 * @param territoryOf territory of each account, by index; -1 for none
 */
export function attainedByTerritory(
  figures: Pick<AccountFigures, 'wonPeriodNew' | 'wonPeriodRenewal' | 'wonPeriodUpsell'>,
  territoryOf: Int32Array,
  territories: number
): Float64Array {
  const columns = [figures.wonPeriodNew, figures.wonPeriodRenewal, figures.wonPeriodUpsell];
  const attained = new Float64Array(territories * quotaTiers.length);
  territoryOf.forEach((territory, account) => {
    if (territory < 0) return;
    columns.forEach((column, tier) => {
      const at = territory * quotaTiers.length + tier;
      attained[at] = (attained[at] ?? 0) + Math.max(0, column[account] ?? 0);
    });
  });
  return attained;
}

/** What each territory is credited with: what its accounts won, and what the credit rule counts elsewhere. */
export function creditedByTerritory(
  {
    figures,
    accounts,
    creditMoves = []
  }: Pick<OrgSnapshot, 'figures' | 'accounts' | 'creditMoves'>,
  territoryOf: Int32Array,
  tree: TerritoryTree
): Float64Array {
  const attained = attainedByTerritory(figures, territoryOf, tree.territories.length);
  applyCreditMoves(attained, creditMoves, accounts.ids, territoryOf, tree);
  return attained;
}
