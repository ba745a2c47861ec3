import type { AccountFigures } from '../core/columns.ts';
import { dayText } from '../core/days.ts';
import type { AccountComponent } from '../core/account-components.ts';
import type { Policy, Tier } from '../core/policy.ts';
import { accountComponents } from '../core/account-components.ts';
import type { AccountHealth, AccountHealthFigures } from './account-health.ts';
import { accountHealth, money, riskBand } from './account-health.ts';
import type { Reasons } from './reasons.ts';
import { mostReasons } from './reasons.ts';

/** Scores from here on are no reason to worry; they hold a customer. */
const calmScore = 80;
/** Contacts that count fully in the published map, and days to a renewed contract's end. */
const enoughContacts = 3;
const renewedDays = 365;

/**
 * Reasons of the published scorecard in words with numbers: the bands that cost most, those that
 * count most for the account, and the band with the first mended. Days are named by date, so that
 * the words stay the same while nothing happens.
 * @param known the figures that the health was worked out from
 */
export function healthReasons(
  health: AccountHealth,
  known: AccountHealthFigures,
  figures: AccountFigures,
  index: number,
  policy: Policy,
  tier: Tier
): Reasons {
  const parts = accountComponents.flatMap((name) => {
    const score = health.components[name];
    const weight = policy.accountWeights[name];
    return score === null || !(weight > 0) ? [] : [{ name, score, weight }];
  });
  const words = (name: AccountComponent): string =>
    componentWords(name, figures, index, policy, tier);
  const raising = parts
    .filter(({ score }) => score < calmScore)
    .sort(
      (a, b) =>
        b.weight * (100 - b.score) - a.weight * (100 - a.score) || (a.name < b.name ? -1 : 1)
    )
    .slice(0, mostReasons);
  const holding = parts
    .filter(({ score }) => score >= calmScore)
    .sort((a, b) => b.weight * b.score - a.weight * a.score || (a.name < b.name ? -1 : 1))
    .slice(0, mostReasons);
  return {
    raises: raising.map(({ name }) => ({ code: name, words: words(name) })),
    holds: holding.map(({ name }) => words(name)),
    mended:
      raising[0] === undefined
        ? null
        : mendedBand(raising[0].name, health, known, at(figures.contacts, index), policy)
  };
}

const at = (column: Float64Array, index: number): number => column[index] ?? NaN;

function componentWords(
  name: AccountComponent,
  figures: AccountFigures,
  index: number,
  policy: Policy,
  tier: Tier
): string {
  const of = (column: Float64Array): number => at(column, index);
  switch (name) {
    case 'Engagement':
      return `Last touched on ${dayText(of(figures.lastTouchDay))}; tier ${tier} is due every ${String(policy.cadenceDays[tier])} days`;
    case 'Spend':
      return `Won ${money(of(figures.won12))} in twelve months, ${money(of(figures.wonPrior12))} in the twelve before`;
    case 'Service':
      return of(figures.openCases) === 0
        ? 'No open case'
        : `${String(of(figures.openCases))} open cases, ${String(of(figures.escalatedCases))} of them escalated`;
    case 'Relationship':
      return `${String(of(figures.contactsActive))} of ${String(of(figures.contacts))} contacts touched in 180 days`;
    case 'Contract':
      return `The contract ends on ${dayText(of(figures.renewalDay))}`;
  }
}

/** The band with one figure as a play would leave it and the others as they are: a band, and no chance. */
function mendedBand(
  name: AccountComponent,
  health: AccountHealth,
  known: AccountHealthFigures,
  contacts: number,
  policy: Policy
): string | null {
  const [words, figure] = mends(name, contacts);
  const then = accountHealth({ ...known, [name]: figure }, policy);
  if (then.score === null || health.score === null || !(then.score > health.score)) return null;
  const band = riskBand(then.score, policy);
  const now = riskBand(health.score, policy);
  return band === now
    ? `${words}: the band would stay ${now}`
    : `${words}: ${band} instead of ${now}`;
}

function mends(name: AccountComponent, contacts: number): readonly [string, number] {
  switch (name) {
    case 'Engagement':
      return ['If the customer were touched now', 0];
    case 'Spend':
      return ['If as much were won as in the twelve months before', 1];
    case 'Service':
      return ['If no case were open', 0];
    case 'Relationship': {
      const touched = Math.min(enoughContacts, contacts);
      return [`If ${String(touched)} contacts were touched`, touched];
    }
    case 'Contract':
      return ['If the contract were renewed for a year', renewedDays];
  }
}
