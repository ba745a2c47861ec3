import { dayText } from '../../core/days.ts';
import type { Wording } from '../churn-words.ts';
import { sayNumber } from '../churn-words.ts';
import type { Binning } from '../model/bins.ts';
import { binOf } from '../model/bins.ts';
import type { SignalCode } from '../risk-signal.ts';
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
  'Purchases in a year': 'Spend'
};

/**
 * Dated signals in words. Days are named by date, and what moves from day to day by the bounds of
 * its bin, so that the words stay the same while nothing happens.
 * @param today whole days since 1970
 */
export function pastWording(today: number): Wording {
  return {
    say(binning, value) {
      const name = binning.feature.name as Name;
      if (Number.isNaN(value)) return { code: 'Missing', words: `${name} is not known` };
      return { code: codes[name], words: words(name, binning, value, today) };
    },
    // Who has no contract has no day on which it ends: nothing is missing.
    tellsMissing: false
  };
}

function words(name: Name, binning: Binning, value: number, today: number): string {
  const { low, high } = boundsOf(binning, value);
  switch (name) {
    case 'Silence over own rhythm':
      return low === null
        ? 'Bought within the own rhythm'
        : `No purchase for at least ${sayNumber(low)} times the own rhythm`;
    case 'Spend trend':
      return `Bought ${(value * 100).toFixed(0)} % of the year before`;
    case 'Chance to buy again':
      return high === null
        ? 'Own purchases tell of more to come'
        : `By own purchases, the chance to buy again is under ${sayNumber(high * 100)} %`;
    case 'Days to contract end':
      return `The contract ends on ${dayText(today + value)}`;
    case 'Days since touch':
      return `Last touched on ${dayText(today - value)}`;
    case 'Open cases':
      return `${sayNumber(value)} open cases`;
    case 'Days since first purchase':
      return `First purchase of the last two years on ${dayText(today - value)}`;
    case 'Spend in a year':
      return `Bought for ${sayNumber(value)} in twelve months`;
    case 'Purchases in a year':
      return `${sayNumber(value)} purchases in twelve months`;
  }
}

function boundsOf(binning: Binning, value: number): { low: number | null; high: number | null } {
  const bin = binOf(binning, value);
  return { low: binning.cuts[bin - 2] ?? null, high: binning.cuts[bin - 1] ?? null };
}
