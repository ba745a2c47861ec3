import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CurrencyRates } from '../../../src/domain/core/currency.ts';
import { dayNumber } from '../../../src/domain/core/days.ts';
import type { OrgUser, TerritoryMember } from '../../../src/domain/core/snapshot.ts';
import type {
  PersonalCreditRules,
  PersonalDeal,
  PersonalQuota
} from '../../../src/domain/quota/attainment/personal-credit.ts';
import { personalSum } from '../../../src/domain/quota/attainment/personal-credit.ts';
import { personalRows } from '../../../src/domain/quota/personal-rows.ts';
import { personalShares } from '../../../src/domain/quota/personal-sharing.ts';
import type { QuotaPolicy } from '../../../src/domain/quota/quota-policy.ts';
import { quotaPolicy } from '../../../src/domain/quota/quota-policy.ts';
import { buildTree } from '../../../src/domain/territory/tree.ts';
import { owner, territory, user } from '../org-builder.ts';

/** World > north > n1 and n2; the rep answers for n1, `over` is overlay there, `spec` of all of north. */
const territories = [
  territory('world'),
  territory('north', { parentId: 'world' }),
  territory('n1', { parentId: 'north' }),
  territory('n2', { parentId: 'north' })
].map((one) => ({ ...one, ownerId: 'office' }));
const { tree } = buildTree(territories);
const member = (
  territoryId: string,
  userId: string,
  role: TerritoryMember['role'],
  more: Partial<TerritoryMember> = {}
): TerritoryMember => owner(territoryId, 40, { userId, role, ...more });
const members: TerritoryMember[] = [
  member('n1', 'rep', 'Owner'),
  member('n1', 'over', 'Overlay'),
  member('n1', 'help', 'Support'),
  member('n2', 'other', 'Owner'),
  member('north', 'head', 'Owner'),
  member('north', 'spec', 'Overlay', { end: '2026-05-31' })
];
const today = '2026-06-10';
const deal = (more: Partial<PersonalDeal> = {}): PersonalDeal => ({
  id: 'd',
  accountId: 'a',
  ownerId: 'rep',
  amount: 1000,
  isoCode: null,
  closeDay: '2026-05-01',
  tier: 'New',
  splits: [],
  ownerChanges: [],
  team: [
    { userId: 'over', role: 'Pre-Sales Consultant' },
    { userId: 'boss', role: 'Executive Sponsor' },
    { userId: 'rep', role: 'Sales Rep' }
  ],
  ...more
});
const quota = (personId: string, more: Partial<PersonalQuota> = {}): PersonalQuota => ({
  id: personId,
  personId,
  ownerId: 'office',
  tier: 'All',
  start: '2026-04-01',
  end: '2026-06-30',
  amount: 500,
  isoCode: null,
  ...more
});
const rules = (
  policy: Partial<QuotaPolicy> = {},
  more: Partial<PersonalCreditRules> = {}
): PersonalCreditRules => ({
  policy: { ...quotaPolicy(null), ...policy },
  members,
  territoryOf: new Map([['a', 'n1']]),
  accountChanges: new Map(),
  tree,
  currencies: null,
  ...more
});
const tenth = { overlayShare: 0.1 } as const;
const team = { ...tenth, creditOverlay: 'Opportunity Team' } as const;
const beside = { ...tenth, creditOverlay: 'Territory Overlays' } as const;
const both = { ...tenth, creditOverlay: 'Both' } as const;
const split: PersonalDeal['splits'] = [
  { userId: 'rep', percent: 75, kind: 'Revenue' },
  { userId: 'over', percent: 25, kind: 'Revenue' },
  { userId: 'spec', percent: 120, kind: 'Overlay' }
];
const moved = [{ day: '2026-05-20', from: 'other', to: 'rep' }];

