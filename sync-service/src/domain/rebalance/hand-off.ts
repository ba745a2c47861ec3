import { dayNumber, dayText } from '../core/days.ts';
import type { HoldingDeal } from './hold-outs.ts';

/** An account that has changed hands, as its hand-off is planned. */
export interface HandedOver {
  readonly accountId: string;
  readonly accountName: string;
  readonly scenario: string;
  /** Who gives it away and who takes it; null where nobody does. */
  readonly oldOwner: string | null;
  readonly newOwner: string | null;
  readonly oldOwnerName: string;
  readonly newOwnerName: string;
  readonly deals: readonly HoldingDeal[];
  /** Open cases and tasks. */
  readonly openItems: number;
}

/** A task of one of the two owners. */
export interface HandOffTask {
  readonly accountId: string;
  readonly ownerId: string;
  readonly subject: string;
  readonly description: string;
  /** YYYY-MM-DD. */
  readonly due: string;
}

/** How subjects of hand-off tasks begin. */
export const handOffSubject = 'Hand-off: ';

/**
 * Whether a task is one of a hand-off, of whichever scenario. Such a task tells one person what she
 * gives or takes, so it never follows the account to its next owner, who gets one of her own; and a
 * try after a kill must not take one that the try before made for a task that was there.
 */
export const isHandOff = (subject: string): boolean => subject.startsWith(handOffSubject);

/**
 * A task for each of the two owners of an account with a relationship to hand over: open deals, a
 * running contract, or open cases and tasks. Account, owner and subject together are its natural key.
 * @param days until they are due, 0 for no tasks
 */
export function handOffTasks(one: HandedOver, today: string, days: number): HandOffTask[] {
  const { oldOwner, newOwner, deals, openItems, accountName, scenario } = one;
  const isRelated = deals.length > 0 || openItems > 0;
  if (days <= 0 || !isRelated || oldOwner === null || newOwner === null || oldOwner === newOwner)
    return [];
  const due = dayText(dayNumber(today) + days);
  const open = deals
    .map(({ kind, name, stage, day }) =>
      kind === 'contract'
        ? `- contract ${name} ends on ${day}`
        : `- ${name} (${stage ?? 'no stage'}) closes on ${day}`
    )
    .sort();
  const list = [
    ...(open.length === 0 ? [] : ['Open deals and contracts:', ...open]),
    ...(openItems === 0 ? [] : [`Open cases and tasks: ${String(openItems)}`])
  ];
  const task = (ownerId: string, verb: string, steps: readonly string[]): HandOffTask => ({
    accountId: one.accountId,
    ownerId,
    subject: subjectOf(verb, accountName, scenario),
    description: [...steps, ...list].join('\n').slice(0, 32_000),
    due
  });
  return [
    task(oldOwner, 'give', [
      `1. Introduce ${one.newOwnerName} to the people of the account.`,
      '2. Hand over your notes: who decides, what was promised, what is sore.',
      '3. Agree on each open deal: who brings it to its end.'
    ]),
    task(newOwner, 'take', [
      `1. Ask ${one.oldOwnerName} for the introduction and the notes.`,
      '2. Agree on each open deal: who brings it to its end.',
      '3. Plan your first visit.'
    ])
  ];
}

/** A subject has 255 characters; the scenario at its end tells whose task it is, so the name gives way. */
function subjectOf(verb: string, accountName: string, scenario: string): string {
  const end = ` (${scenario})`;
  return `${handOffSubject}${verb} ${accountName}`.slice(0, 255 - end.length) + end;
}
