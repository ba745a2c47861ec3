import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { control } from '../local-org/test/sign-assertion.ts';
import { runCli } from './service-stage.ts';

/**
 * Three lands below one: rep answers for `hers`, rep2 for `other`, the manager for `third`. One account,
 * today in `hers` and until ten days ago in `other`, with a deal of 1,000 won twenty days ago, which was
 * the rep's until ten days ago and is rep2's; a quarter of it is split to the manager.
 */
let org: LocalOrg;
let policy = '';
const day = (ahead: number): string =>
  new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const person = (alias: string): string =>
  org.users.find((user) => user.alias === alias)?.userId ?? '';
const rows = (soql: string): Record<string, unknown>[] =>
  org.org.query({ userId: person('admin') }, soql).records.map(({ values }) => values);

beforeAll(async () => {
  org = await startLocalOrg({ opportunityTracking: true });
  const load = (object: string, values: Record<string, string | number | boolean>): string =>
    org.org.load(object, [values])[0] ?? '';
  policy = load('Evenfield_Policy__c', {
    Name: 'P',
    Key__c: 'p',
    Active__c: true,
    Time_Zone__c: 'UTC',
    Tier_Field__c: 'Rating',
    Alert_Marks__c: 'Coverage off\nNeglected A Accounts off\nAccount Untouched high 2/1 -'
  });
  const land = (key: string, parent: string, alias: string): string => {
    const id = load('Evenfield_Territory__c', {
      Name: key,
      Key__c: key,
      Stage__c: 'Active',
      OwnerId: person('admin'),
      ...(parent === '' ? {} : { Parent__c: parent })
    });
    if (alias !== '')
      load('Evenfield_Territory_Member__c', {
        Key__c: key,
        Territory__c: id,
        User__c: person(alias),
        Role__c: 'Owner'
      });
    load('Evenfield_Quota__c', {
      Key__c: key,
      Territory__c: id,
      Tier__c: 'New',
      Period_Start__c: day(-40),
      Period_End__c: day(40),
      Amount__c: 2000
    });
    return id;
  };
  const world = land('world', '', '');
  const [hers, other] = [land('hers', world, 'rep'), land('other', world, 'rep2')];
  land('third', world, 'manager');
  const account = load('Account', { Name: 'Account', OwnerId: person('rep'), Rating: 'A' });
  // Two and a half times the thirty days of tier A.
  load('Task', {
    Subject: 'Call',
    AccountId: account,
    WhatId: account,
    ActivityDate: day(-75),
    Status: 'Completed',
    IsClosed: true,
    OwnerId: person('rep')
  });
  load('Evenfield_Coverage__c', {
    Key__c: account,
    Account__c: account,
    Territory__c: hers,
    Source__c: 'Manual'
  });
  load('Evenfield_Assignment_Change__c', {
    Key__c: 'change',
    Account__c: account,
    From__c: other,
    To__c: hers,
    At__c: `${day(-10)}T12:00:00Z`
  });
  const deal = load('Opportunity', {
    Name: 'Deal',
    AccountId: account,
    OwnerId: person('rep2'),
    StageName: 'Closed Won',
    IsClosed: true,
    IsWon: true,
    Type: 'New Business',
    Amount: 1000,
    CloseDate: day(-20)
  });
  const history = (OldValue: string, NewValue: string): string =>
    load('OpportunityFieldHistory', {
      OpportunityId: deal,
      Field: 'Owner',
      OldValue,
      NewValue,
      CreatedDate: `${day(-10)}T12:00:00Z`
    });
  history('Rita Rep', 'Rolf Rep');
  history(person('rep'), person('rep2'));
  const revenue = load('OpportunitySplitType', {
    MasterLabel: 'Revenue',
    DeveloperName: 'Revenue',
    IsActive: true,
    IsTotalValidated: true
  });
  load('OpportunitySplit', {
    OpportunityId: deal,
    SplitOwnerId: person('rep2'),
    SplitPercentage: 75,
    SplitTypeId: revenue
  });
  load('OpportunitySplit', {
    OpportunityId: deal,
    SplitOwnerId: person('manager'),
    SplitPercentage: 25,
    SplitTypeId: revenue
  });
}, 60_000);

afterAll(async () => {
  await org.stop();
});

/** Attained by territory after a run by the rule, zeros left out. */
async function attained(rule: Record<string, string | boolean | null>): Promise<unknown> {
  org.org.update({ userId: person('admin') }, 'Evenfield_Policy__c', [{ Id: policy, ...rule }], {
    allOrNone: true
  });
  expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
  return Object.fromEntries(
    rows('SELECT Key__c, Attained__c FROM Evenfield_Quota__c').flatMap((row) =>
      Number(row['Attained__c']) === 0 ? [] : [[row['Key__c'], Number(row['Attained__c'])]]
    )
  );
}

describe('the credit rule of the policy, through a run', () => {
  it('counts a deal where its account is today, unless somebody chose otherwise', async () => {
    expect(await attained({})).toEqual({ world: 1000, hers: 1000 });
  }, 60_000);

  it('leaves an alert of a single account, where the policy asks for it, with those who answer for its territory', () => {
    const seen = (alias: string): Record<string, unknown>[] =>
      org.org
        .query(
          { userId: person(alias) },
          "SELECT Account__r.Name, Value__c FROM Evenfield_Alert__c WHERE Metric__c = 'Account Untouched'"
        )
        .records.map(({ values }) => values);
    expect(seen('rep')).toMatchObject([
      { Account__r: { values: { Name: 'Account' } }, Value__c: 2.5 }
    ]);
    expect(seen('rep2')).toEqual([]);
  });

  it('counts it where its account was when it closed', async () => {
    const rule = { Credit_Territory__c: 'Account on Close' };
    expect(await attained(rule)).toEqual({ world: 1000, other: 1000 });
  }, 60_000);

  it('counts it by its owner on the close date, and splits where those named answer', async () => {
    const rule = { Credit_Territory__c: 'Owner on Close', Credit_Splits__c: true };
    // By the splits three quarters are rep2's, and nothing is left for the owner.
    expect(await attained(rule)).toEqual({ world: 1000, other: 750, third: 250 });
    expect(await attained({ ...rule, Credit_Splits__c: false })).toEqual({
      world: 1000,
      hers: 1000
    });
  }, 60_000);

  it('counts what it can where the org has no splits, and says so', async () => {
    await control(org, 'POST', '/schema', { hide: 'OpportunitySplit' });
    const rule = { Credit_Territory__c: 'Account Today', Credit_Splits__c: true };
    expect(await attained(rule)).toEqual({ world: 1000, hers: 1000 });
    expect(
      rows("SELECT Message__c FROM Evenfield_Run_Error__c WHERE Object__c = 'OpportunitySplit'")
    ).toEqual([{ Message__c: expect.stringContaining('Splits are not counted.') as unknown }]);
  }, 60_000);
});
