import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from '../../../src/domain/assignment/dense/seeded-random.ts';
import {
  chanceIf,
  driversAt,
  driversOfTable,
  logOddsAt,
  logOddsOfTable
} from '../../../src/domain/retention/model/additive-model.ts';
import type { AdditiveModel } from '../../../src/domain/retention/model/additive-model.ts';
import { binOf } from '../../../src/domain/retention/model/bins.ts';
import { fitChurnModel, kindFor } from '../../../src/domain/retention/model/churn-model.ts';
import { chanceOf, rowsOf } from '../../../src/domain/retention/model/feature-table.ts';
import { additiveDefaults, fitAdditive } from '../../../src/domain/retention/model/fit-additive.ts';
import { fitRidge } from '../../../src/domain/retention/model/fit-ridge.ts';
import {
  calibrationCurve,
  calibrationError
} from '../../../src/domain/retention/model/measures.ts';
import { measured, usualCalibrationError } from '../../../src/domain/retention/model/measured.ts';
import { plantedCustomers } from './planted-customers.ts';

const { table } = plantedCustomers(1500, 7);
const quick = {
  ...additiveDefaults,
  pairs: 3,
  parts: 4,
  repeats: 1,
  shapes: { ...additiveDefaults.shapes, learningRate: 0.1, patience: 10 },
  pairShapes: { ...additiveDefaults.pairShapes, patience: 10 }
};
const { model, heldOut } = fitAdditive(table, quick);
const ridge = fitRidge(
  rowsOf(
    table,
    Int32Array.from({ length: 300 }, (_, row) => row)
  ),
  1,
  null
).model;

const value = fc.oneof(
  fc.double({ min: -1, max: 8, noNaN: true }),
  fc.constantFrom(NaN, Infinity, -Infinity, 1e18, -719_000, Number.MAX_VALUE)
);
const plan = fc.constantFrom(0, 1, 2, 3, -1, 0.5, NaN);
const customer = fc.tuple(value, value, value, plan).map((own) => [...own]);

/** The model's sum worked out once more, from its plain data. */
function sumByHand(of: AdditiveModel, values: readonly number[]): number {
  const bins = of.binnings.map((binning, place) => binOf(binning, values[place] ?? NaN));
  let sum = of.intercept;
  for (const shape of of.shapes) sum += shape.scores[bins[shape.feature] ?? 0] ?? NaN;
  for (const pair of of.pairs) {
    const [row = NaN, column = NaN] = pair.features.map(
      (feature, side) => pair.groups[side === 0 ? 0 : 1][bins[feature] ?? 0]
    );
    sum += pair.scores[row * pair.columns + column] ?? NaN;
  }
  return sum;
}

describe.each([
  ['additive', model],
  ['ridge', ridge]
])('%s', (_, own) => {
  test('intercept and drivers add up to the log-odds, whatever is missing or absurd', () => {
    fc.assert(
      fc.property(customer, (values) => {
        const { intercept, byFeature } = driversAt(own, values);
        const sum = byFeature.reduce((all, part) => all + part, intercept);
        expect(sum).toBeCloseTo(sumByHand(own, values), 10);
        expect(logOddsAt(own, values)).toBeCloseTo(sum, 10);
        expect(Number.isFinite(sum)).toBe(true);
      })
    );
  });

  test('mending a signal gives the chance of a customer who has it mended', () => {
    fc.assert(
      fc.property(customer, fc.nat(3), value, (values, feature, mended) => {
        const other = values.map((held, place) => (place === feature ? mended : held));
        expect(chanceIf(own, values, feature, mended)).toBeCloseTo(
          chanceOf(sumByHand(own, other)),
          12
        );
      })
    );
  });

  test('more silence never lowers the risk, more usage never raises it, pairs included', () => {
    const known = fc.double({ min: 0, max: 8, noNaN: true });
    fc.assert(
      fc.property(known, known, known, value, plan, (silence, usage, more, noise, kind) => {
        const at = (a: number, b: number): number => logOddsAt(own, [a, b, noise, kind]);
        expect(at(silence + more, usage)).toBeGreaterThanOrEqual(at(silence, usage) - 1e-9);
        expect(at(silence, usage + more)).toBeLessThanOrEqual(at(silence, usage) + 1e-9);
      }),
      { numRuns: 500 }
    );
  });

  test('a table is scored as its customers are one by one', () => {
    const all = logOddsOfTable(own, table);
    const driversOf = driversOfTable(own, table);
    for (let row = 0; row < 200; row += 1) {
      const values = table.values.map((column) => column[row] ?? NaN);
      expect(all[row]).toBeCloseTo(logOddsAt(own, values), 10);
      const told = driversOf(row);
      expect(told.logOdds).toBeCloseTo(logOddsAt(own, values), 10);
      driversAt(own, values).byFeature.forEach((part, feature) => {
        expect(told.byFeature[feature]).toBeCloseTo(part, 10);
      });
    }
  });
});

