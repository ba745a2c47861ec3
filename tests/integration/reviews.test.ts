import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayIn } from '../../sync-service/src/domain/core/days.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { runCli } from './service-stage.ts';

/** A land of the rep in a region of the manager: won on the last day of the month that closed last, and on the first and last of the quarter. */
let org: LocalOrg;
let land = '';
let account = '';
const object = 'Evenfield_Review_Goal__c';
const day = 86_400_000;
// The org's day: by UTC it is tomorrow in the evening.
const now = new Date(`${dayIn('America/New_York', Date.now())}T00:00:00Z`);
const dayOf = (moment: Date | number): string => new Date(moment).toISOString().slice(0, 10);
const ago = (days: number): string => dayOf(now.getTime() - days * day);
const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
const quarter = Math.floor(month / 3) * 3;
const lastMonth = {
  start: dayOf(Date.UTC(year, month - 1, 1)),
  end: dayOf(Date.UTC(year, month, 0))
};
const lastQuarter = {
  start: dayOf(Date.UTC(year, quarter - 3, 1)),
  end: dayOf(Date.UTC(year, quarter, 0))
};
const won: readonly (readonly [closed: string, amount: number])[] = [
  [lastMonth.end, 1000],
  [lastQuarter.start, 2000],
  [lastQuarter.end, 4000]
];
const wonIn = ({ start, end }: { start: string; end: string }): number =>
  won.reduce((sum, [on, amount]) => (on >= start && on <= end ? sum + amount : sum), 0);

const person = (alias: string): string =>
  org.users.find((user) => user.alias === alias)?.userId ?? '';
const query = (alias: string, soql: string): Record<string, unknown>[] =>
  org.org.query({ userId: person(alias) }, soql).records.map(({ values }) => values);
const parts = (alias: string): string[] =>
  query(
    alias,
    'SELECT Kind__c, Part__c FROM Evenfield_Review__c WHERE Period_End__c >= LAST_N_DAYS:110'
  )
    .map((row) => `${String(row['Kind__c'])} ${String(row['Part__c'])}`)
    .toSorted();
const sync = (): Promise<unknown> => runCli(org, ['sync']);
/** @returns the org's words where it refuses; else the empty text */
const save = (
  alias: string,
  object: string,
  values: Record<string, string | number | boolean>
): string => {
  const [result] =
    values['Id'] === undefined
      ? org.org.create({ userId: person(alias) }, object, [values], { allOrNone: true })
      : org.org.update({ userId: person(alias) }, object, [values as { Id: string }], {
          allOrNone: true
        });
  return result?.success === true ? '' : (result?.errors[0]?.message ?? 'refused');
};

beforeAll(async () => {
  org = await startLocalOrg({ withoutHierarchy: ['Evenfield_Review__c'] });
  const load = (object: string, row: Record<string, string | number | boolean>): string =>
    org.org.load(object, [row])[0] ?? '';
  const region = load('Evenfield_Territory__c', {
    Name: 'Region',
    Key__c: 'region',
    Stage__c: 'Active',
    OwnerId: person('admin')
  });
  land = load('Evenfield_Territory__c', {
    Name: 'Land',
    Key__c: 'land',
    Parent__c: region,
    Stage__c: 'Active',
    OwnerId: person('admin')
  });
  for (const [territory, alias] of [
    [region, 'manager'],
    [land, 'rep']
  ] as const)
    load('Evenfield_Territory_Member__c', {
      Key__c: alias,
      Territory__c: territory,
      User__c: person(alias),
      Role__c: 'Owner'
    });
  load('Evenfield_Quota__c', {
    Key__c: 'land',
    Territory__c: land,
    Tier__c: 'New',
    Period_Start__c: lastQuarter.start,
    Period_End__c: lastQuarter.end,
    Amount__c: 10_000
  });
  account = load('Account', { Name: 'Account', OwnerId: person('rep') });
  load('Evenfield_Coverage__c', {
    Key__c: account,
    Account__c: account,
    Territory__c: land,
    Since__c: ago(400),
    Source__c: 'Manual'
  });
  for (const [closed, amount] of won) load('Opportunity', deal(closed, amount));
  expect(await sync()).toMatchObject({ status: 'Completed', failed: 0 });
}, 120_000);

afterAll(async () => {
  await org.stop();
});

function deal(closed: string, amount: number): Record<string, string | number | boolean> {
  return {
    Name: `Deal ${closed}`,
    AccountId: account,
    OwnerId: person('rep'),
    StageName: 'Closed Won',
    IsClosed: true,
    IsWon: true,
    Type: 'New Business',
    Amount: amount,
    CloseDate: closed
  };
}

describe('period reviews in the org', () => {
  it('are measured by the first run after the month and the quarter', () => {
    const rows = query(
      'rep',
      "SELECT Kind__c, Attained__c, Quota__c, Attainment__c, Pace__c, Period_Start__c, Period_End__c, Territory_Label__c FROM Evenfield_Review__c WHERE Part__c = 'Results' ORDER BY Kind__c"
    );
    expect(rows).toMatchObject([
      {
        Kind__c: 'Month',
        Attained__c: wonIn(lastMonth),
        Period_Start__c: lastMonth.start,
        Period_End__c: lastMonth.end,
        Territory_Label__c: 'Land'
      },
      {
        Kind__c: 'Quarter',
        Quota__c: 10_000,
        Attained__c: wonIn(lastQuarter),
        Attainment__c: wonIn(lastQuarter) / 10_000,
        Pace__c: wonIn(lastQuarter) / 10_000,
        Period_Start__c: lastQuarter.start,
        Period_End__c: lastQuarter.end
      }
    ]);
  });

  it('are the person’s first: nobody above sees them on the day on which they were measured', () => {
    expect(parts('rep')).toEqual([
      'Month Results',
      'Month Selling',
      'Quarter Results',
      'Quarter Selling'
    ]);
    expect(parts('manager')).toEqual([]);
  });

  it('are written once, whatever is entered afterwards', async () => {
    org.org.load('Opportunity', [deal(lastQuarter.end, 500)]);
    await sync();
    expect(attainedOfQuarter()).toBe(wonIn(lastQuarter));
  }, 60_000);
});

