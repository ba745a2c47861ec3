import type { OrgSnapshot } from '../domain/core/snapshot.ts';
import type {
  KnownSkills,
  PeopleAnswer,
  PeopleQuestion
} from '../domain/rebalance/propose-people.ts';
import type { KnownTraits } from '../domain/rebalance/people-traits.ts';
import { rebalancePolicy } from '../domain/rebalance/rebalance-policy.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readPolicyRow } from '../salesforce/records/design.ts';
import { readPeopleTraits } from '../salesforce/records/people-traits.ts';
import { writeRebalance } from '../salesforce/records/rebalances.ts';
import { readSkills } from '../salesforce/records/skills.ts';
import { answerApart } from './answer-apart.ts';
import { failRebalance } from './fail-rebalance.ts';

export interface PeopleTask {
  readonly snapshot: OrgSnapshot;
  readonly question: PeopleQuestion;
  readonly skills: KnownSkills;
  readonly traits: KnownTraits;
}

export interface PeopleOutcome {
  readonly answer: PeopleAnswer | null;
  /** What of the data nobody could place people by; null where all is sound. */
  readonly unsound: string | null;
}

/** What the field takes. */
const longText = 131_072;

/**
 * Works out who should hold which territory and writes it to the scenario; members stay as they are.
 * @returns the message of the scenario
 * @throws OrgError; the scenario says Failed and why where it is the question that is wrong
 */
export async function writePeople(
  connection: OrgConnection,
  rebalanceId: string,
  snapshot: OrgSnapshot,
  question: PeopleQuestion
): Promise<string> {
  const { territories, root, frozen, whatIfs } = question;
  const { row } = await readPolicyRow(connection);
  const { peopleFields } = rebalancePolicy(row);
  const { traits, notes } = await readPeopleTraits(connection, peopleFields);
  const task: PeopleTask = {
    snapshot,
    question: { territories, root, frozen, whatIfs },
    skills: await readSkills(connection),
    traits
  };
  const { answer, unsound } = await answerApart<PeopleOutcome>(
    new URL('./people-worker.ts', import.meta.url),
    task
  );
  if (unsound !== null)
    return failRebalance(connection, rebalanceId, unsound, 'Correct what is named, and ask again.');
  if (answer === null)
    return failRebalance(
      connection,
      rebalanceId,
      'Nobody works in the territories of the scenario, so there is nobody to place.',
      'Widen the scope, or give the territories members.'
    );
  const changes = answer.people.filter(({ holds, gets }) => holds !== gets).length;
  const quality = `${String(changes)} of ${String(answer.people.length)} people would change, ${String(answer.vacancies.length)} territories would be vacant; no other placing costs less.`;
  const text = JSON.stringify(answer);
  if (text.length > longText)
    return failRebalance(
      connection,
      rebalanceId,
      `The answer for ${String(answer.people.length)} people is too long for its field.`,
      'Ask for a subtree at a time.'
    );
  const message = [quality, ...answer.notes, ...notes].join('\n');
  await writeRebalance(connection, rebalanceId, {
    Status__c: 'Proposed',
    Step__c: 'Done',
    Progress__c: 1,
    People__c: text,
    Quality__c: quality.slice(0, 255),
    Message__c: message.slice(0, 32_000),
    Moves__c: 0
  });
  return message;
}
