import { describe, expect, it } from '@jest/globals';
import type { Alert } from '../../../src/domain/alerts/alert.ts';
import type { DealTable } from '../../../src/domain/core/columns.ts';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import { dayNumber } from '../../../src/domain/core/days.ts';
import { parsePolicy } from '../../../src/domain/core/policy.ts';
import type { TestOrg } from '../org-builder.ts';
import { owner, snapshotOf, territory } from '../org-builder.ts';

const today = '2026-05-16';
const quota = (amount: number) => ({
  id: 'q1',
  key: 'q1',
  territoryId: 'w',
  tier: 'New' as const,
  periodStart: '2026-04-01',
  periodEnd: '2026-06-30',
  amount
});
/** One territory, one account touched today; 100 won of a quota of 400. */
const land: TestOrg = {
  accounts: [{ held: 'w', touched: dayNumber(today), wonNew: 100 }],
  territories: [territory('w')],
  members: [owner('w', 40)],
  quotas: [quota(400)],
  today
};
const held = (more: Partial<Alert> = {}): Alert => ({
  key: 'w:Pace:2026-05-01',
  subject: 'w',
  metric: 'Pace',
  severity: 'Watch',
  value: 0.7,
  threshold: 0.8,
  opened: '2026-05-01',
  closed: null,
  sent: 'Watch',
  snoozedUntil: null,
  acknowledged: false,
  ...more
});
const rows = (org: TestOrg, alerts?: readonly Alert[], deals?: DealTable) => {
  const result = computeRun({
    ...snapshotOf(org),
    ...(alerts === undefined ? {} : { alerts }),
    ...(deals === undefined ? {} : { deals })
  });
  return result.alerts(result.quotas());
};

