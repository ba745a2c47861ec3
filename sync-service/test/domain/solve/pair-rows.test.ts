import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Candidates } from '../../../src/domain/assignment/solve/candidates.ts';
import { addPairRows } from '../../../src/domain/assignment/solve/pair-rows.ts';
import { fadeOf, farthest } from '../../../src/domain/assignment/solve/soft-shares.ts';
import type { TerritoryMatrix } from '../../../src/domain/assignment/solve/territory-matrix.ts';
import {
  multiply,
  territoryMatrix
} from '../../../src/domain/assignment/solve/territory-matrix.ts';

const territories = 4;
const stride = 3;

/** A table of rows with three of four territories each. */
const tables = fc
  .array(
    fc.record({
      missing: fc.nat(territories - 1),
      cost: fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 3, maxLength: 3 }),
      weight: fc.array(fc.double({ min: 0.1, max: 4, noNaN: true }), {
        minLength: 2,
        maxLength: 2
      }),
      scale: fc.double({ min: 0.5, max: 3, noNaN: true })
    }),
    { minLength: 1, maxLength: 8 }
  )
  .map((rows): Candidates => ({
    rows: rows.length,
    stride,
    block: Int32Array.from(rows.keys()),
    weight: Float64Array.from(rows.flatMap(({ weight }) => weight)),
    used: new Uint8Array(rows.length).fill(stride),
    territory: Uint16Array.from(
      rows.flatMap(({ missing }) => [0, 1, 2, 3].filter((k) => k !== missing))
    ),
    cost: Float64Array.from(rows.flatMap(({ cost }) => cost)),
    load: [null, null],
    moved: [],
    scale: Float64Array.from(rows, ({ scale }) => scale)
  }));
const prices = fc
  .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 8, maxLength: 8 })
  .map((values) => Float64Array.from(values));

/** By the formulas: Σ −T log Σ exp(−v/T), its loads, and T⁻¹ (diag s − s sᵀ) ⊗ w wᵀ over shares of a hundredth or more. */
function byFormula(table: Candidates, band: Float64Array, temperature: number) {
  const load = new Float64Array(8);
  const curvature = Array.from({ length: 8 }, () => new Float64Array(8));
  let value = 0;
  for (let row = 0; row < table.rows; row += 1) {
    const heat = temperature * (table.scale[row] ?? 0);
    const weight = table.weight.subarray(row * 2, row * 2 + 2);
    const places = [...table.territory.subarray(row * stride, (row + 1) * stride)];
    const faded = places.map((k, slot) =>
      Math.exp(
        -(
          (table.cost[row * stride + slot] ?? 0) +
          (band[k * 2] ?? 0) * (weight[0] ?? 0) +
          (band[k * 2 + 1] ?? 0) * (weight[1] ?? 0)
        ) / heat
      )
    );
    const whole = faded.reduce((sum, part) => sum + part, 0);
    value -= heat * Math.log(whole);
    const strong = places
      .map((k, slot) => ({ k, share: (faded[slot] ?? 0) / whole }))
      .filter(({ share }) => share >= 0.01);
    for (const [slot, k] of places.entries())
      for (const m of [0, 1])
        load[k * 2 + m] = (load[k * 2 + m] ?? 0) + ((faded[slot] ?? 0) / whole) * (weight[m] ?? 0);
    if (strong.length < 2) continue;
    for (const one of strong)
      for (const other of strong)
        for (const m of [0, 1])
          for (const n of [0, 1]) {
            const line = curvature[one.k * 2 + m] ?? load;
            const at = other.k * 2 + n;
            const both = one.share * ((one === other ? 1 : 0) - other.share);
            line[at] = (line[at] ?? 0) + (both * (weight[m] ?? 0) * (weight[n] ?? 0)) / heat;
          }
  }
  return { value, load, curvature };
}

describe('the smoothed dual of two bands', () => {
  it('fades as the exponential does, to 3e-9 of it', () => {
    let worst = 0;
    for (let over = 0; over <= farthest; over += 0.00037)
      worst = Math.max(worst, Math.abs(fadeOf(over) / Math.exp(-over) - 1));
    expect(worst).toBeLessThan(3e-9);
  });

  it('has value, loads and curvature of the formulas', () => {
    fc.assert(
      fc.property(tables, prices, (table, band) => {
        const point = { value: 0, load: new Float64Array(8), moved: new Float64Array(0) };
        const matrix = territoryMatrix(territories, 2, 0);
        addPairRows(table, null, null, band, 0.5, 0, point, matrix);
        const formula = byFormula(table, band, 0.5);
        // Shares below exp(−12) of the largest are left out: 6.2e-6 each, two a row.
        const slight = table.rows * 2 * 6.2e-6 * 4;
        expect(Math.abs(point.value - formula.value)).toBeLessThan(slight);
        multiplied(matrix).forEach((column, at) => {
          expect(Math.abs((point.load[at] ?? 0) - (formula.load[at] ?? 0))).toBeLessThan(slight);
          column.forEach((cell, to) => {
            expect(Math.abs(cell - (formula.curvature[at]?.[to] ?? 0))).toBeLessThan(
              table.rows * 1e-3
            );
          });
        });
      }),
      { numRuns: 60, seed: 7 }
    );
  });
});

/** The matrix written out, a column for each unit vector. */
function multiplied(matrix: TerritoryMatrix): Float64Array[] {
  return Array.from({ length: 8 }, (_, at) => {
    const out = new Float64Array(8);
    multiply(
      matrix,
      Float64Array.from({ length: 8 }, (__, to) => (to === at ? 1 : 0)),
      out
    );
    return out;
  });
}
