import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { orgSettings } from '../../sync-service/src/config.ts';
import { watchStaleness } from '../../sync-service/src/jobs/watch-staleness.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import { control } from '../local-org/test/sign-assertion.ts';
import { runCli, serviceEnvironment } from './service-stage.ts';

/**
 * One land: twelve deals of 1,000 won a hundred days ago, before any quarter that holds today; 24
 * calls a month ago and two today; 10,000 to reach. By hand: two calls a win, ten wins, so twenty calls
 * over the weeks that are left, this one included.
 */
let org: LocalOrg;
let land = '';
const day = 86_400_000;
const today = new Date(Math.floor(Date.now() / day) * day);
const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
const ago = (days: number): string => dayOf(new Date(today.getTime() - days * day));
const quarter = Math.floor(today.getUTCMonth() / 3) * 3;
const end = new Date(Date.UTC(today.getUTCFullYear(), quarter + 3, 0));
const start = new Date(Date.UTC(today.getUTCFullYear(), quarter, 1));
const monday = new Date(today.getTime() - ((today.getUTCDay() + 6) % 7) * day);
const weeksLeft = Math.ceil(((end.getTime() - monday.getTime()) / day + 1) / 7);
const target = Math.ceil(20 / weeksLeft);
const person = (alias: string): string =>
  org.users.find((user) => user.alias === alias)?.userId ?? '';

interface Goal {
  readonly Id: string;
  readonly Activity__c: string;
  readonly Target__c: number;
  readonly Actual__c: number;
  readonly More__c: number;
  readonly Source__c: string;
}

const goals = (alias: string): Goal[] =>
  org.org
    .query(
      { userId: person(alias) },
      'SELECT Id, Activity__c, Target__c, Actual__c, More__c, Source__c FROM Evenfield_Activity_Goal__c ORDER BY Activity__c'
    )
    .records.map(({ values }) => values as unknown as Goal);

beforeAll(async () => {
  org = await startLocalOrg({
    withoutHierarchy: [
      'Evenfield_Activity_Goal__c',
      'Evenfield_Selling__c',
      'Evenfield_Alert__c',
      'Evenfield_Review__c'
    ]
  });
  const load = (object: string, rows: Record<string, string | number | boolean>[]): string =>
    org.org.load(object, rows)[0] ?? '';
  land = load('Evenfield_Territory__c', [
    { Name: 'Land', Key__c: 'land', Stage__c: 'Active', OwnerId: person('admin') }
  ]);
  load('Evenfield_Territory_Member__c', [
    { Key__c: 'land', Territory__c: land, User__c: person('rep'), Role__c: 'Owner' }
  ]);
  load('Evenfield_Quota__c', [
    {
      Key__c: 'land',
      Territory__c: land,
      Tier__c: 'New',
      Period_Start__c: dayOf(start),
      Period_End__c: dayOf(end),
      Amount__c: 10_000
    }
  ]);
  const account = load('Account', [{ Name: 'Account', OwnerId: person('rep') }]);
  load('Evenfield_Coverage__c', [
    {
      Key__c: account,
      Account__c: account,
      Territory__c: land,
      Since__c: ago(400),
      Source__c: 'Manual'
    }
  ]);
  load(
    'Opportunity',
    Array.from({ length: 12 }, (_, place) => ({
      Name: `Deal ${String(place)}`,
      AccountId: account,
      OwnerId: person('rep'),
      StageName: 'Closed Won',
      IsClosed: true,
      IsWon: true,
      Type: 'New Business',
      Amount: 1000,
      CloseDate: ago(100)
    }))
  );
  load(
    'Task',
    [...Array.from({ length: 24 }, () => 30), 0, 0].map((days) => ({
      Subject: 'Call',
      AccountId: account,
      WhatId: account,
      OwnerId: person('rep'),
      Status: 'Completed',
      IsClosed: true,
      TaskSubtype: 'Call',
      ActivityDate: ago(days)
    }))
  );
  // An offer was made ten days ago.
  const offered = load('Opportunity', [
    {
      Name: 'Offered',
      AccountId: account,
      OwnerId: person('rep'),
      StageName: 'Proposal/Price Quote',
      Type: 'New Business',
      CloseDate: dayOf(end)
    }
  ]);
  load('OpportunityHistory', [
    {
      OpportunityId: offered,
      StageName: 'Proposal/Price Quote',
      CreatedDate: new Date(today.getTime() - 10 * day).toISOString(),
      CloseDate: dayOf(end)
    }
  ]);
  const contact = load('Contact', [{ LastName: 'Customer', AccountId: account }]);
  const hours = (days: number, more: number): string =>
    new Date(today.getTime() - days * day + more * 3_600_000).toISOString();
  const [converted = '', waiting = ''] = org.org.load('Lead', [
    {
      LastName: 'Won over',
      Company: 'A',
      OwnerId: person('rep'),
      CreatedDate: hours(100, 0),
      Status: 'Closed - Converted',
      IsConverted: true,
      ConvertedDate: ago(80),
      ConvertedContactId: contact,
      ConvertedAccountId: account
    },
    { LastName: 'Waits', Company: 'B', OwnerId: person('rep'), CreatedDate: hours(60, 0) },
    { LastName: 'Lost', Company: 'C', OwnerId: person('rep'), CreatedDate: hours(95, 0) },
    { LastName: 'Other', Company: 'D', OwnerId: person('rep2'), CreatedDate: hours(70, 0) }
  ]);
  // As in Salesforce a converted lead can be read, and changed no more.
  expect(
    org.org.update({ userId: person('admin') }, 'Lead', [{ Id: converted, Company: 'E' }], {
      allOrNone: true
    })[0]?.errors[0]?.statusCode
  ).toBe('CANNOT_UPDATE_CONVERTED_LEAD');
  load(
    'Task',
    // Conversion has moved the first to the contact; an earlier one is no answer to the lead.
    [
      { WhoId: contact, CompletedDateTime: hours(100, 3) },
      { WhoId: contact, CompletedDateTime: hours(200, 0) },
      { WhoId: waiting, CompletedDateTime: hours(60, 5) }
    ].map((task) => ({
      ...task,
      Subject: 'Answer',
      OwnerId: person('rep'),
      Status: 'Completed',
      IsClosed: true
    }))
  );
  expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed', failed: 0 });
}, 120_000);

