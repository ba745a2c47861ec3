import type { Policy } from '../core/policy.ts';

/** Warning signs in the order in which equals are told. */
export const verdictSigns = [
  'TURNOVER',
  'ATTAINMENT',
  'NEGLECT',
  'OVERLOAD',
  'ACTIVITY',
  'TRAVEL',
  'SATURATION',
  'MARKET'
] as const;
export type SignCode = (typeof verdictSigns)[number];
export type SignLevel = 'Act' | 'Watch' | 'Sound' | 'Not measured';

/** One warning sign with what speaks for it. */
export interface VerdictSign {
  readonly code: SignCode;
  readonly level: SignLevel;
  /** Null where it is not measured. */
  readonly figure: number | null;
  /** From the policy; the sign warns beyond it. */
  readonly threshold: number;
  /** In words with numbers; of a sign that is not measured, what is missing. */
  readonly evidence: string;
  /** Null where there is nothing to do. */
  readonly nextStep: string | null;
}

/** What is known of a territory; null means not known. */
export interface SignFigures {
  readonly hasOwner: boolean;
  /** Members as Owner whose last day was within the last twelve months. */
  readonly ownersLeft: number;
  /** Attained over what is due. */
  readonly pace: number | null;
  readonly attainment: number | null;
  /** Share of accounts touched within their cadence. */
  readonly coverageShare: number | null;
  readonly touchedInTime: number;
  readonly withCadence: number;
  readonly overdueA: number;
  readonly workloadHours: number;
  readonly effectiveCapacity: number;
  readonly travelHours: number;
  readonly travelShare: number | null;
  /** Won in twelve months, and potential, of the accounts whose potential is known. */
  readonly wonOfPotential: number;
  readonly potential: number;
  readonly withPotential: number;
  readonly accounts: number;
  /** Snapshot of two months ago or more, where there is one with its potential. */
  readonly before: MarketBefore | null;
}

export interface MarketBefore {
  readonly date: string;
  readonly potentialPerAccount: number;
  readonly accounts: number;
}

/** A sign beyond its threshold times this asks for action (docs/verdict.md). */
const actAt: Readonly<Record<SignCode, number>> = {
  TURNOVER: 2,
  ATTAINMENT: 0.75,
  NEGLECT: 0.75,
  OVERLOAD: 1.25,
  ACTIVITY: 2,
  TRAVEL: 1.4,
  SATURATION: 1.2,
  MARKET: 2
};

/** With this many more or fewer accounts than before, a mean of potential tells of moves, not of the market. */
const comparableAccounts = 0.1;

/** A figure that lies on a threshold but for the arithmetic is on it. */
const rounding = 1e-9;

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
const hours = (value: number): string => `${value.toFixed(1)} hours`;
const times = (count: number, one: string, many: string): string =>
  `${String(count)} ${count === 1 ? one : many}`;

interface Measured {
  readonly figure: number;
  readonly evidence: string;
  readonly nextStep: string;
  /** Warns whatever the figure is. */
  readonly always?: boolean;
}

/** A figure with its words, or what is missing to measure it. */
type Reading = Measured | string;

/** The eight warning signs of a territory, each with figure, threshold, evidence and next step. */
export function signsOf(figures: SignFigures, policy: Policy): VerdictSign[] {
  const { verdict } = policy;
  const above = (code: SignCode, threshold: number, reading: Reading): VerdictSign =>
    sign(code, threshold, reading, (figure, limit) => figure > limit + rounding);
  const below = (code: SignCode, threshold: number, reading: Reading): VerdictSign =>
    sign(code, threshold, reading, (figure, limit) => figure < limit - rounding);
  return [
    above('TURNOVER', verdict.turnover, turnover(figures)),
    below('ATTAINMENT', verdict.pace, attainmentGap(figures, policy)),
    below('NEGLECT', verdict.coverage, neglect(figures, policy)),
    above('OVERLOAD', verdict.load, overload(figures)),
    above('ACTIVITY', verdict.mismatch, activity(figures)),
    above('TRAVEL', verdict.travel, travel(figures)),
    above('SATURATION', verdict.saturation, saturation(figures)),
    above('MARKET', verdict.marketChange, market(figures))
  ];
}

function sign(
  code: SignCode,
  threshold: number,
  reading: Reading,
  isBeyond: (figure: number, limit: number) => boolean
): VerdictSign {
  if (typeof reading === 'string')
    return {
      code,
      level: 'Not measured',
      figure: null,
      threshold,
      evidence: reading,
      nextStep: null
    };
  const { figure, evidence, nextStep, always = false } = reading;
  const level =
    always || isBeyond(figure, threshold * actAt[code])
      ? 'Act'
      : isBeyond(figure, threshold)
        ? 'Watch'
        : 'Sound';
  return {
    code,
    level,
    figure,
    threshold,
    evidence,
    nextStep: level === 'Sound' ? null : nextStep
  };
}

