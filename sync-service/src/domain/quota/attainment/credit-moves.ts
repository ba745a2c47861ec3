import { within } from '../../core/days.ts';
import type { CreditMove, TerritoryMember } from '../../core/snapshot.ts';
import type { TerritoryTree } from '../../territory/tree.ts';
import type { QuotaPolicy } from '../quota-policy.ts';
import { countsOnClose } from '../quota-policy.ts';
import { quotaTiers } from './attained.ts';
import type { Change, WonDeal } from './credit.ts';
import { creditsOf } from './credit.ts';

/** A won deal of the running period, with what the policy's credit rule asks of it. */
export interface CreditedDeal extends Omit<WonDeal, 'territory' | 'territoryChanges'> {
  readonly accountId: string;
}

/**
 * What the policy's credit rule counts otherwise than by the account's territory of today. Revenue
 * credits alone: overlay credit is a person's and comes on top, so no territory's sum holds it.
 * A person is credited in the territory that she answers for as Owner, today or on the close date.
 * @param accountChanges changes of territory by account, any order
 * @param decimals of the stated currency
 */
export function creditMoves(
  deals: readonly CreditedDeal[],
  policy: Pick<QuotaPolicy, 'creditTerritory' | 'creditSplits'>,
  members: readonly TerritoryMember[],
  accountChanges: ReadonlyMap<string, readonly Change[]>,
  today: string,
  decimals: number
): CreditMove[] {
  const { creditTerritory: rule, creditSplits } = policy;
  const onClose = countsOnClose(policy);
  const byOwner = rule === 'Owner Today' || rule === 'Owner on Close';
  const owned = Map.groupBy(
    members.filter(({ role }) => role === 'Owner'),
    ({ userId }) => userId
  );
  const territoriesOf = (userId: string, day: string): string[] =>
    (owned.get(userId) ?? [])
      .filter(({ start, end }) => within(day, start, end))
      .map(({ territoryId }) => territoryId);
  return deals.flatMap((deal): CreditMove[] => {
    if (!(deal.amount > 0)) return [];
    const day = onClose ? deal.closeDay : today;
    const rules = {
      owner: onClose ? ('Close Date' as const) : ('Today' as const),
      territory: 'Today' as const,
      useSplits: creditSplits,
      overlayShare: 0,
      decimals
    };
    // Without splits the one credit is the owner's.
    const [owner] = creditsOf({ ...deal, territory: null, splits: [] }, rules);
    const changes = (accountChanges.get(deal.accountId) ?? [])
      .filter((change) => change.day > deal.closeDay)
      .sort((a, b) => (a.day < b.day ? -1 : 1));
    const [changed] = changes;
    return creditsOf({ ...deal, territory: null }, rules)
      .filter(({ kind, amount }) => kind === 'Revenue' && amount > 0)
      .flatMap(({ userId, amount, tier }): CreditMove[] => {
        const move = { dealId: deal.id, accountId: deal.accountId, tier, amount };
        if (byOwner || userId !== owner?.userId) {
          const territoryIds = territoriesOf(userId, day);
          return territoryIds.length === 0 ? [] : [{ ...move, territoryIds }];
        }
        if (rule !== 'Account on Close' || changed === undefined) return [];
        return [{ ...move, territoryIds: changed.from === null ? [] : [changed.from] }];
      });
  });
}

/**
 * Takes what counts elsewhere from the territory of the account and gives it where it counts.
 * @param attained as `attainedByTerritory` gives it; changed in place
 * @param territoryOf territory of each account, by index; -1 for none
 */
export function applyCreditMoves(
  attained: Float64Array,
  moves: readonly CreditMove[],
  accountIds: readonly string[],
  territoryOf: Int32Array,
  tree: TerritoryTree
): void {
  movedCredits(moves, accountIds, territoryOf, tree, (territory, amount, { tier }) => {
    const at = territory * quotaTiers.length + quotaTiers.indexOf(tier);
    if (territory >= 0) attained[at] = (attained[at] ?? 0) + amount;
  });
}

/**
 * Tells of each move that counts which territory gains how much: the account's own what it loses, below
 * 0, and the other; -1 for none.
 * @param territoryOf territory of each account, by index; -1 for none
 */
export function movedCredits(
  moves: readonly CreditMove[],
  accountIds: readonly string[],
  territoryOf: Int32Array,
  tree: TerritoryTree,
  tell: (territory: number, amount: number, move: CreditMove) => void
): void {
  if (moves.length === 0) return;
  const wanted = new Set(moves.map(({ accountId }) => accountId));
  const places = new Map(
    accountIds.flatMap((id, index): [string, number][] => (wanted.has(id) ? [[id, index]] : []))
  );
  for (const move of moves) {
    const { accountId, amount, territoryIds } = move;
    const place = places.get(accountId);
    if (place === undefined) continue;
    const home = territoryOf[place] ?? -1;
    const targets = territoryIds.flatMap((id) => tree.indexById.get(id) ?? []);
    if (targets.includes(home) || targets.length > 1) continue;
    if (targets.length === 0 && territoryIds.length > 0) continue;
    tell(home, -amount, move);
    tell(targets[0] ?? -1, amount, move);
  }
}