afterAll(async () => {
  await org.stop();
});

describe('figures of selling in the org', () => {
  it('are hers alone, each with how many opportunities it was counted from', () => {
    const figures = (alias: string): unknown[] =>
      org.org
        .query({ userId: person(alias) }, 'SELECT Figures__c FROM Evenfield_Selling__c')
        .records.map(({ values }) => JSON.parse(String(values['Figures__c'])) as unknown);
    // All twelve won, for 1,000 each; they were entered after they were won, so no cycle is told.
    const deals = [
      expect.objectContaining({ metric: 'Win Rate', value: 1, cases: 12, team: 1 }),
      expect.objectContaining({ metric: 'Deal Size', value: 1000, low: 1000, high: 1000 })
    ];
    // Three leads of hers: answered after three and five hours, one never; two are old enough to be
    // converted, one was; of two open ones the call of sixty days ago is too long ago for both.
    const leads = [
      expect.objectContaining({ metric: 'Lead Response', value: 5, cases: 3 }),
      expect.objectContaining({ metric: 'Lead Conversion', value: 0.5, cases: 2 }),
      expect.objectContaining({ metric: 'Dropped Leads', value: 1, cases: 2 })
    ];
    const coverage = expect.objectContaining({ metric: 'Pipeline Coverage', value: 0 });
    expect(figures('rep')).toHaveLength(2);
    expect(figures('rep')).toEqual(
      expect.arrayContaining([
        [...deals, coverage, ...leads],
        [...deals, ...leads]
      ])
    );
    expect([...figures('manager'), ...figures('rep2')]).toEqual([]);
  });

  it('are those of leads where the org lets them be read, else a fault says what is missing', async () => {
    await fetch(`${org.url}/control/schema`, {
      method: 'POST',
      body: JSON.stringify({ hide: 'Lead' })
    });
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed', failed: 1 });
    const named = (): unknown[] =>
      org.org
        .query({ userId: person('rep') }, 'SELECT Figures__c FROM Evenfield_Selling__c')
        .records.map(({ values }) => String(values['Figures__c']).includes('Lead'));
    expect(named()).toEqual([false, false]);
    const faults = org.org.query(
      { userId: person('admin') },
      'SELECT Object__c, Code__c FROM Evenfield_Run_Error__c'
    ).records;
    expect(faults.map(({ values }) => values)).toMatchObject([
      { Object__c: 'Lead', Code__c: 'NOT_READABLE' }
    ]);
    await fetch(`${org.url}/control/schema`, {
      method: 'DELETE',
      body: JSON.stringify({ hide: 'Lead' })
    });
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed', failed: 0 });
    expect(named()).toEqual([true, true]);
  }, 120_000);
});

