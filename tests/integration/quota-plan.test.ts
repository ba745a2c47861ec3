import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { orgSettings } from '../../sync-service/src/config.ts';
import { answerAsked } from '../../sync-service/src/jobs/answer-asked.ts';
import { publishQuotas } from '../../sync-service/src/jobs/publish-quotas.ts';
import { proposeRecalibration } from '../../sync-service/src/jobs/propose-recalibration.ts';
import { draftPlan, parsePlanRequest } from '../../sync-service/src/jobs/quota-plan.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { lineItemRights, writeLineItemRights } from './line-item-rights.ts';
import { runCli, serviceEnvironment, startCli } from './service-stage.ts';

/**
 * World > north > n1, n2. In this month a year ago n1's account won 300 and n2's 100, one deal each; what
 * was won in the month before that, of another kind, or lost, tells nothing. The last result alone counts,
 * so a target of 1,000 is split 3 to 1.
 */
let org: LocalOrg;
/** Folder of what an admin deploys besides. */
let granting = '';
const today = new Date();
const month = (back: number, day: number): string =>
  new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, day))
    .toISOString()
    .slice(0, 10);
const start = month(0, 1);
const end = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 0))
  .toISOString()
  .slice(0, 10);
const onlyLast = { lastResult: 1, potential: 0, pipeline: 0, capacity: 0 };
const question = { target: 1000, tier: 'New', start, end, weights: onlyLast };
const person = (alias: string): string =>
  org.users.find((user) => user.alias === alias)?.userId ?? '';
const rows = (soql: string): Record<string, unknown>[] =>
  org.org.query({ userId: person('admin') }, soql).records.map(({ values }) => values);

interface Said {
  readonly status: string;
  readonly words: string;
  readonly shortfall: number | null;
  readonly rows: readonly {
    readonly key: string;
    readonly amount: number;
    readonly original: number | null;
    readonly overAssigned: number | null;
    readonly rationale: string;
    readonly parts?: readonly number[];
    readonly bottomUp: number | null;
    readonly gap: number | null;
  }[];
}

/** By the command where something is published, else by what the command calls: a process less. */
const plan = async (more: object = {}, ...flags: string[]): Promise<Said> => {
  const text = JSON.stringify({ ...question, ...more });
  if (flags.length === 0)
    return draftPlan(await connect(orgSettings(serviceEnvironment(org))), parsePlanRequest(text));
  return (await runCli(org, ['quota', 'plan', text, ...flags])) as unknown as Said;
};
/** As the flag --publish does it, without a process. */
const publish = async (more: object = {}): Promise<unknown> => {
  const connection = await connect(orgSettings(serviceEnvironment(org)));
  const request = parsePlanRequest(JSON.stringify({ ...question, ...more }));
  return publishQuotas(connection, await draftPlan(connection, request));
};
const amounts = ({ rows: planned }: Said): Record<string, number> =>
  Object.fromEntries(planned.map(({ key, amount }) => [key, amount]));

beforeAll(async () => {
  granting = writeLineItemRights();
  org = await startLocalOrg({ sources: ['force-app', granting] });
  const load = (object: string, values: Record<string, string | number | boolean>): string =>
    org.org.load(object, [values])[0] ?? '';
  const territory = (key: string, parent: string | null): string =>
    load('Evenfield_Territory__c', {
      Name: `Land ${key}`,
      Key__c: key,
      Stage__c: 'Active',
      OwnerId: person('admin'),
      ...(parent === null ? {} : { Parent__c: parent })
    });
  const north = territory('north', territory('world', null));
  for (const [key, won] of [
    ['n1', 300],
    ['n2', 100]
  ] as const) {
    const leaf = territory(key, north);
    load('Evenfield_Territory_Member__c', {
      Key__c: key,
      Territory__c: leaf,
      User__c: person(key === 'n1' ? 'rep' : 'rep2'),
      Role__c: 'Owner'
    });
    const account = load('Account', { Name: `Account ${key}`, OwnerId: person('rep') });
    load('Evenfield_Coverage__c', {
      Key__c: account,
      Account__c: account,
      Territory__c: leaf,
      Source__c: 'Manual'
    });
    const deal = (more: Record<string, string | number | boolean>): string =>
      load('Opportunity', {
        Name: 'Deal',
        AccountId: account,
        OwnerId: person('rep'),
        StageName: 'Closed Won',
        IsClosed: true,
        IsWon: true,
        Type: 'New Business',
        Amount: won,
        CloseDate: month(12, 4),
        ...more
      });
    deal({});
    deal({ CloseDate: month(13, 4), Amount: 5000 });
    deal({ Type: 'Renewal', Amount: 7000 });
    deal({ StageName: 'Closed Lost', IsWon: false, Amount: 9000 });
  }
}, 60_000);

