import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../../src/domain/assignment/dense/seeded-random.ts';
import { logOddsOfTable } from '../../../src/domain/retention/model/additive-model.ts';
import type { PastRow } from '../../../src/domain/retention/past/account-past.ts';
import { accountPast } from '../../../src/domain/retention/past/account-past.ts';
import type { PastFit } from '../../../src/domain/retention/past/fit-from-past.ts';
import { fitFromPast } from '../../../src/domain/retention/past/fit-from-past.ts';
import { purchasesUpTo, signalsAt } from '../../../src/domain/retention/past/past-signals.ts';
import type { PastRows } from './planted-past.ts';
import { plantedPast } from './planted-past.ts';

const accounts = 130;
const cut = 1500;
const plan = { cut, horizon: 90, grace: 30, leastTenure: 90, seed: 1, mostRows: 400 };
const rows = plantedPast(accounts, 2000, 5);
const fitOf = (own: PastRows): PastFit => fitFromPast(accountPast(accounts, own), plan);
const fit = fitOf(rows);

/** Everything that happened from the cut on is dealt to other accounts, at other days, or dropped. */
function shuffledAfterCut(own: PastRows, seed: number): PastRows {
  const random = seededRandom(seed);
  const moved = (row: PastRow): PastRow[] => {
    const day = cut + Math.floor(random() * 800);
    const span = Number.isNaN(row.second) ? NaN : Math.abs(row.second - row.day);
    if (row.day < cut) return [row];
    if (random() < 0.2) return [];
    return [
      { ...row, account: Math.floor(random() * accounts), day, second: day + span },
      ...(random() < 0.2 ? [{ ...row, day }] : [])
    ];
  };
  /** A case closed after the cut was open at it, whenever it closes. */
  const reclosed = (row: PastRow): PastRow =>
    row.day < cut && row.second >= cut
      ? { ...row, second: random() < 0.5 ? NaN : cut + Math.floor(random() * 500) }
      : row;
  return {
    purchases: own.purchases.flatMap(moved),
    touches: own.touches.flatMap(moved),
    cases: own.cases.map(reclosed).flatMap(moved),
    contracts: own.contracts.flatMap(moved)
  };
}

describe('no look-ahead', () => {
  test.each([1, 2])(
    'with everything after the cut shuffled (seed %d), model and scores before it stay the same to the last bit',
    (seed) => {
      const own = shuffledAfterCut(rows, seed);
      expect(own).not.toEqual(rows);
      const other = fitOf(own);
      expect(other).toEqual(fit);
      const score = (of: PastFit, from: PastRows): Float64Array => {
        if (of.model.sums === null) throw new Error('no model');
        return logOddsOfTable(
          of.model.sums,
          signalsAt(accountPast(accounts, from), cut - 1, of.buying)
        );
      };
      expect(score(other, own)).toEqual(score(fit, rows));
    }
  );

  test('purchases for the buy-till-you-die model end with their day', () => {
    const own = accountPast(accounts, shuffledAfterCut(rows, 9));
    for (const day of [400, 900, cut - 1])
      expect(purchasesUpTo(own, day)).toEqual(purchasesUpTo(accountPast(accounts, rows), day));
  });

  test('what is planted is found on later snapshots than the model learned from', () => {
    expect(fit.model.churners).toBeGreaterThan(30);
    expect(fit.rows).toBeLessThanOrEqual(plan.mostRows);
    expect(fit.measures?.rocArea).toBeGreaterThan(0.75);
    const trained = Math.max(...fit.days.train);
    expect(trained + 90 + 30).toBeLessThan(Math.min(...fit.days.calibrate));
  });
});
