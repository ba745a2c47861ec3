import fc from 'fast-check';
import { packedPoint } from '../../../../../../sync-service/src/domain/territory/map-points.ts';
import { fullId, unpackedPoints } from '../packedPoints';

const digit = fc.constantFrom(...'0123456789ABCDEFabcdefxyz');
const account = fc.record({
  id: fc.string({ unit: digit, minLength: 15, maxLength: 15 }),
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  potential: fc.option(fc.integer({ min: 0, max: 1e10 }), { nil: NaN }),
  workloadHours: fc.option(
    fc.integer({ min: 0, max: 200_000 }).map((hundredths) => hundredths / 100),
    { nil: NaN }
  ),
  postalCode: fc.constantFrom(null, '94105', '02139-4307', 'V6B 1A1', '7'),
  tier: fc.constantFrom('A' as const, 'B' as const, 'C' as const),
  isOverlap: fc.boolean(),
  isLocked: fc.boolean()
});

describe('unpackedPoints', () => {
  it('reads what the service packs', () => {
    fc.assert(
      fc.property(fc.array(fc.array(account)), (groups) => {
        const rows = groups.map((group, territory) => ({
          text: group.map(packedPoint).join(''),
          territory
        }));
        const points = unpackedPoints(rows);
        const all = groups.flatMap((group, territory) =>
          group.map((one) => ({ ...one, territory }))
        );
        expect(points.count).toBe(all.length);
        all.forEach((one, index) => {
          const turn = Math.abs((points.longitude[index] ?? 0) - one.longitude);
          expect(Math.min(turn, 360 - turn)).toBeLessThan(2.2e-5);
          expect(Math.abs((points.latitude[index] ?? 0) - one.latitude)).toBeLessThan(1.1e-5);
          expect([
            points.ids[index],
            points.potential[index],
            points.workload[index],
            points.postal[index],
            points.tier[index],
            points.isOverlap[index],
            points.isLocked[index],
            points.territory[index]
          ]).toEqual([
            one.id,
            one.potential,
            one.workloadHours,
            one.postalCode === null || one.postalCode === '7' ? '' : one.postalCode.slice(0, 3),
            'ABC'.indexOf(one.tier),
            Number(one.isOverlap),
            Number(one.isLocked),
            one.territory
          ]);
        });
      })
    );
  });

  it('says that a row is cut short', () => {
    expect(() => unpackedPoints([{ text: 'x'.repeat(35), territory: 0 }])).toThrow('cut short');
  });
});

describe('fullId', () => {
  it('gives the ids that Salesforce publishes', () => {
    expect(fullId('001D000000IRFma')).toBe('001D000000IRFmaIAH');
    expect(fullId('0015e0000000001')).toBe('0015e0000000001AAA');
  });
});
