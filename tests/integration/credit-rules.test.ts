import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orgSettings } from '../../sync-service/src/config.ts';
import { startManualRun } from '../../sync-service/src/jobs/start-run.ts';
import { runSync } from '../../sync-service/src/jobs/sync.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { ask, control, usernameOf } from '../local-org/test/sign-assertion.ts';
import { lineItemRights, writeLineItemRights } from './line-item-rights.ts';
import { serviceEnvironment } from './service-stage.ts';

/**
 * Three lands below one: rep answers for `hers`, rep2 for `other`, the manager for `third`. One account,
 * today in `hers` and until ten days ago in `other`, with a deal of 1,000 won twenty days ago, which was
 * the rep's until ten days ago and is rep2's; a quarter of it is split to the manager. The outsider is
 * overlay of `hers`, on the deal's team, and has half of it as an overlay split; the manager covers the
 * world and so answers above all. Rep, rep2 and outsider have quotas of their own. Of the deal six tenths are hardware
 * and three software by its lines, which leave a tenth open; the lands have a quota for either.
 */
let org: LocalOrg;
let policy = '';
const data = '/services/data/v66.0';
/** Folder of what an admin deploys besides. */
let granting = '';
/** Ids of the personal quotas by whose they are. */
const personal = new Map<string, string>();
const day = (ahead: number): string =>
  new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const person = (alias: string): string =>
  org.users.find((user) => user.alias === alias)?.userId ?? '';
const rows = (soql: string): Record<string, unknown>[] =>
  org.org.query({ userId: person('admin') }, soql).records.map(({ values }) => values);

