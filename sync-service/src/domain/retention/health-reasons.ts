import type { AccountFigures } from '../core/columns.ts';
import { dayText } from '../core/days.ts';
import type { AccountComponent } from '../core/account-components.ts';
import type { Policy, Tier } from '../core/policy.ts';
import { tierNames } from '../core/policy.ts';
import { wordsByPair } from '../core/words-by-pair.ts';
import { accountComponents } from '../core/account-components.ts';
import type { AccountHealth } from './account-health.ts';
import { money, riskBand, scoreWith } from './account-health.ts';
import type { Reasons } from './reasons.ts';
import { mostReasons } from './reasons.ts';

/** Scores from here on are no reason to worry; they hold a customer. */
const calmScore = 80;
/** Contacts that count fully in the published map, and days to a renewed contract's end. */
const enoughContacts = 3;
const renewedDays = 365;

/** A part of the scorecard, or what of it is weak. */
type HealthReason = AccountComponent | 'Contacts';

/** A reason's words for an account. */
export type HealthWords = (
  name: HealthReason,
  figures: AccountFigures,
  index: number,
  tier: Tier
) => string;

/**
 * Reasons of the published scorecard in words with numbers: the bands that cost most, those that
 * count most for the account, and the band with the first mended. Days are named by date, so that
 * the words stay the same while nothing happens.
 * @param words made once for all accounts of a night
 */
export function healthReasons(
  health: AccountHealth,
  figures: AccountFigures,
  index: number,
  policy: Policy,
  tier: Tier,
  words: HealthWords = healthWords(policy)
): Reasons {
  const raising: Weighed[] = [];
  const holding: Weighed[] = [];
  for (const name of accountComponents) {
    const score = health.components[name];
    const weight = policy.accountWeights[name];
    if (score === null || !(weight > 0)) continue;
    if (score < calmScore) putInOrder(raising, { name, worth: weight * (100 - score) });
    else if (score >= calmScore) putInOrder(holding, { name, worth: weight * score });
  }
  const [first] = raising;
  return {
    raises: raising.map(({ name }) => {
      const code = reasonOf(name, figures, index);
      return { code, words: words(code, figures, index, tier) };
    }),
    holds: holding.map(({ name }) => words(name, figures, index, tier)),
    mended:
      first === undefined
        ? null
        : mendedBand(
            first.name,
            mends(reasonOf(first.name, figures, index), at(figures.contacts, index)),
            health,
            policy
          )
  };
}

/** Where every contact was touched and that is too little, there are too few. */
function reasonOf(name: AccountComponent, figures: AccountFigures, index: number): HealthReason {
  const allTouched = at(figures.contactsActive, index) >= at(figures.contacts, index);
  return name === 'Relationship' && allTouched ? 'Contacts' : name;
}

interface Weighed {
  readonly name: AccountComponent;
  readonly worth: number;
}

/** Keeps the worthiest, the first of them first; of two alike the one whose name comes first. */
function putInOrder(list: Weighed[], one: Weighed): void {
  let place = list.length;
  for (; place > 0; place -= 1) {
    const before = list[place - 1];
    if (before === undefined || before.worth > one.worth) break;
    if (before.worth === one.worth && before.name < one.name) break;
  }
  if (place >= mostReasons) return;
  list.splice(place, 0, one);
  if (list.length > mostReasons) list.pop();
}

const at = (column: Float64Array, index: number): number => column[index] ?? NaN;

/**
 * Words by the few numbers that most are made of: what is said of a hundred thousand accounts are some
 * hundreds of texts, which are made once and share their memory.
 */
export function healthWords(policy: Policy): HealthWords {
  const touch = wordsByPair((day, place) => {
    const tier = tierNames[place] ?? 'C';
    return `Last touched on ${dayText(day)}; tier ${tier} is due every ${String(policy.cadenceDays[tier])} days`;
  });
  const cases = wordsByPair(caseWords);
  const contacts = wordsByPair((all, active) =>
    all === 1
      ? `The only contact was ${active === 1 ? '' : 'not '}touched in 180 days`
      : `${String(active)} of ${String(all)} contacts touched in 180 days`
  );
  const fewContacts = wordsByPair((all) =>
    all === 1
      ? 'Only one contact is known, touched in 180 days'
      : `Only ${String(all)} contacts are known, all touched in 180 days`
  );
  const contract = wordsByPair((day) => `The contract ends on ${dayText(day)}`);
  return (name, figures, index, tier) => {
    switch (name) {
      case 'Engagement':
        return touch(at(figures.lastTouchDay, index), tierNames.indexOf(tier));
      case 'Spend':
        return `Won ${money(at(figures.won12, index))} in twelve months, ${money(at(figures.wonPrior12, index))} in the twelve before`;
      case 'Service':
        return cases(at(figures.openCases, index), at(figures.escalatedCases, index));
      case 'Relationship':
        return contacts(at(figures.contacts, index), at(figures.contactsActive, index));
      case 'Contacts':
        return fewContacts(at(figures.contacts, index), 0);
      case 'Contract':
        return contract(at(figures.renewalDay, index), 0);
    }
  };
}

function caseWords(open: number, escalated: number): string {
  if (open === 0) return 'No open case';
  return open === 1
    ? `1 open case, ${escalated === 1 ? '' : 'not '}escalated`
    : `${String(open)} open cases, ${String(escalated)} of them escalated`;
}

/** The band with one figure as a play would leave it and the others as they are: a band, and no chance. */
function mendedBand(
  name: AccountComponent,
  [words, figure]: readonly [string, number],
  health: AccountHealth,
  policy: Policy
): string | null {
  const then = scoreWith(health, name, figure, policy);
  if (then === null || health.score === null || !(then > health.score)) return null;
  const band = riskBand(then, policy);
  const now = riskBand(health.score, policy);
  return band === now
    ? `${words}: the band would stay ${now}`
    : `${words}: ${band} instead of ${now}`;
}

function mends(name: HealthReason, contacts: number): readonly [string, number] {
  switch (name) {
    case 'Engagement':
      return ['If the customer were touched now', 0];
    case 'Spend':
      return ['If as much were won as in the twelve months before', 1];
    case 'Service':
      return ['If no case were open', 0];
    case 'Relationship': {
      const touched = Math.min(enoughContacts, contacts);
      return [
        touched === 1
          ? 'If the only contact were touched'
          : `If ${String(touched)} contacts were touched`,
        touched
      ];
    }
    case 'Contacts':
      return [`If ${String(enoughContacts)} contacts were known and touched`, enoughContacts];
    case 'Contract':
      return ['If the contract were renewed for a year', renewedDays];
  }
}
