import type { AccountFigures } from '../core/columns.ts';
import { dayText } from '../core/days.ts';
import type { Policy, Tier } from '../core/policy.ts';
import type { RiskBand } from './account-health.ts';
import { money } from './account-health.ts';

export interface NextStep {
  readonly code: string;
  readonly step: string;
  readonly reason: string;
}

export interface NextStepInput {
  readonly figures: AccountFigures;
  readonly index: number;
  readonly policy: Policy;
  readonly tier: Tier;
  readonly band: RiskBand;
  /** The strongest reason for the band. */
  readonly firstSignal: string | null;
  readonly hasTerritory: boolean;
  readonly whiteSpace: number;
  readonly potential: number;
  /** Whole days since 1970. */
  readonly today: number;
}

/** A renewal this near wants a touch this fresh. */
const renewalDays = 60;
const freshDays = 30;
/** Untapped part of the potential worth a word. */
const wideSpace = 0.5;

/** The one thing to do next for an account: the first of the list that applies. */
export function nextStep(input: NextStepInput): NextStep {
  const { figures, index, policy, tier, today } = input;
  const at = (column: Float64Array): number => column[index] ?? NaN;
  const last = at(figures.lastTouchDay);
  const touched = Number.isNaN(last) ? 'never touched' : `last touched on ${dayText(last)}`;
  const renewal = at(figures.renewalDay);
  const cadence = policy.cadenceDays[tier];
  const overdue = cadence > 0 && !(today - last <= cadence);
  if (!input.hasTerritory)
    return step(
      'NO_TERRITORY',
      'Ask sales operations for a territory',
      'No rule places this account, so nobody is due to look after it.'
    );
  if (at(figures.escalatedCases) > 0)
    return step(
      'ESCALATED_CASE',
      'Call about the escalated case',
      at(figures.openCases) === 1
        ? 'The only open case is escalated.'
        : `${String(at(figures.escalatedCases))} escalated of ${String(at(figures.openCases))} open cases.`
    );
  if (renewal - today <= renewalDays && !(today - last <= freshDays))
    return step(
      'RENEWAL_NEAR',
      'Call about the renewal',
      `The contract ends on ${dayText(renewal)} and the customer was ${touched}.`
    );
  if (input.band === 'High')
    return step(
      'HIGH_RISK',
      'Visit before the customer leaves',
      `${input.firstSignal ?? 'Account health is low'}.`
    );
  if (overdue && tier !== 'C')
    return step(
      'TOUCH_OVERDUE',
      'Get in touch',
      `Tier ${tier} is due every ${String(cadence)} days and was ${touched}.`
    );
  if (at(figures.openPipelinePeriod) > 0)
    return step(
      'CLOSE_PIPELINE',
      'Move the open deal forward',
      `${money(at(figures.openPipelinePeriod))} is due to close this period.`
    );
  if (tier !== 'C' && input.potential > 0 && input.whiteSpace / input.potential >= wideSpace)
    return step(
      'WHITE_SPACE',
      'Offer more',
      `${money(input.whiteSpace)} of a potential of ${money(input.potential)} is not tapped.`
    );
  if (overdue)
    return step(
      'TOUCH_OVERDUE',
      'Get in touch',
      `Tier ${tier} is due every ${String(cadence)} days and was ${touched}.`
    );
  return step(
    'NOTHING_URGENT',
    'Nothing urgent',
    `Within its cadence of ${String(cadence)} days, ${touched}.`
  );
}

function step(code: string, words: string, reason: string): NextStep {
  return { code, step: words, reason: reason.slice(0, 255) };
}
