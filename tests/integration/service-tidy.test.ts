import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../local-org/http/server.ts';
import { runCli, sampleOrg } from './service-stage.ts';

let org: LocalOrg;

beforeAll(async () => {
  org = await sampleOrg(60);
}, 60_000);

afterAll(async () => {
  await org.stop();
});

function rows(soql: string): Record<string, unknown>[] {
  const userId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  return org.org.query({ userId }, soql).records.map((record) => record.values);
}

/**
 * A day so many days back from the policy's own, which may differ from UTC's. Counted in days of
 * the calendar: so many times 24 hours would end on another day where the clocks changed between.
 */
const day = (back: number): string => {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(
    org.org.now()
  );
  return new Date(Date.parse(`${today}T00:00:00Z`) - back * 86_400_000).toISOString().slice(0, 10);
};

describe('a run', () => {
  it('thins snapshots past ninety days to month ends and drops faults resolved past the policy’s days, once', async () => {
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    const territory = rows("SELECT Id FROM Evenfield_Territory__c WHERE Key__c = 'florida'")[0];
    const [run] = rows('SELECT Id FROM Evenfield_Run__c');
    const dates = [day(89), day(91), '2025-04-29', '2025-04-30', '2025-05-11'];
    org.org.load(
      'Evenfield_Health_Snapshot__c',
      dates.map((date) => ({
        Territory__c: String(territory?.['Id']),
        Date__c: date,
        Key__c: `old:${date}`
      }))
    );
    const fault = (key: string, isResolved: boolean, back: number) => ({
      Run__c: String(run?.['Id']),
      Key__c: key,
      Resolved__c: isResolved,
      Code__c: 'X',
      Object__c: 'Account',
      LastModifiedDate: `${day(back)}T00:00:00.000Z`
    });
    org.org.load('Evenfield_Run_Error__c', [fault('stale', true, 100), fault('fresh', true, 80)]);
    const before = rows('SELECT Id FROM Evenfield_Run_Error__c').length;
    await runCli(org, ['sync']);
    const kept = rows("SELECT Date__c FROM Evenfield_Health_Snapshot__c WHERE Key__c LIKE 'old:%'");
    // The day ninety-one back stays where it is its month's last row: the daily ones begin after it.
    const isMonthsLast = day(91).slice(0, 7) !== day(89).slice(0, 7);
    expect(kept.map((row) => row['Date__c']).sort()).toEqual(
      ['2025-04-30', '2025-05-11', ...(isMonthsLast ? [day(91)] : []), day(89)].sort()
    );
    expect(rows('SELECT Id FROM Evenfield_Run_Error__c').length).toBe(before - 1);
    expect(rows("SELECT Id FROM Evenfield_Run_Error__c WHERE Key__c = 'fresh'")).toHaveLength(1);
    expect(await runCli(org, ['sync'])).toMatchObject({ changed: 0, written: 0 });
  }, 120_000);
});