describe('fitting', () => {
  test('new customers are told their planted chances nearly as well as the plant itself tells them', () => {
    const fresh = plantedCustomers(4000, 8);
    const told = measured(
      logOddsOfTable(model, fresh.table),
      fresh.table.churned,
      fresh.table.weights
    );
    const best = measured(
      fresh.chances.map((chance) => Math.log(chance / (1 - chance))),
      fresh.table.churned,
      fresh.table.weights
    );
    expect(told.rocArea).toBeGreaterThan(best.rocArea - 0.03);
    expect(told.brier).toBeLessThan(best.brier + 0.012);
    expect(told.calibrationSlope).toBeGreaterThan(0.85);
    expect(told.calibrationSlope).toBeLessThan(1.15);
  });

  test('what each fit had held out is calibrated: slope 1, chances that add up to what happened', () => {
    const own = measured(heldOut, table.churned, table.weights);
    expect(own.calibrationSlope).toBeCloseTo(1, 6);
    const told = heldOut.reduce((sum, odds) => sum + chanceOf(odds), 0);
    expect(told).toBeCloseTo(own.churners, 4);
  });

  test('a perfect model of 1,000 customers stays under the usual calibration error in 95 of 100 draws', () => {
    const { chances } = plantedCustomers(1000, 3);
    const usual = usualCalibrationError(chances, 1);
    const random = seededRandom(99);
    const errors = Array.from({ length: 400 }, () => {
      const outcomes = Uint8Array.from(chances, (chance) => (random() < chance ? 1 : 0));
      return calibrationError(calibrationCurve(chances, outcomes));
    });
    const under = errors.filter((error) => error <= usual).length / errors.length;
    expect(under).toBeGreaterThan(0.91);
    expect(under).toBeLessThan(0.985);
  });

  test('the same seed gives the same model to the last bit', () => {
    const small = rowsOf(
      table,
      Int32Array.from({ length: 250 }, (_, row) => row)
    );
    const brief = {
      ...quick,
      shapes: { ...quick.shapes, rounds: 30 },
      pairShapes: { ...quick.pairShapes, rounds: 30 }
    };
    expect(JSON.stringify(fitAdditive(small, brief))).toBe(
      JSON.stringify(fitAdditive(small, brief))
    );
  });

  test('outcomes that are shuffled are not foretold', () => {
    const shuffled = { ...table, churned: table.churned.toReversed() };
    const own = measured(
      fitAdditive(shuffled, { ...quick, pairs: 0 }).heldOut,
      shuffled.churned,
      shuffled.weights
    );
    expect(own.rocArea).toBeLessThan(0.56);
  });

  test('a row of weight 3 counts as three equal rows', () => {
    const rows = Int32Array.from({ length: 120 }, (_, row) => row);
    const some = rowsOf(table, rows);
    const heavy = { ...some, weights: some.weights.map((own, row) => (row < 40 ? 3 : own)) };
    const tripled = rowsOf(
      table,
      Int32Array.from([...rows, ...rows.subarray(0, 40), ...rows.subarray(0, 40)])
    );
    expect(measured(heldOut.subarray(0, 120), heavy.churned, heavy.weights).brier).toBeCloseTo(
      measured(
        Float64Array.from([
          ...heldOut.subarray(0, 120),
          ...heldOut.subarray(0, 40),
          ...heldOut.subarray(0, 40)
        ]),
        tripled.churned,
        tripled.weights
      ).brier,
      12
    );
  });
});

describe('what the past allows', () => {
  test.each([
    [0, 'scorecard'],
    [29, 'scorecard'],
    [30, 'ridge'],
    [99, 'ridge'],
    [100, 'additive']
  ])('%d churners: %s', (churners, kind) => {
    expect(kindFor(churners)).toBe(kind);
  });

  test('under thirty churners there is no model, so no chance can be shown', () => {
    const left = [...table.churned.keys()].filter((row) => table.churned[row] === 1);
    const stayed = [...table.churned.keys()].filter((row) => table.churned[row] === 0);
    const few = rowsOf(table, Int32Array.from([...left.slice(0, 29), ...stayed.slice(0, 300)]));
    expect(fitChurnModel(few, 1, null)).toEqual({
      kind: 'scorecard',
      churners: 29,
      sums: null,
      heldOut: null
    });
  });

  test('snapshots of one account count as one churner', () => {
    const left = [...table.churned.keys()].filter((row) => table.churned[row] === 1).slice(0, 90);
    const stayed = [...table.churned.keys()].filter((row) => table.churned[row] === 0).slice(0, 90);
    const rows = rowsOf(table, Int32Array.from([...left, ...stayed]));
    const groups = Int32Array.from({ length: rows.count }, (_, row) => Math.floor(row / 4));
    expect(fitChurnModel({ ...rows, groups }, 1, null).churners).toBe(23);
  });
});
