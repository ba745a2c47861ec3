import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { ask, control } from '../local-org/test/sign-assertion.ts';
import { runCli } from './service-stage.ts';

let org: LocalOrg;
let adminId = '';
const day = (offset: number): string =>
  new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  org = await startLocalOrg();
  adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  const [land = ''] = org.org.load('Evenfield_Territory__c', [
    { Name: 'Land', Key__c: 'land', Stage__c: 'Active', OwnerId: adminId }
  ]);
  org.org.load('Evenfield_Territory_Rule__c', [
    {
      Key__c: 'r',
      Territory__c: land,
      Order__c: 1,
      Active__c: true,
      Criteria__c: '{"field":"Industry","op":"equals","value":"Energy"}'
    }
  ]);
  const [account = ''] = org.org.load('Account', [
    { Name: 'Gulf Pumps', Industry: 'Energy', OwnerId: adminId }
  ]);
  const deal = (stage: string, closes: number): string => {
    const [id = ''] = org.org.load('Opportunity', [
      {
        Name: stage,
        StageName: stage,
        IsClosed: stage.startsWith('Closed'),
        IsWon: false,
        AccountId: account,
        CloseDate: day(closes)
      }
    ]);
    return id;
  };
  // Acme was met on an open deal, one lost a month ago and one lost two years ago, which is too long.
  org.org.load(
    'OpportunityCompetitor',
    [deal('Prospecting', 30), deal('Closed Lost', -30), deal('Closed Lost', -800)].map(
      (OpportunityId) => ({ OpportunityId, CompetitorName: 'Acme' })
    )
  );
}, 60_000);

afterAll(async () => {
  await org.stop();
});

const told = (): unknown =>
  org.org.query({ userId: adminId }, 'SELECT Competitors_Met__c FROM Evenfield_Territory__c')
    .records[0]?.values['Competitors_Met__c'];

describe('competitors', () => {
  it('are read from deals that are open or closed within a year', async () => {
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed', failed: 0 });
    expect(told()).toBe('Acme: met in 2 deals, 1 lost, 0 won, 1 open');
  }, 60_000);

  it('are left untold by an org that does not have them, and nothing else is', async () => {
    await control(org, 'POST', '/schema', { hide: 'OpportunityCompetitor' });
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed', failed: 0 });
    await control(org, 'DELETE', '/schema');
    expect(told()).toBeNull();
  }, 60_000);

  it('follow their deal: who may not open it does not see whom it was fought with', async () => {
    const count = async (alias: string): Promise<number> => {
      const query = `SELECT COUNT() FROM OpportunityCompetitor`;
      const answer = await ask(
        org,
        `/services/data/v66.0/query?q=${encodeURIComponent(query)}`,
        {},
        alias
      );
      return ((await answer.json()) as { totalSize?: number }).totalSize ?? -1;
    };
    expect([await count('service'), await count('outsider')]).toEqual([3, 0]);
  });
});
