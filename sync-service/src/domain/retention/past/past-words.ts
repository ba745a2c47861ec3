import { dayText } from '../../core/days.ts';
import type { Wording } from '../churn-words.ts';
import type { Binning } from '../model/bins.ts';
import { binOf } from '../model/bins.ts';
import { boundsOf, boundsWords, sayNumber } from '../number-words.ts';
import type { SignalCode } from '../risk-signal.ts';
import { recentDays, renewalStates } from './dated-signs.ts';
import type { pastSignals } from './past-signals.ts';

type Name = (typeof pastSignals)[number][0];

const codes: Readonly<Record<Name, SignalCode>> = {
  'Silence over own rhythm': 'Spend',
  'Spend trend': 'Spend',
  'Chance to buy again': 'Spend',
  'Days to contract end': 'Contract',
  'Days since touch': 'Engagement',
  'Open cases': 'Service',
  'Days since first purchase': 'Spend',
  'Spend in a year': 'Spend',
  'Purchases in a year': 'Spend',
  'Fresh loss to a rival': 'Rival',
  'Fresh owner change': 'Owner',
  'Escalated cases': 'Escalation',
  'Age of oldest case': 'Service',
  'Renewal deal': 'Renewal',
  'Days to notice': 'Notice'
};

/**
 * Dated signals in words. Days are named by date, and what moves from day to day by the bounds of
 * its bin, so that the words stay the same while nothing happens.
 * @param today whole days since 1970
 */
export function pastWording(today: number): Wording {
  return {
    say(binning, value, holds) {
      const name = binning.feature.name as Name;
      if (Number.isNaN(value)) return { code: 'Missing', words: `${name} is not known` };
      return { code: codes[name], words: words(name, binning, value, holds, today) };
    },
    mend,
    // Who has no contract has no day on which it ends: nothing is missing.
    tellsMissing: false
  };
}

function words(name: Name, binning: Binning, value: number, holds: boolean, today: number): string {
  const { low, high } = boundsOf(binning, binOf(binning, value));
  switch (name) {
    case 'Silence over own rhythm':
      if (holds && high !== null)
        return `Last purchase under ${sayNumber(high)} times the own rhythm ago`;
      return low === null
        ? 'Bought within the own rhythm'
        : `No purchase for at least ${sayNumber(low)} times the own rhythm`;
    case 'Spend trend':
      return `Bought ${(value * 100).toFixed(0)} % of the year before`;
    case 'Chance to buy again':
      if (holds && low !== null)
        return `By own purchases, the chance to buy again is at least ${sayNumber(low * 100)} %`;
      return high === null
        ? 'Own purchases tell of more to come'
        : `By own purchases, the chance to buy again is under ${sayNumber(high * 100)} %`;
    case 'Days to contract end':
      return `The contract ends on ${dayText(today + value)}`;
    case 'Days since touch':
      return `Last touched on ${dayText(today - value)}`;
    case 'Open cases':
      return value === 0 ? 'No open case' : `${sayNumber(value)} open cases`;
    case 'Days since first purchase':
      return `First purchase of the last two years on ${dayText(today - value)}`;
    case 'Spend in a year':
      return `Bought for ${sayNumber(value)} in twelve months`;
    case 'Purchases in a year':
      return `${sayNumber(value)} purchases in twelve months`;
    case 'Fresh loss to a rival':
      return value === 0
        ? 'No deal lost to a competitor in twelve months'
        : `A deal was lost on ${eventDay(value, today)} with a competitor named`;
    case 'Fresh owner change':
      return value === 0
        ? 'In the same hands for twelve months'
        : `Who looks after the account changed on ${eventDay(value, today)}`;
    case 'Escalated cases':
      return value === 0 ? 'No escalated case' : `${sayNumber(value)} escalated cases`;
    case 'Age of oldest case':
      return `The oldest open case is of ${dayText(today - value)}`;
    case 'Renewal deal':
      return renewalWords[value] ?? 'No renewal deal';
    case 'Days to notice':
      return `Notice may be given until ${dayText(today + value)}`;
  }
}

const eventDay = (fresh: number, today: number): string => dayText(today + fresh - recentDays);

/** By code of the state. */
const renewalWords = [
  'No renewal deal in twelve months',
  'A renewal deal is open',
  'The last renewal deal was won',
  'The last renewal deal was lost'
];

/** What it would take; what has happened, and how long and how much she has bought is not for anybody to mend. */
function mend(binning: Binning, from: number, to: number): string | null {
  switch (binning.feature.name as Name) {
    case 'Silence over own rhythm':
      return to < from ? 'If the customer bought now' : null;
    case 'Spend trend':
      return `If the year's purchases were ${boundsWords(binning, to, 100)} % of the year before`;
    case 'Chance to buy again':
      return `If the chance to buy again were ${boundsWords(binning, to, 100)} %`;
    case 'Days to contract end':
      // To bring the end nearer is no cure, whatever the past says.
      return to > from ? `If the contract had ${boundsWords(binning, to)} days to run` : null;
    case 'Days since touch':
      return to < from ? 'If the customer were touched now' : null;
    case 'Open cases':
      return to < from
        ? (binning.cuts[to - 1] ?? 0) <= 1
          ? 'If no case were open'
          : `If open cases were ${boundsWords(binning, to)}`
        : null;
    case 'Escalated cases':
      return to === 1 && (binning.cuts[0] ?? Infinity) <= 1 ? 'If no case were escalated' : null;
    case 'Age of oldest case':
      return to < from ? `If the oldest open case were ${boundsWords(binning, to)} days old` : null;
    case 'Renewal deal':
      return to === binning.order[renewalStates.indexOf('won')]
        ? 'If the renewal deal were won'
        : to === binning.order[renewalStates.indexOf('open')]
          ? 'If a renewal deal were open'
          : null;
    case 'Days since first purchase':
    case 'Spend in a year':
    case 'Purchases in a year':
    case 'Fresh loss to a rival':
    case 'Fresh owner change':
    case 'Days to notice':
      return null;
  }
}
