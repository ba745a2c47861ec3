import fc from 'fast-check';
import { closedLine, densified } from '../drawnLine';
import { fitted, panned, planeAt, resized, zoomed } from '../viewport';

const pixel = fc.integer({ min: 0, max: 1000 });

describe('a drawn line', () => {
  it('is a box of two opposite corners, or the corners themselves once there are three', () => {
    expect(
      closedLine('box', [
        [1, 2],
        [5, 9]
      ])
    ).toEqual([
      [1, 2],
      [5, 2],
      [5, 9],
      [1, 9]
    ]);
    expect(closedLine('box', [[1, 2]])).toBeNull();
    expect(
      closedLine('area', [
        [1, 2],
        [5, 9]
      ])
    ).toBeNull();
    expect(
      closedLine('lasso', [
        [1, 2],
        [5, 9],
        [0, 0]
      ])
    ).toEqual([
      [1, 2],
      [5, 9],
      [0, 0]
    ]);
  });

  it('gets corners along its edges, none further apart than asked', () => {
    const corners = densified(
      [
        [0, 0],
        [10, 0],
        [10, 6]
      ],
      6
    );
    // The last edge is 11.7 long: two pieces.
    expect(corners).toEqual([
      [0, 0],
      [5, 0],
      [10, 0],
      [10, 6],
      [5, 3]
    ]);
  });
});

describe('the view', () => {
  it('keeps the point under the pointer when it zooms', () => {
    fc.assert(
      fc.property(pixel, pixel, fc.double({ min: 0.2, max: 5, noNaN: true }), (x, y, factor) => {
        const view = fitted({ west: -100, east: 300, north: -50, south: 50 }, 1000, 600);
        const [before, after] = [planeAt(view, x, y), planeAt(zoomed(view, factor, x, y), x, y)];
        expect(after[0]).toBeCloseTo(before[0], 6);
        expect(after[1]).toBeCloseTo(before[1], 6);
      })
    );
  });

  it('fits a box in its middle, moves with the hand, and keeps its middle on another size', () => {
    const view = fitted({ west: 0, east: 100, north: 0, south: 50 }, 1048, 600);
    expect(view.scale).toBe(10);
    expect(planeAt(view, 524, 300)).toEqual([50, 25]);
    expect(planeAt(panned(view, 100, 0), 524, 300)).toEqual([40, 25]);
    expect(planeAt(resized(view, 400, 800), 200, 400)).toEqual([50, 25]);
  });
});