afterAll(async () => {
  await org.stop();
  rmSync(granting, { recursive: true });
});

describe('a draft of quotas', () => {
  it('adds up at each level, says why, and writes nothing', async () => {
    const said = await plan();
    expect(amounts(said)).toEqual({ world: 1000, north: 1000, n1: 750, n2: 250 });
    expect(said.rows.find(({ key }) => key === 'n1')?.rationale).toContain(
      'Result a year ago 300.00 USD, 75 % of the company, counts 100 %.'
    );
    expect(rows('SELECT Id FROM Evenfield_Quota__c')).toEqual([]);
  }, 60_000);

  it('keeps the original beside an override, and names what managers carry beyond', async () => {
    const override = { key: 'n1', amount: 600, reason: 'A key account is leaving' };
    // North is given 1,100 (a tenth beyond world's 1,000), and n1 and n2 carry 1,210 together.
    const said = await plan({ overAssignment: 0.1, overrides: [override] });
    expect(amounts(said)).toEqual({ world: 1000, north: 1100, n1: 600, n2: 610 });
    const [first, , n1] = said.rows;
    expect(first?.overAssigned).toBe(100);
    expect(n1).toMatchObject({ original: 907.5 });
    expect(n1?.rationale).toContain('Set by hand instead of 907.50 USD: A key account is leaving');
  }, 60_000);

  it.each([
    [
      'more than limits of rise let anybody carry',
      { mostRise: 0.5 },
      -400,
      'lowered by 400.00 USD'
    ],
    ['floors that add up to more', { floor: 600 }, 200, 'raised by 200.00 USD'],
    ['less than limits of fall', { target: 100, mostFall: 0.5 }, 100, 'raised by 100.00 USD'],
    [
      'an override without a reason',
      { overrides: [{ key: 'n1', amount: 1, reason: ' ' }] },
      null,
      'An override has no reason (Land n1).'
    ]
  ])(
    'is refused for %s, with the exact amount',
    async (_, more, shortfall, words) => {
      const said = await plan(more);
      expect(said).toMatchObject({ status: 'Refused', rows: [], shortfall });
      expect(said.words).toContain(words);
    },
    60_000
  );

  it('weighs by the policy where the request says nothing', async () => {
    const evenly = { world: 1000, north: 1000, n1: 500, n2: 500 };
    // A year ago counts as much as pipeline, of which both have none: nobody's share is known of it.
    expect(amounts(await plan({ weights: { lastResult: 0 } }))).toEqual(evenly);
    const [policy] = org.org.load('Evenfield_Policy__c', [
      {
        Name: 'Weights',
        Key__c: 'weights',
        Active__c: true,
        Quota_Weight_Last_Result__c: 0,
        Quota_Weight_Capacity__c: 0
      }
    ]);
    expect(amounts(await plan({ weights: undefined }))).toEqual(evenly);
    org.org.update(
      { userId: person('admin') },
      'Evenfield_Policy__c',
      [{ Id: policy ?? '', Quota_Weight_Last_Result__c: 2 }],
      { allOrNone: true }
    );
    expect(amounts(await plan({ weights: undefined }))).toEqual({
      world: 1000,
      north: 1000,
      n1: 750,
      n2: 250
    });
  }, 60_000);

  it('ramps who is new by the policy, and names a ramp that is none', async () => {
    const set = (object: string, where: string, values: object): void => {
      const [row] = rows(`SELECT Id FROM ${object} WHERE Key__c = '${where}'`);
      org.org.update(
        { userId: person('admin') },
        object,
        [{ Id: String(row?.['Id']), ...values }],
        { allOrNone: true }
      );
    };
    set('Evenfield_Policy__c', 'weights', { Quota_Ramp__c: 'half' });
    await expect(plan()).rejects.toThrow('Quota_Ramp__c');
    // A third of a quota in each of the first two months, of which the period is one: 3 to 1 becomes 1 to 1.
    set('Evenfield_Policy__c', 'weights', { Quota_Ramp__c: '0.3333, 0.3333' });
    set('Evenfield_Territory_Member__c', 'n1', { Start_Date__c: month(0, 1) });
    const ramped = await plan();
    expect(amounts(ramped)['n1']).toBeCloseTo(500, 0);
    expect(ramped.rows.find(({ key }) => key === 'n1')?.rationale).toContain(
      'New in the role: counts 33.3 %.'
    );
    set('Evenfield_Policy__c', 'weights', { Quota_Ramp__c: null });
    set('Evenfield_Territory_Member__c', 'n1', { Start_Date__c: null });
    expect(amounts(await plan())['n1']).toBe(750);
  }, 60_000);

  it('gives nobody less than the floor', async () => {
    expect(amounts(await plan({ floor: 400 }))).toEqual({
      world: 1000,
      north: 1000,
      n1: 600,
      n2: 400
    });
  }, 60_000);

  it('lays a target on the fiscal periods of the org where the calendar has none such', async () => {
    const whole = { start: month(-1, 5), end: month(-3, 9), step: 'Months' };
    await expect(plan(whole)).rejects.toThrow('are not whole months');
    const halves = [
      { StartDate: month(-1, 5), EndDate: month(-2, 14), Type: 'Month' },
      { StartDate: month(-2, 15), EndDate: month(-3, 9), Type: 'Month' }
    ];
    org.org.load('Period', [
      ...halves,
      { StartDate: month(-1, 5), EndDate: month(-3, 9), Type: 'Quarter' }
    ]);
    const said = await plan({
      ...whole,
      weights: { lastResult: 0, potential: 0, pipeline: 0, capacity: 1 }
    });
    const [world] = said.rows;
    expect(world?.parts).toHaveLength(2);
    expect(world?.parts?.reduce((sum, part) => sum + part, 0)).toBe(1000);
    for (const { StartDate: from, EndDate: to } of halves)
      expect(world?.rationale).toContain(`${from} to ${to}`);
  }, 60_000);

  it('lays a target on months by the season, says what it takes in hours, and what account targets add up to', async () => {
    const account = String(
      rows("SELECT Id FROM Account WHERE Name = 'Account n1'")[0]?.['Id'] ?? ''
    );
    const [held] = rows(`SELECT Id FROM Evenfield_Coverage__c WHERE Account__c = '${account}'`);
    org.org.update(
      { userId: person('admin') },
      'Evenfield_Coverage__c',
      [{ Id: String(held?.['Id']), Target_New__c: 7300 }],
      { allOrNone: true }
    );
    const said = await plan({
      start: month(-1, 1),
      end: month(-3, 0),
      step: 'Months',
      target: 1000,
      weights: { lastResult: 0, potential: 0, pipeline: 0, capacity: 1 },
      hoursPerDeal: 2
    });
    const world = said.rows.find(({ key }) => key === 'world');
    const n1 = said.rows.find(({ key }) => key === 'n1');
    expect(world?.parts).toHaveLength(2);
    expect(said.rows.map((row) => row.parts?.reduce((sum, part) => sum + part, 0))).toEqual(
      said.rows.map((row) => row.amount)
    );
    expect(
      (n1?.parts?.[0] ?? 0) + (said.rows.find(({ key }) => key === 'n2')?.parts?.[0] ?? 0)
    ).toBe(world?.parts?.[0]);
    expect(world?.rationale).toContain(`${month(-1, 1)} to ${month(-2, 0)}`);
    // 7,300 in a year are 20 a day.
    const days = (Date.parse(month(-3, 0)) - Date.parse(month(-1, 1))) / 86_400_000 + 1;
    expect(n1?.bottomUp).toBe(20 * days);
    expect(n1?.gap).toBeCloseTo(n1 === undefined ? NaN : n1.amount - 20 * days, 2);
    expect(said.rows.find(({ key }) => key === 'n2')?.bottomUp).toBeNull();
  }, 60_000);

  it('names what cannot be used of a request', async () => {
    const { code, stderr } = await startCli(org, [
      'quota',
      'plan',
      JSON.stringify({ ...question, overrides: [{ key: 'n9', amount: 1, reason: 'x' }] })
    ]).ended;
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('no territory that counts has the key n9')
    ]);
  }, 60_000);

  it('is published in place of what stands, which is kept, once and again', async () => {
    const soql =
      "SELECT Territory__r.Key__c, Amount__c, Original__c, Override_Reason__c FROM Evenfield_Quota__c WHERE Status__c = 'Published'";
    expect(await plan({}, '--publish')).toMatchObject({ published: { changed: 4, written: 4 } });
    expect(rows(soql)).toHaveLength(4);
    const override = { key: 'n2', amount: 400, reason: 'A new plant' };
    const done = { changed: 4, written: 4, problems: [] };
    expect(await publish({ overrides: [override] })).toEqual(done);
    const published = rows(soql);
    expect(published).toHaveLength(4);
    expect(published).toContainEqual(
      expect.objectContaining({
        Amount__c: 400,
        Original__c: 250,
        Override_Reason__c: 'A new plant'
      })
    );
    expect(
      rows("SELECT Amount__c FROM Evenfield_Quota__c WHERE Status__c = 'Superseded'").map((row) =>
        Number(row['Amount__c'])
      )
    ).toEqual(expect.arrayContaining([1000, 1000, 750, 250]));
    expect(await publish({ overrides: [override] })).toEqual(done);
    expect(rows('SELECT Id FROM Evenfield_Quota__c')).toHaveLength(8);
  }, 60_000);
});

