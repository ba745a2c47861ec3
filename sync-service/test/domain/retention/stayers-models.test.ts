import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../../src/domain/assignment/dense/seeded-random.ts';
import type { AccountPast, PastRow } from '../../../src/domain/retention/past/account-past.ts';
import { accountPast } from '../../../src/domain/retention/past/account-past.ts';
import { labelDefaults } from '../../../src/domain/retention/past/churn-label.ts';
import { expansion, stayersFit } from '../../../src/domain/retention/stayers-models.ts';

const accounts = 60;
const days = 1440;
const halfYear = 180;

/**
 * Customers who stay with a subscription of 100. In every second half-year, by lot, one is courted:
 * touched every ten days for sixty days, and at day 75 it takes as much again until the half-year
 * ends. `isTold`: whether the touches fall to those who grow, or to others by another lot.
 */
function courted(isTold: boolean): AccountPast {
  const random = seededRandom(8);
  const touches: PastRow[] = [];
  const contracts: PastRow[] = [];
  const revenue: (PastRow & { amount: number })[] = [];
  for (let account = 0; account < accounts; account += 1) {
    contracts.push({ account, day: 0, second: NaN });
    revenue.push({ account, day: 0, second: NaN, amount: 100 });
    const shift = Math.floor(random() * halfYear);
    for (let from = shift; from < days; from += halfYear) {
      const grows = random() < 0.5;
      const isTouched = isTold ? grows : random() < 0.5;
      if (grows && from + 75 < days)
        revenue.push({ account, day: from + 75, second: from + halfYear, amount: 100 });
      if (!isTouched) continue;
      // Touches that tell nothing do not tell when a half-year begins either.
      const begin = isTold ? from : from + Math.floor(random() * halfYear);
      for (let day = begin; day < Math.min(days, begin + 60); day += 10)
        touches.push({ account, day, second: 0 });
    }
  }
  return accountPast(accounts, { purchases: [], touches, cases: [], contracts, revenue });
}

const fitted = (past: AccountPast): ReturnType<typeof stayersFit> =>
  stayersFit(
    expansion,
    past,
    { cut: days, horizon: 60, ...labelDefaults, mostRows: 4000, seed: 1 },
    null,
    '2026-05-16'
  );

describe('a model of expansion', () => {
  test('tells those who are courted before they grow, and is kept as a version of its own', () => {
    const { inUse, versions } = fitted(courted(true));
    expect(inUse).not.toBeNull();
    expect(versions).toHaveLength(1);
    expect(versions[0]).toMatchObject({
      key: 'expansion:2026-05-16',
      values: { Predicts__c: 'Expansion', In_Use__c: true }
    });
    expect(versions[0]?.values['ROC_Area__c']).toBeGreaterThan(0.75);
    expect(versions[0]?.values['Message__c']).toContain(
      'chance that one who stays grows by more than a fifth within 60 days'
    );
  });

  test('knows nothing worth a word where the touches fall to others', () => {
    const { versions } = fitted(courted(false));
    const area = versions[0]?.values['ROC_Area__c'];
    expect(typeof area === 'number' ? area : 0.5).toBeLessThan(0.68);
  });

  test('tells no chance of too few who grew, and says so', () => {
    const quiet = accountPast(5, {
      purchases: [],
      touches: [],
      cases: [],
      contracts: [0, 1, 2, 3, 4].map((account) => ({ account, day: 0, second: NaN })),
      revenue: [0, 1, 2, 3, 4].map((account) => ({ account, day: 0, second: NaN, amount: 100 }))
    });
    const { inUse, versions } = fitted(quiet);
    expect(inUse).toBeNull();
    expect(versions[0]?.values).toMatchObject({ In_Use__c: false, Kind__c: 'Not Measured' });
    expect(versions[0]?.values['Message__c']).toContain('0 customers who grew are too few');
  });
});