beforeAll(async () => {
  granting = writeLineItemRights();
  org = await startLocalOrg({ opportunityTracking: true, sources: ['force-app', granting] });
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
    for (const family of [null, 'Hardware', 'Software'])
      load('Evenfield_Quota__c', {
        Key__c: family === null ? key : `${key}:${family}`,
        Territory__c: id,
        Tier__c: 'New',
        ...(family === null ? {} : { Product_Family__c: family }),
        Period_Start__c: day(-40),
        Period_End__c: day(40),
        Amount__c: 2000
      });
    return id;
  };
  const world = land('world', '', '');
  const [hers, other] = [land('hers', world, 'rep'), land('other', world, 'rep2')];
  land('third', world, 'manager');
  const member = (Territory__c: string, alias: string, Role__c: string): string =>
    load('Evenfield_Territory_Member__c', {
      Key__c: `${alias}:${Role__c}`,
      Territory__c,
      User__c: person(alias),
      Role__c
    });
  member(hers, 'outsider', 'Overlay');
  member(world, 'manager', 'Cover');
  await control(org, 'POST', '/permission-set-assignments', {
    username: usernameOf(org, 'outsider'),
    permissionSet: 'Evenfield_Rep'
  });
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
  for (const [Family, TotalPrice] of [
    ['Hardware', 600],
    ['Software', 300]
  ] as const)
    load('OpportunityLineItem', {
      OpportunityId: deal,
      Product2Id: load('Product2', { Name: Family, Family }),
      Quantity: 3,
      TotalPrice
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
  const overlay = load('OpportunitySplitType', {
    MasterLabel: 'Overlay',
    DeveloperName: 'Overlay',
    IsActive: true,
    IsTotalValidated: false
  });
  for (const [alias, SplitPercentage, SplitTypeId] of [
    ['rep2', 75, revenue],
    ['manager', 25, revenue],
    ['outsider', 50, overlay]
  ] as const)
    load('OpportunitySplit', {
      OpportunityId: deal,
      SplitOwnerId: person(alias),
      SplitPercentage,
      SplitTypeId
    });
  load('OpportunityTeamMember', {
    OpportunityId: deal,
    UserId: person('outsider'),
    TeamMemberRole: 'Pre-Sales Consultant',
    OpportunityAccessLevel: 'Read'
  });
  for (const alias of ['rep', 'rep2', 'outsider']) {
    const made = await ask(org, `${data}/sobjects/Evenfield_Personal_Quota__c`, {
      method: 'POST',
      body: JSON.stringify({
        Person__c: person(alias),
        Period_Start__c: day(-40),
        Period_End__c: day(40),
        Amount__c: 500
      })
    });
    const { id } = (await made.json()) as { id: string };
    personal.set(alias, id);
  }
}, 60_000);

afterAll(async () => {
  await org.stop();
  rmSync(granting, { recursive: true });
});

/** Attained by territory after a run by the rule, zeros left out. */
async function attained(rule: Record<string, string | number | boolean | null>): Promise<unknown> {
  org.org.update({ userId: person('admin') }, 'Evenfield_Policy__c', [{ Id: policy, ...rule }], {
    allOrNone: true
  });
  // In this process: what the command would start.
  const connection = await connect(orgSettings(serviceEnvironment(org)));
  expect(await runSync(connection, await startManualRun(connection))).toMatchObject({
    status: 'Completed'
  });
  return Object.fromEntries(
    rows(
      'SELECT Key__c, Attained__c FROM Evenfield_Quota__c WHERE Product_Family__c = null'
    ).flatMap((row) =>
      Number(row['Attained__c']) === 0 ? [] : [[row['Key__c'], Number(row['Attained__c'])]]
    )
  );
}

/** Attained and attainment by territory and product family, rows without anything left out. */
const ofFamilies = (): unknown =>
  Object.fromEntries(
    rows(
      'SELECT Key__c, Attained__c, Attainment__c, P50__c FROM Evenfield_Quota__c WHERE Product_Family__c != null'
    ).flatMap((row) =>
      row['Attained__c'] === 0
        ? []
        : [[row['Key__c'], [row['Attained__c'], row['Attainment__c'], row['P50__c']]]]
    )
  );
const faults = (object: string): unknown[] =>
  rows(
    `SELECT Code__c, Message__c FROM Evenfield_Run_Error__c WHERE Object__c = '${object}' AND Resolved__c = false`
  );

/** What each person is credited with, and how much of it is overlay. */
const credited = (): unknown =>
  Object.fromEntries(
    rows(
      'SELECT Person__c, Attained__c, Attained_Overlay__c, Attainment__c FROM Evenfield_Personal_Quota__c'
    ).map((row) => [
      org.users.find(({ userId }) => userId === row['Person__c'])?.alias,
      [row['Attained__c'], row['Attained_Overlay__c'], row['Attainment__c']]
    ])
  );

/** Whose personal quotas a person sees by each way that there is, which must agree. */
async function seenBy(alias: string): Promise<string[]> {
  const object = 'Evenfield_Personal_Quota__c';
  const namesOf = (ids: readonly string[]): string[] =>
    [...personal].flatMap(([whose, id]) => (ids.includes(id) ? [whose] : [])).sort();
  const soql = await ask(org, `${data}/query?q=SELECT+Id+FROM+${object}`, {}, alias);
  const { records } = (await soql.json()) as { records: { Id: string }[] };
  const query = `{ uiapi { query { ${object}(first: 50) { edges { node { Id } } } } } }`;
  const graphql = await ask(
    org,
    `${data}/graphql`,
    { method: 'POST', body: JSON.stringify({ query }) },
    alias
  );
  const answer = (await graphql.json()) as {
    data: { uiapi: { query: Record<string, { edges: { node: { Id: string } }[] }> } };
  };
  const rest: string[] = [];
  for (const id of personal.values()) {
    const record = await ask(org, `${data}/sobjects/${object}/${id}`, {}, alias);
    const page = await ask(org, `${data}/ui-api/records/${id}?fields=${object}.Id`, {}, alias);
    expect(page.ok).toBe(record.ok);
    if (record.ok) rest.push(id);
  }
  const bySoql = namesOf(records.map(({ Id: id }) => id));
  expect(namesOf(rest)).toEqual(bySoql);
  expect(
    namesOf((answer.data.uiapi.query[object]?.edges ?? []).map(({ node }) => node.Id))
  ).toEqual(bySoql);
  return bySoql;
}

describe('the credit rule of the policy, through a run', () => {
  it('leaves personal quotas to who set them until a night has opened them', async () => {
    expect(await Promise.all(['rep', 'rep2', 'outsider', 'manager'].map(seenBy))).toEqual([
      [],
      [],
      [],
      []
    ]);
  });

  it('counts a deal where its account is today, unless somebody chose otherwise', async () => {
    expect(await attained({})).toEqual({ world: 1000, hers: 1000 });
    expect(credited()).toEqual({ rep: [0, 0, 0], rep2: [1000, 0, 2], outsider: [0, 0, 0] });
    // Nobody granted the product lines: families have no figures, and not zero.
    expect(
      rows(
        'SELECT Id FROM Evenfield_Quota__c WHERE Product_Family__c != null AND Attained__c = null'
      )
    ).toHaveLength(8);
    expect(faults('OpportunityLineItem')).toMatchObject([{ Code__c: 'NOT_READABLE' }]);
  }, 60_000);

  it('opens a personal quota to its person and those above all her territories, and to no peer', async () => {
    // The outsider works beside the rep in `hers`; she supports there, and answers for nothing.
    expect(await seenBy('outsider')).toEqual(['outsider']);
    expect(await seenBy('rep')).toEqual(['rep']);
    expect(await seenBy('rep2')).toEqual(['rep2']);
    expect(await seenBy('manager')).toEqual(['outsider', 'rep', 'rep2']);
    const set = async (alias: string, values: object): Promise<boolean> =>
      (
        await ask(
          org,
          `${data}/sobjects/Evenfield_Personal_Quota__c/${personal.get('outsider') ?? ''}`,
          { method: 'PATCH', body: JSON.stringify(values) },
          alias
        )
      ).ok;
    expect(await set('outsider', { Amount__c: 1 })).toBe(false);
    expect(await set('rep', { Amount__c: 1 })).toBe(false);
    expect(await set('manager', { Person__c: person('rep') })).toBe(false);
    expect(await set('manager', { Attained__c: 1 })).toBe(false);
    expect(await set('manager', { Amount__c: 400 })).toBe(true);
  });

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
    await control(org, 'POST', '/permission-set-assignments', {
      username: usernameOf(org, 'service'),
      permissionSet: lineItemRights
    });
    const rule = { Credit_Territory__c: 'Account on Close' };
    expect(await attained(rule)).toEqual({ world: 1000, other: 1000 });
    expect(ofFamilies()).toEqual({
      'world:Hardware': [600, 0.3, null],
      'world:Software': [300, 0.15, null],
      'other:Hardware': [600, 0.3, null],
      'other:Software': [300, 0.15, null]
    });
    expect(faults('OpportunityLineItem')).toMatchObject([
      {
        Code__c: 'LINES_DIFFER',
        Message__c: expect.stringContaining('lines of 1 won deals do not add up') as unknown
      }
    ]);
  }, 60_000);

  it('counts it by its owner on the close date, and splits where those named answer', async () => {
    const rule = {
      Credit_Territory__c: 'Owner on Close',
      Credit_Splits__c: true,
      Credit_Overlay__c: 'Both',
      Credit_Overlay_Share__c: 0.1
    };
    // By the splits three quarters are rep2's, and nothing is left for the owner.
    expect(await attained(rule)).toEqual({ world: 1000, other: 750, third: 250 });
    // Each part is split as the deal is: three quarters of 600 and of 300, and a quarter.
    expect(ofFamilies()).toEqual({
      'world:Hardware': [600, 0.3, null],
      'world:Software': [300, 0.15, null],
      'other:Hardware': [450, 0.225, null],
      'other:Software': [225, 0.1125, null],
      'third:Hardware': [150, 0.075, null],
      'third:Software': [75, 0.0375, null]
    });
    // Her overlay split is half of the deal; it takes the place of the tenth for team and territory.
    expect(credited()).toEqual({
      rep: [0, 0, 0],
      rep2: [750, 0, 1.5],
      outsider: [500, 500, 1.25]
    });
    expect(await attained({ ...rule, Credit_Splits__c: false })).toEqual({
      world: 1000,
      hers: 1000
    });
    // The rep's when it closed; team and territory name the outsider, who has her tenth once.
    expect(credited()).toEqual({
      rep: [1000, 0, 2],
      rep2: [0, 0, 0],
      outsider: [100, 100, 0.25]
    });
  }, 60_000);

  it('counts what it can where the org has no splits, and says so', async () => {
    await control(org, 'POST', '/schema', { hide: 'OpportunitySplit' });
    org.org.update({ userId: person('admin') }, 'User', [{ Id: person('rep2'), IsActive: false }], {
      allOrNone: true
    });
    const rule = { Credit_Territory__c: 'Account Today', Credit_Splits__c: true };
    expect(await attained(rule)).toEqual({ world: 1000, hers: 1000 });
    // She left, and cannot read what she would be credited with: nobody is told it.
    expect(credited()).toMatchObject({ rep2: [0, 0, 0] });
    expect(
      rows("SELECT Message__c FROM Evenfield_Run_Error__c WHERE Object__c = 'OpportunitySplit'")
    ).toEqual([{ Message__c: expect.stringContaining('Splits are not counted.') as unknown }]);
  }, 60_000);
});