function turnover({ hasOwner, ownersLeft, accounts }: SignFigures): Reading {
  if (!hasOwner)
    return {
      figure: ownersLeft,
      evidence: `Nobody owns it; ${times(accounts, 'account waits', 'accounts wait')}.`,
      nextStep: 'Name an owner, or a cover with a last day until there is one.',
      always: true
    };
  return {
    figure: ownersLeft,
    evidence: `${times(ownersLeft, 'owner', 'owners')} left within twelve months.`,
    nextStep: 'Keep its accounts together for a while, and hand each one over in person.'
  };
}

function attainmentGap({ pace, attainment }: SignFigures, { verdict }: Policy): Reading {
  if (pace === null) return 'There is no quota for this period, or too little of it is due yet.';
  return {
    figure: pace,
    evidence: `${percent(pace)} of what is due has been attained (${percent(attainment ?? 0)} of the quota); ${percent(verdict.pace)} is asked.`,
    nextStep: 'Go through the open deals that close within the period, the largest first.'
  };
}

function neglect(figures: SignFigures, { verdict }: Policy): Reading {
  const { coverageShare, touchedInTime, withCadence, overdueA } = figures;
  if (coverageShare === null) return 'No account has a cadence.';
  return {
    figure: coverageShare,
    evidence: `${String(touchedInTime)} of ${times(withCadence, 'account', 'accounts')} were touched within their cadence (${percent(coverageShare)}); ${percent(verdict.coverage)} is asked. ${String(overdueA)} of tier A are overdue.`,
    nextStep:
      overdueA > 0
        ? 'Touch the overdue accounts of tier A first.'
        : 'Touch the accounts that have waited longest, or lengthen the cadence of their tier.'
  };
}

function overload({ workloadHours, effectiveCapacity, accounts }: SignFigures): Reading {
  if (accounts === 0) return 'It has no accounts.';
  if (effectiveCapacity <= 0) return 'Nobody has hours in it.';
  return {
    figure: workloadHours / effectiveCapacity,
    evidence: `${hours(workloadHours)} of work a week for ${hours(effectiveCapacity)} of people (${percent(workloadHours / effectiveCapacity)}).`,
    nextStep: 'Move accounts to a territory with hours to spare, or add temporary hours.'
  };
}

/** How far apart effort and result are, either way; more than what is due counts as all of it. */
function activity({ coverageShare, pace }: SignFigures): Reading {
  if (coverageShare === null || pace === null)
    return 'It takes both touches within a cadence and a quota of which enough is due.';
  const result = Math.min(1, pace);
  const evidence = `${percent(coverageShare)} of accounts were touched in time, and ${percent(pace)} of what is due has been attained.`;
  return coverageShare >= result
    ? {
        figure: coverageShare - result,
        evidence,
        nextStep:
          'Look together at which accounts the time goes to: those with white space, or those that are near.'
      }
    : {
        figure: result - coverageShare,
        evidence,
        nextStep:
          'See which accounts the results came from, and touch the others before their renewals are due.'
      };
}

function travel({ travelShare, travelHours, workloadHours }: SignFigures): Reading {
  if (travelShare === null) return 'Its base or the places of its accounts are not known.';
  return {
    figure: travelShare,
    evidence: `${hours(travelHours)} of ${hours(workloadHours)} a week are spent on the road (${percent(travelShare)}).`,
    nextStep:
      'Put the visits of one direction on one day, or give what lies apart to a nearer territory.'
  };
}

function saturation({ wonOfPotential, potential, withPotential, accounts }: SignFigures): Reading {
  if (withPotential === 0 || potential <= 0) return 'The potential of its accounts is not known.';
  const share = wonOfPotential / potential;
  return {
    figure: share,
    evidence: `${percent(share)} of the potential known of ${String(withPotential)} of ${times(accounts, 'account', 'accounts')} was won in twelve months.`,
    nextStep: 'Bring in new accounts: little white space is left in those that it has.'
  };
}

function market({ before, potential, withPotential, accounts }: SignFigures): Reading {
  if (before === null || before.potentialPerAccount <= 0 || before.accounts <= 0)
    return 'There is no snapshot of its potential that is two months old yet.';
  if (withPotential === 0) return 'The potential of its accounts is not known.';
  if (Math.abs(accounts / before.accounts - 1) > comparableAccounts)
    return `It had ${times(before.accounts, 'account', 'accounts')} on ${before.date} and has ${String(accounts)} now; that is no change of the market.`;
  const change = potential / withPotential / before.potentialPerAccount - 1;
  const word = change < 0 ? 'less' : 'more';
  return {
    figure: Math.abs(change),
    evidence: `An account has ${percent(Math.abs(change))} ${word} potential on average than on ${before.date}.`,
    nextStep:
      change < 0
        ? 'Ask what changed in this market, and set the quota by the potential of today.'
        : 'Put hours where the potential grew before others do.'
  };
}
