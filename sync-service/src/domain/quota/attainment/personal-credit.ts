import type { CurrencyRates } from '../../core/currency.ts';
import { dayNumber, within } from '../../core/days.ts';
import type { Day, QuotaTier, TerritoryMember } from '../../core/snapshot.ts';
import type { TerritoryTree } from '../../territory/tree.ts';
import type { QuotaPolicy } from '../quota-policy.ts';
import { countsOnClose } from '../quota-policy.ts';
import { converted, decimalsOf, fromUnits, toUnits } from '../units.ts';
import type { Change, Credit, WonDeal } from './credit.ts';
import { creditsOf, heldOn } from './credit.ts';

/** A person's own target, as people wrote it. */
export interface PersonalQuota {
  readonly id: string;
  readonly personId: string;
  readonly ownerId: string;
  readonly tier: QuotaTier | 'All';
  readonly start: Day;
  readonly end: Day;
  readonly amount: number | null;
  /** Currency of the row; null where the org has one. */
  readonly isoCode: string | null;
}

/** A member of an opportunity's team. */
export interface TeamMember {
  readonly userId: string;
  readonly role: string | null;
}

/** A won deal with all that may credit a person for it; the amount is in its own currency. */
export interface PersonalDeal extends Omit<WonDeal, 'territory' | 'territoryChanges' | 'overlays'> {
  readonly accountId: string | null;
  readonly isoCode: string | null;
  readonly team: readonly TeamMember[];
}

/** What decides who is credited. */
export interface PersonalCreditRules {
  readonly policy: QuotaPolicy;
  readonly members: readonly TerritoryMember[];
  /** Id of each account's territory today; without an entry it is in none. */
  readonly territoryOf: ReadonlyMap<string, string>;
  /** Changes of territory by account, any order. */
  readonly accountChanges: ReadonlyMap<string, readonly Change[]>;
  readonly tree: TerritoryTree;
  readonly currencies: CurrencyRates | null;
}

/** Decimals that the org's currency fields hold. */
const mostDecimals = 2;

/** What a person is credited with: revenue as owner and by splits, overlay credit on top. */
export interface PersonalSum {
  readonly revenue: number;
  readonly overlay: number;
  /** Deals that brought either. */
  readonly deals: number;
  /** Deals without a rate for their currency or the row's, which are left out. */
  readonly withoutRate: number;
}

/**
 * Credits of a person for the deals won within her quota's period up to today, in the row's currency
 * at the rate of each close date, added up in its smallest unit; below zero counts. Who has revenue
 * credit for a deal, or an overlay split, gets no share of it by team or territory besides.
 */
export function personalSum(
  quota: PersonalQuota,
  deals: readonly PersonalDeal[],
  rules: PersonalCreditRules,
  today: Day
): PersonalSum {
  const { currencies, policy } = rules;
  const isoCode = quota.isoCode ?? currencies?.corporate ?? '';
  const decimals = Math.min(mostDecimals, decimalsOf(isoCode));
  const until = quota.end < today ? quota.end : today;
  let [revenue, overlay, count, withoutRate] = [0, 0, 0, 0];
  for (const deal of deals) {
    const { closeDay, tier } = deal;
    if (!within(closeDay, quota.start, until) || Number.isNaN(deal.amount)) continue;
    if (quota.tier !== 'All' && tier !== quota.tier) continue;
    const from = deal.isoCode ?? currencies?.corporate ?? '';
    const amount = converted(deal.amount, from, isoCode, dayNumber(closeDay), currencies);
    const own = creditsOf(
      {
        ...deal,
        amount: Number.isNaN(amount) ? 0 : amount,
        territory: null,
        overlays: overlaysOf(deal, rules)
      },
      {
        owner: countsOnClose(policy) ? 'Close Date' : 'Today',
        territory: 'Today',
        useSplits: policy.creditSplits,
        overlayShare: policy.overlayShare,
        decimals
      }
    ).filter(({ userId }) => userId === quota.personId);
    if (own.length === 0) continue;
    if (Number.isNaN(amount)) {
      withoutRate += 1;
      continue;
    }
    const units = (kind: Credit['kind']): number =>
      own.reduce((sum, one) => sum + (one.kind === kind ? toUnits(one.amount, decimals) : 0), 0);
    revenue += units('Revenue');
    overlay += units('Overlay');
    count += 1;
  }
  return {
    revenue: fromUnits(revenue, decimals),
    overlay: fromUnits(overlay, decimals),
    deals: count,
    withoutRate
  };
}

/** Whom the policy's overlay share of a deal is for: each once, and nobody who is credited by herself. */
function overlaysOf(deal: PersonalDeal, rules: PersonalCreditRules): string[] {
  const { policy } = rules;
  if (policy.creditOverlay === null || policy.overlayShare === 0) return [];
  const byTeam = policy.creditOverlay === 'Territory Overlays' ? [] : teamOf(deal, policy);
  const byTerritory =
    policy.creditOverlay === 'Opportunity Team' ? [] : besideTerritory(deal, rules);
  const byHerself = new Set(
    policy.creditSplits
      ? (deal.splits ?? []).filter(({ percent }) => percent > 0).map(({ userId }) => userId)
      : []
  );
  byHerself.add(
    countsOnClose(policy)
      ? (heldOn(deal.ownerId, deal.ownerChanges ?? [], deal.closeDay) ?? deal.ownerId)
      : deal.ownerId
  );
  return [...new Set([...byTeam, ...byTerritory])].filter((userId) => !byHerself.has(userId));
}

function teamOf(deal: PersonalDeal, { teamRoles }: QuotaPolicy): string[] {
  return deal.team
    .filter(
      ({ role }) => teamRoles.length === 0 || teamRoles.includes((role ?? '').trim().toLowerCase())
    )
    .map(({ userId }) => userId);
}

/** Overlay members, on the close date, of the territory that the account counts for and of those above it. */
function besideTerritory(deal: PersonalDeal, rules: PersonalCreditRules): string[] {
  const { policy, members, tree, territoryOf, accountChanges } = rules;
  const { accountId, closeDay } = deal;
  if (accountId === null) return [];
  const today = territoryOf.get(accountId) ?? null;
  const id =
    policy.creditTerritory === 'Account on Close'
      ? heldOn(today, accountChanges.get(accountId) ?? [], closeDay)
      : today;
  const at = tree.indexById.get(id ?? '');
  if (at === undefined) return [];
  const ids = new Set([at, ...tree.above(at)].map((index) => tree.territories[index]?.id));
  return members
    .filter(
      ({ role, territoryId, start, end }) =>
        role === 'Overlay' && ids.has(territoryId) && within(closeDay, start, end)
    )
    .map(({ userId }) => userId);
}
