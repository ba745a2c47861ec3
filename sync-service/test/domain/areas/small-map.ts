import fc from 'fast-check';
import type { AreaProblem } from '../../../src/domain/assignment/areas/area-problem.ts';

/** Maps of up to nine areas in a grid with some borders missing, always in one piece. */
export const smallMap: fc.Arbitrary<AreaProblem> = fc
  .record({
    rows: fc.integer({ min: 1, max: 3 }),
    columns: fc.integer({ min: 2, max: 3 }),
    wanted: fc.integer({ min: 1, max: 3 }),
    tolerance: fc.constantFrom(0.1, 0.3, 0.6),
    weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 9, maxLength: 9 }),
    second: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 }),
    two: fc.boolean(),
    bases: fc.boolean(),
    shift: fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), {
      minLength: 18,
      maxLength: 18
    }),
    missing: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    cutCost: fc.constantFrom(0, 20),
    locks: fc.array(fc.option(fc.nat(8)), { minLength: 3, maxLength: 3 })
  })
  .map((drawn) => {
    const { rows, columns, shift } = drawn;
    const areas = rows * columns;
    const territories = Math.min(drawn.wanted, areas);
    const borders: number[] = [];
    let edge = 0;
    for (let r = 0; r < rows; r += 1)
      for (let c = 0; c < columns; c += 1) {
        const here = r * columns + c;
        if (c + 1 < columns) borders.push(here, here + 1);
        // The first column stays whole, so that the map does.
        if (r + 1 < rows && (c === 0 || drawn.missing[edge] === false))
          borders.push(here, here + columns);
        edge += 1;
      }
    const current = new Int32Array(areas).fill(-1);
    const locked = new Uint8Array(areas);
    drawn.locks.slice(0, territories).forEach((area, k) => {
      if (area === null || area >= areas || locked[area] === 1) return;
      current[area] = k;
      locked[area] = 1;
    });
    const measure = (name: string, weight: readonly number[]) => ({
      name,
      weight: Float64Array.from(weight.slice(0, areas)),
      share: new Float64Array(territories).fill(1),
      tolerance: drawn.tolerance
    });
    return {
      areas,
      territories,
      latitude: Float64Array.from(
        { length: areas },
        (_, i) => 40 + Math.floor(i / columns) + (shift[i] ?? 0)
      ),
      longitude: Float64Array.from(
        { length: areas },
        (_, i) => -100 + (i % columns) + (shift[9 + i] ?? 0)
      ),
      borders: Int32Array.from(borders),
      measures: [
        measure('people', drawn.weights),
        ...(drawn.two ? [measure('sales', [1, ...drawn.second])] : [])
      ],
      ...(drawn.bases
        ? {
            baseLatitude: Float64Array.from({ length: territories }, (_, k) => 40 + k),
            baseLongitude: Float64Array.from({ length: territories }, (_, k) => -100 + (k % 2))
          }
        : {}),
      cutCost: drawn.cutCost,
      current,
      locked
    };
  });
