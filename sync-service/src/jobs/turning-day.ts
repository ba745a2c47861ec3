import { dayIn, dayNumber, dayText } from '../domain/core/days.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { id, readChecked } from '../salesforce/records/checked.ts';

/**
 * Key of the run of the org's day in the policy's time zone (an IANA name), where somebody's time in a territory or
 * temporary hours begin on it or had their last day on the one before; null on every other day.
 * @throws OrgError
 */
export async function turningDay(
  connection: OrgConnection,
  timeZone: string
): Promise<string | null> {
  const today = dayIn(timeZone, connection.now());
  const before = dayText(dayNumber(today) - 1);
  const temporary = `Temporary_Start__c = ${today} OR Temporary_End__c = ${before}`;
  const turning = [
    {
      object: 'Evenfield_Territory_Member__c',
      where: `Start_Date__c = ${today} OR End_Date__c = ${before} OR ${temporary}`
    },
    { object: 'Evenfield_Territory__c', where: temporary }
  ];
  for (const query of turning) {
    const { records } = await readChecked(connection, query, { Id: id });
    if (records.length > 0) return `day:${today}`;
  }
  return null;
}