describe('a request for a plan', () => {
  const ask = (
    alias: string,
    kind: string,
    more: Record<string, string>
  ): ReturnType<typeof org.org.create> =>
    org.org.create(
      { userId: person(alias) },
      'Evenfield_Request__c',
      [{ Kind__c: kind, Status__c: 'Requested', ...more }],
      { allOrNone: true }
    );
  const filter = (more: object = {}): Record<string, string> => ({
    Filter__c: JSON.stringify({ ...question, target: 2000, ...more })
  });

  /** Asks, as admin where nobody else is named, and lets the service answer. */
  async function answered(
    kind: string,
    more: Record<string, string>,
    alias = 'admin'
  ): Promise<{ id: string; status: string | null; told: string; answer: unknown }> {
    const id = ask(alias, kind, more)[0]?.id ?? '';
    const connection = await connect(orgSettings(serviceEnvironment(org)));
    const context = {
      connection: () => Promise.resolve(connection),
      log: pino({ level: 'silent' }),
      stop: new AbortController().signal,
      finished: () => undefined
    };
    const status = await answerAsked(context, id);
    const [request] = rows(
      `SELECT Result__c, Error__c, Answer__c FROM Evenfield_Request__c WHERE Id = '${id}'`
    );
    return {
      id,
      status,
      told: String(request?.['Result__c'] ?? request?.['Error__c']),
      answer: JSON.parse(String(request?.['Answer__c'] ?? 'null'))
    };
  }
  const published = (family = 'null'): Record<string, number> =>
    Object.fromEntries(
      rows(
        `SELECT Territory__r.Key__c, Amount__c FROM Evenfield_Quota__c WHERE Status__c = 'Published' AND Product_Family__c = ${family}`
      ).map((row) => [keyOf(row), Number(row['Amount__c'])])
    );
  const keyOf = (row: Record<string, unknown>): string =>
    String((row['Territory__r'] as { values: Record<string, unknown> }).values['Key__c']);

  it('is answered with the draft, for those alone who administer Evenfield', async () => {
    for (const kind of ['Quota plan', 'Quota draft', 'Quota publish']) {
      expect(JSON.stringify(ask('manager', kind, filter()))).toContain('Evenfield: Administer');
      expect(() => ask('rep', kind, filter())).toThrow('does not exist');
    }
    const { status, told, answer } = await answered('Quota plan', filter());
    expect(status).toBe('Done');
    expect(amounts(answer as Said)).toEqual({ world: 2000, north: 2000, n1: 1500, n2: 500 });
    expect(told).toContain('2 territories carry 2,000.00 USD.');
  }, 60_000);

  it('is made, opened and published by a manager for her own part, and of no other', async () => {
    const north = rows("SELECT Id FROM Evenfield_Territory__c WHERE Key__c = 'north'")[0];
    org.org.load('Evenfield_Territory_Member__c', [
      {
        Key__c: 'north manager',
        Territory__c: String(north?.['Id']),
        User__c: person('manager'),
        Role__c: 'Owner'
      }
    ]);
    const before = published();
    const asked = { Target__c: 'part:north', ...filter({ root: 'north', target: 800 }) };
    const own = await answered('Quota plan', asked, 'manager');
    expect(amounts(own.answer as Said)).toEqual({ north: 800, n1: 600, n2: 200 });
    expect(own.told).toContain(
      'The published quota of Land north is 1,000.00 and stays as it is; 800.00 is split below it, 200.00 less.'
    );
    expect(JSON.stringify(own)).not.toMatch(/world|company/i);
    const part = { Target__c: `part:${own.id}` };
    const draftKeys = (): string[] =>
      rows("SELECT Territory__r.Key__c FROM Evenfield_Quota__c WHERE Status__c = 'Draft'")
        .map(keyOf)
        .sort();
    expect((await answered('Quota draft', part, 'manager')).told).toContain('2 of 2 rows');
    expect(draftKeys()).toEqual(['n1', 'n2']);
    expect(published()).toEqual(before);
    expect((await answered('Quota publish', part, 'manager')).told).toContain(
      '2 of 2 quotas were published. The published quota of Land north is'
    );
    expect(published()).toEqual({ ...before, n1: 600, n2: 200 });
    // Of what is above her part, and of drafts that others asked for, she learns nothing.
    const above = { Target__c: 'part:world', ...filter({ root: 'world' }) };
    const beyond = [
      await answered('Quota plan', above, 'manager'),
      await answered('Quota plan', { Target__c: 'part:north', ...filter() }, 'manager'),
      await answered('Quota plan', { ...above, Target__c: 'part:north' }, 'manager')
    ];
    const whole = await answered('Quota plan', filter());
    for (const kind of ['Quota draft', 'Quota publish'])
      beyond.push(await answered(kind, { Target__c: `part:${whole.id}` }, 'manager'));
    // The filter is hers to edit, and is compared with the target, which is not.
    org.org.update(
      { userId: person('manager') },
      'Evenfield_Request__c',
      [{ Id: own.id, ...filter() }],
      { allOrNone: true }
    );
    beyond.push(await answered('Quota publish', part, 'manager'));
    expect(beyond.map(({ status, answer }) => [status, answer])).toEqual(
      beyond.map(() => ['Failed', null])
    );
    expect(beyond[0]?.told).toContain('you answer for no territory with the key world');
    expect(JSON.stringify(beyond)).not.toContain('Land');
    expect(JSON.stringify(ask('manager', 'Quota publish', { Target__c: own.id }))).toContain(
      'Evenfield: Plan Own Part'
    );
    expect(() => ask('rep', 'Quota plan', asked)).toThrow('does not exist');
    expect(published()).toEqual({ ...before, n1: 600, n2: 200 });
    await answered('Quota publish', { Target__c: whole.id });
  }, 60_000);

  it('is published as it was read, and refused with what differs once the org has changed', async () => {
    const before = published();
    const override = { key: 'n2', amount: 400, reason: 'A new plant' };
    const { id } = await answered('Quota plan', filter({ overrides: [override] }));
    expect(published()).toEqual(before);
    expect(await answered('Quota publish', { Target__c: id })).toMatchObject({
      status: 'Done',
      told: '4 of 4 quotas were published.',
      answer: { planned: 4, written: 4, refused: 0 }
    });
    const after = { world: 2000, north: 2000, n1: 1600, n2: 400 };
    expect(published()).toEqual(after);
    const late = await answered('Quota plan', filter({ target: 2500, overrides: [override] }));

    const [deal] = rows("SELECT Id FROM Opportunity WHERE Amount = 100 AND Type = 'New Business'");
    org.org.update(
      { userId: person('admin') },
      'Opportunity',
      [{ Id: String(deal?.['Id']), Amount: 200 }],
      { allOrNone: true }
    );
    // What is published already is what was read; nothing is to be done.
    expect((await answered('Quota publish', { Target__c: id })).status).toBe('Done');
    expect(published()).toEqual(after);
    // Three to two now: without the override n2 would have 1,000, and her amount stands instead of that.
    const refused = await answered('Quota publish', { Target__c: late.id });
    expect(refused.status).toBe('Failed');
    expect(refused.told).toContain(
      'Nothing was published, because the plan would differ from the draft that was read. Land n1 keeps 2,100.00 USD, but not what that stands instead of. Land n2 keeps'
    );
    const fresh = await answered('Quota plan', filter());
    expect(amounts(fresh.answer as Said)).toMatchObject({ n1: 1200, n2: 800 });
    org.org.update(
      { userId: person('admin') },
      'Evenfield_Request__c',
      [{ Id: fresh.id, ...filter({ mostFall: 0.5 }) }],
      { allOrNone: true }
    );
    const edited = await answered('Quota publish', { Target__c: fresh.id });
    expect(edited.told).toContain('What the draft was asked for was edited.');
    expect(published()).toEqual(after);
  }, 60_000);

  it('is opened to those whose quota it is, contested, and published as it was read whatever the org is by then', async () => {
    const before = published();
    const { id } = await answered('Quota plan', filter({ target: 3000 }));
    expect(await answered('Quota draft', { Target__c: id })).toMatchObject({
      status: 'Done',
      told: '4 of 4 rows can be read and contested by those who answer for them.'
    });
    expect(published()).toEqual(before);
    await runCli(org, ['sync']);
    const seen = (alias: string): Record<string, number> =>
      Object.fromEntries(
        org.org
          .query(
            { userId: person(alias) },
            "SELECT Territory__r.Key__c, Amount__c FROM Evenfield_Quota__c WHERE Status__c = 'Draft'"
          )
          .records.map(({ values }) => [keyOf(values), Number(values['Amount__c'])])
      );
    // Three to two: the deal of n2 was raised to 200 above.
    expect(seen('rep')).toEqual({ n1: 1800 });
    expect(seen('rep2')).toEqual({ n2: 1200 });
    expect(() => seen('outsider')).toThrow('not supported');
    const drafts = rows("SELECT Id, Key__c FROM Evenfield_Quota__c WHERE Status__c = 'Draft'");
    const edits: Record<string, string | number>[] = [{ Amount__c: 1 }, { Status__c: 'Published' }];
    for (const values of edits)
      expect(
        org.org.update(
          { userId: person('admin') },
          'Evenfield_Quota__c',
          [{ Id: String(drafts[0]?.['Id']), ...values }],
          { allOrNone: true }
        )[0]
      ).toMatchObject({ success: false });
    const [deal] = rows("SELECT Id FROM Opportunity WHERE Amount = 200 AND Type = 'New Business'");
    org.org.update(
      { userId: person('admin') },
      'Opportunity',
      [{ Id: String(deal?.['Id']), Amount: 600 }],
      { allOrNone: true }
    );
    expect(await answered('Quota publish', { Target__c: id })).toMatchObject({
      status: 'Done',
      told: '4 of 4 quotas were published.'
    });
    expect(published()).toEqual({ world: 3000, north: 3000, n1: 1800, n2: 1200 });
    // Those of the draft itself: their ids are the ones that were contested.
    expect(
      rows("SELECT Id FROM Evenfield_Quota__c WHERE Status__c = 'Published'").map(
        (row) => row['Id']
      )
    ).toEqual(expect.arrayContaining(drafts.map((row) => row['Id'])));
  }, 90_000);

  it('withdraws a draft that another takes the place of', async () => {
    const first = await answered('Quota plan', filter({ target: 4000 }));
    await answered('Quota draft', { Target__c: first.id });
    const second = await answered('Quota plan', filter({ target: 5000 }));
    await answered('Quota draft', { Target__c: second.id });
    const amountsOf = (status: string): number[] =>
      rows(
        `SELECT Amount__c FROM Evenfield_Quota__c WHERE Status__c = '${status}' AND Territory__r.Key__c = 'world'`
      ).map((row) => Number(row['Amount__c']));
    expect([amountsOf('Draft'), amountsOf('Withdrawn')]).toEqual([[5000], [4000]]);
  }, 60_000);

  it('is proposed anew where potential has moved far, changes nothing by itself, and is proposed once', async () => {
    const potential = (key: string, amount: number): void => {
      const [held] = rows(
        `SELECT Id FROM Evenfield_Coverage__c WHERE Territory__r.Key__c = '${key}'`
      );
      org.org.update(
        { userId: person('service') },
        'Evenfield_Coverage__c',
        [{ Id: String(held?.['Id']), Potential__c: amount }],
        { allOrNone: true }
      );
    };
    potential('n1', 100);
    potential('n2', 100);
    const weights = { lastResult: 0, potential: 1, pipeline: 0, capacity: 0 };
    const { id } = await answered('Quota plan', filter({ target: 1000, weights }));
    await answered('Quota publish', { Target__c: id });
    const before = { world: 1000, north: 1000, n1: 500, n2: 500 };
    expect(published()).toEqual(before);
    const connection = await connect(orgSettings(serviceEnvironment(org)));
    const propose = (beyond: string): Promise<string> =>
      proposeRecalibration(connection, { Recalibrate_Beyond__c: beyond });
    const proposals = (): Record<string, unknown>[] =>
      rows(
        "SELECT Id, Status__c, Answer__c FROM Evenfield_Request__c WHERE Target__c LIKE 'recalibration:%'"
      );
    expect(await propose('0.15')).toContain('no potential moved by more than 15 %');
    potential('n1', 300);
    expect(await propose('')).toBe('Recalibration: turned off.');
    expect(await propose('2.5')).toContain('no potential moved');
    expect(proposals()).toEqual([]);
    expect(await propose('0.15')).toContain('1 quotas are proposed anew and wait for people.');
    expect(await propose('0.15')).toContain('what was proposed waits for people');
    expect(published()).toEqual(before);
    const [proposal, ...others] = proposals();
    expect(others).toEqual([]);
    expect(JSON.parse(String(proposal?.['Answer__c']))).toMatchObject({
      changes: [
        {
          key: 'n1',
          name: 'Land n1',
          before: 500,
          after: 750,
          reason: 'Potential rose by 200.0 % since the quota was set.'
        }
      ]
    });
    expect(await answered('Quota publish', { Target__c: String(proposal?.['Id']) })).toMatchObject({
      status: 'Done'
    });
    expect(published()).toEqual({ ...before, n1: 750, n2: 250 });
    expect(await propose('0.15')).toContain('no potential moved');
  }, 60_000);

  it('is for a product family by what was won of it, beside what stands for the whole tier', async () => {
    const product = (Family: string): string =>
      org.org.load('Product2', [{ Name: Family, Family }])[0] ?? '';
    const products = { Hardware: product('Hardware'), Software: product('Software') };
    // A third of the 300 of n1 is hardware; of the 600 of n2 a half, and the rest is of no family.
    for (const [key, amount, lines] of [
      ['n1', 300, { Hardware: 100, Software: 200 }],
      ['n2', 600, { Hardware: 300 }]
    ] as const) {
      const [deal] = rows(
        `SELECT Id FROM Opportunity WHERE Account.Name = 'Account ${key}' AND Type = 'New Business' AND IsWon = true AND CloseDate = ${month(12, 4)}`
      );
      const id = String(deal?.['Id']);
      org.org.update({ userId: person('admin') }, 'Opportunity', [{ Id: id, Amount: amount }], {
        allOrNone: true
      });
      for (const [family, TotalPrice] of Object.entries(lines))
        org.org.load('OpportunityLineItem', [
          {
            OpportunityId: id,
            Product2Id: products[family as 'Hardware'],
            Quantity: 1,
            TotalPrice
          }
        ]);
    }
    const whole = published();
    const hardware = filter({ productFamily: 'Hardware' });
    expect(await answered('Quota plan', hardware)).toMatchObject({
      status: 'Failed',
      told: expect.stringContaining('needs OpportunityLineItem, which cannot be read') as unknown
    });
    org.org.assignPermissionSet(person('service'), lineItemRights);
    expect((await answered('Quota plan', filter({ productFamily: 'Hardwear' }))).told).toContain(
      'no product has the family Hardwear'
    );
    const { id, answer } = await answered('Quota plan', hardware);
    const amountsOfIt = { world: 2000, north: 2000, n1: 500, n2: 1500 };
    expect(amounts(answer as Said)).toEqual(amountsOfIt);
    await answered('Quota publish', { Target__c: id });
    expect([published("'Hardware'"), published()]).toEqual([amountsOfIt, whole]);
    const again = await answered('Quota plan', filter({ productFamily: 'Software', target: 1000 }));
    await answered('Quota publish', { Target__c: again.id });
    expect(published("'Software'")).toEqual({ world: 1000, north: 1000, n1: 1000, n2: 0 });
    expect([published("'Hardware'"), published()]).toEqual([amountsOfIt, whole]);
    const connection = await connect(orgSettings(serviceEnvironment(org)));
    expect(await proposeRecalibration(connection, { Recalibrate_Beyond__c: '0.15' })).toContain(
      'Recalibration of New, Hardware'
    );
  }, 60_000);

  it('is not published where what is named is no draft that was answered', async () => {
    const refused = await answered('Quota plan', filter({ mostRise: 0.5 }));
    expect(refused.answer).toMatchObject({
      status: 'Refused',
      blame: { key: 'world', name: 'Land world' },
      shortfall: -650
    });
    const told = async (target: string): Promise<string> =>
      (await answered('Quota publish', { Target__c: target })).told;
    expect(await told(refused.id)).toContain('could not be planned');
    expect(await told(ask('admin', 'Quota plan', filter())[0]?.id ?? '')).toContain(
      'is no request'
    );
    expect(await told('n1')).toContain('does not name the draft by its id');
  }, 60_000);
});
