import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../../src/domain/assignment/dense/seeded-random.ts';
import type { AttributeTable } from '../../../src/domain/retention/growth/customer-profile.ts';
import {
  customerProfile,
  lookAlikes,
  normalQuantile
} from '../../../src/domain/retention/growth/customer-profile.ts';
import { whiteSpace } from '../../../src/domain/retention/growth/white-space.ts';
import { rankPlays, wilson } from '../../../src/domain/retention/plays/play-outcomes.ts';

const count = 600;

/** Half of the best are in care, one in ten of the rest; state says nothing. A third are prospects. */
function market(seed: number): { table: AttributeTable; best: Uint8Array } {
  const random = seededRandom(seed);
  const best = Uint8Array.from({ length: count }, (_, row) =>
    row % 3 === 0 ? 255 : random() < 0.25 ? 1 : 0
  );
  const industry = Int32Array.from(best, (own) => {
    const inCare = own === 255 ? 0.3 : own === 1 ? 0.5 : 0.1;
    return random() < inCare ? 0 : 1 + Math.floor(random() * 4);
  });
  return {
    best,
    table: {
      count,
      attributes: [
        { name: 'Industry', labels: ['Care', 'Retail', 'Food', 'Law', 'Steel'], codes: industry },
        {
          name: 'State',
          labels: ['OH', 'TX', 'CA', 'NY'],
          codes: Int32Array.from(best, () => Math.floor(random() * 4))
        }
      ]
    }
  };
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map((own) => ({ own, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ own }) => own);
}

describe('the profile of the best customers', () => {
  test('finds what is planted, and ranks prospects who have it first', () => {
    const { table, best } = market(1);
    const profile = customerProfile(table, best);
    expect(profile[0]).toMatchObject({ attribute: 'Industry', label: 'Care' });
    expect(profile[0]?.low).toBeGreaterThan(0);
    const first = lookAlikes(table, best, profile).slice(0, 40);
    expect(first.every(({ row }) => best[row] === 255)).toBe(true);
    expect(first.every(({ row }) => table.attributes[0]?.codes[row] === 0)).toBe(true);
  });

  test('finds nothing in 95 of 100 shuffles', () => {
    const { table, best } = market(2);
    const random = seededRandom(7);
    const customers = [...best.keys()].filter((row) => best[row] !== 255);
    let found = 0;
    for (let round = 0; round < 60; round += 1) {
      const dealt = shuffled(
        customers.map((row) => best[row] ?? 0),
        random
      );
      const own = best.map((value) => value);
      customers.forEach((row, place) => {
        own[row] = dealt[place] ?? 0;
      });
      if (customerProfile(table, own).length > 0) found += 1;
    }
    expect(found).toBeLessThanOrEqual(7);
  });

  test.each([
    [0.975, 1.959963984540054],
    [0.5, 0],
    [0.9999, 3.719016485455709]
  ])('normal quantile of %d as in SciPy', (p, known) => {
    expect(normalQuantile(p)).toBeCloseTo(known, 8);
  });
});

describe('white space', () => {
  const products = ['Pump', 'Filter', 'Valve', 'Hose', 'Meter', 'Clamp'];

  /** Each product by one in five; four of five owners of a pump own a filter. */
  function owned(seed: number): number[][] {
    const random = seededRandom(seed);
    return Array.from({ length: 400 }, () => {
      const own = products.map((_, place) => place).filter(() => random() < 0.2);
      if (own.includes(0) && !own.includes(1) && random() < 0.75) own.push(1);
      return own.sort((a, b) => a - b);
    });
  }

  test('finds the planted filter for owners of a pump, and no account that has it', () => {
    const all = owned(3);
    const found = whiteSpace({ products, owned: all });
    const pumps = all.filter((own) => own.includes(0) && !own.includes(1)).length;
    const filters = found.filter(({ product, because }) => product === 1 && because === 0);
    expect(filters).toHaveLength(pumps);
    expect(filters[0]?.share).toBeGreaterThan(filters[0]?.usual ?? 1);
    for (const { account, product, because } of found) {
      expect(all[account]).not.toContain(product);
      expect(all[account]).toContain(because);
    }
  });

  test('finds nothing in 95 of 100 shuffles of who owns what', () => {
    const all = owned(4);
    const random = seededRandom(11);
    let found = 0;
    for (let round = 0; round < 60; round += 1) {
      const dealt = all.map((): number[] => []);
      products.forEach((_, product) => {
        const has = shuffled(
          all.map((own) => own.includes(product)),
          random
        );
        has.forEach((yes, account) => {
          if (yes) dealt[account]?.push(product);
        });
      });
      if (whiteSpace({ products, owned: dealt }).length > 0) found += 1;
    }
    expect(found).toBeLessThanOrEqual(7);
  });
});

describe('plays', () => {
  const done = (play: string, stayed: number, left: number, open = 0) => [
    ...Array.from({ length: stayed }, () => ({ play, stayed: true })),
    ...Array.from({ length: left }, () => ({ play, stayed: false })),
    ...Array.from({ length: open }, () => ({ play, stayed: null }))
  ];

  test('Wilson’s interval as worked elsewhere: 8 of 10', () => {
    const { low, high } = wilson(8, 10);
    expect(low).toBeCloseTo(0.4901625, 6);
    expect(high).toBeCloseTo(0.9433178, 6);
  });

  test('three of three do not lead forty of fifty; what is under way counts for nothing', () => {
    const ranked = rankPlays([
      ...done('Call', 40, 10, 5),
      ...done('Visit', 3, 0),
      ...done('Credit', 12, 8)
    ]);
    expect(ranked.map(({ play }) => play)).toEqual(['Call', 'Credit', 'Visit']);
    expect(ranked[0]).toMatchObject({ done: 50, stayed: 40, share: 0.8 });
    expect(ranked[2]).toMatchObject({ done: 3, share: null });
  });

  // Of 80 calls 64 stayed, of 80 visits 40: by Wilson 0.70 to 0.87 and 0.39 to 0.61, apart. Dealt out
  // anew among the 160, two intervals of 95 % come apart where the shares differ by 2.8 standard
  // errors (1.4 × 1.96): about one time in two hundred.
  test('a play that works stands apart, and none does once the outcomes are shuffled', () => {
    const plays = [...done('Call', 64, 16), ...done('Visit', 40, 40)];
    const apart = (all: typeof plays): boolean => {
      const [first, second] = rankPlays(all);
      return first !== undefined && second !== undefined && first.low > second.high;
    };
    expect(apart(plays)).toBe(true);
    expect(rankPlays(plays)[0]?.play).toBe('Call');
    const random = seededRandom(7);
    let found = 0;
    for (let draw = 0; draw < 400; draw += 1) {
      const outcomes = shuffled(
        plays.map(({ stayed }) => stayed),
        random
      );
      if (apart(plays.map(({ play }, index) => ({ play, stayed: outcomes[index] ?? null }))))
        found += 1;
    }
    expect(found).toBeLessThan(10);
  });
});
