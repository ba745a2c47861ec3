import { within } from '../../domain/core/days.ts';
import type { OrgConnection } from '../connection.ts';
import { countRows } from '../rest-query.ts';
import { id, optionalDay, readChecked } from './checked.ts';
import { inLists } from './in-lists.ts';

const object = 'Evenfield_Territory_Member__c';
const shape = {
  Id: id,
  User__c: id,
  Territory__c: id,
  Start_Date__c: optionalDay,
  End_Date__c: optionalDay
};
const atWork = "Territory__r.Stage__c IN ('Active', 'Pilot')";

/**
 * Memberships of owners who are deactivated or frozen, in territories at work that hold accounts
 * and have no other owner or cover today: a first look that spares a night the reading of the whole
 * org.
 * @param today YYYY-MM-DD
 * @returns an id for each person, the smallest of hers
 * @throws OrgError
 */
export async function readLeaving(
  connection: OrgConnection,
  frozen: ReadonlySet<string>,
  today: string
): Promise<string[]> {
  const members = async (
    where: string
  ): Promise<{ id: string; user: string; territory: string }[]> =>
    (await readChecked(connection, { object, where: `${where} AND ${atWork}` }, shape)).records
      .filter((row) => within(today, row.Start_Date__c, row.End_Date__c))
      .map((row) => ({ id: row.Id, user: row.User__c, territory: row.Territory__c }));
  const gone = await members("Role__c = 'Owner' AND User__r.IsActive = false");
  for (const list of inLists('User__c', [...frozen].sort()))
    gone.push(...(await members(`Role__c = 'Owner' AND ${list}`)));
  const territories = [...new Set(gone.map(({ territory }) => territory))].sort();
  const staffed = new Set<string>();
  const holding = new Set<string>();
  for (const list of inLists('Territory__c', territories))
    for (const { user, territory } of await members(
      `Role__c IN ('Owner', 'Cover') AND User__r.IsActive = true AND ${list}`
    ))
      if (!frozen.has(user)) staffed.add(territory);
  for (const territory of territories) {
    const where = `Territory__c = '${territory}'`;
    if (staffed.has(territory)) continue;
    if ((await countRows(connection, { object: 'Evenfield_Coverage__c', where })) > 0)
      holding.add(territory);
  }
  const first = new Map<string, string>();
  for (const { id: memberId, user, territory } of gone)
    if (holding.has(territory) && memberId < (first.get(user) ?? '~')) first.set(user, memberId);
  return [...first.values()];
}
