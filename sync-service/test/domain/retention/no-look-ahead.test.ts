import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../../src/domain/assignment/dense/seeded-random.ts';
import { logOddsOfTable } from '../../../src/domain/retention/model/additive-model.ts';
import type { PastRow } from '../../../src/domain/retention/past/account-past.ts';
import { accountPast } from '../../../src/domain/retention/past/account-past.ts';
import type { PastFit, PastQuestion } from '../../../src/domain/retention/past/fit-from-past.ts';
import { fitFromPast, shrinking } from '../../../src/domain/retention/past/fit-from-past.ts';
import { purchasesUpTo, signalsAt } from '../../../src/domain/retention/past/past-signals.ts';
import type { PastRows } from './planted-past.ts';
import { plantedPast } from './planted-past.ts';

const accounts = 130;
const cut = 1500;
const plan = { cut, horizon: 90, grace: 30, leastTenure: 90, seed: 1, mostRows: 400 };
const rows = plantedPast(accounts, 2000, 5);
const fitOf = (own: PastRows, question?: PastQuestion): PastFit =>
  fitFromPast(accountPast(accounts, own), plan, question);
const fit = fitOf(rows);
const shrinkFit = fitOf(rows, shrinking);

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
  /** What ended after the cut was running at it, whenever and however it ends. */
  const reclosed = (row: PastRow): PastRow =>
    row.day < cut && row.second >= cut
      ? { ...row, second: random() < 0.5 ? NaN : cut + Math.floor(random() * 500) }
      : row;
  const reopened = (row: PastRow): PastRow =>
    row.second >= cut ? { ...reclosed(row), amount: random() < 0.5 ? 1 : 0 } : row;
  return {
    purchases: own.purchases.flatMap(moved),
    touches: own.touches.flatMap(moved),
    rivals: own.rivals.flatMap(moved),
    owners: own.owners.flatMap(moved),
    // When a contract ends, and notice is due, was agreed when it began.
    contracts: own.contracts.flatMap(moved),
    notices: own.notices.flatMap(moved),
    cases: own.cases.map(reclosed).flatMap(moved),
    escalations: own.escalations.map(reclosed).flatMap(moved),
    renewals: own.renewals.map(reopened).flatMap(moved),
    revenue: own.revenue.map(reclosed).flatMap(moved)
  };
}

describe('no look-ahead', () => {
  test('with everything after the cut shuffled, model and scores before it stay the same to the last bit', () => {
    const own = shuffledAfterCut(rows, 1);
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
  });

  test('so does the model of who shrinks, with another shuffle', () => {
    expect(fitOf(shuffledAfterCut(rows, 2), shrinking)).toEqual(shrinkFit);
  });

  test('with all of it gone, every signal on the day before the cut is what it was', () => {
    const before = Object.fromEntries(
      Object.entries(rows).map(([kind, own]) => [
        kind,
        own
          .filter(({ day }) => day < cut)
          .map((row) =>
            ['cases', 'escalations', 'renewals', 'revenue'].includes(kind) && row.second >= cut
              ? { ...row, second: NaN }
              : row
          )
      ])
    ) as PastRows;
    const told = (own: PastRows): unknown =>
      signalsAt(accountPast(accounts, own), cut - 1, fit.buying).values;
    expect(told(before)).toEqual(told(rows));
  });

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

  test('who shrinks is found by the second model, on the same days, and not once that is dealt out anew', () => {
    expect(shrinkFit.days).toEqual(fit.days);
    expect(shrinkFit.model.churners).toBeGreaterThan(30);
    expect(shrinkFit.measures?.rocArea).toBeGreaterThan(0.85);
    expect(shrinkFit.leadDays).toBeNull();
    const dealt = seededRandom(8);
    const anew = fitOf(
      {
        ...rows,
        // Of half of the accounts, so that as many shrink as in the planted past.
        revenue: rows.revenue
          .filter(({ account }) => account < accounts / 2)
          .map((row) => {
            const day = Math.floor(dealt() * cut);
            return { ...row, day, second: day + 500, amount: 1 + dealt() };
          })
      },
      shrinking
    );
    expect(anew.measures?.rocArea).toBeLessThan(0.7);
  });
});
