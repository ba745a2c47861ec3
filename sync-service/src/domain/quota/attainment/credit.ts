import type { Day, QuotaTier } from '../../core/snapshot.ts';
import { fromUnits, sharedOut, toUnits } from '../units.ts';

/** A won deal as credit rules see it. */
export interface WonDeal {
  readonly id: string;
  /** Below zero for a renewal that shrank what was there, or a credit note. */
  readonly amount: number;
  readonly closeDay: Day;
  readonly tier: QuotaTier;
  /** Owner today. */
  readonly ownerId: string;
  /** `OpportunityFieldHistory` of the owner, or of the account's territory: any order. */
  readonly ownerChanges?: readonly Change[];
  /** The account's territory today; null in none. */
  readonly territory: string | null;
  readonly territoryChanges?: readonly Change[];
  /** `OpportunitySplit` rows, percent 0 to 100. */
  readonly splits?: readonly Split[];
  /** Team members with a share of overlay credit. */
  readonly overlays?: readonly string[];
}

/** On the day itself the new one counts. */
export interface Change {
  readonly day: Day;
  readonly from: string | null;
  readonly to: string | null;
}

export interface Split {
  readonly userId: string;
  readonly percent: number;
  /** A revenue split is a part of the amount; an overlay split comes on top of it. */
  readonly kind: 'Revenue' | 'Overlay';
}

export interface CreditRules {
  /** Who has the credit: who owns the deal today, or who did when it closed. */
  readonly owner: 'Today' | 'Close Date';
  /** Which territory has it: the account's today, or when the deal closed. */
  readonly territory: 'Today' | 'Close Date';
  readonly useSplits: boolean;
  /** Share of a deal that each overlay of the team is credited on top, 0 to 1. */
  readonly overlayShare: number;
  /** Decimals of the stated currency. */
  readonly decimals: number;
}

export interface Credit {
  readonly dealId: string;
  readonly userId: string;
  readonly territory: string | null;
  readonly tier: QuotaTier;
  readonly closeDay: Day;
  readonly amount: number;
  /** Revenue counts once in a total; overlay credit counts for the person alone. */
  readonly kind: 'Revenue' | 'Overlay';
}

/**
 * Who is credited with a won deal, and how much. Revenue credits add up to the deal's amount to the
 * smallest unit: what splits leave below 100 % stays with the owner, above 100 % they are scaled.
 */
export function creditsOf(deal: WonDeal, rules: CreditRules): Credit[] {
  const owner =
    rules.owner === 'Close Date'
      ? (heldOn(deal.ownerId, deal.ownerChanges ?? [], deal.closeDay) ?? deal.ownerId)
      : deal.ownerId;
  const territory =
    rules.territory === 'Close Date'
      ? heldOn(deal.territory, deal.territoryChanges ?? [], deal.closeDay)
      : deal.territory;
  const credit = (userId: string, amount: number, kind: Credit['kind']): Credit => ({
    dealId: deal.id,
    userId,
    territory,
    tier: deal.tier,
    closeDay: deal.closeDay,
    amount,
    kind
  });
  const part = (share: number): number =>
    fromUnits(toUnits(deal.amount * share, rules.decimals), rules.decimals);
  const splits = rules.useSplits ? (deal.splits ?? []) : [];
  const revenue = revenueShares(owner, splits);
  const units = sharedOut(
    toUnits(deal.amount, rules.decimals),
    revenue.map(({ percent }) => percent),
    revenue.map(({ userId }) => userId)
  );
  return [
    ...revenue.map(({ userId }, at) =>
      credit(userId, fromUnits(units[at] ?? 0, rules.decimals), 'Revenue')
    ),
    ...splits
      .filter(({ kind, percent }) => kind === 'Overlay' && percent > 0)
      .map(({ userId, percent }) => credit(userId, part(percent / 100), 'Overlay')),
    ...(rules.overlayShare > 0 ? (deal.overlays ?? []) : []).map((userId) =>
      credit(userId, part(rules.overlayShare), 'Overlay')
    )
  ];
}

function revenueShares(
  owner: string,
  splits: readonly Split[]
): { userId: string; percent: number }[] {
  const byUser = new Map<string, number>();
  for (const { userId, percent, kind } of splits)
    if (kind === 'Revenue' && percent > 0) byUser.set(userId, (byUser.get(userId) ?? 0) + percent);
  const given = [...byUser.values()].reduce((sum, percent) => sum + percent, 0);
  if (given < 100) byUser.set(owner, (byUser.get(owner) ?? 0) + 100 - given);
  return [...byUser].map(([userId, percent]) => ({ userId, percent }));
}

/** What was held at the end of a day, worked back from what is held today. */
export function heldOn(today: string | null, changes: readonly Change[], day: Day): string | null {
  const later = changes.filter((change) => change.day > day);
  const first = later.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))[0];
  return first === undefined ? today : first.from;
}
