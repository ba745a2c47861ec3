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
}

export interface ReferralReadiness {
  readonly isReady: boolean;
  /** What speaks for it where it is ready, else what is missing. */
  readonly reasons: string;
}

/** Health from which a customer is well enough. Our own judgement, with no data behind it. */
const leastHealth = 75;
const latestTouch = 90;

/**
 * Whether a customer can be asked for a referral: a rule that is met or not, and no score. All of:
 * health of 75 or more, low risk, a touch within 90 days, a customer for more than a year, no
 * escalated case. What is not known is missing.
 */
export function referralReadiness(figures: ReferralFigures): ReferralReadiness {
  const { health, band, lastTouch, today, wasCustomer, escalatedCases } = figures;
  const day = Number.isNaN(lastTouch) ? '' : dayText(lastTouch);
  const parts = [
    {
      isMet: health !== null && health >= leastHealth,
      met: `health ${whole(health)}`,
      missing:
        health === null
          ? 'health is not known'
          : `health ${whole(health)}, from ${String(leastHealth)} on`
    },
    {
      isMet: band === 'Low',
      met: 'low risk',
      missing: band === 'Unknown' ? 'risk is not known' : `risk is ${band}`
    },
    {
      isMet: today - lastTouch <= latestTouch,
      met: `last touched on ${day}`,
      missing:
        day === ''
          ? 'never touched'
          : `last touched on ${day}, within ${String(latestTouch)} days is asked`
    },
    {
      isMet: wasCustomer,
      met: 'a customer for more than a year',
      missing: 'not yet a customer for a year'
    },
    {
      isMet: escalatedCases === 0,
      met: 'no escalated case',
      missing: `escalated cases: ${String(escalatedCases)}`
    }
  ];
  const isReady = parts.every((part) => part.isMet);
  return {
    isReady,
    reasons: (isReady
      ? parts.map((part) => part.met)
      : parts.filter((part) => !part.isMet).map((part) => part.missing)
    ).join('; ')
  };
}

/** Rounded down, so that what is below a mark never looks as if it had reached it. */
function whole(health: number | null): string {
  return String(Math.floor(health ?? NaN));
}