/** Revenue and overlay credit of each person, worked by hand. */
const cases: readonly [
  string,
  Partial<QuotaPolicy>,
  Partial<PersonalDeal>,
  Record<string, readonly [number, number]>
][] = [
  ['the owner, and nobody else without a rule', {}, {}, { rep: [1000, 0], over: [0, 0] }],
  [
    'a tenth to each on the team but its owner',
    team,
    {},
    { rep: [1000, 0], over: [0, 100], boss: [0, 100] }
  ],
  [
    'the roles that are named',
    { ...team, teamRoles: ['pre-sales consultant'] },
    {},
    { over: [0, 100], boss: [0, 0] }
  ],
  [
    'overlays of the territory and above, no others',
    beside,
    {},
    { over: [0, 100], spec: [0, 100], help: [0, 0], head: [0, 0], boss: [0, 0] }
  ],
  [
    'who was overlay when it closed',
    beside,
    { closeDay: '2026-06-01' },
    { over: [0, 100], spec: [0, 0] }
  ],
  ['who is on both once', both, {}, { over: [0, 100], spec: [0, 100], boss: [0, 100] }],
  [
    'splits, and no share besides',
    { ...both, creditSplits: true },
    { splits: split },
    { rep: [750, 0], over: [250, 0], spec: [0, 1200], boss: [0, 100] }
  ],
  [
    'splits that the policy does not count',
    both,
    { splits: split },
    { rep: [1000, 0], over: [0, 100] }
  ],
  [
    'the owner on the close date',
    { ...team, creditTerritory: 'Owner on Close' },
    { ownerChanges: moved },
    { other: [1000, 0], rep: [0, 100] }
  ],
  [
    'the owner today',
    { ...team, creditTerritory: 'Owner Today' },
    { ownerChanges: moved },
    { other: [0, 0], rep: [1000, 0] }
  ],
  ['what shrank', team, { amount: -300, tier: 'Renewal' }, { rep: [-300, 0], over: [0, -30] }],
  ['nothing before the period', team, { closeDay: '2026-03-31' }, { rep: [0, 0], over: [0, 0] }],
  ['nothing that lies ahead', team, { closeDay: '2026-06-11' }, { rep: [0, 0], over: [0, 0] }]
];

describe('what a person is credited with', () => {
  it.each(cases)('%s', (_, policy, more, expected) => {
    const found = Object.fromEntries(
      Object.keys(expected).map((userId) => {
        const { revenue, overlay } = personalSum(quota(userId), [deal(more)], rules(policy), today);
        return [userId, [revenue, overlay]];
      })
    );
    expect(found).toEqual(expected);
  });

  it('by the territory that the account was in where the policy says so', () => {
    const policy = { ...beside, creditTerritory: 'Account on Close' as const };
    const changes = new Map([['a', [{ day: '2026-05-20', from: 'n2', to: 'n1' }]]]);
    const sum = (userId: string): number =>
      personalSum(quota(userId), [deal()], rules(policy, { accountChanges: changes }), today)
        .overlay;
    expect([sum('over'), sum('spec')]).toEqual([0, 100]);
  });

  it('in the currency of the row at the rate of the close date: yen have no decimals', () => {
    const currencies: CurrencyRates = {
      corporate: 'USD',
      today: { USD: 1, JPY: 200, EUR: 0.5 },
      dated: [
        { isoCode: 'JPY', fromDay: 0, toDay: dayNumber('2026-05-02'), rate: 150.5 },
        { isoCode: 'JPY', fromDay: dayNumber('2026-05-02'), toDay: 99_999, rate: 160 }
      ]
    };
    const deals = [
      // 33.33 dollars are 5,016.165 yen of the first of May, and 66.66 euros of the third 21,331.2.
      deal({ amount: 33.33, isoCode: 'USD' }),
      deal({ amount: 66.66, isoCode: 'EUR', closeDay: '2026-05-03' }),
      deal({ amount: 5, isoCode: 'XYZ' })
    ];
    const sum = personalSum(
      quota('rep', { isoCode: 'JPY' }),
      deals,
      rules({}, { currencies }),
      today
    );
    expect(sum).toEqual({ revenue: 5016 + 21_331, overlay: 0, deals: 2, withoutRate: 1 });
    const { problems } = personalRows(
      [quota('rep', { isoCode: 'JPY' })],
      deals,
      rules({}, { currencies }),
      today,
      null
    );
    expect(problems).toMatchObject([{ code: 'NO_RATE', record: 'rep' }]);
  });

  it('adds up over all persons to the deals, whatever overlay credit comes on top', () => {
    const people = ['rep', 'over', 'spec', 'boss', 'other', 'head', 'help'];
    const someDeal = fc.record({
      amount: fc.integer({ min: -100_000, max: 1_000_000 }).map((cents) => cents / 100),
      ownerId: fc.constantFrom(...people),
      tier: fc.constantFrom('New' as const, 'Renewal' as const, 'Upsell' as const),
      splits: fc.array(
        fc.record({
          userId: fc.constantFrom(...people),
          percent: fc.integer({ min: 0, max: 130 }),
          kind: fc.constantFrom('Revenue' as const, 'Overlay' as const)
        }),
        { maxLength: 4 }
      )
    });
    fc.assert(
      fc.property(
        fc.array(someDeal, { maxLength: 8 }),
        fc.constantFrom(null, 'Opportunity Team' as const, 'Both' as const),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (given, creditOverlay, creditSplits, overlayShare) => {
          const policy = { creditOverlay, creditSplits, overlayShare };
          const deals = given.map((one, at) => deal({ ...one, id: String(at) }));
          const cents = people.reduce(
            (sum, userId) =>
              sum +
              Math.round(100 * personalSum(quota(userId), deals, rules(policy), today).revenue),
            0
          );
          expect(cents).toBe(given.reduce((sum, { amount }) => sum + Math.round(100 * amount), 0));
        }
      ),
      { numRuns: 60 }
    );
  });
});

