import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseCount } from '../../../src/domain/assignment/design/choose-count.ts';
import { designForCapacity } from '../../../src/domain/assignment/design/design-for-capacity.ts';
import { designTerritories } from '../../../src/domain/assignment/design/design-territories.ts';
import { placeBases } from '../../../src/domain/assignment/design/place-bases.ts';

/** Three towns far apart with five accounts each, a tenth of a degree from the middle. */
const towns = [
  [40, -100],
  [45, -90],
  [35, -85]
] as const;
const around = [
  [0, 0],
  [0.1, 0],
  [-0.1, 0],
  [0, 0.1],
  [0, -0.1]
] as const;
const places = towns.flatMap(([north, east]) =>
  around.map(([up, right]) => [north + up, east + right] as const)
);
const latitude = Float64Array.from(places, ([north]) => north);
const longitude = Float64Array.from(places, ([, east]) => east);
const ones = new Float64Array(places.length).fill(1);

describe('territories from nothing', () => {
  it('have their bases in the middle of what they hold, within band', () => {
    const { plan, problem, totals } = designTerritories(
      {
        accounts: places.length,
        territories: 3,
        accountLatitude: latitude,
        accountLongitude: longitude,
        measures: [{ name: 'workload', weight: ones, tolerance: 0.05, hard: true }],
        current: new Int32Array(places.length).fill(-1),
        locked: new Uint8Array(places.length),
        family: new Int32Array(places.length).fill(-1),
        moveCost: new Float64Array(places.length),
        costPerMile: ones
      },
      { seed: 1 }
    );
    expect(plan.violations).toEqual([]);
    expect(totals.map(({ accounts }) => accounts)).toEqual([5, 5, 5]);
    for (const [north, east] of towns) {
      const miss = Array.from(problem.baseLatitude, (base, k) =>
        Math.hypot(base - north, (problem.baseLongitude[k] ?? NaN) - east)
      );
      expect(Math.min(...miss)).toBeLessThan(0.11);
    }
  });

  it('split a place that holds more than one base can', () => {
    const here = new Float64Array(40).fill(40);
    const placed = placeBases({
      latitude: here,
      longitude: here,
      load: new Float64Array(40).fill(1),
      territories: 4,
      tolerance: 0.05,
      seed: 1
    });
    expect(placed.latitude).toHaveLength(4);
    for (const north of placed.latitude) expect(north).toBeCloseTo(40, 9);
  });

  it.each([
    [
      'more bases than placed accounts',
      { territories: 15, latitude: latitude.map((v, i) => (i ? v : NaN)) },
      /^15 bases need as many accounts with a place; there are 14\.$/
    ],
    [
      'a load that is no number',
      { load: ones.map((v, i) => (i === 3 ? NaN : v)) },
      /^Account 3: load is NaN, not a number\.$/
    ],
    [
      'no accounts',
      { latitude: new Float64Array(0), longitude: new Float64Array(0), load: new Float64Array(0) },
      /^There are no accounts\./
    ]
  ])('are refused for %s', (_, change, message) => {
    expect(() =>
      placeBases({
        latitude,
        longitude,
        load: ones,
        territories: 3,
        tolerance: 0.1,
        seed: 1,
        ...change
      })
    ).toThrow(message);
  });
});

describe('the number of territories', () => {
  const request = {
    accounts: places.length,
    accountLatitude: latitude,
    accountLongitude: longitude,
    measures: [{ name: 'workload', weight: ones, tolerance: 0.05, hard: true }],
    current: new Int32Array(places.length).fill(-1),
    locked: new Uint8Array(places.length),
    family: new Int32Array(places.length).fill(-1),
    moveCost: new Float64Array(places.length),
    costPerMile: ones,
    capacity: 6,
    fill: 1,
    hoursPerMile: new Float64Array(places.length).fill(0.01)
  };

  it('counts the travel that fewer bases would bring', () => {
    // 15 hours of work are 2.5 people. With two bases five accounts travel some 600 miles to another
    // town, 30 hours; with three all are within 7 miles of theirs, less than an hour in all.
    const { count, plan } = designForCapacity(request, { seed: 1 });
    expect(count).toMatchObject({ territories: 3, enough: true });
    expect(count.travelHours).toBeLessThan(1);
    expect(plan.violations).toEqual([]);
    const still = designForCapacity({ ...request, hoursPerMile: ones.map(() => 0) }, { seed: 1 });
    expect(still.count).toMatchObject({ territories: 3, travelHours: 0 });
    const roomy = designForCapacity(
      { ...request, capacity: 8, hoursPerMile: ones.map(() => 0) },
      { seed: 1 }
    );
    expect(roomy.count.territories).toBe(2);
    const far = designForCapacity({ ...request, capacity: 8 }, { seed: 1 });
    expect(far.count.territories).toBe(3);
  });

  it('is refused for hours of travel that are no number', () => {
    expect(() =>
      designForCapacity(
        { ...request, hoursPerMile: ones.map((_, i) => (i === 2 ? NaN : 0)) },
        { seed: 1 }
      )
    ).toThrow('Account 2: hoursPerMile is NaN, not a number.');
  });

  it('is the least that has the hours, as trying every number finds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 60 }),
        (workload, travel, most) => {
          const travelHours = (count: number): number => travel / Math.sqrt(count);
          const chosen = chooseCount({ workload, capacity: 40, fill: 0.9, travelHours, most });
          const fits = (count: number): boolean => workload + travelHours(count) <= count * 36;
          const least = Array.from({ length: most }, (_, at) => at + 1).find(fits);
          expect(chosen.territories).toBe(least ?? most);
          expect(chosen.enough).toBe(least !== undefined);
        }
      ),
      { numRuns: 300, seed: 20261126 }
    );
  });

  it('is refused without capacity', () => {
    const request = { workload: 10, fill: 0.9, travelHours: () => 0, most: 9 };
    expect(() => chooseCount({ ...request, capacity: 0 })).toThrow('capacity is 0 hours a week.');
    expect(() => chooseCount({ ...request, capacity: NaN })).toThrow('capacity is NaN');
  });
});
