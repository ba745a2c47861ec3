import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from '../../../src/domain/assignment/solve/seeded-random.ts';
import type { OrgSnapshot } from '../../../src/domain/core/snapshot.ts';
import type {
  ApproachComparison,
  ClosedDeals
} from '../../../src/domain/territory/approach/approach-shape.ts';
import { foldsOf, foretellOutOfFold } from '../../../src/domain/territory/approach/out-of-fold.ts';
import {
  splitByLoad,
  splitByPlace
} from '../../../src/domain/territory/approach/split-accounts.ts';
import { compareApproaches } from '../../../src/domain/territory/compare-approaches.ts';
import { owner, snapshotOf, territory } from '../org-builder.ts';

const states = ['TX', 'OK', 'NM', 'CO', 'KS', 'NE', 'IA', 'MO'];
const industries = ['Energy', 'Banking', 'Retail', 'Media', 'Health', 'Legal', 'Mining', 'Food'];
const leaves = states.map((_, place) => `t${String(place)}`);

/** A company whose territories and results go by one thing, all else being chance. */
function company(
  built: 'geography' | 'industry' | 'nothing',
  seed: number,
  accounts = 400
): { snapshot: OrgSnapshot; deals: ClosedDeals } {
  const random = seededRandom(seed);
  const uniform = (): number => random.next() / 2 ** 32;
  const pick = (many: number): number => random.next() % many;
  const people = Array.from({ length: accounts }, () => ({
    state: pick(states.length),
    industry: pick(industries.length),
    employees: 10 + pick(2000)
  }));
  const groupOf = (index: number): number => {
    const one = people[index];
    if (built === 'nothing') return 0;
    return (built === 'geography' ? one?.state : one?.industry) ?? 0;
  };
  const account: number[] = [];
  const won: number[] = [];
  const amount: number[] = [];
  people.forEach((_, index) => {
    const group = groupOf(index);
    for (let deal = 0; deal < 3; deal += 1) {
      account.push(index);
      won.push(uniform() < 0.25 + 0.07 * group ? 1 : 0);
      const noise = uniform() + uniform() + uniform() - 1.5;
      amount.push(Math.exp(9 + 0.2 * ((group * 3) % 8) + 1.4 * noise));
    }
  });
  return {
    snapshot: snapshotOf({
      territories: leaves.map((id) => territory(id)),
      members: leaves.map((id) => owner(id, 40)),
      accounts: people.map(({ state, industry, employees }, index) => ({
        state: states[state] ?? null,
        industry: industries[industry] ?? '',
        employees,
        latitude: 30 + 1.5 * state + uniform(),
        longitude: -105 + 2 * ((state * 5) % 8) + uniform(),
        held: leaves[built === 'nothing' ? pick(leaves.length) : groupOf(index)] ?? 't0'
      }))
    }),
    deals: {
      account: Int32Array.from(account),
      won: Uint8Array.from(won),
      amount: Float64Array.from(amount)
    }
  };
}

const compared = (built: Parameters<typeof company>[0], seed: number): ApproachComparison =>
  compareApproaches({ ...company(built, seed), product: null });

describe('which approach fits', () => {
  it.each(['geography', 'industry'] as const)(
    'names %s on companies built by it, surely, and sees that today’s territories are so',
    (built) => {
      for (let seed = 1; seed <= 2; seed += 1) {
        const { named, approaches, nearestToday } = compared(built, seed);
        expect([seed, named.name]).toEqual([seed, built]);
        expect(named.sure).toBeGreaterThan(0.95);
        expect(named.chance).toBeLessThanOrEqual(0.05);
        expect(nearestToday).toBe(built);
        const shares = (name: string): number[] => {
          const one = approaches.find((approach) => approach.name === name);
          return [one?.winRate?.value ?? NaN, one?.dealSize?.value ?? NaN];
        };
        const [winRate = 0, dealSize = 0] = shares(built);
        const [otherRate = 1, otherSize = 1] = shares(
          built === 'geography' ? 'industry' : 'geography'
        );
        expect(winRate).toBeGreaterThan(otherRate);
        expect(dealSize).toBeGreaterThan(otherSize);
        // What tells nothing explains nothing, since it is held against accounts it has not seen.
        expect(Math.abs(otherRate)).toBeLessThan(0.01);
        expect(Math.abs(otherSize)).toBeLessThan(0.02);
      }
    }
  );

  it('names nothing where results go by chance, but for one company in twenty', () => {
    const named = Array.from({ length: 4 }, (_, seed) => compared('nothing', seed + 50).named);
    expect(named.filter(({ name }) => name !== null).length).toBeLessThanOrEqual(1);
    for (const { name, words } of named) if (name === null) expect(words).toContain('chance');
  });

  it('moves almost nobody where territories are so already, and most elsewhere', () => {
    const { approaches } = compared('industry', 3);
    const moved = (name: string): number =>
      approaches.find((one) => one.name === name)?.build?.moved ?? NaN;
    expect(moved('industry')).toBeLessThan(0.15);
    expect(moved('geography')).toBeGreaterThan(0.5);
    const travel = (name: string): number =>
      approaches.find((one) => one.name === name)?.build?.travelHours ?? NaN;
    expect(travel('geography')).toBeLessThan(travel('industry'));
    for (const { build } of approaches) expect(build?.balance).toBeGreaterThan(0.9);
  });

  it('says the same for the same company, and what it cannot compare and why', () => {
    const one = compareApproaches({ ...company('geography', 9), product: null }, 4);
    expect(compareApproaches({ ...company('geography', 9), product: null }, 4)).toEqual(one);
    expect(one.left.map(({ name }) => name)).toEqual(['product', 'potential', 'lead source']);
  });

  it('names nothing on few deals and says so', () => {
    const { snapshot, deals } = company('geography', 2, 10);
    const { named, approaches } = compareApproaches({ snapshot, deals, product: null });
    expect(named.name).toBeNull();
    expect(named.words).toContain('too few');
    expect(approaches.every(({ winRate }) => winRate === null)).toBe(true);
  });
});

