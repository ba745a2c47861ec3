import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountPast } from '../../../src/domain/retention/past/account-past.ts';
import { cohortYears } from '../../../src/domain/retention/past/cohorts.ts';

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const none = { touches: [], cases: [], contracts: [] };
const bought = (account: number, at: number, second: number) => ({ account, day: at, second });

describe('cohorts', () => {
  test('two customers of 2020 and one of 2021, worked by hand', () => {
    const first = day('2020-03-01');
    const later = day('2021-05-01');
    const past = accountPast(4, {
      ...none,
      purchases: [
        bought(0, first, 100),
        bought(0, first + 365, 150),
        bought(1, first, 200),
        bought(1, first + 364, 100),
        bought(1, first + 366, 120),
        bought(2, later, 50),
        bought(3, later, 0)
      ]
    });
    // First years 100 and 300; second 150 and 120; third nothing. The last customer gave nothing to retain.
    expect(cohortYears(past, first + 3 * 365 + 1)).toEqual([
      {
        cohort: 2020,
        yearsOn: 1,
        customers: 2,
        logos: 1,
        grossRetention: (100 + 120) / 400,
        netRetention: (150 + 120) / 400
      },
      { cohort: 2020, yearsOn: 2, customers: 2, logos: 0, grossRetention: 0, netRetention: 0 }
    ]);
  });

  test('gross is at most 1 and at most net, and nothing is counted before its year is over', () => {
    const rows = fc.array(
      fc.record({
        account: fc.nat(5),
        day: fc.integer({ min: 18_000, max: 20_000 }),
        second: fc.double({ min: 0, max: 1e6, noNaN: true })
      }),
      { maxLength: 30 }
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 18_000, max: 20_500 }), (purchases, today) => {
        const seen = cohortYears(accountPast(6, { ...none, purchases }), today);
        for (const own of seen) {
          expect(own.grossRetention).toBeLessThanOrEqual(1 + 1e-12);
          expect(own.grossRetention).toBeLessThanOrEqual(own.netRetention + 1e-12);
        }
        const known = purchases.filter((own) => own.day < today);
        expect(cohortYears(accountPast(6, { ...none, purchases: known }), today)).toEqual(seen);
      })
    );
  });
});
