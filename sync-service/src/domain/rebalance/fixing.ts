import { dayNumber } from '../core/days.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import type { Participant } from './participants.ts';
import type { RebalanceQuestion } from './question.ts';

/** Why an account may not move. */
export type Fixing = 'locked' | 'chosen by a person' | 'frozen' | 'territory frozen';

/** What holds each account where it is; a territory whose people leave holds nobody. */
export function fixingOf(
  snapshot: OrgSnapshot,
  question: RebalanceQuestion,
  members: readonly number[],
  held: readonly (string | null)[],
  participants: readonly Participant[]
): (Fixing | null)[] {
  const columns = snapshot.coverage.columns;
  const locks = columns.get('Locked__c');
  const until = columns.get('Locked_Until__c');
  const override = columns.get('Override_Territory__c');
  const today = dayNumber(snapshot.today);
  const frozen = new Set(question.frozen);
  const frozenTerritories = new Set(
    participants
      .filter(({ territory }) => frozen.has(territory.key) || frozen.has(territory.id))
      .map(({ territory }) => territory.id)
  );
  const empty = new Set(
    participants.filter(({ hours }) => hours === 0).map(({ territory }) => territory.id)
  );
  return members.map((index) => {
    if (empty.has(held[index] ?? '')) return null;
    const ends = until?.kind === 'date' ? (until.values[index] ?? NaN) : NaN;
    if (locks?.kind === 'flag' && locks.values[index] === 1 && !(ends < today)) return 'locked';
    if (override?.kind === 'text' && (override.values[index] ?? null) !== null)
      return 'chosen by a person';
    if (frozen.has(snapshot.accounts.ids[index] ?? '')) return 'frozen';
    return frozenTerritories.has(held[index] ?? '') ? 'territory frozen' : null;
  });
}
