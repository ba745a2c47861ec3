import { dayText } from '../../core/days.ts';
import type { RiskBand } from '../account-health.ts';

/** What the rule looks at; null and NaN are not known. */
export interface ReferralFigures {
  readonly health: number | null;
  readonly band: RiskBand;
  /** Days since 1970. */
  readonly lastTouch: number;
  readonly today: number;
  /** Whether it bought, or something recurred, more than twelve months ago. */
  readonly wasCustomer: boolean;
  readonly escalatedCases: number;
  /** Answer from 0 to 10, NaN where nobody answered; left out where the policy maps no field of it. */
  readonly promoterScore?: number;
}

export interface ReferralReadiness {
  readonly isReady: boolean;
  /** What speaks for it where it is ready, else what is missing. */
  readonly reasons: string;
}

/** Health from which a customer is well enough. Our own judgement, with no data behind it. */
const leastHealth = 75;
const latestTouch = 90;
const promoterFrom = 9;

/**
 * Whether a customer can be asked for a referral: a rule that is met or not, and no score. All of:
 * health of 75 or more, low risk, a touch within 90 days, a customer for more than a year, no
 * escalated case, and where NPS is mapped an answer of 9 or 10 (Reichheld 2003: a promoter). What
 * is not known is missing.
 */
export function referralReadiness(figures: ReferralFigures): ReferralReadiness {
  const { health, band, lastTouch, today, wasCustomer, escalatedCases, promoterScore } = figures;
  const day = Number.isNaN(lastTouch) ? '' : dayText(lastTouch);
  const parts: Part[] = [
    {
      isMet: health !== null && health >= leastHealth,
      met: () => `health ${whole(health)}`,
      missing: () =>
        health === null
          ? 'health is not known'
          : `health ${whole(health)}, from ${String(leastHealth)} on`
    },
    {
      isMet: band === 'Low',
      met: () => 'low risk',
      missing: () => (band === 'Unknown' ? 'risk is not known' : `risk is ${band}`)
    },
    {
      isMet: today - lastTouch <= latestTouch,
      met: () => `last touched on ${day}`,
      missing: () =>
        day === ''
          ? 'never touched'
          : `last touched on ${day}, within ${String(latestTouch)} days is asked`
    },
    {
      isMet: wasCustomer,
      met: () => 'a customer for more than a year',
      missing: () => 'not yet a customer for a year'
    },
    {
      isMet: escalatedCases === 0,
      met: () => 'no escalated case',
      missing: () => `escalated cases: ${String(escalatedCases)}`
    }
  ];
  if (promoterScore !== undefined) parts.push(promoterPart(promoterScore));
  const isReady = parts.every((part) => part.isMet);
  let reasons = '';
  for (const { isMet, met, missing } of parts) {
    if (isMet !== isReady) continue;
    const words = isReady ? met() : missing();
    reasons = reasons === '' ? words : `${reasons}; ${words}`;
  }
  return { isReady, reasons };
}

/** Its words are made where they are said: of ten a customer gets some. */
interface Part {
  readonly isMet: boolean;
  readonly met: () => string;
  readonly missing: () => string;
}

/** What is no answer to the question is none. */
function promoterPart(score: number): Part {
  const isAnswer = score >= 0 && score <= 10;
  return {
    isMet: isAnswer && score >= promoterFrom,
    met: () => `NPS answer ${String(score)}`,
    missing: () =>
      isAnswer ? `NPS answer ${String(score)}, from ${String(promoterFrom)} on` : 'NPS is not known'
  };
}

/** Rounded down, so that what is below a mark never looks as if it had reached it. */
function whole(health: number | null): string {
  return String(Math.floor(health ?? NaN));
}