const attainedOfQuarter = (): unknown =>
  query(
    'rep',
    "SELECT Attained__c FROM Evenfield_Review__c WHERE Kind__c = 'Quarter' AND Part__c = 'Results'"
  )[0]?.['Attained__c'];
const reviewId = (alias: string, kind: string, part: string): string =>
  String(
    query(
      alias,
      `SELECT Id FROM Evenfield_Review__c WHERE Kind__c = '${kind}' AND Part__c = '${part}' AND Period_End__c >= LAST_N_DAYS:110`
    )[0]?.['Id']
  );

describe('goals of a review in the org', () => {
  const goal = (more: Record<string, string | number> = {}): Record<string, string | number> => ({
    Review__c: reviewId('rep', 'Month', 'Results'),
    What__c: 'Win the plants of the north',
    Measure__c: 'Attained',
    Target__c: 5000,
    Due__c: ago(-30),
    Person__c: person('rep'),
    ...more
  });

  it.each([
    ['without what', { What__c: '' }],
    ['without a measure', { Measure__c: '' }],
    ['without a date', { Due__c: '' }],
    ['without an owner', { Person__c: '' }]
  ])('are refused %s', (_, more) => {
    expect(save('rep', object, goal(more))).toMatch(/says what is to be reached/);
  });

  it('are refused without a target, before the period was over, and with an outcome', () => {
    const { Target__c: _, ...without } = goal();
    expect(save('rep', object, without)).toMatch(/says what is to be reached/);
    expect(save('rep', object, goal({ Due__c: lastMonth.end }))).toMatch(/due after the period/);
    expect(save('rep', object, goal({ Actual__c: 1 }))).not.toBe('');
    expect(save('rep', object, goal({ Target__c: -1 }))).toMatch(/0 or more/);
  });

  it('of how somebody sells are hers alone to set', () => {
    const hers = { Measure__c: 'Win Rate', Target__c: 30 };
    expect(save('rep', object, goal({ ...hers, Person__c: person('manager') }))).toMatch(
      /she alone can choose/
    );
    expect(save('rep', object, goal(hers))).toBe('');
  });

  it('are set by her, and by no peer', () => {
    expect(save('rep', object, goal())).toBe('');
    expect(
      save('rep2', object, goal({ Review__c: reviewId('admin', 'Month', 'Results') }))
    ).not.toBe('');
    expect(query('rep2', `SELECT Id FROM ${object}`)).toEqual([]);
  });
});

describe('the day after', () => {
  // From the day after an older review to yesterday: all that was won since.
  const target = won.reduce((sum, [, amount]) => sum + amount, 500);
  const decided = (): unknown =>
    query(
      'admin',
      `SELECT Status__c, Actual__c FROM ${object} WHERE Due__c < TODAY ORDER BY Target__c`
    );
  const outcome = [
    { Status__c: 'Met', Actual__c: target },
    { Status__c: 'Missed', Actual__c: target }
  ];

  beforeAll(async () => {
    for (const row of query('admin', 'SELECT Id FROM Evenfield_Review__c'))
      expect(
        save('service', 'Evenfield_Review__c', { Id: String(row['Id']), Measured_On__c: ago(1) })
      ).toBe('');
    org.org.remove({ userId: person('admin') }, [reviewId('admin', 'Quarter', 'Results')], {
      allOrNone: true
    });
    const [older = ''] = org.org.load('Evenfield_Review__c', [
      {
        Key__c: 'older',
        Territory__c: land,
        Kind__c: 'Month',
        Part__c: 'Results',
        Period_Start__c: ago(330),
        Period_End__c: ago(300),
        Measured_On__c: ago(299),
        OwnerId: person('service')
      }
    ]);
    org.org.load(
      object,
      [target, target + 1].map((amount) => ({
        Review__c: older,
        What__c: 'Win more',
        Measure__c: 'Attained',
        Target__c: amount,
        Due__c: ago(1),
        Person__c: person('rep')
      }))
    );
    expect(await sync()).toMatchObject({ failed: 0 });
  }, 60_000);

  it('a review that an admin deleted is measured anew, and no other is', () => {
    expect(attainedOfQuarter()).toBe(wonIn(lastQuarter) + 500);
  });

  it('those above see the results that she had a day for, with their goals, and not how she sold', () => {
    expect(parts('manager')).toEqual(['Month Results']);
    expect(parts('rep2')).toEqual([]);
    expect(query('manager', `SELECT Id FROM ${object} WHERE Due__c > TODAY`)).toHaveLength(2);
  });

  it('goals whose due date is over are decided', () => {
    expect(decided()).toMatchObject(outcome);
  });

  it('what she opens is seen above from the next run on, and what is decided stays', async () => {
    const id = reviewId('rep', 'Month', 'Selling');
    expect(save('rep', 'Evenfield_Review__c', { Id: id, Opened__c: true })).toBe('');
    org.org.load('Opportunity', [deal(ago(2), 9000)]);
    await sync();
    expect(parts('manager')).toEqual(['Month Results', 'Month Selling']);
    expect(decided()).toMatchObject(outcome);
  }, 60_000);
});