describe('the goals of a week in the org', () => {
  it('ask for what is left by what a win takes, and count what was done', () => {
    expect(goals('rep')).toMatchObject([
      {
        Activity__c: 'Calls',
        Target__c: target,
        Actual__c: 2,
        More__c: Math.max(0, target - 2),
        Source__c: 'Ratio'
      },
      // Three new leads for twelve wins, and one proposal; those of rep2 are of no territory.
      { Activity__c: 'New Leads', Target__c: Math.ceil(2.5 / weeksLeft), Actual__c: 0 },
      { Activity__c: 'Proposals', Target__c: Math.ceil(10 / 12 / weeksLeft), Actual__c: 0 }
    ]);
  });

  it('are hers alone: her manager sees none, and no other rep', () => {
    expect(goals('manager')).toEqual([]);
    expect(goals('rep2')).toEqual([]);
  });

  it('stand as she sets them, and are written only where they differ', async () => {
    const [{ Id: id }] = goals('rep') as [Goal];
    const set = (values: Record<string, number>): boolean =>
      org.org.update(
        { userId: person('rep') },
        'Evenfield_Activity_Goal__c',
        [{ Id: id, ...values }],
        { allOrNone: true }
      )[0]?.success ?? false;
    expect(set({ Target__c: 1 })).toBe(false);
    expect(set({ By_Hand__c: -1 })).toBe(false);
    expect(set({ By_Hand__c: 50 })).toBe(true);
    expect(await runCli(org, ['sync'])).toMatchObject({ changed: 1, written: 1, failed: 0 });
    expect(goals('rep')[0]).toMatchObject({ Target__c: 50, More__c: 48, Source__c: 'Manual' });
    expect(await runCli(org, ['sync'])).toMatchObject({ changed: 0, written: 0 });
  }, 120_000);
});

describe('data that no run has brought up to date', () => {
  const stale = (alias: string): unknown[] =>
    org.org
      .query(
        { userId: person(alias) },
        "SELECT Severity__c, What__c, Told__c, Closed__c FROM Evenfield_Alert__c WHERE Metric__c = 'Stale Data'"
      )
      .records.map(({ values }) => values);
  const told = async (): Promise<string[]> => {
    const sent = (await (await control(org, 'GET', '/notifications')).json()) as {
      title: string;
      recipientIds: string[];
    }[];
    return sent.flatMap(({ title, recipientIds }) => (title.includes('Stale') ? recipientIds : []));
  };

  it('is told to the admins once and to nobody else, and ends with the next run', async () => {
    const connection = await connect(orgSettings(serviceEnvironment(org)));
    // A run has just ended.
    expect(await watchStaleness(connection)).toBe(0);
    const service = { userId: person('service') };
    const runs = org.org.query(service, 'SELECT Id FROM Evenfield_Run__c').records;
    const began = new Date(Date.now() - 40.5 * 3_600_000).toISOString();
    org.org.update(
      service,
      'Evenfield_Run__c',
      runs.map(({ values }) => ({ Id: String(values['Id']), Started__c: began })),
      { allOrNone: true }
    );
    expect(await watchStaleness(connection)).toBeGreaterThan(0);
    const alert = {
      Severity__c: 'Watch',
      What__c:
        'Evenfield has not been brought up to date: 40 hours since the last completed run, the mark is 36.',
      Told__c: 'Watch'
    };
    expect(stale('admin')).toMatchObject([{ ...alert, Closed__c: null }]);
    expect([...stale('manager'), ...stale('rep')]).toEqual([]);
    expect(await told()).toEqual([person('admin')]);
    expect(await watchStaleness(connection)).toBe(0);
    expect(await told()).toHaveLength(1);
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed', failed: 0 });
    expect(stale('service')).toMatchObject([{ Closed__c: ago(0) }]);
  }, 60_000);
});
