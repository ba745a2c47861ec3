import { accountComponents } from '../core/account-components.ts';

/**
 * What a reason for a risk can be about: the parts of the published scorecard (`Contacts` where a
 * relationship is weak though every contact was touched: they are few), what dated history
 * tells besides, a mapped field of the measured model, or such a field without a value. The page has
 * a play for each.
 */
export const signalCodes = [
  ...accountComponents,
  'Contacts',
  'Rival',
  'Owner',
  'Escalation',
  'Renewal',
  'Notice',
  'Invoices',
  'Satisfaction',
  'Usage',
  'Mapped',
  'Missing'
] as const;

export type SignalCode = (typeof signalCodes)[number];

/** A reason for a risk, in words with numbers. */
export interface RiskSignal {
  readonly code: SignalCode;
  readonly words: string;
}