describe('the row of a personal quota', () => {
  it('says how much, of it overlay, and how: half of 500 attained, 70 of 91 days gone', () => {
    const splits: PersonalDeal['splits'] = [{ userId: 'over', percent: 25, kind: 'Overlay' }];
    const { rows } = personalRows(
      [quota('over'), quota('none', { amount: null })],
      [deal({ splits })],
      rules({ creditSplits: true }),
      today,
      null
    );
    expect(rows.map(({ values }) => values)).toEqual([
      {
        Attained__c: 250,
        Attained_Overlay__c: 250,
        Attainment__c: 0.5,
        // 250 ÷ (500 × 70 ÷ 91).
        Pace__c: 0.65,
        Reason__c: '1 deal: 0.00 as owner and by splits, 250.00 overlay.'
      },
      {
        Attained__c: 0,
        Attained_Overlay__c: 0,
        Attainment__c: null,
        Pace__c: null,
        Reason__c: '0 deals: 0.00 as owner and by splits, 0.00 overlay.'
      }
    ]);
  });
});

describe('who opens a personal quota', () => {
  const users = new Map(
    ['office', 'rep', 'over', 'help', 'other', 'head', 'spec', 'gone', 'chief'].map(
      (id): [string, OrgUser] => [id, user(id, id !== 'gone')]
    )
  );
  const opened = (personId: string, more: readonly TerritoryMember[] = []): unknown =>
    personalShares(
      [quota(personId, { ownerId: 'admin' })],
      territories,
      [...members, member('world', 'chief', 'Cover'), ...more],
      users,
      today
    ).map(({ userId, level }) => [userId, level]);
  const above = [
    ['chief', 'Edit'],
    ['office', 'Edit']
  ];

  it('she first, to read, and those above; no peer, and nobody who supports', () => {
    expect(opened('over')).toEqual([
      ['over', 'Read'],
      ['chief', 'Edit'],
      ['head', 'Edit'],
      ['office', 'Edit']
    ]);
    // Of all of north: its head works the same territory.
    expect(opened('head')).toEqual([['head', 'Read'], ...above]);
  });

  it('those above all her territories, not those above some', () => {
    const south = member('world', 'over', 'Overlay');
    expect(opened('over', [member('n2', 'over', 'Support')])).toContainEqual(['head', 'Edit']);
    expect(opened('over', [south])).toEqual([['over', 'Read']]);
    expect(opened('spec')).toEqual([['spec', 'Read']]);
  });

  it('nobody who left', () => {
    expect(opened('gone')).toEqual([]);
  });
});
