import fc from 'fast-check';
import { clustersOf } from '../clusters';

const coordinate = fc.double({ min: -1000, max: 1000, noNaN: true });
const points = fc.array(fc.tuple(coordinate, coordinate, fc.integer({ min: -1, max: 3 })), {
  maxLength: 200
});

describe('clustersOf', () => {
  it('puts every point into one cell, with its middle and the group of most', () => {
    fc.assert(
      fc.property(points, fc.double({ min: 0.5, max: 400, noNaN: true }), (rows, cell) => {
        const clusters = clustersOf(
          Float64Array.from(rows, ([x]) => x),
          Float64Array.from(rows, ([, y]) => y),
          Int32Array.from(rows, ([, , group]) => group),
          cell
        );
        const cells = new Map<string, [number, number, number][]>();
        for (const row of rows) {
          const key = `${String(Math.floor(row[0] / cell))} ${String(Math.floor(row[1] / cell))}`;
          cells.set(key, [...(cells.get(key) ?? []), row]);
        }
        const expected = [...cells.values()].map((own) => {
          const groups = own.map(([, , group]) => group);
          const votes = [-1, 0, 1, 2, 3].map(
            (group) => groups.filter((each) => each === group).length
          );
          return {
            x: own.reduce((sum, [x]) => sum + x, 0) / own.length,
            y: own.reduce((sum, [, y]) => sum + y, 0) / own.length,
            count: own.length,
            group: votes.indexOf(Math.max(...votes)) - 1,
            isMixed: new Set(groups).size > 1 ? 1 : 0
          };
        });
        expect(clusters.size).toBe(expected.length);
        expected.forEach((one, slot) => {
          expect(clusters.x[slot]).toBeCloseTo(one.x, 6);
          expect(clusters.y[slot]).toBeCloseTo(one.y, 6);
          expect([clusters.count[slot], clusters.group[slot], clusters.isMixed[slot]]).toEqual([
            one.count,
            one.group,
            one.isMixed
          ]);
        });
      })
    );
  });

  it('leaves out points without a place', () => {
    const clusters = clustersOf(
      Float64Array.of(NaN, 1),
      Float64Array.of(1, 1),
      Int32Array.of(0, 0),
      10
    );
    expect([clusters.size, clusters.count[0], clusters.member[0]]).toEqual([1, 1, 1]);
  });
});
