import { afterEach, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../local-org/http/server.ts';
import { control } from '../local-org/test/sign-assertion.ts';
import { runCli, sampleOrg } from './service-stage.ts';

let org: LocalOrg;

afterEach(async () => {
  await org.stop();
});

const rows = (soql: string): Record<string, unknown>[] => {
  const adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  return org.org.query({ userId: adminId }, soql).records.map((row) => row.values);
};

const day = (daysAhead: number): string =>
  new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);

/** An account with a deal won ten days ago, in an org that nobody has given quotas. */
async function wonInPeriod(quarter: { from: number; to: number } | null): Promise<unknown> {
  org = await sampleOrg(60);
  const adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  const quotas = rows('SELECT Id FROM Evenfield_Quota__c').map((row) => String(row['Id']));
  org.org.remove({ userId: adminId }, quotas, { allOrNone: true });
  const [account = ''] = org.org.load('Account', [{ Name: 'Fiscal' }]);
  org.org.load('Opportunity', [
    {
      Name: 'Won',
      AccountId: account,
      StageName: 'Closed Won',
      IsClosed: true,
      IsWon: true,
      Amount: 1_000,
      CloseDate: day(-10)
    }
  ]);
  if (quarter === null) await control(org, 'POST', '/schema', { hide: 'Period' });
  else
    org.org.load('Period', [
      { Type: 'Quarter', StartDate: day(quarter.from), EndDate: day(quarter.to) }
    ]);
  expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
  return rows(
    `SELECT Won_Period__c FROM Evenfield_Coverage__c WHERE Account__c = '${account}'`
  )[0]?.['Won_Period__c'];
}

describe('without quotas, the period', () => {
  it('is the fiscal quarter of the org: what was won within counts, what was won before does not', async () => {
    expect(await wonInPeriod({ from: -20, to: 70 })).toBe(1_000);
    await org.stop();
    expect(await wonInPeriod({ from: -5, to: 85 })).toBe(0);
  }, 120_000);

  it('is the calendar quarter where Period cannot be read', async () => {
    // The day of the sample's policy.
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format();
    const [year = 0, month = 1] = today.split('-').map(Number);
    const first = new Date(Date.UTC(year, Math.floor((month - 1) / 3) * 3, 1));
    const isWithin = day(-10) >= first.toISOString().slice(0, 10);
    expect(await wonInPeriod(null)).toBe(isWithin ? 1_000 : 0);
  }, 60_000);
});
