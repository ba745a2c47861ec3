import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BgNbd, PurchaseTable } from '../../../src/domain/retention/purchases/bg-nbd.ts';
import {
  bgNbdLogLikelihood,
  chanceAlive,
  expectedPurchases,
  fitBgNbd
} from '../../../src/domain/retention/purchases/bg-nbd.ts';
import type { SpendTable } from '../../../src/domain/retention/purchases/gamma-gamma.ts';
import {
  expectedSpend,
  fitGammaGamma,
  gammaGammaLogLikelihood
} from '../../../src/domain/retention/purchases/gamma-gamma.ts';
import {
  hypergeometric,
  logGamma
} from '../../../src/domain/retention/purchases/special-functions.ts';

/** Parameters that the paper gives for CDNOW. */
const cdnow: BgNbd = { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 };

describe('special functions agree with SciPy 1.17', () => {
  test.each([
    [0.243, 1.3180435846996699],
    [17.3, 31.515624178175294]
  ])('log Γ(%d)', (value, known) => {
    expect(logGamma(value)).toBeCloseTo(known, 11);
  });

  test('₂F₁(2.3, 4.1; 5.2; 0.7)', () => {
    expect(hypergeometric(2.3, 4.1, 5.2, 0.7)).toBeCloseTo(7.7963617824966445, 10);
  });
});

describe('BG/NBD', () => {
  test.each([
    [2, 30.43, 1.2259226560933263],
    [0, 0, 0.19478676915153936]
  ])(
    'expected purchases of %d repeats agree with integrating over rates and chances (SciPy dblquad)',
    (repeats, recency, known) => {
      expect(expectedPurchases(cdnow, repeats, recency, 38.86, 39)).toBeCloseTo(known, 5);
    }
  );

  test('the likelihood of one customer is that of the paper, term by term', () => {
    const { r, alpha, a, b } = cdnow;
    const gamma = (value: number): number => Math.exp(logGamma(value));
    const beta = (x: number, y: number): number => (gamma(x) * gamma(y)) / gamma(x + y);
    const [x, recency, age] = [3, 20, 30];
    const likelihood =
      (beta(a, b + x) / beta(a, b)) *
        ((gamma(r + x) * alpha ** r) / (gamma(r) * (alpha + age) ** (r + x))) +
      (beta(a + 1, b + x - 1) / beta(a, b)) *
        ((gamma(r + x) * alpha ** r) / (gamma(r) * (alpha + recency) ** (r + x)));
    const table: PurchaseTable = {
      repeats: Float64Array.of(x),
      recency: Float64Array.of(recency),
      age: Float64Array.of(age)
    };
    expect(bgNbdLogLikelihood(cdnow, table)).toBeCloseTo(Math.log(likelihood), 9);
  });

  test('no other parameters near the fitted ones are likelier', () => {
    const table: PurchaseTable = {
      repeats: Float64Array.of(0, 0, 0, 1, 2, 5, 0, 3, 1, 0),
      recency: Float64Array.of(0, 0, 0, 12, 30, 36, 0, 9, 4, 0),
      age: Float64Array.of(38, 35, 30, 39, 38, 37, 33, 36, 35, 28)
    };
    const { model, logLikelihood } = fitBgNbd(table);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.8, max: 1.25, noNaN: true }), { minLength: 4, maxLength: 4 }),
        ([r = 1, alpha = 1, a = 1, b = 1]) => {
          const moved = {
            r: model.r * r,
            alpha: model.alpha * alpha,
            a: model.a * a,
            b: model.b * b
          };
          expect(bgNbdLogLikelihood(moved, table)).toBeLessThanOrEqual(logLikelihood + 1e-7);
        }
      )
    );
  });

  test('who bought lately is likelier to buy again than one as busy who has fallen silent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 1, max: 38, noNaN: true }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (repeats, recency, gap) => {
          const later = Math.min(39, recency + gap);
          expect(chanceAlive(cdnow, repeats, later, 39)).toBeGreaterThan(
            chanceAlive(cdnow, repeats, recency, 39)
          );
        }
      )
    );
  });
});

describe('Gamma-Gamma', () => {
  test.each([
    [1, 20, 24.63848661002401],
    [4, 35.5, 35.47224078897175]
  ])(
    'the expected amount after %d purchases of %d agrees with integrating',
    (purchases, mean, known) => {
      expect(expectedSpend({ p: 6.25, q: 3.74, gamma: 15.44 }, purchases, mean)).toBeCloseTo(
        known,
        4
      );
    }
  );

  test('no other parameters near the fitted ones are likelier; customers without amounts change nothing', () => {
    const table: SpendTable = {
      purchases: Float64Array.of(1, 2, 5, 3, 1, 4, 2, 6, 1, 2),
      mean: Float64Array.of(20, 35, 28, 90, 12, 44, 31, 25, 60, 18)
    };
    const { model, logLikelihood } = fitGammaGamma(table);
    for (const factor of [0.9, 0.97, 1.03, 1.1])
      for (const name of ['p', 'q', 'gamma'] as const)
        expect(
          gammaGammaLogLikelihood({ ...model, [name]: model[name] * factor }, table)
        ).toBeLessThanOrEqual(logLikelihood + 1e-7);
    const more = fitGammaGamma({
      purchases: Float64Array.of(...table.purchases, 0, 3),
      mean: Float64Array.of(...table.mean, 0, NaN)
    });
    expect(more.logLikelihood).toBe(logLikelihood);
  });
});