describe('the alerts of a night', () => {
  it('are none of a run that does not know which the org holds', () => {
    expect(rows(land)).toEqual([]);
  });

  it('open with their figure, mark and words', () => {
    // 45 of 91 days are gone: 400 × 45/91 = 197.80 due, 100 won: a pace of 50.6 %.
    expect(rows(land, [])).toEqual([
      {
        key: `w:Pace:${today}`,
        id: null,
        values: {
          Territory__c: 'w',
          Metric__c: 'Pace',
          Opened__c: today,
          Severity__c: 'Act',
          Value__c: 0.505556,
          Threshold__c: 0.6,
          Closed__c: null,
          What__c: 'W is behind its pace: 50.6 % of what is due, the mark is 60 %.',
          To_Do__c: 'Look at the open deals that close in the period.'
        }
      },
      // Nothing is open of the 300 that are left.
      expect.objectContaining({ key: `w:Pipeline Coverage:${today}` })
    ]);
  });

  it('take back what people said only where it gets worse, and touch nothing that stays', () => {
    const done = held({ acknowledged: true });
    const [worse] = rows(land, [done]);
    expect(worse?.values).toMatchObject({ Severity__c: 'Act', Done__c: false });
    expect(worse?.values).not.toHaveProperty('Opened__c');
    const standing = rows(land, [held({ severity: 'Act', acknowledged: true })]);
    expect(standing.map(({ key }) => key)).not.toContain('w:Pace:2026-05-01');
  });

  describe('of single accounts', () => {
    // Tier A has a cadence of thirty days: 75 days ago is 2.5 times that.
    const marks = 'Account Untouched high 2/1 -\nPace off\nPipeline Coverage off\nCoverage off';
    const waiting = (more: Partial<TestOrg> = {}): TestOrg => ({
      accounts: [
        { held: 'w', tier: 'A', touched: dayNumber(today) - 75 },
        { held: 'w', tier: 'B', touched: dayNumber(today) - 300 }
      ],
      territories: [territory('w'), territory('e')],
      members: [owner('w', 40)],
      policy: {
        Tier_Field__c: 'Rating',
        Alert_Marks__c: `${marks}\nNeglected A Accounts off`
      },
      today,
      ...more
    });
    const [account = ''] = snapshotOf(waiting()).accounts.ids;
    const alert = held({
      key: `${account}:Account Untouched:2026-05-01`,
      account,
      metric: 'Account Untouched',
      threshold: 2
    });

    it('are of the tiers that the policy names, each by its own cadence', () => {
      // B has a cadence of sixty days: 300 days ago is five times that.
      const both = waiting({
        policy: {
          Tier_Field__c: 'Rating',
          Alert_Marks__c: `${marks}\nNeglected A Accounts off`,
          Alert_Account_Tiers__c: 'b, A'
        }
      });
      expect(rows(both, []).map(({ values }) => values['Value__c'])).toEqual([2.5, 5]);
      const { policy, problems } = parsePolicy({ Alert_Account_Tiers__c: 'A, D' });
      expect(policy.alertAccountTiers).toEqual(['A']);
      expect(problems.map(({ field }) => field)).toEqual(['Alert_Account_Tiers__c']);
    });

    it('open by the account’s own figure where the policy asks for it, of tier A alone', () => {
      expect(rows(waiting(), [])).toEqual([
        {
          key: `${account}:Account Untouched:${today}`,
          id: null,
          values: expect.objectContaining({
            Account__c: account,
            Territory__c: 'w',
            Severity__c: 'Watch',
            Value__c: 2.5
          }) as unknown
        }
      ]);
      const silent = {
        Tier_Field__c: 'Rating',
        Alert_Marks__c: `Neglected A Accounts off\nCoverage off`
      };
      expect(rows(waiting({ policy: silent }), [])).toEqual([]);
    });

    it('follow the account to another territory, where they are told anew', () => {
      expect(rows(waiting(), [{ ...alert, subject: 'e' }])).toEqual([
        {
          key: alert.key,
          id: null,
          values: expect.objectContaining({ Territory__c: 'w', Told__c: null }) as unknown
        }
      ]);
      expect(rows(waiting(), [alert])).toEqual([]);
    });

    it('end when the account was touched, or is of tier A no more', () => {
      const touched = waiting({ accounts: [{ held: 'w', tier: 'A', touched: dayNumber(today) }] });
      const other = waiting({ accounts: [{ held: 'w', tier: 'C', touched: 0 }] });
      for (const org of [touched, other])
        expect(rows(org, [alert])).toEqual([
          expect.objectContaining({
            key: alert.key,
            values: expect.objectContaining({ Closed__c: today }) as unknown
          })
        ]);
    });
  });

  it('say nothing of a pace while little is due', () => {
    const early = { ...land, today: '2026-04-10' };
    expect(rows(early, []).map(({ key }) => key)).toEqual([]);
  });

  it.each([
    ['its territory is gone', { ...land, territories: [territory('x')] }],
    [
      'its territory counts no more',
      { ...land, territories: [territory('w', { stage: 'Retired' })] }
    ],
    ['its metric is turned off', { ...land, policy: { Alert_Marks__c: 'Pace off' } }]
  ])('close when %s', (_, org) => {
    expect(rows(org, [held()])).toContainEqual({
      key: 'w:Pace:2026-05-01',
      id: null,
      values: { Closed__c: today }
    });
  });

  it('on a figure of a period end with the period', () => {
    const ended = rows(land, [held({ key: 'w:Pace:2026-03-30', opened: '2026-03-30' })]);
    expect(ended.map(({ key, values }) => [key, values['Closed__c']])).toEqual(
      expect.arrayContaining([
        ['w:Pace:2026-03-30', today],
        [`w:Pace:${today}`, null]
      ])
    );
  });

  /** Deals of the one account: wins and losses ten days ago, and as many of each two hundred days ago. */
  const dealsOf = (
    recent: readonly [number, number],
    before: readonly [number, number]
  ): DealTable => {
    const day = dayNumber(today);
    const list = [
      ...Array.from({ length: recent[0] }, () => [day - 10, 2]),
      ...Array.from({ length: recent[1] }, () => [day - 10, 1]),
      ...Array.from({ length: before[0] }, () => [day - 200, 2]),
      ...Array.from({ length: before[1] }, () => [day - 200, 1])
    ] as const;
    const count = list.length;
    return {
      count,
      account: new Int32Array(count),
      amount: new Float64Array(count).fill(1),
      created: new Int32Array(count).fill(day - 300),
      closes: Int32Array.from(list, ([closes = 0]) => closes),
      state: Uint8Array.from(list, ([, state = 0]) => state),
      tier: new Uint8Array(count),
      source: new Uint8Array(count)
    };
  };
  const conversion = (deals: DealTable): unknown[] =>
    rows({ ...land, quotas: [] }, [], deals)
      .filter(({ values }) => values['Metric__c'] === 'Conversion')
      .map(({ values }) => values['Value__c']);

  it('tell of a conversion that fell beyond chance, and not of one that may be chance', () => {
    // Wilson's interval of 2 of 20 ends at 0.301; the year before won 20 of 40: 0.602 of it at best.
    expect(conversion(dealsOf([2, 18], [20, 20]))).toEqual([expect.closeTo(0.602, 3)]);
    // 7 of 20 may be half by chance: its interval ends at 0.567.
    expect(conversion(dealsOf([7, 13], [20, 20]))).toEqual([]);
  });

  it('tell of open deals whose planned close has passed, where the policy asks for it and there are five', () => {
    const stale = (passed: number, ahead: number): unknown[] => {
      const deals = dealsOf([passed, ahead], [0, 0]);
      const closes = deals.closes.map((_, at) => dayNumber(today) + (at < passed ? -1 : 0));
      const policy = { Alert_Marks__c: 'Stale Deals high 0.3/0.2 0.5/0.4' };
      const state = new Uint8Array(deals.count);
      return rows({ ...land, quotas: [], policy }, [], { ...deals, closes, state })
        .filter(({ values }) => values['Metric__c'] === 'Stale Deals')
        .map(({ values }) => [values['Severity__c'], values['Value__c']]);
    };
    expect(stale(2, 3)).toEqual([['Watch', 0.4]]);
    expect(stale(3, 2)).toEqual([['Act', 0.6]]);
    expect(stale(1, 4)).toEqual([]);
    expect(stale(4, 0)).toEqual([]);
  });
});