describe('foretelling out of fold', () => {
  it('never learns an account from itself: its own outcome does not change what is foretold of it', () => {
    const accounts = 50;
    const fold = foldsOf(accounts, 3);
    const group = Int32Array.from({ length: accounts }, (_, index) => index % 4);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: accounts - 1 }), (changed) => {
        const observed = (value: number): Parameters<typeof foretellOutOfFold>[0] => {
          const sum = Float64Array.from({ length: accounts }, (_, index) =>
            index === changed ? value : index % 3
          );
          return {
            kind: 'mean',
            count: new Float64Array(accounts).fill(1),
            sum,
            squares: sum.map((one) => one * one)
          };
        };
        // Loss is (y − told)², so what was told follows from two outcomes of the same account.
        const toldAt = (value: number): number => {
          const { loss } = foretellOutOfFold(observed(value), group, 4, fold);
          return Math.abs(Math.sqrt(loss[changed] ?? NaN) - Math.abs(value));
        };
        expect(toldAt(1000)).toBeCloseTo(toldAt(2000), 6);
      })
    );
  });

  it('is the mean of the others where there is one group', () => {
    const fold = Uint8Array.from([0, 1, 2, 3, 4]);
    const sum = Float64Array.from([1, 2, 3, 4, 10]);
    const { loss, plain } = foretellOutOfFold(
      { kind: 'mean', count: new Float64Array(5).fill(1), sum, squares: sum.map((x) => x * x) },
      new Int32Array(5),
      1,
      fold
    );
    // The mean of 2, 3, 4 and 10 is 4.75: (1 − 4.75)² = 14.0625.
    expect(plain[0]).toBeCloseTo(14.0625, 9);
    expect(loss[0]).toBeCloseTo(14.0625, 9);
  });
});

describe('splitting accounts', () => {
  it('gives every account a piece and no piece more than a fair share and the heaviest account', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            work: fc.integer({ min: 1, max: 40 }),
            north: fc.integer({ min: 25, max: 48 }),
            east: fc.integer({ min: -120, max: -70 }),
            held: fc.integer({ min: -1, max: 4 })
          }),
          { minLength: 1, maxLength: 60 }
        ),
        fc.integer({ min: 1, max: 5 }),
        (rows, pieces) => {
          const members = rows.map((_, index) => index);
          const work = Float64Array.from(rows, (row) => row.work);
          const splits = [
            splitByLoad(
              members,
              work,
              Int32Array.from(rows, (row) => row.held),
              pieces
            ),
            splitByPlace(
              members,
              work,
              Float64Array.from(rows, (row) => row.north),
              Float64Array.from(rows, (row) => row.east),
              pieces
            )
          ];
          const total = rows.reduce((sum, row) => sum + row.work, 0);
          const heaviest = Math.max(...rows.map((row) => row.work));
          // A cut is off by half an account at most, and there are three cuts deep for five pieces.
          const slack = [heaviest, 2 * heaviest];
          splits.forEach((split, way) => {
            const sums = new Float64Array(pieces);
            split.forEach((piece, index) => {
              expect(piece).toBeGreaterThanOrEqual(0);
              expect(piece).toBeLessThan(pieces);
              sums[piece] = (sums[piece] ?? 0) + (work[index] ?? 0);
            });
            expect(Math.max(...sums)).toBeLessThanOrEqual(total / pieces + (slack[way] ?? 0));
          });
        }
      ),
      { numRuns: 200 }
    );
  });
});
