import type { AccountFigures } from '../core/columns.ts';
import type { AccountComponent } from '../core/account-components.ts';
import type { Policy, Tier } from '../core/policy.ts';
import { accountComponents } from '../core/account-components.ts';
import { scoreAt } from '../core/piecewise.ts';
import { weightedMean } from '../territory/health.ts';

/** Figures behind an account's health; null means not known. */
export type AccountHealthFigures = Readonly<Record<AccountComponent, number | null>>;

/** An escalated case weighs as much as this many. */
const escalatedWeight = 3;

/** Figures of the account at `index`, as the policy's maps take them. */
export function accountHealthFigures(
  figures: AccountFigures,
  index: number,
  policy: Policy,
  tier: Tier,
  today: number
): AccountHealthFigures {
  const at = (column: Float64Array): number => column[index] ?? NaN;
  const cadence = policy.cadenceDays[tier];
  const last = at(figures.lastTouchDay);
  const prior = at(figures.wonPrior12);
  const renewal = at(figures.renewalDay);
  const escalated = at(figures.escalatedCases);
  return {
    Engagement: Number.isNaN(last) || cadence === 0 ? null : (today - last) / cadence,
    Spend: prior > 0 ? at(figures.won12) / prior : null,
    Service: at(figures.openCases) - escalated + escalated * escalatedWeight,
    Relationship: at(figures.contacts) > 0 ? at(figures.contactsActive) : null,
    Contract: Number.isNaN(renewal) ? null : renewal - today
  };
}

export interface AccountHealth {
  /** 0 to 100; null while less than half the weight is known. */
  readonly score: number | null;
  readonly components: Readonly<Record<AccountComponent, number | null>>;
}

/** Weighted mean of the published bands; what is not known drops out. */
export function accountHealth(figures: AccountHealthFigures, policy: Policy): AccountHealth {
  // Name by name, because a night asks twice for each account.
  const scored = (name: AccountComponent): number | null => {
    const figure = figures[name];
    return figure === null ? null : scoreAt(policy.accountMaps[name], figure);
  };
  const components: Record<AccountComponent, number | null> = {
    Engagement: scored('Engagement'),
    Spend: scored('Spend'),
    Service: scored('Service'),
    Relationship: scored('Relationship'),
    Contract: scored('Contract')
  };
  return { score: scoreOf(components, policy), components };
}

/** The score with another figure in place of one that is known; all else as it is. */
export function scoreWith(
  { components }: AccountHealth,
  name: AccountComponent,
  figure: number,
  policy: Policy
): number | null {
  const changed = { ...components };
  changed[name] = scoreAt(policy.accountMaps[name], figure);
  return scoreOf(changed, policy);
}

function scoreOf(components: AccountHealth['components'], policy: Policy): number | null {
  const { mean, known } = weightedMean(accountComponents, components, policy.accountWeights);
  return known < 0.5 ? null : mean;
}

export type RiskBand = 'Low' | 'Medium' | 'High' | 'Unknown';

/** Band of the published scorecard; a band, and no measured chance. */
export function riskBand(score: number | null, policy: Policy): RiskBand {
  if (score === null) return 'Unknown';
  if (score < policy.riskHighBelow) return 'High';
  return score < policy.riskMediumBelow ? 'Medium' : 'Low';
}

/** A whole amount with thousands apart, without a currency, which the reader's org supplies. */
export function money(amount: number): string {
  // By hand, because a night writes some hundred thousand and Intl takes four times as long.
  const digits = String(Math.abs(Math.round(amount)));
  let apart = digits.slice(0, digits.length % 3 || 3);
  for (let at = apart.length; at < digits.length; at += 3) apart += `,${digits.slice(at, at + 3)}`;
  return Math.round(amount) < 0 ? `-${apart}` : apart;
}
