import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contestShares } from '../../../src/domain/territory/contest-sharing.ts';
import { expectedPotential } from '../../../src/domain/territory/expected-potential.ts';
import type { Contest } from '../../../src/domain/territory/market/contest.ts';
import { withAcceptedContests } from '../../../src/domain/territory/market/contested-potential.ts';
import type { MarketRow } from '../../../src/domain/territory/market/market-row.ts';
import type { Potential } from '../../../src/domain/territory/potential.ts';
import { accountId, owner, snapshotOf, territory, user } from '../org-builder.ts';

const contest = (id: string, more: Partial<Contest> = {}): Contest => ({
  id,
  accountId: accountId(0),
  ownerId: 'rep',
  status: 'Accepted',
  proposed: 5000,
  decidedBy: 'Ana Ruiz',
  decidedAt: Date.parse('2026-05-10T12:00:00Z'),
  ...more
});
const told = (level: MarketRow['level'], place: string, date: string): MarketRow => ({
  key: `${level}:${place}:${date}`,
  level,
  place,
  potential: 900,
  population: null,
  competitors: null,
  source: 'Survey',
  date
});

describe('an accepted contest', () => {
  const { accounts } = snapshotOf({ accounts: [{ industry: 'Energy' }, { industry: 'Energy' }] });
  const workedOut: Potential = {
    amount: Float64Array.from([100, 300]),
    source: ['Look-alikes: Energy', 'Look-alikes: Energy']
  };
  const after = (
    contests: readonly Contest[],
    market: readonly MarketRow[] = [],
    weight = 1,
    timeZone = 'UTC'
  ): Potential => withAcceptedContests(workedOut, accounts, contests, market, weight, timeZone);

  it('is the potential of its account and of no other, and says who accepted it and when', () => {
    const { amount, source } = after([contest('c1')]);
    expect([...amount]).toEqual([5000, 300]);
    expect(source).toEqual([
      'Contested, accepted by Ana Ruiz on 2026-05-10',
      'Look-alikes: Energy'
    ]);
  });

  it('counts on the day of the policy’s time zone, with the day in the source however long the name', () => {
    const late = { decidedAt: Date.parse('2026-05-10T02:00:00Z'), decidedBy: 'N'.repeat(121) };
    const [source] = after([contest('c1', late)], [], 1, 'America/Chicago').source;
    expect(source).toMatch(/ on 2026-05-09$/);
    expect((source ?? '').length).toBeLessThanOrEqual(120);
  });

  it('may say 0', () => {
    expect([...after([contest('c1', { proposed: 0 })]).amount]).toEqual([0, 300]);
  });

  it('changes nothing while it is open, when it is rejected, or when its account is gone', () => {
    const without = [
      contest('c1', { status: 'Open', decidedAt: null, decidedBy: null }),
      contest('c2', { status: 'Rejected' }),
      contest('c3', { accountId: null }),
      contest('c4', { accountId: accountId(7) }),
      // A risk is contested: no amount is proposed.
      contest('c5', { proposed: null })
    ];
    expect([...after(without).amount]).toEqual([100, 300]);
    expect(after(without).source).toEqual(workedOut.source);
  });

  it('gives way to market data about the account itself of a later day, where the policy trusts it', () => {
    const own = (date: string): MarketRow[] => [told('Account', accountId(0), date)];
    expect(after([contest('c1')], own('2026-05-11'), 0.5).amount[0]).toBe(100);
    expect(after([contest('c1')], own('2026-05-11'), 0).amount[0]).toBe(5000);
    expect(after([contest('c1')], own('2026-05-10'), 0.5).amount[0]).toBe(5000);
    expect(after([contest('c1')], [told('ZIP', '75001', '2026-05-11')], 1).amount[0]).toBe(5000);
    expect(after([contest('c1')], [told('Industry', 'Energy', '2026-05-11')], 1).amount[0]).toBe(
      5000
    );
    // Contested again after the new file.
    const again = contest('c2', { proposed: 7000, decidedAt: Date.parse('2026-05-12T12:00:00Z') });
    expect(after([contest('c1'), again], own('2026-05-11'), 0.5).amount[0]).toBe(7000);
  });

  it('stands over the one decided before, in whatever order they are read', () => {
    const days = ['2026-05-01', '2026-05-02', '2026-05-03'].map((day, index) =>
      contest(`c${String(9 - index)}`, {
        proposed: 1000 * (index + 1),
        decidedAt: Date.parse(`${day}T10:00:00Z`)
      })
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(days, { minLength: 3 }), (order) => {
        expect(after(order).amount[0]).toBe(3000);
      })
    );
  });

  it('stands over look-alikes and imported data in a run, whatever the weight', () => {
    const snapshot = snapshotOf({
      accounts: [
        { industry: 'Energy', touched: 20_580, won12: 400 },
        { industry: 'Energy', touched: 20_580, won12: 400 }
      ],
      policy: { Market_Weight__c: '0.5' }
    });
    const before = expectedPotential(snapshot);
    const market = [told('Account', accountId(0), '2026-05-01')];
    const { amount } = expectedPotential({ ...snapshot, market, contests: [contest('c1')] });
    expect([...amount]).toEqual([5000, before.amount[1]]);
  });
});

describe('who opens a contest', () => {
  const territories = [
    territory('world', { ownerId: 'chief' }),
    territory('north', { parentId: 'world', ownerId: 'admin' }),
    territory('n1', { parentId: 'north', ownerId: 'rep' }),
    territory('n2', { parentId: 'north', ownerId: 'peer' })
  ];
  const members = [
    owner('north', 40, { id: 'm1', userId: 'ana' }),
    owner('north', 40, { id: 'm2', userId: 'gone' }),
    owner('north', 40, { id: 'm3', userId: 'left', end: '2026-05-15' }),
    owner('north', 40, { id: 'm4', userId: 'helper', role: 'Support' }),
    owner('n1', 40, { id: 'm5', userId: 'rep' }),
    owner('n1', 40, { id: 'm6', userId: 'mate', role: 'Cover' }),
    owner('n2', 40, { id: 'm7', userId: 'peer' })
  ];
  const users = new Map(
    ['chief', 'admin', 'rep', 'peer', 'ana', 'left', 'helper', 'mate']
      .map((id) => user(id))
      .concat(user('gone', false))
      .map((one) => [one.id, one])
  );
  const opened = (one: Contest, at: string | null): string[] =>
    contestShares(
      [one],
      new Map(at === null ? [] : [[one.id, at]]),
      territories,
      members,
      users,
      '2026-05-16'
    ).map((share) => `${share.userId} ${share.level}`);

  it('are those who answer above the territory: no peer in it or beside it, nobody who left', () => {
    expect(opened(contest('c1'), 'n1')).toEqual(['admin Edit', 'ana Edit', 'chief Edit']);
  });

  it('are not asked twice who made it, and nobody opens that of an account without a territory', () => {
    expect(opened(contest('c1', { ownerId: 'ana' }), 'n1')).toEqual(['admin Edit', 'chief Edit']);
    expect(opened(contest('c1'), 'world')).toEqual([]);
    expect(opened(contest('c1'), null)).toEqual([]);
  });
});
