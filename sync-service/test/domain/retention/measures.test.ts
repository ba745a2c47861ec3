import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fitCalibration } from '../../../src/domain/retention/model/calibrate.ts';
import { stratifiedFolds } from '../../../src/domain/retention/model/folds.ts';
import {
  brierScore,
  calibrationCurve,
  calibrationError,
  liftOfTopTenth,
  precisionArea,
  rocArea
} from '../../../src/domain/retention/model/measures.ts';
import { plantedCustomers } from './planted-customers.ts';

const rows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { minLength: 2, maxLength: 40 })
  .filter((all) => all.some(([, left]) => left) && all.some(([, left]) => !left))
  .map((all) => ({
    chances: Float64Array.from(all, ([chance]) => chance / 20),
    churned: Uint8Array.from(all, ([, left]) => (left ? 1 : 0))
  }));

describe('measures', () => {
  test('the ROC area is the share of pairs in right order, ties as a half', () => {
    fc.assert(
      fc.property(rows, ({ chances, churned }) => {
        let right = 0;
        let pairs = 0;
        chances.forEach((left, a) => {
          chances.forEach((stayed, b) => {
            if (churned[a] !== 1 || churned[b] !== 0) return;
            pairs += 1;
            right += left > stayed ? 1 : left === stayed ? 0.5 : 0;
          });
        });
        expect(rocArea(chances, churned)).toBeCloseTo(right / pairs, 10);
      })
    );
  });

  test('scikit-learn gives the same on ten customers', () => {
    const chances = Float64Array.of(0.1, 0.4, 0.35, 0.8, 0.8, 0.65, 0.2, 0.9, 0.55, 0.4);
    const churned = Uint8Array.of(0, 0, 1, 1, 0, 1, 0, 1, 0, 1);
    expect(rocArea(chances, churned)).toBeCloseTo(0.72, 12);
    expect(precisionArea(chances, churned)).toBeCloseTo(0.7226190476190476, 12);
    expect(brierScore(chances, churned)).toBeCloseTo(0.21075, 12);
  });

  test('weights of 2 are two equal rows', () => {
    fc.assert(
      fc.property(rows, ({ chances, churned }) => {
        const twice = <T extends Float64Array | Uint8Array>(column: T): number[] =>
          [...column].flatMap((own) => [own, own]);
        const weights = new Float64Array(chances.length).fill(2);
        const doubled = [
          Float64Array.from(twice(chances)),
          Uint8Array.from(twice(churned))
        ] as const;
        for (const measure of [rocArea, precisionArea, brierScore])
          expect(measure(chances, churned, weights)).toBeCloseTo(measure(...doubled), 10);
      })
    );
  });

  test('calibration error and lift, worked by hand', () => {
    const chances = Float64Array.from({ length: 20 }, (_, row) => (row < 10 ? 0.1 : 0.6));
    const churned = Uint8Array.from({ length: 20 }, (_, row) => (row === 0 || row > 12 ? 1 : 0));
    const halves = calibrationCurve(chances, churned, null, 2);
    expect(halves.map((bin) => [bin.rows, bin.happened])).toEqual([
      [10, 0.1],
      [10, 0.7]
    ]);
    expect(calibrationError(halves)).toBeCloseTo(0.05, 12);
    const sure = Float64Array.from(churned, (own) => own);
    expect(liftOfTopTenth(sure, churned)).toBeCloseTo(1 / (8 / 20), 12);
  });

  test('chances twice too far apart in log-odds have a slope of one half', () => {
    const { chances, table } = plantedCustomers(8000, 11);
    const apart = chances.map((chance) => 2 * Math.log(chance / (1 - chance)));
    expect(fitCalibration(apart, table.churned, table.weights).slope).toBeCloseTo(0.5, 1);
  });
});

describe('folds', () => {
  test('rows with equal features share a fold, and folds differ by a group at most', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(6), fc.boolean()), { minLength: 10, maxLength: 80 }),
        fc.nat(),
        (all, seed) => {
          const table = {
            count: all.length,
            features: [],
            values: [Float64Array.from(all, ([value]) => value)],
            churned: Uint8Array.from(all, ([, left]) => (left ? 1 : 0)),
            weights: new Float64Array(all.length).fill(1)
          };
          const folds = stratifiedFolds(table, 3, seed);
          const byValue = new Map<number, number>();
          all.forEach(([value], row) => {
            expect(byValue.get(value) ?? folds[row]).toBe(folds[row]);
            byValue.set(value, folds[row] ?? -1);
          });
        }
      )
    );
  });

  test('each fold of unlike rows holds its share of both outcomes', () => {
    const { table } = plantedCustomers(1003, 5);
    const folds = stratifiedFolds(table, 5, 1);
    const left = table.churned.reduce((sum, own) => sum + own, 0);
    for (let fold = 0; fold < 5; fold += 1) {
      const own = [...folds.keys()].filter((row) => folds[row] === fold);
      const ownLeft = own.filter((row) => table.churned[row] === 1).length;
      expect(Math.abs(ownLeft - left / 5)).toBeLessThanOrEqual(1);
      expect(Math.abs(own.length - 1003 / 5)).toBeLessThanOrEqual(2);
    }
  });
});
