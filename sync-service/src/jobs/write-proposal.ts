import type { OrgConnection } from '../salesforce/connection.ts';
import type { PeopleProposal, PersonOutcome } from '../salesforce/records/people-held.ts';
import { writeRebalance } from '../salesforce/records/rebalances.ts';

/** What the field takes. */
const longText = 131_072;

/**
 * Writes what became of each person together with the scenario's status, in one request, so that
 * neither is ever told without the other. Where the words do not fit, the outcomes stand alone.
 * @throws OrgError
 */
export async function writeProposal(
  connection: OrgConnection,
  rebalanceId: string,
  proposal: PeopleProposal,
  outcomes: ReadonlyMap<string, PersonOutcome>,
  values: Readonly<Record<string, string | number | null>>
): Promise<void> {
  const textWith = (told: (outcome: PersonOutcome) => Partial<PersonOutcome>): string =>
    JSON.stringify({
      ...proposal,
      people: proposal.people.map((person) => {
        const outcome = outcomes.get(person.userId);
        return outcome === undefined ? person : { ...person, ...told(outcome) };
      })
    });
  const whole = textWith((outcome) => outcome);
  await writeRebalance(connection, rebalanceId, {
    ...values,
    People__c: whole.length <= longText ? whole : textWith(({ outcome }) => ({ outcome }))
  });
}
