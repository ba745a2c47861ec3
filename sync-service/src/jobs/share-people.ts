import { dayIn } from '../domain/core/days.ts';
import { parsePolicy } from '../domain/core/policy.ts';
import { territoryShares } from '../domain/territory/sharing.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readDesign } from '../salesforce/records/design.ts';
import { writeShares } from '../salesforce/shares.ts';

/**
 * Shares the territories by their members as they are now: who comes sees her territory at once, and
 * a record that gets another owner has lost its shares.
 * @returns what could not be shared, in words
 * @throws OrgError
 */
export async function sharePeople(connection: OrgConnection): Promise<readonly string[]> {
  const { territories, members, users, policyRow } = await readDesign(connection);
  const today = dayIn(parsePolicy(policyRow).policy.timeZone, connection.now());
  const { problems } = await writeShares(
    connection,
    'Evenfield_Territory__Share',
    territoryShares(territories, members, users, today)
  );
  return problems.map(({ message }) => message);
}
